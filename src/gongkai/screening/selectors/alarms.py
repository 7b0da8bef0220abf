"""Reported false alarms, and the confirmed ones as cases for tests."""

from typing import TypedDict

from gongkai.screening.models import FalseAlarm
from gongkai.screening.selectors.pages import Page, page_of

AlarmRow = FalseAlarm


class TestCase(TypedDict):
    """What ``tests/planted/reported.json`` holds: *text* in which *rule* must find nothing."""

    rule: str
    text: str
    note: str


def alarm_page(*, state: str = "", after: int | None = None) -> "Page[FalseAlarm]":
    """Reports, newest first."""
    rows = FalseAlarm.objects.select_related("reported_by", "judged_by")
    return page_of(rows.filter(state=state) if state else rows, after)


def alarm_by_id(alarm_id: int) -> FalseAlarm | None:
    return FalseAlarm.objects.filter(pk=alarm_id).first()


def confirmed_cases() -> list[TestCase]:
    """The confirmed false alarms in the order in which they were reported."""
    rows = FalseAlarm.objects.filter(state=FalseAlarm.State.CONFIRMED).order_by("pk")
    return [{"rule": row.rule, "text": row.context, "note": row.note} for row in rows]
