"""A county with as many records as asked for: ``python -m bench.generate FOLDER COUNT``.

Units, people and columns are those of the demo county, made by its services. Records come in by
SQL, nine in ten as moved in from an old site, one in ten drafted here with case, timeline and
ledger; besides, one record in a hundred (at least 400) is still in hand. Bodies have some 1,500
characters, put together from parts of generated texts so that no two are alike.
"""

import json
import sys
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.county import hasten, set_up, start
from bench.records import OWN, Records

VERSION = 6
"""Change it when what is made changes: stored counties of another version are made anew."""

CHUNK = 50_000


def generate(count: int, progress: Any = None) -> None:
    """Fill the present, empty database."""
    from django.utils import timezone

    from gongkai.documents.services.figures import recount

    now = timezone.now().replace(microsecond=0)
    set_up(now)
    hasten()
    records = Records(count, now)
    records.lay_out()
    for first in range(1, count + 1, CHUNK):
        last = min(first + CHUNK - 1, count)
        records.published(first, last)
        if progress:
            progress(last - first + 1)
    records.in_hand()
    recount()
    _write_ledger(count // OWN * 2, now)
    records.close()


def _write_ledger(entries: int, now: datetime) -> None:
    """A chain of the length that the records' own work would have left, at least."""
    from django.conf import settings
    from django.db import transaction

    from gongkai.audit.models import AuditEntry, AuditHead
    from gongkai.audit.rules import Entry, digest_of

    head = AuditHead.objects.get(id=1)
    seq, previous = head.seq, head.digest
    rows: list[AuditEntry] = []
    with transaction.atomic():
        for nth in range(entries):
            seq += 1
            entry = Entry(
                seq=seq,
                at=now - timedelta(seconds=entries - nth),
                actor_id=1 + nth % 150,
                actor_name=f"测量{nth % 150}",
                deed="documents.sign",
                subject=f"document:{nth + 1}",
                unit_id=1 + nth % 40,
                detail={"经过": "签发并发布"},
                algorithm=settings.AUDIT_HASH,
                previous=previous,
            )
            previous = digest_of(entry)
            rows.append(AuditEntry(digest=previous, **asdict(entry)))
            if len(rows) == 5000 or nth == entries - 1:
                AuditEntry.objects.bulk_create(rows, batch_size=80)
                rows = []
        AuditHead.objects.filter(id=1).update(seq=seq, digest=previous)


def main() -> None:
    from django.core.management import call_command
    from tqdm import tqdm

    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    start(folder)
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    with tqdm(total=count, desc=f"造 {count:,} 条", unit="条", disable=None) as bar:
        generate(count, bar.update)
    made = {"version": VERSION, "count": count, "seconds": round(time.perf_counter() - began)}
    (folder / "made.json").write_text(json.dumps(made), "utf-8")
    print(f"{count:,} records in {made['seconds']} s", file=sys.stderr)


if __name__ == "__main__":
    main()
