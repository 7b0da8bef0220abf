"""Opening a round: every unit that must file gets a case with its due date."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import services as casework
from gongkai.casework.rules import local_day
from gongkai.clock.selectors import calendar_for
from gongkai.filing import rules, selectors
from gongkai.filing.content import content_of
from gongkai.filing.flow import FILING
from gongkai.filing.models import Filing, FilingRound, FormDesign, FormVersion
from gongkai.filing.rules import Cadence, Span
from gongkai.kernel.actor import Actor, SystemActor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

OPEN = "filing.open"


@transaction.atomic
def open_round(
    *, actor: Actor, design_id: int, span: Span, now: datetime, due_on: date | None = None
) -> FilingRound:
    """Open the round of a form for a period.

    ``due_on`` names another day than the schedule's; a day of rest moves as the form says.
    """
    design = selectors.lock_design(design_id)
    refuse_if(reasons_against(actor, OPEN, design.owner))
    version = selectors.version_in_use(design_id)
    if version is None:
        raise Refusal(Reason("no_version", "这张报表还没有启用的版本，请先启用"))
    today = local_day(now)
    day = _due(design, version, span, due_on)
    units = list(selectors.filers(design.owner, version.kinds, version.unit_ids, today))
    refuse_if(_against_opening(design, span, day, units, today))
    begun = FilingRound.objects.create(
        design=design,
        version=version,
        key=span.key,
        title=f"{design.name}（{span.label}）"[:160],
        start=span.start,
        end=span.end,
        due_on=day,
        opened_by_id=actor.id,
        opened_at=now,
    )
    for unit in units:
        _ask(actor, begun, unit, now)
    record(
        actor=actor,
        deed=OPEN,
        subject=f"round:{begun.pk}",
        unit_id=design.owner_id,
        detail={"报表": begun.title, "报送期限": str(day), "单位数": len(units)},
        now=now,
    )
    return begun


def _due(design: FormDesign, version: FormVersion, span: Span, due_on: date | None) -> date:
    content, calendar = content_of(version), calendar_for(design.owner.region)
    if due_on is not None:
        return rules.settled(due_on, content.rest_day, calendar)
    if content.cadence is Cadence.ONCE:
        raise Refusal(Reason("due_on", "请写明报送期限"))
    return content.due.on(span, calendar)


def _against_opening(
    design: FormDesign, span: Span, due_on: date, units: "list[Unit]", today: date
) -> list[Reason]:
    found = []
    if design.stopped_at is not None:
        found.append(Reason("stopped", "这张报表已停用，不再开期"))
    if selectors.round_keyed(design.pk, span.key) is not None:
        found.append(Reason("key", f"{span.label}已经开过期，不能重复"))
    if due_on < today:
        found.append(Reason("due_on", f"报送期限 {due_on} 已经过去，请另定日期"))
    if not units:
        found.append(Reason("units", "没有一个单位要报这张报表，请另起新版选定报送单位"))
    return found


def _ask(actor: Actor, begun: FilingRound, unit: "Unit", now: datetime) -> None:
    case = casework.open_case(
        actor=actor,
        kind=FILING.code,
        unit=unit,
        title=begun.title,
        now=now,
        said=f"请于 {begun.due_on} 前报送",
    )
    Filing.objects.create(round=begun, unit=unit, case=case)
    casework.refresh_deadline(case)


def open_due_rounds(now: datetime) -> int:
    """Open the rounds whose period is over and whose due date is still to come; how many."""
    today = local_day(now)
    opened = 0
    for version in selectors.versions_that_open():
        span = rules.last_ended(Cadence(version.cadence), today)
        if not _against_opening_itself(version, span, today):
            open_round(actor=SystemActor(), design_id=version.design_id, span=span, now=now)
            opened += 1
    return opened


def _against_opening_itself(version: FormVersion, span: Span, today: date) -> list[Reason]:
    """The job asks before it acts: what keeps a round shut is no failure of the job."""
    design = version.design
    due_on = content_of(version).due.on(span, calendar_for(design.owner.region))
    units = list(selectors.filers(design.owner, version.kinds, version.unit_ids, today))
    return _against_opening(design, span, due_on, units, today)
