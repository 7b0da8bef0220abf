"""``gongkai screen``: personal data, wrong words, hidden parts and slips of form in files."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand, Unreadable
from gongkai.cli.stock import screen_stock
from gongkai.kernel.errors import Refusal

if TYPE_CHECKING:
    from gongkai.screening.engine import Engine
    from gongkai.screening.rules.findings import Finding

_MANY = 4
_SHOWN = 40


@click.command(
    "screen", cls=ChineseCommand, help="检查文件中的个人信息、错敏用语、隐藏内容和格式问题。"
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：一个文件一个对象，多个文件一个列表"
)
@click.option(
    "--leaders",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="名单.csv",
    help="领导人名单（name,title,rank,valid_from,valid_to），按今天核对姓名、职务和排序",
)
@click.option(
    "--words",
    type=click.Choice(["shipped", "desk"]),
    default="shipped",
    help="用哪份词表：shipped 只用随产品的；desk 加上工作台维护的本地词语（要连数据库）",
)
@click.option(
    "--stock",
    is_flag=True,
    help="检查门户上已公开的全部信息（只查改动过的；用工作台的词表），列出待处理的问题",
)
def command(
    files: tuple[Path, ...], as_json: bool, leaders: Path | None, words: str, stock: bool
) -> None:
    """Print findings. Exit 0: none; 1: findings; 2: something could not be read."""
    if stock:
        sys.exit(screen_stock(files, as_json=as_json))
    if not files:
        raise Unreadable("请写出要检查的文件，或用 --stock 检查已公开的信息")
    engine = _engine(leaders, words)
    paths = list(_walk(files))
    several = len(paths) != 1 or any(path.is_dir() for path in files)
    results = [_screened(engine, path, as_json=as_json) for path in _with_progress(paths)]
    if as_json:
        shown = results if several else results[0]
        text = json.dumps(shown, ensure_ascii=False, indent=2)
        click.echo(text.encode("utf-8", "backslashreplace"))
    else:
        _print_summary(results)
    if any("error" in result for result in results):
        sys.exit(2)
    sys.exit(1 if any(result["findings"] for result in results) else 0)


def _engine(leaders: Path | None, words: str) -> "Engine":
    if words == "desk":
        return _engine_of_the_desk(leaders)
    from gongkai.screening.engine import Engine
    from gongkai.screening.rules.sets import default_rules
    from gongkai.screening.rules.wording.entries import read_leaders

    if leaders is None:
        return Engine()
    today = datetime.now().astimezone().date()
    try:
        return Engine(default_rules(read_leaders(leaders), today))
    except Refusal as refusal:
        raise Unreadable("；".join(str(reason) for reason in refusal.reasons)) from None


def _engine_of_the_desk(leaders: Path | None) -> "Engine":
    """The engine of the publishing gate: the house's own words as well, from the database."""
    if leaders is not None:
        raise Unreadable("--leaders 与 --words desk 不能合用，工作台的名单由 GONGKAI_LEADERS 指定")
    start_django()
    from django.db import DatabaseError
    from django.utils import timezone

    from gongkai.screening.selectors import current_engine

    try:
        return current_engine(timezone.localdate())
    except DatabaseError as error:
        raise Unreadable(f"读不到工作台的词表：{error}") from None


def _walk(files: tuple[Path, ...]) -> Iterator[Path]:
    """The files themselves and all files in the folders, in order of name."""
    for path in files:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file())
        else:
            yield path


def _with_progress(paths: list[Path]) -> Iterator[Path]:
    if len(paths) < _MANY or not sys.stderr.isatty():
        yield from paths
        return
    from tqdm import tqdm

    yield from tqdm(paths, desc="检查", unit="个", file=sys.stderr)


def _screened(engine: "Engine", path: Path, *, as_json: bool) -> dict[str, Any]:
    """The findings of one file; ``error`` says why a file could not be read."""
    from gongkai.screening.reading import screen_file

    try:
        found = screen_file(engine, path)
    except FileNotFoundError:
        sentence = "文件不存在，请核对路径"
    except OSError as error:
        sentence = f"打不开：{error.strerror}"
    except Refusal as refusal:
        sentence = "；".join(str(reason) for reason in refusal.reasons)
    else:
        if not as_json:
            _print_findings(path, found)
        return {"file": str(path), "findings": [finding.as_json() for finding in found]}
    click.echo(f"{path}：{sentence}", err=True)
    return {"file": str(path), "findings": [], "error": sentence}


def _print_findings(path: Path, found: "list[Finding]") -> None:
    from gongkai.screening.rules.findings import CATEGORY_WORDS, SEVERITY_WORDS, Category, Severity

    click.echo(f"{path}　{f'{len(found)} 处' if found else '没有发现问题'}")
    for finding in found:
        excerpt = finding.text.replace("\n", " ")
        excerpt = excerpt if len(excerpt) <= _SHOWN else excerpt[:_SHOWN] + "…"
        grade = SEVERITY_WORDS[Severity(finding.severity)]
        kind = CATEGORY_WORDS[Category(finding.category)]
        advice = f"　建议：{finding.suggestion}" if finding.suggestion else ""
        click.echo(f"　{finding.location}　[{grade}·{kind}] {excerpt}　{finding.message}{advice}")


def _print_summary(results: list[dict[str, Any]]) -> None:
    if len(results) < 2:
        return
    counts = Counter(finding["severity"] for result in results for finding in result["findings"])
    click.echo(
        f"共 {len(results)} 个文件：严重 {counts['block']} 处，一般 {counts['confirm']} 处，提示 {counts['hint']} 处"
    )
