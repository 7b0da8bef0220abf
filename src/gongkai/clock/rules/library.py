"""What the chinesecalendar library knows (2004–2026 in 1.11), as a national table (§15.2).

Its `find_workday` is off by one and is not used; its `is_workday` raises beyond the last year.
"""

from functools import cache
from importlib.metadata import version

from chinese_calendar import constants

from gongkai.clock.rules.calendar import DayKind, SpecialDay, Table, YearArrangement

FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


@cache
def library_table() -> Table:
    """The library's holidays and make-up workdays; a year without a single holiday is unknown."""
    source = f"chinesecalendar {version('chinesecalendar')}"
    days = [
        SpecialDay(day, kind, _chinese(name), source)
        for kind, named in (
            (DayKind.PUBLIC_HOLIDAY, constants.holidays),
            (DayKind.MAKEUP_WORKDAY, constants.workdays),
        )
        for day, name in named.items()
    ]
    years = sorted({day.year for day in constants.holidays})
    return Table.of("", days, [YearArrangement(year, True, source) for year in years])


def _chinese(name: str) -> str:
    chinese: str = constants.Holiday(name).chinese
    return FULL_NAMES.get(chinese, chinese)
