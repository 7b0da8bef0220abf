"""One report read and checked: bytes in, `Report` out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.files.extraction import Unreadable
from gongkai.reporting import rules
from gongkai.reporting.checking import comparing, table2, table3, table4
from gongkai.reporting.checking.result import Report, empty_table3, empty_table4
from gongkai.reporting.checking.source import Source, open_report, periods, year_of
from gongkai.reporting.checking.splitting import Clock
from gongkai.reporting.form import ROWS, SINCE_2021, name_of
from gongkai.reporting.rules import Violation

SECONDS = 2.0
"""The time for splitting the rows of one report; what is not done by then is said to be unsure."""
_PART_ONE = re.compile(r"一、\s*总\s*体\s*情\s*况")
_PART_SIX = re.compile(r"六、\s*其\s*他\s*需\s*要\s*报\s*告")
_TITLE_YEAR = re.compile(r"20\d\d")


@dataclass(slots=True)
class _Tables:
    """The three tables of one file as read."""

    two: table2.Table2
    three: table3.Table3
    four: table4.Table4


def read_report(data: bytes, name: str, seconds: float = SECONDS) -> Report:
    """The tables and the checks within one report; raises `gongkai.files.extraction.Unreadable`.

    A file without any number of the three tables is not an annual report: `Unreadable`.
    """
    source = open_report(data, name)
    clock = Clock(seconds)
    three = table3.read(source, clock)
    if source.other_text is not None and not three.is_whole:
        looked = replace(source, text=source.other_text)
        seen = table3.read(looked, clock)
        if seen.is_whole:
            source, three = looked, seen
    two = table2.read(source, three.span[0] if three.span else None)
    tables = _Tables(two, three, table4.read(source, clock))
    report = _assembled(source, tables)
    if not report.has_tables:
        raise Unreadable("没有找到年度报告的三张统计表；请核对是否为政府信息公开工作年度报告的正文")
    comparing.compare_narrative(report)
    _check(report, tables, source)
    return report


def check_report(
    data: bytes, name: str, previous: Report | None = None, seconds: float = SECONDS
) -> Report:
    """One report, also against the report of the year before when that is given."""
    report = read_report(data, name, seconds)
    if previous is not None:
        against_previous(report, previous)
    return report


def against_previous(report: Report, previous: Report) -> None:
    """C4 and T2; what last year settles is settled first. Unequal years are noted."""
    if report.year and previous.year and report.year != previous.year + 1:
        report.notes.append(
            f"上一年度报告是 {previous.year} 年的，本报告是 {report.year} 年的，两年不相接，没有比对"
        )
        return
    if report.year:
        comparing.settle_by_previous(report, previous)
    comparing.compare_previous(report, previous)


def link_years(reports: Sequence[Report]) -> None:
    """Reports of one organ in neighbouring years are held against each other, both ways."""
    for report in reports:
        for other in reports:
            if not _same_organ(report, other) or report.year is None or other.year is None:
                continue
            if other.year == report.year + 1:
                comparing.settle_by_next(report, other)
    for report in reports:
        for other in reports:
            if _same_organ(report, other) and report.year and other.year == report.year - 1:
                against_previous(report, other)


def _same_organ(one: Report, other: Report) -> bool:
    return one is not other and _whose(one) is not None and _whose(one) == _whose(other)


def _whose(report: Report) -> str | None:
    """The words of the title before the year, else the organ."""
    title = "".join((report.title or "").split())
    before = _TITLE_YEAR.split(title, maxsplit=1)[0] if _TITLE_YEAR.search(title) else ""
    return before or report.organ


def _assembled(source: Source, tables: _Tables) -> Report:
    report = Report(year=year_of(source), organ=source.organ, title=source.title)
    report.layout = tables.three.layout or tables.two.layout
    report.table2, report.table2_2019 = tables.two.rows, tables.two.old
    report.table3 = empty_table3() | tables.three.rows
    report.blank = tables.three.blank
    report.table4 = empty_table4() | tables.four.rows
    report.ambiguous = [*tables.two.ambiguous, *tables.three.ambiguous, *tables.four.ambiguous]
    report.notes = [*source.warnings, *_gaps(report, tables)]
    ruled = [grid.span for grid in source.ruled]
    spans = [tables.two.span, tables.three.span, tables.four.span, *ruled]
    report.narrative, report.closing = _sentences(source.text, [span for span in spans if span])
    return report


def _gaps(report: Report, tables: _Tables) -> list[str]:
    notes = []
    if tables.three.missing:
        names = "、".join(ROWS[key].printed for key in tables.three.missing)
        notes.append(f"第三部分的表没有读到：{names}")
    if not tables.three.rows:
        notes.append("没有读到第三部分的表")
    if not tables.four.rows:
        notes.append("没有读到第四部分的表")
    blank = [
        ROWS[key].printed
        for key, cells in tables.three.rows.items()
        if any(cell is None for cell in cells) and report.unsure(f"table3.{key}") is None
    ]
    if blank:
        notes.append(f"有空白格的行：{'、'.join(blank)}；空白不等于 0，结果中为 null")
    return notes


def _sentences(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """The text outside the tables, and part six of it."""
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(text[place : max(start, place)])
        place = max(end, place)
    kept.append(text[place:])
    whole = "。".join(kept)
    lines = [line for line in whole.split("\n") if not line.lstrip().startswith("|")]
    prose = "\n".join(lines)
    first = _PART_ONE.search(prose)
    sixth = list(_PART_SIX.finditer(prose))
    return prose[first.start() if first else 0 :], prose[sixth[-1].start() :] if sixth else ""


def _check(report: Report, tables: _Tables, source: Source) -> None:
    unsure = frozenset(key for key in ROWS if report.unsure(f"table3.{key}") is not None)
    if unsure and len(tables.three.tables) > 1:
        found = _in_every_reading(tables.three)
    else:
        found = rules.violations_of_table3(report.table3, unsure, report.blank)
    found += [
        Violation(
            "C3",
            f"table3.{key}.total",
            None,
            raw,
            f"“{ROWS[key].printed}”印作“{raw}”，怎样拆分，各类申请人之和都不等于总计",
        )
        for key, raw in tables.three.hopeless.items()
    ]
    if tables.four.hopeless:
        raw = tables.four.hopeless
        sentence = f"第四部分印作“{raw}”，怎样拆分，三个总计都不能同时等于各项之和"
        found.append(Violation("T4", "table4", None, raw, sentence))
    if report.unsure("table4") is None:
        found += rules.violations_of_table4(report.table4)
    found += rules.violations_of_table2(report.table2)
    if report.layout != "2019" and not set(SINCE_2021) & set(unsure):
        unpaid = report.table3["other_fee_unpaid"][-1]
        found += rules.violations_of_fee(
            unpaid, "".join((report.closing or report.narrative).split())
        )
    report.violations = [*found, *report.violations, *_wrong_period(report, source)]
    cell = rules.suspect(found)
    if cell:
        report.notes.append(f"行与列都不平的只有一格：{name_of(cell)}（{cell}）")


def _in_every_reading(three: table3.Table3) -> list[Violation]:
    """What is wrong however the unsure rows are read."""
    readings = [rules.violations_of_table3(table) for table in three.tables]
    shared = set.intersection(*({(one.check, one.where) for one in found} for found in readings))
    named = [one for one in readings[0] if (one.check, one.where) in shared]
    named = [replace(one, text=f"{one.text}（拆分存疑，但每种分法都如此）") for one in named]
    codes = set.intersection(*({one.check for one in found} for found in readings))
    sentence = "第三部分的数字连在一起，怎样拆分都有勾稽关系不平；请对照原表"
    unnamed = sorted(codes - {one.check for one in named})
    return [*named, *(Violation(code, "table3", None, None, sentence) for code in unnamed)]


def _wrong_period(report: Report, source: Source) -> list[Violation]:
    """The period the report states is the year it is about."""
    wrong = [year for year in periods(source.text) if report.year and year != report.year]
    if not wrong:
        return []
    sentence = f"标题是 {report.year} 年度，统计期限却写到 {wrong[0]} 年"
    return [Violation("PERIOD", "text.period", report.year, wrong[0], sentence)]
