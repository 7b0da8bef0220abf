"""``gongkai inspect``: read the header of records, without a database and without Django."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gongkai.documents.reading import Reading

_LABELS = {
    "title": "标题",
    "index_number": "索引号",
    "document_number": "文号",
    "issuer": "发布机构",
    "signed_on": "成文日期",
    "published_on": "发布日期",
    "openness": "公开方式",
    "validity": "有效性",
    "topic": "主题分类",
}
_EXCERPT = 60


@click.command("inspect", help="读取公开信息（txt、html、docx、xlsx、pdf、doc、wps）的题头和正文。")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON：一个文件一个对象，多个文件一个列表"
)
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Print what the files state. Exit 0: read; 1: a file without any header; 2: not readable."""
    readings: list[tuple[Path, Reading]] = []
    failed = False
    for path in files:
        reading = _read(path)
        if reading is None:
            failed = True
        else:
            readings.append((path, reading))
    if as_json:
        _print_json(readings, several=len(files) > 1)
    else:
        for path, reading in readings:
            _print_table(path, reading)
    if failed:
        sys.exit(2)
    sys.exit(0 if all(reading.recognised for _, reading in readings) else 1)


def _read(path: Path) -> "Reading | None":
    """The reading, or None after a message on stderr; the other files go on."""
    from gongkai.documents.reading import read_record
    from gongkai.kernel.errors import Refusal

    try:
        return read_record(path.read_bytes(), path.name)
    except IsADirectoryError:
        sentence = f"是文件夹；请列出其中的文件，例如 gongkai inspect {path}/*"
    except FileNotFoundError:
        sentence = "文件不存在，请核对路径"
    except OSError as error:
        sentence = f"打不开：{error.strerror}"
    except Refusal as refusal:
        sentence = "；".join(str(reason) for reason in refusal.reasons)
    click.echo(f"{path}：{sentence}", err=True)
    return None


def _print_json(readings: "list[tuple[Path, Reading]]", *, several: bool) -> None:
    """One object for one file; a list with the key ``file`` last for several."""
    found: list[dict[str, Any]] = [reading.as_json() for _, reading in readings]
    if several:
        found = [{**one, "file": str(path)} for one, (path, _) in zip(found, readings, strict=True)]
    if several or found:
        shown = found if several else found[0]
        text = json.dumps(shown, ensure_ascii=False, indent=2)
        click.echo(text.encode("utf-8", "backslashreplace"))


def _print_table(path: Path, reading: "Reading") -> None:
    stated = reading.as_json()
    click.echo(f"文件　　　{path}")
    for name, label in _LABELS.items():
        value = stated[name] or "（未写明）"
        click.echo(f"{label:　<5}{value}")
    first = reading.body.replace("\n", " ")[:_EXCERPT]
    click.echo(
        f"{'正文':　<5}{len(reading.body)} 字　{first}…" if first else "正文　　　（没有文字）"
    )
    for attachment in reading.attachments:
        click.echo(f"{'附件':　<5}{attachment.name}　{attachment.url or '（没有给出地址）'}")
    for warning in reading.warnings:
        click.echo(f"{'注意':　<5}{warning}")
    click.echo("")
