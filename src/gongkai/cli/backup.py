"""`gongkai backup` and `gongkai restore`: a whole copy while the site runs, and back again.

A copy is a folder: the records (`records.sqlite3` or `records.dump`), `files/`, `secret_key`,
`field_keys` and `manifest.json`. Records are taken first and files after: a file is stored before the record that
names it, so every file a copied record names is in the copy. Files are named by their content;
those already in the newest earlier copy are hard links to it and take no room. The search index
is left out: it can be rebuilt.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gongkai import __version__
from gongkai.cli import start_django
from gongkai.cli.chinese import ChineseCommand
from gongkai.kernel.errors import Reason, Refusal, refuse_if

PREFIX = "gongkai-"
UNFINISHED = ".unfinished"
KEYS = ("secret_key", "field_keys")


@click.command("backup", cls=ChineseCommand)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="只保留最近的几份，更早的删除（默认全留）")
def command(folder: Path, keep: int | None) -> None:
    """把数据库、附件和密钥备份到 FOLDER 下的一个新文件夹；不必停机。"""
    start_django()
    from django.utils import timezone

    made = back_up(folder, timezone.localtime())
    for old in copies(folder)[: -keep if keep else 0]:
        shutil.rmtree(old)
    manifest = read_manifest(made)
    click.echo(f"备份完成：{made}（附件 {manifest['files']} 个）")


@click.command("restore", cls=ChineseCommand)
@click.argument("copy", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore_command(copy: Path) -> None:
    """从一份备份 COPY 恢复到空的数据目录和空的数据库；已有数据时拒绝。"""
    start_django()
    refuse_if(reasons_against_restoring(copy))
    restore(copy)
    click.echo("恢复完成。接着请运行：")
    click.echo("  gongkai manage migrate     # 补上新版本的升级，装回闸口")
    click.echo("  gongkai audit verify       # 核验审计链")
    click.echo("  gongkai search --rebuild   # 重建检索索引")


def back_up(folder: Path, now: datetime) -> Path:
    """Make a copy of everything under *folder* and return its folder. Refuses if it is unsound."""
    from django.conf import settings

    earlier = copies(folder)
    made = folder / f"{PREFIX}{now:%Y%m%d-%H%M%S}"
    work = made.with_suffix(UNFINISHED)
    work.mkdir(parents=True, mode=0o700)
    records = _copy_records(work)
    files = _copy_files(Path(settings.FILES_ROOT), work / "files", earlier[-1:])
    _copy_keys(Path(settings.DATA), work)
    manifest = {
        "version": __version__,
        "made_at": now.isoformat(timespec="seconds"),
        "records": records.name,
        "sha256": _sha256(records),
        "files": files,
    }
    (work / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return work.rename(made)


def copies(folder: Path) -> list[Path]:
    """The finished copies in *folder*, oldest first."""
    return sorted(
        path for path in folder.glob(f"{PREFIX}*") if path.is_dir() and path.suffix != UNFINISHED
    )


def read_manifest(copy: Path) -> dict[str, Any]:
    """What a copy says about itself. Refuses a folder that is none."""
    try:
        manifest: dict[str, Any] = json.loads((copy / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(Reason("copy", f"{copy} 不是一份完整的备份：{error}")) from error
    return manifest


def reasons_against_restoring(copy: Path) -> list[Reason]:
    """Why *copy* cannot be restored here: damaged, of another kind, or there is data already."""
    from django.conf import settings
    from django.db import connection

    manifest = read_manifest(copy)
    records = copy / str(manifest["records"])
    reasons = []
    if not records.exists() or _sha256(records) != manifest["sha256"]:
        reasons.append(Reason("damaged", f"备份中的 {records.name} 已损坏，请换一份备份"))
    if (records.suffix == ".sqlite3") != (connection.vendor == "sqlite"):
        reasons.append(
            Reason("kind", "备份与 GONGKAI_DATABASE_URL 不是同一种数据库，请改成同一种再恢复")
        )
    if connection.introspection.table_names():
        reasons.append(Reason("records", "数据库不是空的；请指向一个新的空数据库再恢复"))
    if any(_files_in(Path(settings.FILES_ROOT))):
        sentence = f"附件目录 {settings.FILES_ROOT} 不是空的；请先把它移走再恢复"
        reasons.append(Reason("files", sentence))
    return reasons


def restore(copy: Path) -> None:
    """Put the records, files and key of *copy* in place; the caller has asked for the reasons."""
    from django.conf import settings
    from django.db import connection

    records = copy / str(read_manifest(copy)["records"])
    connection.close()
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(records, connection.settings_dict["NAME"])
    else:
        _run_postgres("pg_restore", "--no-owner", "--exit-on-error", str(records))
    _copy_files(copy / "files", Path(settings.FILES_ROOT), [])
    _copy_keys(copy, Path(settings.DATA))


def _copy_keys(source: Path, target: Path) -> None:
    """The keys that lie beside the data; those given by a setting are not here."""
    for name in KEYS:
        if (source / name).exists():
            shutil.copy2(source / name, target / name)


def _copy_records(work: Path) -> Path:
    from django.db import connection

    if connection.vendor != "sqlite":
        made = work / "records.dump"
        _run_postgres("pg_dump", "--format=custom", "--no-owner", f"--file={made}")
        return made
    made = work / "records.sqlite3"
    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(made)) as target:
        source.backup(target)
        (answer,) = target.execute("PRAGMA integrity_check").fetchone()
    if answer != "ok":
        raise Refusal(Reason("damaged", f"数据库自检不通过，备份未完成：{answer}"))
    return made


def _run_postgres(program: str, *arguments: str) -> None:
    from django.db import connection

    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {name: str(given[key]) for name, key in names.items() if given.get(key)}
    try:
        subprocess.run(
            [program, f"--dbname={given['NAME']}", *arguments],
            env={**os.environ, **environment},
            check=True,
            stderr=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError as error:
        sentence = (
            f"找不到 {program}，请先安装 PostgreSQL 客户端（apt-get install postgresql-client）"
        )
        raise Refusal(Reason("program", sentence)) from error
    except subprocess.CalledProcessError as error:
        raise Refusal(Reason("program", f"{program} 没有成功：{error.stderr.strip()}")) from error


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _copy_files(source: Path, target: Path, earlier: list[Path]) -> int:
    """Copy every file, as a hard link where the newest earlier copy has it. Returns how many."""
    number = 0
    target.mkdir(parents=True, exist_ok=True)
    for path in _files_in(source):
        name = path.relative_to(source)
        made = target / name
        made.parent.mkdir(parents=True, exist_ok=True)
        known = next((e / "files" / name for e in earlier if (e / "files" / name).exists()), None)
        if known is not None and known.stat().st_size == path.stat().st_size:
            made.hardlink_to(known)
        else:
            shutil.copy2(path, made)
        number += 1
    return number


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
