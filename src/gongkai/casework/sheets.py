"""Everything the looks' case and review sheets show of a case, for the sheet of any kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from gongkai.casework import selectors
from gongkai.casework.flows import Style
from gongkai.casework.forms import AskForm, AssignForm, SuperviseForm, TransferForm
from gongkai.casework.kinds import TermLine, kinds
from gongkai.casework.rules import STAGE_LABELS, Lamps, Light, Stage, end_of
from gongkai.kernel.actor import Actor, may
from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import ROLE_LABELS, Role

if TYPE_CHECKING:
    from gongkai.casework.models import Case, CoHandling, Supervision

NOT_APPLICABLE = "not_applicable"
PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class SheetCase:
    """The head of a sheet."""

    id: int
    number: str
    title: str
    kind: str
    state: str
    light: Light
    unit: str
    who: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SheetOffer:
    """A button: what it does, where it posts to, and what stands against it now."""

    label: str
    url: str
    style: Style
    reasons: list[Reason]
    needs_note: bool
    confirm: str


@dataclass(frozen=True, slots=True)
class SheetClock:
    """A running deadline with its explanation; paused, it has no ``due`` but days ``remaining``."""

    label: str
    light: str
    due: date | None
    days_left: int | None
    remaining: int
    provisional: bool
    article: str
    lines: Sequence[TermLine]


@dataclass(frozen=True, slots=True)
class SideDeed:
    """A deed beside the flow with its small form; with ``reasons`` it cannot be done now."""

    code: str
    label: str
    button: str
    url: str
    form: forms.Form
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Question:
    """Another unit's part: what it was asked, until when, and what it said."""

    unit: str
    question: str
    asked_by: str
    asked_at: datetime
    due: datetime
    light: Light
    opinion: str
    answered_by: str
    answered_at: datetime | None
    answer_url: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A supervision and its answer."""

    demand: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    answer_url: str


def case_context(*, case: "Case", actor: Actor, now: datetime, region: str) -> dict[str, Any]:
    """The context of ``desk/case.html`` or ``desk/review.html`` for *case* as *actor* sees it.

    Keys: case, offers, with_note, note_help, version, clock, timeline, and for
    ``casework/parts/side.html``: side_deeds, questions, demands, reminders, flow_url.
    *case* comes from `selectors.find_case`.
    """
    lamp = selectors.lamps_now(now, region)
    offers = _offers(case, actor, now)
    return {
        "case": _head(case, lamp),
        "offers": offers,
        "with_note": bool(offers),
        "note_help": _note_help(offers),
        "version": case.version,
        "clock": _clock(case, lamp),
        "timeline": selectors.timeline_of(case.pk),
        "side_deeds": _side_deeds(case, actor, now),
        "questions": [_question(each, actor, lamp) for each in selectors.co_handlings_of(case.pk)],
        "demands": [_demand(each, actor, case) for each in selectors.supervisions_of(case.pk)],
        "reminders": [
            (STAGE_LABELS[Stage(each.stage)], each.sent_at)
            for each in selectors.reminders_of(case.pk)
        ],
        "flow_url": reverse("casework:flow", args=[case.kind]),
    }


def _head(case: "Case", lamp: Lamps) -> SheetCase:
    kind = kinds[case.kind]
    return SheetCase(
        id=case.pk,
        number=case.number,
        title=case.title,
        kind=kind.label,
        state=kind.flow.state(case.state).label,
        light=lamp.light(case.next_due_at, case.closed_at is not None),
        unit=case.unit.short_name,
        who=who_has_it(case),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
    )


def who_has_it(case: "Case") -> str:
    """In words: the person the case stands with, or everyone in the step's role; "" when closed."""
    if not case.waiting_role:
        return ""
    place = f"{case.waiting_unit.short_name}{ROLE_LABELS[Role(case.waiting_role)]}"
    return f"{place} {case.handler.name}" if case.handler else place


def _offers(case: "Case", actor: Actor, now: datetime) -> list[SheetOffer]:
    flow = kinds[case.kind].flow
    return [
        SheetOffer(
            label=offer.action.label,
            url=reverse("casework:act", args=[case.pk, offer.action.code]),
            style=offer.action.style,
            reasons=offer.reasons,
            needs_note=offer.action.needs_note,
            confirm=_confirm(offer.action.label, flow.state(offer.action.target).label)
            if offer.action.style is Style.DANGER and flow.state(offer.action.target).closed
            else "",
        )
        for offer in selectors.offers(case=case, actor=actor, now=now)
        if NOT_APPLICABLE not in {reason.code for reason in offer.reasons}
    ]


def _confirm(label: str, target: str) -> str:
    return f"确定“{label}”？此件将成为“{target}”，不能再退回上一环节。"


def _note_help(offers: list[SheetOffer]) -> str:
    demanding = "、".join(f"“{offer.label}”" for offer in offers if offer.needs_note)
    return f"{demanding}须写明意见，其他可以不填。" if demanding else "可以不填。"


def _clock(case: "Case", lamp: Lamps) -> SheetClock | None:
    term = selectors.term_of(case)
    if term is None:
        return None
    return SheetClock(
        label=term.label,
        light=PAUSED if term.standing else lamp.light(case.next_due_at, closed=False),
        due=term.due,
        days_left=lamp.days_left(end_of(term.due)) if term.due else None,
        remaining=term.remaining,
        provisional=term.provisional,
        article=term.article,
        lines=term.lines,
    )


def _side_deeds(case: "Case", actor: Actor, now: datetime) -> list[SideDeed]:
    """交办、转办、协办、督办, as far as the actor's role could do them on an open case."""
    if case.closed_at is not None:
        return []
    wanted = {
        deed
        for deed in ("assign", "transfer", "ask_unit", "supervise")
        if may(actor, f"casework.{deed}", case.unit)
        and not selectors.reasons_against_handing_on(case, f"casework.{deed}", "")
    }
    passing_on = wanted & {"transfer", "ask_unit"}
    units = selectors.other_units(case, actor, now) if passing_on else {}
    seen = {"version": case.version}
    offered = []
    if "assign" in wanted:
        offered.append(_assigning(case, now, seen))
    if "transfer" in wanted:
        form: forms.Form = TransferForm(units=units, initial=seen, auto_id="transfer-%s")
        offered.append(_side("transfer", "转办其他单位", "转办", case, form))
    if "ask_unit" in wanted:
        form = AskForm(units=units, auto_id="ask-%s")
        offered.append(_side("ask", "请其他单位协办", "送请协办", case, form))
    if "supervise" in wanted:
        form = SuperviseForm(auto_id="supervise-%s")
        offered.append(_side("supervise", "督办", "发出督办", case, form))
    return offered


def _assigning(case: "Case", now: datetime, seen: dict[str, Any]) -> SideDeed:
    people = selectors.takers(case, now)
    people.pop(case.handler_id or 0, None)
    form = AssignForm(people=people, initial=seen, auto_id="assign-%s")
    role = ROLE_LABELS[Role(case.waiting_role)]
    nobody = Reason("nobody", f"本环节没有其他{role}可以交办")
    return _side("assign", "交办", "交办", case, form, [] if people else [nobody])


def _side(
    code: str,
    label: str,
    button: str,
    case: "Case",
    form: forms.Form,
    reasons: list[Reason] | None = None,
) -> SideDeed:
    url = reverse(f"casework:{code}", args=[case.pk])
    return SideDeed(code, label, button, url, form, reasons or [])


def _question(asked: "CoHandling", actor: Actor, lamp: Lamps) -> Question:
    answered = asked.answered_at is not None
    may_answer = not answered and may(actor, "casework.answer_unit", asked.unit)
    return Question(
        unit=asked.unit.short_name,
        question=asked.question,
        asked_by=asked.asked_by_name,
        asked_at=asked.asked_at,
        due=asked.due_at,
        light=lamp.light(asked.due_at, answered),
        opinion=asked.opinion,
        answered_by=asked.answered_by_name,
        answered_at=asked.answered_at,
        answer_url=reverse("casework:answer_question", args=[asked.pk]) if may_answer else "",
    )


def _demand(each: "Supervision", actor: Actor, case: "Case") -> Demand:
    open_to_actor = each.answered_at is None and may(
        actor, "casework.answer_supervision", case.unit
    )
    url = reverse("casework:answer_supervision", args=[each.pk]) if open_to_actor else ""
    return Demand(
        demand=each.demand,
        by=each.by_name,
        at=each.at,
        answer=each.answer,
        answered_by=each.answered_by_name,
        answered_at=each.answered_at,
        answer_url=url,
    )
