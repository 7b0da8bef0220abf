"""Short hands for these tests: the national calendar, days, events written as in a file."""

from datetime import date

from gongkai.clock.rules import Calendar
from gongkai.clock.rules.library import library_table
from gongkai.inforequests.rules.clock import deadline_of
from gongkai.inforequests.rules.events import Event

CALENDAR = Calendar(library_table())


def day(text):
    """The date of 2026-01-28, or of 01-28 in 2026."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def events(*rows):
    """Events from "received 01-28", "extended 02-20 20", "consult_sent 02-10 0 甲公司"."""
    found = []
    for row in rows:
        kind, on, *rest = row.split()
        found.append(Event(kind, day(on), int(rest[0]) if rest else 0, "".join(rest[1:])))
    return found


def due(*rows):
    return deadline_of(events(*rows), CALENDAR).due


def clock(*rows):
    return deadline_of(events(*rows), CALENDAR)
