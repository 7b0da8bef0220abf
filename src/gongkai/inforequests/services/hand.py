"""What every deed on a request begins and ends with: the lock, all reasons, events, timeline, ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai.audit.services import record
from gongkai.casework import rules as casework_rules
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import local_day
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import InformationRequest, RequestEvent
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.services.law import law_against
from gongkai.inforequests.services.reckoning import remember_clock
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal

if TYPE_CHECKING:
    from gongkai.casework.models import Case


@dataclass(frozen=True)
class Hand:
    """A locked request in somebody's hands, for one deed at one moment."""

    actor: Actor
    case: "Case"
    request: InformationRequest
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def person(self) -> int:
        """The acting person's id. Raises Refusal for the system."""
        return person_of(self.actor)

    def against(
        self, action: str, note: str | None = None, law: Iterable[Reason] | None = None
    ) -> list[Reason]:
        """The step, the opinion, the permission and the law: every reason against *action* now.

        *law* is what the rules say about what was filled in; without it only the course is asked.
        """
        step = flow.REQUEST.action(action)
        found = casework_rules.reasons_against_action(flow.REQUEST, step, self.case.state, note)
        if found and found[0].code == "wrong_step":
            return found
        found += reasons_against(self.actor, step.deed, self.case.unit)
        return found + self._law(action, law)

    def _law(self, code: str, law: Iterable[Reason] | None) -> list[Reason]:
        return law_against(code, self.request, self.now) if law is None else list(law)

    def beside(self, code: str, law: Iterable[Reason] | None = None) -> list[Reason]:
        """The same for a deed of `flow.ASIDE`, which is no step of the flow."""
        aside = flow.ASIDE[code]
        if self.case.state not in aside.states:
            here = flow.REQUEST.state(self.case.state).label
            return [Reason("wrong_step", f"此件现处“{here}”环节，不能办理“{aside.label}”")]
        found = reasons_against(self.actor, aside.deed, self.case.unit)
        return found + self._law(code, law)

    @property
    def facts(self) -> RequestFacts:
        """The request as the law sees it now."""
        return selectors.facts_of(self.request)

    def leave(self, *events: Event) -> None:
        """Write clock events and let the deadline follow."""
        RequestEvent.objects.bulk_create(
            RequestEvent(
                request=self.request,
                kind=event.kind,
                on=event.on,
                days=event.days,
                ref=event.ref,
                made_at=self.now,
                by_id=self.actor.id,
            )
            for event in events
        )
        self.follow_clock()

    def follow_clock(self) -> None:
        """Keep what is cached of the clock: here for lists and figures, in the case for the inbox."""
        remember_clock(self.request)
        casework.refresh_deadline(self.case)

    def go(
        self, action: str, *, note: str = "", said: str = "", events: Iterable[Event] = ()
    ) -> None:
        """Take the step *action*, whose reasons have been asked, with its clock events."""
        step = flow.REQUEST.action(action)
        self.leave(*events)
        casework.perform(
            actor=self.actor,
            case=self.case,
            action=step,
            note=note,
            now=self.now,
            said=said,
            checked=True,
        )
        self.record(step, said or step.said)
        self._follow()

    def tell(self, action: str, deed: str, said: str, *, note: str = "") -> None:
        """Tell a deed beside the flow, in the timeline and the ledger."""
        casework.tell(
            case=self.case, actor=self.actor, action=action, sentence=said, note=note, now=self.now
        )
        self._write(deed, said)
        if action in CALLING:
            self._follow()

    def _follow(self) -> None:
        for follow in AFTERWARDS:
            follow(self)

    def record(self, step: Action, said: str) -> None:
        self._write(step.deed, said)

    def _write(self, deed: str, said: str) -> None:
        """Into the ledger: the number and what was done, nothing about the applicant."""
        record(
            actor=self.actor,
            deed=deed,
            subject=f"request:{self.request.pk}",
            unit_id=self.case.unit_id,
            detail={"编号": self.request.number, "经过": said},
            now=self.now,
        )


CALLING = frozenset({"consult", "override", "delay"})
"""Deeds beside the flow that call for a paper."""
AFTERWARDS: list[Callable[[Hand], None]] = []
"""What follows every deed in its own transaction: the papers that it calls for."""


def take(
    *, actor: Actor, request_id: int, now: datetime, expected_version: int | None = None
) -> Hand:
    """Lock a request and its case. Raises Refusal when it is gone, or changed since it was seen."""
    case_id = selectors.case_id_of(request_id)
    case = casework.lock_case(case_id, expected_version) if case_id else None
    request = selectors.find_request(request_id)
    if case is None or request is None:
        raise Refusal(Reason("not_found", "没有这件信息公开申请"))
    request.case = case
    return Hand(actor, case, request, now)


def take_case(
    *, actor: Actor, case_id: int, now: datetime, expected_version: int | None = None
) -> Hand:
    """The same by the case's id."""
    request_id = selectors.id_of_case(case_id)
    return take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
