"""`gongkai fee`: 信息处理费 by items or by pages (国办函〔2020〕109号)."""

import json

import click

from gongkai.cli.chinese import ChineseCommand, Unreadable
from gongkai.inforequests.rules.fees import MOST, Fee, fee_by_items, fee_by_pages


def _count(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    text = value.strip()
    if len(text) > 6 or not text.isdecimal() or int(text) > MOST:
        raise click.BadParameter(f"应当是0至{MOST}的整数")
    return int(text)


@click.command("fee", cls=ChineseCommand)
@click.option("--items", callback=_count, metavar="件数", help="按件计收：同一申请人当月的件数")
@click.option("--pages", callback=_count, metavar="页数", help="按量计收：一件申请的页数")
@click.option(
    "--already",
    callback=_count,
    metavar="件数",
    help="同一申请人当月此前已计的件数，只与 --items 并用；默认 0",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：{amount, brackets}")
def command(items: int | None, pages: int | None, already: int | None, as_json: bool) -> None:
    """计算信息处理费：按件、按量两种方式选一种，分档累进。"""
    fee = _fee(items, pages, already)
    if as_json:
        click.echo(json.dumps(as_data(fee), ensure_ascii=False))
        return
    unit = "件" if items is not None else "页"
    click.echo(f"应收：{fee.amount} 元")
    for each in fee.brackets:
        click.echo(
            f"第 {each.first}—{each.last} {unit}：{each.count} × {each.rate} 元 = {each.amount} 元"
        )


def _fee(items: int | None, pages: int | None, already: int | None) -> Fee:
    if items is not None and pages is not None:
        raise Unreadable("一件申请只能按件（--items）或者按量（--pages）计收，不能并用")
    if pages is not None and already is not None:
        raise Unreadable("按量计收不跨申请累计，--already 只与 --items 并用")
    if items is not None:
        return fee_by_items(items, already or 0)
    if pages is not None:
        return fee_by_pages(pages)
    raise Unreadable("请写 --items 件数 或 --pages 页数。写法见：gongkai fee --help")


def as_data(fee: Fee) -> dict[str, object]:
    """The documented JSON of a fee, in yuan (docs/guides/deadlines.md)."""
    return {
        "amount": fee.amount,
        "brackets": [
            {
                "from": each.first,
                "to": each.last,
                "count": each.count,
                "rate": each.rate,
                "amount": each.amount,
            }
            for each in fee.brackets
        ],
    }
