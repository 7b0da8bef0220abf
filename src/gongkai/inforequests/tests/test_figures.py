"""Figures of requests: what each measure counts, and that each number opens just what it counts."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from gongkai.casework.rules import ZONE
from gongkai.clock.rules import DayKind
from gongkai.clock.services import set_day
from gongkai.inforequests import flow
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.selectors import figures
from gongkai.inforequests.tests.factories import NOW, day, received, standing_in
from gongkai.kernel.measures import Period, measures, rates
from gongkai.orgs.tests.cast import Cast

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


def number(code: str, period: Period = YEAR) -> int:
    return measures[code].total(period)


def test_every_measure_opens_exactly_the_requests_it_counts(cast: Cast) -> None:
    standing_in(cast, flow.ARCHIVED)
    standing_in(cast, flow.HANDLING)
    received(cast, now=NOW - timedelta(days=400))
    for code in figures.CONDITIONS:
        for period in (YEAR, JUNE, YEAR.year_before):
            measure = measures[code]
            assert len(list(measure.ids(period, {}))) == measure.total(period)
            by_class = measure.counts(period, ("class", "channel"))
            assert sum(by_class.values()) == measure.total(period)
            for (applicant, channel), count in by_class.items():
                values = {"class": applicant, "channel": channel}
                assert len(list(measure.ids(period, values))) == count
                assert len(figures.counted_page(code, period, values).rows) == count


def test_what_came_in_went_out_or_stays(cast: Cast) -> None:
    """C1 of §3.4: new + carried in = concluded + carried out."""
    standing_in(cast, flow.SERVED)
    standing_in(cast, flow.CLARIFYING)
    received(cast, now=NOW - timedelta(days=300))
    came = number("requests.new") + number("requests.carried_in")
    assert came == number("requests.concluded") + number("requests.carried_out") == 3
    assert number("requests.carried_in") == number("requests.carried_out", YEAR.year_before) == 1


def test_the_last_moment_of_a_year_belongs_to_that_year(cast: Cast) -> None:
    received(cast, now=datetime(2025, 12, 31, 23, 59, tzinfo=ZONE))
    received(cast, now=datetime(2026, 1, 1, 0, 0, tzinfo=ZONE))
    assert (number("requests.new"), number("requests.new", YEAR.year_before)) == (1, 1)


def test_a_reply_in_time_a_late_one_and_one_that_is_missing(cast: Cast) -> None:
    served = standing_in(cast, flow.SERVED)
    standing_in(cast, flow.HANDLING)
    assert served.days_used == 0
    assert (number("requests.in_time"), number("requests.overdue", JUNE)) == (1, 0)
    assert number("requests.overdue") == 1
    assert rates["requests.in_time_rate"].of(YEAR) == 0.5
    InformationRequest.objects.filter(pk=served.pk).update(due_on=date(2026, 6, 1))
    assert (number("requests.late"), rates["requests.in_time_rate"].of(YEAR)) == (1, 0.0)


def test_nothing_answered_is_no_rate(cast: Cast) -> None:
    assert rates["requests.in_time_rate"].of(YEAR) is None
    assert figures.days_used(YEAR) is None


def test_months_add_up_to_their_period(cast: Cast) -> None:
    received(cast)
    received(cast, now=NOW - timedelta(days=40))
    months = measures["requests.new"].months(YEAR)
    assert [month.start.month for month, _ in months] == list(range(1, 13))
    assert sum(count for _, count in months) == number("requests.new") == 2


def test_only_the_units_asked_for_are_counted(cast: Cast) -> None:
    received(cast)
    there = Period(YEAR.start, YEAR.end, frozenset({cast.education.pk}))
    elsewhere = Period(YEAR.start, YEAR.end, frozenset({cast.water.pk}))
    assert (number("requests.new", there), number("requests.new", elsewhere)) == (1, 0)


def test_a_new_calendar_moves_what_is_kept_of_the_clock(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    assert request.due_on == day("2026-07-14")
    set_day(
        actor=cast.actor("admin"),
        region="",
        day=day("2026-07-01"),
        kind=DayKind.PUBLIC_HOLIDAY,
        name="临时放假",
        source="国办通知",
        now=NOW,
    )
    request.refresh_from_db()
    assert request.due_on == day("2026-07-15")


@pytest.mark.parametrize("part", ["office", "clerk", "inspector"])
def test_the_page_shows_the_figures_and_opens_them(cast: Cast, client, part: str) -> None:
    standing_in(cast, flow.ARCHIVED)
    client.force_login(getattr(cast, part))
    asked = {"start": "2026-01-01", "end": "2026-12-31"}
    page = client.get(reverse("inforequests:figures"), asked)
    assert page.status_code == 200
    told = page.content.decode()
    assert "按期答复率" in told
    assert "100.0%" in told
    rows = client.get(
        reverse("inforequests:figure_rows"),
        {"measure": "requests.concluded", "row": "granted", "class": "natural"} | asked,
    )
    assert "办结申请：1件" in rows.content.decode()
    assert "990000002-2026-00001" in rows.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"start": "2026-13-01"},
        {"start": "2026-12-31", "end": "2026-01-01"},
        {"unit": "999999"},
        {"start": "0001-01-01"},
    ],
)
def test_wrong_days_are_told_and_lose_nothing(cast: Cast, client, asked: dict[str, str]) -> None:
    client.force_login(cast.office)
    assert client.get(reverse("inforequests:figures"), asked).status_code == 200


@pytest.mark.parametrize(
    "asked", [{"measure": "no.such"}, {}, {"measure": "requests.new", "theme": "x"}]
)
def test_an_unknown_figure_is_not_found(cast: Cast, client, asked: dict[str, str]) -> None:
    client.force_login(cast.office)
    assert client.get(reverse("inforequests:figure_rows"), asked).status_code == 404
