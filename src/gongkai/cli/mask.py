"""``gongkai mask``: a masked copy of a file beside the original, without a database."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.chinese import ChineseCommand, Unreadable

if TYPE_CHECKING:
    from gongkai.screening.masking import Masked

_MOST_SHOWN = 50


@click.command(
    "mask",
    cls=ChineseCommand,
    help="生成脱敏副本（txt、csv、html、docx、xlsx、pdf、图片）：内容真正删除，不是遮住；生成后自动复查。",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="副本的路径；默认在原件旁边")
@click.option("--strict", is_flag=True, help="从严：身份证号、手机号只留后 4 位")
@click.option("--word", "words", multiple=True, help="另外要隐去的词（如未成年人姓名），可写多次")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 报告（不含原文）")
def command(
    file: Path, out: Path | None, strict: bool, words: tuple[str, ...], as_json: bool
) -> None:
    """Exit 0: a clean copy is written; 1: refused with all reasons, nothing written; 2: unreadable."""
    from gongkai.files.extraction import Unreadable as NotRead
    from gongkai.screening.engine import Engine
    from gongkai.screening.masking import mask_file
    from gongkai.screening.rules.sets import personal_data_rules

    data = _read(file)
    if out is not None and out.exists() and out.samefile(file):
        raise Unreadable("副本不能覆盖原件，请用 -o 另写一个路径")
    engine = Engine(personal_data_rules())
    try:
        made = mask_file(data, file.name, engine=engine, strict=strict, words=words)
    except NotRead as problem:
        raise Unreadable(f"{file}：{problem}") from None
    target = out or file.with_name(f"{Path(made.name).stem}（脱敏）{file.suffix}")
    try:
        target.write_bytes(made.data)
    except OSError as error:
        raise Unreadable(f"{target}：写不进去：{error.strerror}") from None
    if as_json:
        report = {"file": str(file), "out": str(target), **made.as_json()}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _print(target, made)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Unreadable(f"{path}：是文件夹；请写其中一个文件") from None
    except FileNotFoundError:
        raise Unreadable(f"{path}：文件不存在，请核对路径") from None
    except OSError as error:
        raise Unreadable(f"{path}：打不开：{error.strerror}") from None


def _print(target: Path, made: "Masked") -> None:
    from gongkai.screening.masking.forms import spoken

    click.echo(f"副本　　{target}")
    for rule, count in made.counts.items():
        click.echo(f"脱敏　　{spoken(rule)} {count} 处")
    for label, count in made.removed.items():
        click.echo(f"删除　　{label} {count} 处")
    if made.redrawn_pages:
        pages = "、".join(map(str, made.redrawn_pages))
        click.echo(f"重绘　　第 {pages} 页改为图像（不再有文字层）")
    for place in made.places[:_MOST_SHOWN]:
        click.echo(f"　　　　{place.location}　{spoken(place.rule)} → {place.shown}")
    if len(made.places) > _MOST_SHOWN:
        click.echo(f"　　　　……共 {len(made.places)} 处，全部见 --json")
    click.echo("复查　　副本中未再检出个人信息")
