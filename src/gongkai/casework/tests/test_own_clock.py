"""A kind whose law is more than a flow's clock can say computes its deadline itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from gongkai.casework import selectors, services, watch
from gongkai.casework.kinds import kinds
from gongkai.casework.rules import NO_DEADLINE, end_of
from gongkai.casework.sheets import case_context
from gongkai.casework.tests.errands import NOW, act, errand
from gongkai.clock.rules import Calendar, DayKind, wd_add
from gongkai.clock.services import set_day
from gongkai.orgs.tests.cast import Cast


@dataclass(frozen=True)
class WaitingTerm:
    """An answer awaited by the third working day after 15 June 2026."""

    due: date | None
    label: str = "等待申请人答复"
    article: str = "条例第三十条"
    standing: bool = True
    remaining: int = 12
    provisional: bool = False
    lines: tuple = ()


def awaited(case_id: int, calendar: Calendar) -> WaitingTerm:
    return WaitingTerm(wd_add(calendar, NOW.date(), 3))


@pytest.fixture
def own_clock(errands: None) -> Iterator[None]:
    before = kinds["errand"]
    kinds._things["errand"] = replace(
        before, deadline=awaited, number=lambda unit, year, serial: f"机构-{year}-{serial:04d}"
    )
    yield
    kinds._things["errand"] = before


def test_its_deadline_and_its_number_stand_in_the_case(cast: Cast, own_clock: None) -> None:
    case = errand(cast)
    assert case.number == "机构-2026-0001"
    assert case.next_due_at == end_of(date(2026, 6, 18))
    shown = case_context(case=case, actor=cast.actor("clerk"), now=NOW, region="")["clock"]
    assert (shown.label, shown.light, shown.due) == ("等待申请人答复", "paused", date(2026, 6, 18))
    assert (shown.days_left, shown.remaining) == (3, 12)


def test_a_new_calendar_moves_it_and_a_closed_case_has_none(cast: Cast, own_clock: None) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    set_day(
        actor=cast.actor("admin"),
        region="",
        day=date(2026, 6, 17),
        kind=DayKind.PUBLIC_HOLIDAY,
        name="临时放假",
        source="国务院办公厅通知",
        now=NOW,
    )
    case.refresh_from_db()
    assert case.next_due_at == end_of(date(2026, 6, 22))
    assert selectors.timeline_of(case.pk)[-1].sentence == (
        "工作日历调整，期限由 2026-06-18 改为 2026-06-22"
    )
    act(cast, case, "section_head", "finish")
    case.refresh_from_db()
    assert case.next_due_at == NO_DEADLINE
    assert list(watch.running_cases()) == []


def test_a_case_moves_with_its_business_and_stands_with_one_person(
    cast: Cast, errands: None
) -> None:
    case = errand(cast)
    services.move(case=case, unit=cast.water, now=NOW)
    case = selectors.find_case(case.pk)
    assert (case.unit, case.waiting_unit, case.handler) == (cast.water, cast.water, None)
    services.hand_to(case=case, person_id=cast.other_clerk.pk, now=NOW)
    assert selectors.find_case(case.pk).handler == cast.other_clerk
    services.hand_to(case=case, person_id=cast.clerk.pk, now=NOW)
    assert selectors.find_case(case.pk).handler is None
