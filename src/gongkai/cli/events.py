"""`gongkai due --events`: the reply deadline of a request from the file of what happened to it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import click

from gongkai.cli.chinese import Unreadable
from gongkai.clock.rules import WEEKDAYS, Calendar
from gongkai.clock.rules.arrangements import FIRST_YEAR, LAST_YEAR
from gongkai.clock.rules.dates import written_date
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.clock import (
    STATE_LABELS,
    ClockState,
    RequestDeadline,
    deadline_of,
)
from gongkai.inforequests.rules.course import LONGEST_EXTENSION
from gongkai.inforequests.rules.events import EVENT_LABELS, MOST_DAYS, Event
from gongkai.inforequests.rules.receipt import CHANNELS

ZONE = ZoneInfo("Asia/Shanghai")
MAX_BYTES = 2_000_000
MOST_EVENTS = 2000
SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        **{label: kind for kind, label in EVENT_LABELS.items()},
        **{kind: kind for kind in EVENT_LABELS},
        "supplement_asked": ev.CLARIFICATION_ASKED,
        "supplemented": ev.CLARIFIED,
        "consulting_from": ev.CONSULT_SENT,
        "consulting_to": ev.CONSULT_CLOSED,
        "extension": ev.EXTENDED,
        "收到申请": ev.RECEIVED,
        "收到": ev.RECEIVED,
        "确认收到": ev.CONFIRMED,
        "告知补正": ev.CLARIFICATION_ASKED,
        "收到补正": ev.CLARIFIED,
        "征求意见": ev.CONSULT_SENT,
        "征求意见开始": ev.CONSULT_SENT,
        "收回意见": ev.CONSULT_CLOSED,
        "延期": ev.EXTENDED,
        "收费通知": ev.FEE_NOTICED,
        "缴费": ev.FEE_PAID,
        "答复": ev.REPLIED,
        "送达": ev.SERVED,
        "撤回": ev.WITHDRAWN,
    }
)
KIND_KEYS = ("kind", "event", "type", "code", "事件")
DATE_KEYS = ("on", "date", "at", "day", "日期")
DAYS_KEYS = ("days", "working_days", "workdays", "天数", "工作日")
REF_KEYS = ("ref", "party", "id", "对方")


def read_events(name: str) -> list[Event]:
    """The events of a file (or of standard input, ``-``); raises Unreadable with what to mend."""
    rows = _rows(_read(name))
    if not isinstance(rows, list):
        raise Unreadable(
            '应当是事件的列表，如 [{"kind": "received", "on": "2026-01-28"}]，或者 {"events": [……]}'
        )
    if not rows:
        raise Unreadable("文件里没有事件：至少要有一项 received（收到申请）")
    if len(rows) > MOST_EVENTS:
        raise Unreadable(f"一件申请至多读{MOST_EVENTS}项事件，文件里有{len(rows)}项")
    found = [_event(number, row) for number, row in enumerate(rows, 1)]
    if not any(event.kind in (ev.RECEIVED, ev.CONFIRMED) for event in found):
        raise Unreadable("文件里没有 received（收到申请）或 confirmed（确认收到），期限无从起算")
    return found


def _read(name: str) -> Any:
    text = _text(_content(name))
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()] or None
    except (ValueError, RecursionError):
        raise Unreadable(f"{_called(name)}不是有效的JSON") from None


def _rows(read: Any) -> Any:
    """The list of events in what was read: itself, its ``events``, or one kind with its day each."""
    if not isinstance(read, dict):
        return read
    rows = read.get("events", read.get("事件"))
    if rows is None and read and all(kind in SYNONYMS for kind in read):
        return [
            {"kind": kind, **(said if isinstance(said, dict) else {"on": said})}
            for kind, said in read.items()
        ]
    if isinstance(rows, list) and read.get("channel"):
        return [
            {"channel": read["channel"], **row} if isinstance(row, dict) else row for row in rows
        ]
    return rows if rows is not None or not _first(read, KIND_KEYS) else [read]


def _content(name: str) -> bytes:
    try:
        with click.open_file(name, "rb") as file:
            content: bytes = file.read(MAX_BYTES + 1)
    except OSError:
        raise Unreadable(f"读不到文件 {Path(name)}，请核对路径和权限") from None
    if len(content) > MAX_BYTES:
        raise Unreadable(f"{_called(name)}超过{MAX_BYTES // 1_000_000}兆字节，不是一件申请的经过")
    return content


def _called(name: str) -> str:
    return "标准输入" if name == "-" else f"文件 {name} "


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _event(number: int, row: Any) -> Event:
    where = f"第{number}项"
    if not isinstance(row, dict):
        raise Unreadable(
            f'{where}应当是一个对象，如 {{"kind": "extended", "on": "2026-03-02", "days": 20}}'
        )
    written = _first(row, KIND_KEYS)
    kind = SYNONYMS.get(str(written).strip()) if written is not None else None
    if kind is None:
        known = "、".join(EVENT_LABELS)
        named = (
            f"不认识的事件“{str(written)[:40]}”" if written is not None else "没有写事件（kind）"
        )
        raise Unreadable(f"{where}{named}；可以用：{known}")
    on = _day(where, _first(row, DATE_KEYS))
    days = _days(where, _first(row, DAYS_KEYS))
    if kind == ev.EXTENDED and not days:
        click.echo(f"提示：{where}没有写延长的天数，按{LONGEST_EXTENSION}个工作日计", err=True)
        days = LONGEST_EXTENSION
    return Event(kind, on, days, _ref(where, kind, row))


def _first(row: dict[str, Any], keys: Iterable[str]) -> Any:
    return next((row[key] for key in keys if row.get(key) not in (None, "")), None)


def _day(where: str, value: Any) -> date:
    if value is None:
        raise Unreadable(f"{where}没有写日期（on），请写成2026-01-28这样")
    day = written_date(value) or _moment(value) if isinstance(value, str) else None
    if day is None:
        raise Unreadable(f"{where}的“{str(value)[:40]}”不是有效的日期，请写成2026-01-28这样")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"{where}：只能计算{FIRST_YEAR}—{LAST_YEAR}年的日期")
    return day


def _moment(text: str) -> date | None:
    """The day in China of a moment as programs write it; one without a zone is taken as China's."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo is None else moment.astimezone(ZONE)).date()
    except (ValueError, OverflowError):
        return None


def _days(where: str, value: Any) -> int:
    if value is None or value == "":
        return 0
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or len(text) > 6 or int(text) > MOST_DAYS:
        raise Unreadable(f"{where}的天数（days）应当是0至{MOST_DAYS}的整数")
    return int(text)


def _ref(where: str, kind: str, row: dict[str, Any]) -> str:
    if kind == ev.RECEIVED:
        channel = str(row.get("channel") or "")
        if channel and channel not in CHANNELS:
            raise Unreadable(f"{where}的渠道“{channel[:40]}”不认识；可以用：{'、'.join(CHANNELS)}")
        return channel
    return str(_first(row, REF_KEYS) or "")


def say_deadline(known: list[Event], calendar: Calendar, *, explain: bool, as_json: bool) -> None:
    """Print the deadline that the events give."""
    try:
        found = deadline_of(known, calendar)
    except ValueError as error:
        raise Unreadable(str(error)) from None
    if as_json:
        click.echo(json.dumps(as_data(found), ensure_ascii=False))
        return
    click.echo("\n".join(_lines(found, explain)))
    for remark in found.remarks:
        click.echo(f"提示：{remark}", err=True)


def as_data(found: RequestDeadline) -> dict[str, Any]:
    """The documented JSON of a request's deadline (docs/guides/deadlines.md)."""
    return {
        "due": _iso(found.due),
        "provisional": found.provisional,
        "explanation": [
            {
                "date": line.date.isoformat(),
                "kind": line.kind.value,
                "counted": line.counted,
                "paused": line.paused,
                "provisional": line.provisional,
                "text": line.text,
                "articles": list(line.articles),
            }
            for line in found.explanation
        ],
        "state": found.state.value,
        "pending": [
            {
                "kind": each.kind,
                "label": each.label,
                "since": each.since.isoformat(),
                "by": each.by.isoformat(),
                "article": each.article,
                "ref": each.ref,
                "estimated": each.estimated,
            }
            for each in found.pending
        ],
        "next_date": _iso(found.next_date),
        "receipt": _iso(found.receipt),
        "due0": _iso(found.due0),
        "extend_by": _iso(found.extend_by),
        "extended_days": found.extended_days,
        "delayed_days": found.delayed_days,
        "excluded_days": found.excluded_days,
        "remaining": found.remaining,
        "answered_on": _iso(found.answered_on),
        "on_time": found.on_time,
        "remarks": [
            {"code": each.code, "sentence": each.sentence, "ground": each.ground}
            for each in found.remarks
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lines(found: RequestDeadline, explain: bool) -> list[str]:
    lines = [_due_line(found)]
    if found.receipt:
        lines.append(f"收到申请之日（起算日）：{found.receipt}，{_days_line(found)}")
    lines += [
        f"等待：{each.label}，{each.by}前（{each.article}）"
        + ("，收到日期未登记，按发出日推算" if each.estimated else "")
        for each in found.pending
    ]
    if found.on_time is not None:
        lines.append(f"答复于{found.answered_on}送达：{'按期' if found.on_time else '逾期'}")
    if found.provisional:
        lines.append("暂定：期限经过的年份放假安排尚未公布，暂按周一至周五推算，公布后请重新计算")
    if explain:
        lines += ["", *(f"{line.date}  {line.text}" for line in found.explanation)]
    return lines


def _due_line(found: RequestDeadline) -> str:
    if found.due is not None:
        stopped = f"（{STATE_LABELS[found.state]}）" if found.state is ClockState.STOPPED else ""
        return f"到期日：{found.due} {WEEKDAYS[found.due.weekday()]}{stopped}"
    left = f"，期限还余 {found.remaining} 天" if found.state is ClockState.PAUSED else ""
    return f"到期日：未定（{STATE_LABELS[found.state]}{left}）"


def _days_line(found: RequestDeadline) -> str:
    parts = ["20 个工作日"]
    if found.extended_days:
        parts.append(f"延期 {found.extended_days} 个工作日")
    if found.delayed_days:
        parts.append(f"延迟答复 {found.delayed_days} 个工作日")
    if found.excluded_days:
        parts.append(f"扣除征求意见 {found.excluded_days} 个工作日")
    return "、".join(parts)
