"""`gongkai demo`: 澄明县, an invented county with two years of work behind it, in an empty database."""

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand
from gongkai.kernel.errors import Reason, Refusal

if TYPE_CHECKING:
    from gongkai.cli.demo.build import Built
    from gongkai.cli.demo.world import Account

WARNING = "演示账号的口令人人可知，请勿用于正式运行的系统。"
SHOWN = ("xzf", "jyj", "zfb", "czj", "nyj", "qqz", "lsc")
"""Units whose accounts are printed; the others follow the same pattern."""

TRIED = 2
"""How many requests of the portal are printed with their query codes."""


@click.command(
    cls=ChineseCommand,
    help="在空数据库中建立演示县（澄明县）：单位、人员、栏目、一年的信息和两年的依申请公开，约两分钟。",
)
@click.option("--if-empty", is_flag=True, help="数据库已有数据时不改动，正常退出")
@click.option("--yes", is_flag=True, help="不再询问")
@click.option("--scale", default=1.0, show_default=True, help="文件数量的比例，0.1 约为十分之一")
@click.option(
    "--documents",
    "old_site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="迁入其中的真实公开文件（缺省：检出目录旁的 shared/corpus/documents，没有则不迁入）",
)
@click.option("--quiet", is_flag=True, help="不显示进度")
def command(if_empty: bool, yes: bool, scale: float, old_site: Path | None, quiet: bool) -> None:
    start_django()
    from django.conf import settings
    from django.utils import timezone

    from gongkai.cli.demo.build import build
    from gongkai.cli.demo.moving import folder_beside
    from gongkai.orgs.selectors import root_unit

    there = root_unit()
    if there is not None and if_empty:
        click.echo(f"数据库中已有“{there.name}”等数据，未作改动。")
        _remind()
        return
    if there is not None:
        raise Refusal(
            Reason("not_empty", f"数据库中已有“{there.name}”等数据，演示县只能建在空数据库中")
        )
    if sys.stdin.isatty() and not (yes or if_empty):
        click.confirm(f"将在空数据库中建立演示县。{WARNING}继续吗？", abort=True)
    with _Bar(quiet) as bar:
        built = build(
            now=timezone.now(),
            password=settings.DEMO_PASSWORD,
            scale=min(max(scale, 0.01), 1.0),
            old_site=old_site or folder_beside(),
            progress=bar.show,
        )
    index_search()
    _report(built)


def index_search() -> int:
    """Build the search index and work off what waits for it; how many records it holds."""
    from django.utils import timezone

    from gongkai.search.indexer import indexer_for

    indexer = indexer_for("documents")
    held = indexer.rebuild(lambda done: None)
    indexer.drain(timezone.now())
    return held


class _Bar:
    """How much of the county's two years has been told."""

    def __init__(self, quiet: bool) -> None:
        from tqdm import tqdm

        self._bar = tqdm(
            total=100,
            desc="澄明县的两年",
            disable=quiet or None,
            bar_format="{desc} {percentage:3.0f}%|{bar}| {elapsed}",
        )

    def show(self, part: float) -> None:
        self._bar.update(round(part * 100) - self._bar.n)

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def _remind() -> None:
    """Where the database holds the demo county, its accounts once more."""
    from django.conf import settings

    from gongkai.cli.demo.people import known_accounts

    accounts = known_accounts()
    if accounts:
        click.echo("\n演示账号（口令为建立时的口令，没有改过的是下面这个）：\n")
        click.echo("\n".join(account_table(accounts, settings.DEMO_PASSWORD)))
        click.echo(f"\n{WARNING}")


def _report(built: "Built") -> None:
    click.echo(f"演示县“澄明县”已建立，门户上有 {built.published} 件信息。")
    click.echo(f"\n演示账号（口令都是 {built.password}）：\n")
    click.echo("\n".join(account_table(built.accounts, built.password)))
    click.echo("")
    for number, code in built.receipts[-TRIED:]:
        click.echo(f"在门户上查询办理情况可以试用：申请编号 {number}，查询码 {code}")
    click.echo(
        f"\n其余单位的账号同样写作“单位拼音首字母.角色”，共 {len(built.accounts)} 个；"
        f"管理员可在“人员”页查到。\n{WARNING}"
    )


def account_table(accounts: Sequence["Account"], password: str) -> list[str]:
    """The lines of the table 角色、单位、姓名、账号、口令 for the units people try first."""
    from gongkai.cli.demo.county import BY_KEY
    from gongkai.kernel.permissions import ROLE_LABELS

    shown = {BY_KEY[key].short for key in SHOWN}
    rows = [("角色", "单位", "姓名", "账号", "口令")]
    rows += [
        (ROLE_LABELS[account.role], account.unit, account.name, account.username, password)
        for account in accounts
        if account.unit in shown
    ]
    widths = [max(_width(row[place]) for row in rows) for place in range(5)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
