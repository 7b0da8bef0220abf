"""Bringing an old site in, beside bare inserts of the same rows: ``python -m bench.imports``.

*Bare* writes the rows of the same documents, editions, provenances and addresses with
``bulk_create`` in the same chunks, out of memory: no files, no reading, no checks, no ledger.
Prints a Markdown table: records per second of the wall clock, and per second of processor time
(one core), since other work on the machine slows only the first.

With ``--corpus DIR`` the pages of a folder are multiplied instead of small ones being made.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHUNK = 200


def start(folder: Path) -> None:
    """Django over a throw-away folder and database, with a county in it."""
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ.setdefault("GONGKAI_DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    os.environ["GONGKAI_LOG_LEVEL"] = "ERROR"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@dataclass
class Measured:
    """Seconds of one part."""

    wall: float = 0.0
    cpu: float = 0.0


def _cpu() -> float:
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@contextmanager
def measured() -> Iterator[Measured]:
    found = Measured()
    wall, cpu = time.perf_counter(), _cpu()
    yield found
    found.wall, found.cpu = time.perf_counter() - wall, _cpu() - cpu


def make_site(folder: Path, number: int, corpus: Path | None) -> Path:
    """*number* files that differ: small made pages, or those of *corpus* over and over."""
    from gongkai.documents.tests import oldsite

    if corpus is None:
        return oldsite.many(folder, number)
    root = folder / "多次"
    pages = sorted(path for path in corpus.iterdir() if path.is_file())
    for n in range(number):
        path = root / f"{n // 100:03}" / f"{n}{pages[n % len(pages)].suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = pages[n % len(pages)].read_bytes()
        mark = f"<p>本件为第{n}号副本，内容各不相同。</p></p>".encode()
        path.write_bytes(data.replace(b"</p>", mark, 1))
    return root


class County:
    """Where the records go, and who decides."""

    def __init__(self) -> None:
        from gongkai.documents.tests.imports import Importer
        from gongkai.orgs.tests.cast import make_cast

        self.cast = make_cast()
        self.bring = Importer(self.cast)


def rows(report: list[str], name: str, number: int, found: Measured, bare: Measured) -> None:
    share = found.cpu / bare.cpu if bare.cpu else 0
    report.append(
        f"| {name} | {number / found.wall:,.0f} | {number / found.cpu:,.0f} | {share:.1f} × |"
    )


def bare_inserts(site: str) -> Measured:
    """Write every row of the last batch once more, out of memory, as new rows."""
    from django.db import transaction

    from gongkai.documents.models import Document, Edition, ImportedRecord, LegacyAddress

    models: tuple[Any, ...] = (Document, Edition, ImportedRecord, LegacyAddress)
    kept = {model: list(model.objects.order_by("pk")) for model in models}
    number = len(kept[Document])
    shift = max(row.pk for row in kept[Document])
    for model in models:
        for row in kept[model]:
            row.pk += shift
            for name in ("document_id", "edition_id"):
                if hasattr(row, name):
                    setattr(row, name, getattr(row, name) + shift)
    for row in kept[Document]:
        row.index_number = None
    for row in kept[ImportedRecord]:
        row.source_hash = row.source_hash[::-1]
    for row in kept[LegacyAddress]:
        row.path = f"/{site}{row.path}"
    with measured() as found:
        for at in range(0, number, CHUNK):
            with transaction.atomic():
                for model in models:
                    model.objects.bulk_create(kept[model][at : at + CHUNK])
    return found


def decide(county: County, part: str, action: str) -> Callable[[], None]:
    from django.utils import timezone

    from gongkai.documents import services
    from gongkai.documents.models import ImportBatch

    case_id = ImportBatch.objects.latest("id").case_id or 0

    def do() -> None:
        services.perform_migration(
            actor=county.cast.actor(part),
            case_id=case_id,
            action=action,
            note="",
            now=timezone.now(),
        )
        from gongkai.documents.jobs import carry_on

        while carry_on(timezone.now()):
            continue

    return do


def run(folder: Path, number: int, corpus: Path | None) -> list[str]:
    """The table for one size."""
    from gongkai.documents.moving import Known, find_files, read_source

    county = County()
    site = make_site(folder, number, corpus)
    report: list[str] = []
    files = find_files([site])
    from django.utils import timezone

    known = Known("http://old.example/", 1 << 24, timezone.now())
    with measured() as reading:
        for each in files[: min(number, 1000)]:
            read_source(each, known)
    with measured() as one:
        county.bring(site, base="http://old.example/", source="一个进程")
    with measured() as again:
        county.bring(site, base="http://old.example/", source="一个进程")
    parts = (
        ("整批保密审查", "secrecy_reviewer", "pass_secrecy"),
        ("整批签发上线", "leader", "sign"),
    )
    decisions = []
    for name, part, action in parts:
        do = decide(county, part, action)
        with measured() as found:
            do()
        decisions.append((name, found))
    bare = bare_inserts("bare")
    shutil.rmtree(site)
    second = make_site(folder / "second", number, corpus)
    for path in second.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace("特此".encode(), "在此".encode()) + b"\n")
    with measured() as two:
        county.bring(second, base="http://second.example/", source="两个进程", processes=2)
    rows(report, "直接写入同样的行", number, bare, bare)
    rows(
        report,
        "只读文件",
        min(number, 1000),
        reading,
        Measured(1, bare.cpu * min(number, 1000) / number),
    )
    rows(report, "迁入（一个进程）", number, one, bare)
    rows(report, "迁入（两个进程读）", number, two, bare)
    rows(report, "重复运行（全部已有）", number, again, bare)
    for name, found in decisions:
        rows(report, name, number, found, bare)
    return report


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--corpus", type=Path)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    try:
        start(folder)
        print(f"{asked.number} 个网页，{asked.corpus or '小网页'}")
        print("| 步骤 | 条/秒 | 条/处理器秒 | 处理器时间与直接写入之比 |")
        print("|---|---:|---:|---:|")
        print("\n".join(run(folder, asked.number, asked.corpus)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
