"""`gongkai due`: a deadline and its explanation, with or without a database."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand, Unreadable
from gongkai.cli.events import read_events, say_deadline
from gongkai.clock.rules import (
    WEEKDAYS,
    Calendar,
    DayNote,
    Deadline,
    Pause,
    Period,
    Table,
    deadline,
)
from gongkai.clock.rules.arrangements import FIRST_YEAR, LAST_YEAR, MAX_BYTES, read_arrangements
from gongkai.clock.rules.dates import written_date
from gongkai.clock.rules.library import library_table
from gongkai.clock.rules.tables import reasons_against_region, with_arrangements
from gongkai.kernel.errors import Refusal, refuse_if

MAX_DAYS = 3660
UNITS = {"wd": ("个工作日", Period.WORKING_DAYS), "cd": ("日（自然日）", Period.CALENDAR_DAYS)}


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else _date(value)


def _date(value: str) -> date:
    day = written_date(value)
    if day is None:
        raise click.BadParameter(f"“{value[:40]}”不是有效的日期，请写成2026-01-28这样")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"只能计算{FIRST_YEAR}—{LAST_YEAR}年的日期")
    return day


def _pauses(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> list[Pause]:
    pauses = []
    for value in values:
        first, colon, last = value.replace("：", ":").partition(":")
        if not colon:
            raise click.BadParameter("请写成“开始日:结束日”；尚未结束的，冒号后面留空")
        start = _date(first)
        end = _date(last) if last.strip() else None
        if end is not None and end < start:
            raise click.BadParameter(f"结束日{end}早于开始日{start}")
        pauses.append(Pause(start, end))
    return pauses


def _days(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    text = value.strip()
    if len(text) > 6 or not text.isdecimal() or not 1 <= int(text) <= MAX_DAYS:
        raise click.BadParameter(f"应当是1至{MAX_DAYS}的整数")
    return int(text)


def _unit(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value not in UNITS:
        raise click.BadParameter("应当是 wd（工作日）或 cd（自然日）")
    return value


@click.command("due", cls=ChineseCommand)
@click.option("--received", callback=_day, metavar="日期", help="起算日（收到之日），当日不计入")
@click.option("--days", callback=_days, metavar="天数", help="期限天数")
@click.option(
    "--unit",
    callback=_unit,
    default="wd",
    metavar="wd|cd",
    help="wd 工作日（默认），cd 自然日",
)
@click.option(
    "--pause",
    "pauses",
    callback=_pauses,
    multiple=True,
    metavar="起:止",
    help="中止计时的时段，可写多次；止日留空表示尚未结束。起日照计，止日不计",
)
@click.option("--region", metavar="代码", help="行政区划代码；默认为本站所在地区")
@click.option(
    "--calendar",
    "calendar_file",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="另用一份放假安排（holiday-cn 格式的 JSON）",
)
@click.option(
    "--events",
    "events_file",
    metavar="文件",
    help="按一件信息公开申请的经过（JSON，- 为标准输入）算答复期限；不与起算日、天数、中止并用",
)
@click.option("--explain", is_flag=True, help="逐日说明")
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：{due, provisional, explanation, …}"
)
def command(
    *,
    received: date | None,
    days: int | None,
    unit: str,
    pauses: list[Pause],
    region: str | None,
    calendar_file: Path | None,
    events_file: str | None,
    explain: bool,
    as_json: bool,
) -> None:
    """计算期限并逐日说明：工作日按国家放假安排，中止计时的时段取并集。"""
    if events_file is not None:
        _refuse_mixture(received, days, pauses)
        known = read_events(events_file)
        say_deadline(known, _calendar(region, calendar_file), explain=explain, as_json=as_json)
        return
    if received is None or days is None:
        missing = "--received" if received is None else "--days"
        raise Unreadable(f"缺少{missing}。写法见：gongkai due --help")
    found = deadline(_calendar(region, calendar_file), received, days, UNITS[unit][1], pauses)
    for pause in found.ignored:
        click.echo(f"提示：中止时段 {_span(pause)} 与期限无关，没有计入", err=True)
    if as_json:
        click.echo(json.dumps(as_data(found), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found, received, f"{days} {UNITS[unit][0]}", explain)))


def _refuse_mixture(received: date | None, days: int | None, pauses: list[Pause]) -> None:
    if received is not None or days is not None or pauses:
        raise Unreadable(
            "--events 的文件里已有收到、延期和征求意见等经过，不要再写 --received、--days、--pause"
        )


def _calendar(region: str | None, path: Path | None) -> Calendar:
    try:
        return Calendar(*_with_file(_tables(region), path))
    except Refusal as refusal:
        raise Unreadable("\n".join(str(reason) for reason in refusal.reasons)) from None


def as_data(found: Deadline) -> dict[str, Any]:
    """The documented JSON of a deadline (docs/guides/deadlines.md)."""
    return {
        "due": found.due.isoformat() if found.due else None,
        "provisional": found.provisional,
        "explanation": [_note_data(note) for note in found.explanation],
    }


def _note_data(note: DayNote) -> dict[str, Any]:
    return {
        "date": note.date.isoformat(),
        "kind": note.kind.value,
        "counted": note.counted,
        "paused": note.paused,
        "provisional": note.provisional,
        "text": note.text,
    }


def _lines(found: Deadline, received: date, period: str, explain: bool) -> list[str]:
    if found.due is None:
        lines = [f"到期日：未定（中止计时尚未结束，期限还余 {found.remaining} 天）"]
    else:
        lines = [f"到期日：{found.due} {WEEKDAYS[found.due.weekday()]}"]
    lines.append(f"自 {received} 起 {period}，当日不计入")
    if found.provisional:
        lines.append("暂定：期限经过的年份放假安排尚未公布，暂按周一至周五推算，公布后请重新计算")
    if explain:
        lines += ["", *(f"{note.date}  {note.text}" for note in found.explanation)]
    return lines


def _span(pause: Pause) -> str:
    return f"{pause.start}:{pause.end or ''}"


def _with_file(tables: list[Table], path: Path | None) -> list[Table]:
    """*tables* with the arrangements of a file in the country's table."""
    if path is None:
        return tables
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        raise Unreadable(f"读不到文件 {path}，请核对路径和权限") from None
    return [with_arrangements(tables[0], read_arrangements(content)), *tables[1:]]


def _tables(region: str | None) -> list[Table]:
    """The database's tables when there is a database, else the library's."""
    if region is not None:
        refuse_if(reasons_against_region(region))
    if not database_stands():
        if region:
            click.echo("提示：没有数据库，各地区自定的日子没有计入", err=True)
        return [library_table()]
    return _stored_tables(region)


def _stored_tables(region: str | None) -> list[Table]:
    start_django()
    from django.conf import settings
    from django.db import DatabaseError

    from gongkai.clock.selectors import tables_for

    try:
        return tables_for(settings.REGION if region is None else region)
    except DatabaseError:
        click.echo("提示：数据库打不开或尚未建表，改用内置的放假安排计算", err=True)
        return [library_table()]


def database_stands() -> bool:
    """Whether there is a database with a calendar, found out without starting Django.

    A server is taken to be there when it is configured; a file is looked into.
    """
    if os.environ.get("GONGKAI_DATABASE_URL_FILE"):
        return True
    address = urlsplit(os.environ.get("GONGKAI_DATABASE_URL", ""))
    if address.scheme and address.scheme != "sqlite":
        return True
    kept = Path(os.environ.get("GONGKAI_DATA", "var")) / "gongkai.sqlite3"
    file = Path(address.path) if address.scheme else kept
    return file.is_file() and _has_calendar(file)


def _has_calendar(file: Path) -> bool:
    asked = "SELECT 1 FROM sqlite_master WHERE name = 'clock_calendarday'"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return database.execute(asked).fetchone() is not None
    except sqlite3.Error:
        return True  # it is there but cannot be read: let the real reader say so
