"""Reading the yearly arrangement from holiday-cn JSON: one file per year, or a bundle of years."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.clock.rules.calendar import SATURDAY, DayKind, SpecialDay
from gongkai.clock.rules.dates import iso_date
from gongkai.kernel.errors import Reason, Refusal

MAX_BYTES = 1_000_000
MAX_REASONS = 20
NAME_LENGTH = 60
SOURCE_LENGTH = 200
FIRST_YEAR, LAST_YEAR = 1949, 2199


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The State Council's arrangement of one year. Without days it is not announced yet.

    A date may lie in the December before: files go by the year in the notice's title.
    """

    year: int
    source: str
    days: tuple[SpecialDay, ...]

    def governs(self, day: date) -> bool:
        """Whether a day that this arrangement does not name is an ordinary one by its word."""
        return date(self.year - 1, 12, 1) <= day <= date(self.year, 11, 30)


def read_arrangements(content: bytes) -> list[Arrangement]:
    """The arrangements in a JSON file, by year.

    Reads ``{"year": 2026, "papers": […], "days": [{"name", "date", "isOffDay"}]}`` and the bundle
    ``{"years": {"2026": {"papers": […], "days": […]}}}``, UTF-8 or GB18030. Raises Refusal with
    every fault found (at most twenty), each naming the year and the entry.
    """
    data = _json(content)
    if not isinstance(data, dict):
        raise Refusal(_fault("文件的最外层应当是一个对象，含“year”和“days”，或“years”"))
    if "years" not in data:
        entries = [(data.get("year", ""), data)]
    elif isinstance(data["years"], dict) and data["years"]:
        entries = list(data["years"].items())
    else:
        raise Refusal(_fault("“years”应当是以年份为键的对象，且至少有一年"))
    faults: list[Reason] = []
    found = [_arrangement(year, body, faults) for year, body in entries]
    if faults:
        more = Reason("arrangement", f"另有{len(faults) - MAX_REASONS}处错误未列出")
        raise Refusal(*faults[:MAX_REASONS], *([more] if len(faults) > MAX_REASONS else []))
    return sorted((each for each in found if each), key=lambda each: each.year)


def as_bundle(arrangements: Iterable[Arrangement]) -> str:
    """The arrangements as a bundle that `read_arrangements` reads back the same."""
    years = {
        str(each.year): {
            "papers": [each.source],
            "days": [
                {
                    "name": day.name,
                    "date": day.date.isoformat(),
                    "isOffDay": day.kind is DayKind.PUBLIC_HOLIDAY,
                }
                for day in each.days
            ],
        }
        for each in arrangements
    }
    return json.dumps({"years": years}, ensure_ascii=False)


def _json(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise Refusal(_fault(f"文件超过{MAX_BYTES // 1_000_000}MB，放假安排不会这么大，请核对文件"))
    try:
        return json.loads(_text(content))
    except json.JSONDecodeError as error:
        where = f"第{error.lineno}行第{error.colno}个字符"
        raise Refusal(_fault(f"文件不是有效的JSON，{where}处读不下去")) from None
    except (RecursionError, ValueError):
        raise Refusal(_fault("文件不是有效的JSON：嵌套过深或数字过长")) from None


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(_fault("文件的编码认不出来，请另存为UTF-8再导入"))


def _arrangement(key: object, body: object, faults: list[Reason]) -> Arrangement | None:
    year = _year(key)
    if year is None:
        faults.append(_fault(f"“{_short(key)}”不是年份（{FIRST_YEAR}—{LAST_YEAR}）"))
        return None
    if not isinstance(body, dict) or not isinstance(body.get("days"), list):
        faults.append(_fault(f"{year}年缺少“days”列表"))
        return None
    if _year(body.get("year", year)) != year:
        faults.append(_fault(f"{year}年的内容写着“year”为{_short(body['year'])}，前后不一致"))
    days = tuple(_days(year, body["days"], _source(year, body.get("papers")), faults))
    seen: set[date] = set()
    for day in days:
        if day.date in seen:
            faults.append(_fault(f"{year}年：{day.date}出现了不止一次"))
        seen.add(day.date)
    return Arrangement(year, _source(year, body.get("papers")), days)


def _days(
    year: int, entries: list[object], source: str, faults: list[Reason]
) -> Iterator[SpecialDay]:
    for number, entry in enumerate(entries, 1):
        day = _day(entry, source)
        if isinstance(day, str):
            faults.append(_fault(f"{year}年第{number}项：{day}"))
        elif not (date(year - 1, 12, 1) <= day.date <= date(year + 1, 1, 31)):
            faults.append(_fault(f"{year}年第{number}项：{day.date}不属于这一年"))
        else:
            yield day


def _day(entry: object, source: str) -> SpecialDay | str:
    """The day of an entry, or what is wrong with it."""
    if not isinstance(entry, dict):
        return "应当是含“name”“date”“isOffDay”的对象"
    name, text, off = entry.get("name"), entry.get("date"), entry.get("isOffDay")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= NAME_LENGTH:
        return f"“name”应当是1至{NAME_LENGTH}字的节日名称"
    if not isinstance(off, bool):
        return "“isOffDay”应当是true（放假）或false（上班）"
    day = iso_date(text)
    if day is None:
        return f"“date”应当是2026-01-01这样的日期，写的是“{_short(text)}”"
    if off:
        return SpecialDay(day, DayKind.PUBLIC_HOLIDAY, name.strip(), source)
    if day.weekday() < SATURDAY:
        return SpecialDay(day, DayKind.WORKING, name.strip(), source)
    return SpecialDay(day, DayKind.MAKEUP_WORKDAY, name.strip(), source)


def _source(year: int, papers: object) -> str:
    papers = papers if isinstance(papers, list) else []
    addresses = [paper for paper in papers if isinstance(paper, str)]
    fitting = ""
    for address in addresses:
        longer = f"{fitting} {address}".strip()
        fitting = longer if len(longer) <= SOURCE_LENGTH else fitting
    return fitting or f"{year}年放假安排（holiday-cn格式文件）"


def _year(value: object) -> int | None:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if (
        len(text) == 4
        and text.isascii()
        and text.isdigit()
        and FIRST_YEAR <= int(text) <= LAST_YEAR
    ):
        return int(text)
    return None


def _short(value: object) -> str:
    if isinstance(value, dict | list):
        return "一组数据"
    text = str(value)
    return text if len(text) <= 20 else f"{text[:20]}…"


def _fault(sentence: str) -> Reason:
    return Reason("arrangement", sentence)
