"""``gongkai report``: check published annual reports without a database; make one from the ledger."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from gongkai.reporting.checking import Report

_FILE = click.Path(path_type=Path)


@click.group(help="政府信息公开工作年度报告。")
def command() -> None:
    pass


@command.command(
    "check",
    cls=ChineseCommand,
    help="核对已发布的年度报告（html、docx、pdf、txt）：读出三张表，查勾稽关系，比对正文和上一年度。",
)
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="文件…")
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：一个文件一个对象，多个文件一个列表"
)
@click.option(
    "--previous",
    type=_FILE,
    metavar="文件",
    help="同一机关上一年度的报告，用来比对结转数和有效件数",
)
def check(files: tuple[Path, ...], *, as_json: bool, previous: Path | None) -> None:
    """Exit 0: nothing wrong; 1: violations were found; 2: a file cannot be read.

    Several files of one organ in neighbouring years are also held against each other.
    """
    from gongkai.reporting.checking.reader import against_previous, link_years

    before = _read(previous) if previous is not None else None
    failed = previous is not None and before is None
    found: list[tuple[Path, Report]] = []
    for path in _with_progress(files):
        report = _read(path)
        if report is None:
            failed = True
            continue
        if before is not None:
            against_previous(report, before)
        found.append((path, report))
    link_years([report for _, report in found])
    _show(found, as_json=as_json, several=len(files) > 1)
    if failed:
        sys.exit(2)
    sys.exit(1 if any(report.violations for _, report in found) else 0)


@command.command(
    "make",
    cls=ChineseCommand,
    help="按台账编出一个单位一年的年度报告（docx、xlsx、html 或 json），列出没有通过的核对；不定稿。",
)
@click.option("--year", type=int, required=True, metavar="年度", help="例如 2025")
@click.option(
    "--unit", "slug", required=True, metavar="单位", help="单位的网址标识，例如 xianzhengfu"
)
@click.option(
    "--out",
    type=_FILE,
    required=True,
    metavar="文件",
    help="写到哪里；后缀 .docx、.xlsx、.html 或 .json",
)
def make(year: int, slug: str, out: Path) -> None:
    """Exit 0: balanced; 1: written, and some check is broken; 2: no such unit or kind of file."""
    from gongkai.cli import start_django
    from gongkai.cli.chinese import Unreadable

    start_django()
    from gongkai.orgs.selectors import unit_by_slug
    from gongkai.reporting import exports, selectors

    unit = unit_by_slug(slug)
    if unit is None:
        raise Unreadable(f"没有网址标识为 {slug} 的单位")
    if out.suffix.lower() not in exports.MAKERS:
        raise Unreadable(
            f"不会写 {out.suffix or '没有后缀'} 的文件，请用 .docx、.xlsx、.html 或 .json"
        )
    prepared = selectors.prepared(unit, year)
    tables = prepared.tables.as_json()
    made = exports.MAKERS[out.suffix.lower()](
        exports.title_of(unit.name, year), tables, prepared.texts
    )
    try:
        out.write_bytes(made)
    except OSError as error:
        raise Unreadable(f"{out} 写不进去：{error.strerror}") from error
    click.echo(f"已写入 {out}")
    for one in prepared.violations:
        click.echo(f"  不符　[{one.check}] {one.text}")
    if prepared.missing:
        click.echo(
            f"  注意　{len(prepared.missing)} 个单位没有填报第二部分：{'、'.join(prepared.missing)}"
        )
    sys.exit(1 if prepared.violations else 0)


def _with_progress(files: tuple[Path, ...]) -> Any:
    from tqdm import tqdm

    return tqdm(files, unit="份", disable=len(files) < 10 or not sys.stderr.isatty())


def _read(path: Path) -> "Report | None":
    """The report, or None after a message on stderr; the other files go on."""
    from gongkai.kernel.errors import Refusal
    from gongkai.reporting.checking import read_report

    try:
        return read_report(path.read_bytes(), path.name)
    except IsADirectoryError:
        sentence = f"是文件夹；请列出其中的文件，例如 gongkai report check {path}/*"
    except FileNotFoundError:
        sentence = "文件不存在，请核对路径"
    except OSError as error:
        sentence = f"打不开：{error.strerror}"
    except Refusal as refusal:
        sentence = "；".join(str(reason) for reason in refusal.reasons)
    click.echo(f"{path}：{sentence}", err=True)
    return None


def _show(found: "list[tuple[Path, Report]]", *, as_json: bool, several: bool) -> None:
    if not as_json:
        for path, report in found:
            _print_report(path, report)
        return
    objects: list[dict[str, Any]] = [report.as_json() for _, report in found]
    if several:
        objects = [
            {**one, "file": str(path)} for one, (path, _) in zip(objects, found, strict=True)
        ]
    if several or objects:
        text = json.dumps(objects if several else objects[0], ensure_ascii=False, indent=2)
        click.echo(text.encode("utf-8", "backslashreplace"))


def _print_report(path: Path, report: "Report") -> None:
    click.echo(f"{path}　{report.organ or report.title or ''}　{report.year or '年份不明'}")
    for violation in report.violations:
        click.echo(f"  不符　[{violation.check}] {violation.text}")
    for one in report.ambiguous:
        state = f"取 {_cells(one.settled)}：{one.because}" if one.settled else one.reason
        click.echo(f"  待核　{one.where}“{one.raw}”有 {len(one.candidates)} 种分法；{state}")
    for note in report.notes:
        click.echo(f"  注意　{note}")
    if not report.violations:
        click.echo("  没有发现不符")


def _cells(cells: tuple[Any, ...]) -> str:
    return " ".join("空" if cell is None else str(cell) for cell in cells)
