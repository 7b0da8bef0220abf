"""`gongkai requests import`: e-mails (.eml) that ask for information become requests."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand, Unreadable
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Refusal


@click.group("requests")
def command() -> None:
    """依申请公开：导入电子邮件。"""


@command.command("import", cls=ChineseCommand)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="文件",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--unit", "code", required=True, metavar="标识", help="受理机关的网址标识，如 jiaoyuju"
)
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：{mails: [{file, number, reasons}]}"
)
def import_mails(files: tuple[Path, ...], code: str, as_json: bool) -> None:
    """把邮件文件登记为信息公开申请；同一封邮件只登记一次。有没登记成的，退出码为 1。"""
    start_django()
    from gongkai.orgs.selectors import unit_by_slug

    unit = unit_by_slug(code)
    if unit is None:
        raise Unreadable(f"没有网址标识为 {code} 的单位，请核对 --unit")
    results = [_bring(unit, path) for path in files]
    if as_json:
        click.echo(json.dumps({"mails": results}, ensure_ascii=False))
    else:
        for each in results:
            said = "；".join(each["reasons"])
            outcome = f"没有登记：{said}" if said else f"已登记为 {each['number']}"
            click.echo(f"{each['file']}：{outcome}", err=bool(said))
    sys.exit(1 if any(each["reasons"] for each in results) else 0)


def _bring(unit: Any, path: Path) -> dict[str, Any]:
    from django.utils import timezone

    from gongkai.inforequests.services.intake import import_mail

    try:
        taken = import_mail(
            actor=SystemActor(name="邮件导入"),
            unit=unit,
            data=path.read_bytes(),
            now=timezone.now(),
        )
    except Refusal as refusal:
        return {
            "file": str(path),
            "number": None,
            "reasons": [str(reason) for reason in refusal.reasons],
        }
    return {"file": str(path), "number": taken.request.number, "reasons": []}
