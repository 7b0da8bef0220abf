"""``gongkai screen --stock``: what is public, screened with the desk's words."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import Unreadable


def screen_stock(files: tuple[Path, ...], *, as_json: bool) -> int:
    """Screen what has changed and print what stands open; 1 when anything does, else 0."""
    if files:
        raise Unreadable("--stock 检查已公开的信息，不要再写文件")
    start_django()
    from django.db import DatabaseError
    from django.utils import timezone

    from gongkai.documents import selectors, services

    now = timezone.now()
    try:
        checked = services.screen_stock(now=now, seconds=None, told=_Progress())
    except DatabaseError as error:
        raise Unreadable(f"读不到数据库：{error}") from None
    found = _by_record(selectors.open_stock_findings(today=timezone.localdate(now)))
    return _as_json(checked, found) if as_json else _as_text(checked, found)


class _Progress:
    """Tells on the terminal how many texts are done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, _: object) -> None:
        self.done += 1
        if sys.stderr.isatty():
            click.echo(f"\r已检查 {self.done} 条", err=True, nl=False)


def _by_record(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    for (document, title, unit), found in groupby(
        rows, lambda row: (row.pop("document"), row.pop("title"), row.pop("unit_name"))
    ):
        yield {"document": document, "title": title, "unit": unit}, list(found)


def _as_json(checked: int, found: Iterator[tuple[dict[str, Any], list[Any]]]) -> int:
    records = [{**record, "findings": findings} for record, findings in found]
    click.echo(json.dumps({"checked": checked, "records": records}, ensure_ascii=False, indent=2))
    return 1 if records else 0


def _as_text(checked: int, found: Iterator[tuple[dict[str, Any], list[Any]]]) -> int:
    from gongkai.screening.rules.findings import SEVERITY_WORDS, Severity

    records = places = 0
    for record, findings in found:
        records += 1
        places += len(findings)
        click.echo(
            f"信息 {record['document']}　{record['title']}（{record['unit']}）　{len(findings)} 处"
        )
        for one in findings:
            grade = SEVERITY_WORDS[Severity(one["severity"])]
            click.echo(f"　{one['location'] or '正文'}　[{grade}] {one['shown']}　{one['message']}")
    click.echo(f"这次检查 {checked} 条；待处理 {records} 条信息 {places} 处")
    return 1 if records else 0
