import json
import sys

import click

from gongkai.cli import start_django


@click.group("audit")
def command() -> None:
    """审计链：核验。"""


@command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：{entries, ok, seq, sentence}")
def verify(as_json: bool) -> None:
    """逐条核验审计链；发现断点时指出第一处，退出码为 1。"""
    start_django()
    from gongkai.audit import selectors

    broken = selectors.verify()
    entries = selectors.length()
    if as_json:
        result = {
            "entries": entries,
            "ok": broken is None,
            "seq": broken.seq if broken else None,
            "sentence": broken.sentence if broken else None,
        }
        click.echo(json.dumps(result, ensure_ascii=False))
    elif broken:
        click.echo(f"审计链有断点：{broken.sentence}", err=True)
    else:
        click.echo(f"审计链完好，共 {entries} 条。")
    sys.exit(1 if broken else 0)
