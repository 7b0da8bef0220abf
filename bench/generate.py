"""A county with as many records as asked for: ``python -m bench.generate FOLDER COUNT``.

Units, people and columns are those of the demo county, made by its services. Records come in by
SQL, nine in ten as moved in from an old site, one in ten drafted here with case, timeline and
ledger; besides, one record in a hundred (at least 400) is still in hand. Bodies have some 1,500
characters, put together from parts of generated texts so that no two are alike.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.fill import Dialect, insert, reset_sequences

VERSION = 6
"""Change it when what is made changes: stored counties of another version are made anew."""

TEXTS = 3000
PART = 500
CHUNK = 50_000
OWN = 10
OPEN_LEAST, OPEN_SHARE = 400, 100
LARGEST = "tzgg"
"""The column that holds three records in ten."""
ENDED = 100
"""One record in so many was withdrawn (the tenth of each hundred), another one repealed."""
PASSWORD = "yanshi-zhanghao-88"
SPREAD = 3650 * 1440
"""Records are spread over ten years (minutes)."""


def start(folder: Path) -> None:
    """Django over the county in *folder*."""
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    os.environ["GONGKAI_LOG_LEVEL"] = "ERROR"
    import django

    django.setup()


def generate(count: int, progress: Any = None) -> None:
    """Fill the present, empty database."""
    from django.db import connection
    from django.utils import timezone

    now = timezone.now().replace(microsecond=0)
    _set_up(now)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
            cursor.execute("PRAGMA temp_store=MEMORY")
    records = Records(count, now)
    records.lay_out()
    for first in range(1, count + 1, CHUNK):
        last = min(first + CHUNK - 1, count)
        records.published(first, last)
        if progress:
            progress(last - first + 1)
    records.in_hand()
    records.finish(now)


def _set_up(now: datetime) -> None:
    """Units, people and columns, through the services."""
    from django.conf import settings
    from django.db import transaction

    from gongkai.cli.demo import build
    from gongkai.cli.demo.names import Names
    from gongkai.cli.demo.world import World
    from gongkai.clock.selectors import calendar_for

    chance = Random(build.SEED)
    world = World(
        chance=chance,
        now=now - timedelta(days=400),
        end=now,
        calendar=calendar_for(settings.REGION),
        names=Names(chance),
    )
    with transaction.atomic():
        build._set_up(world, PASSWORD)


class Records:
    """The rows of the records, table by table."""

    def __init__(self, count: int, now: datetime) -> None:
        self.count = count
        self.open = max(OPEN_LEAST, count // OPEN_SHARE)
        self.sql = Dialect(now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"))
        self.units = self.sections = self.themes = self.genres = 0

    # ---- the tables that rows are drawn from --------------------------------------------------

    def lay_out(self) -> None:
        """Numbered units, columns, themes, genres and parts of texts."""
        from django.apps import apps
        from django.db import connection

        people: dict[tuple[int, str], int] = {}
        for unit, role, person in apps.get_model("orgs.Appointment").objects.values_list(
            "unit_id", "role", "person_id"
        ):
            people[unit, role] = person
        unit_model = apps.get_model("orgs.Unit")
        first = unit_model.objects.get(slug="jiaoyuju")
        others = unit_model.objects.exclude(parent=None).exclude(pk=first.pk).order_by("pk")
        rows = [
            (place, unit.pk, unit.code, *(people[unit.pk, role] for role in ROLES))
            for place, unit in enumerate((first, *others))
        ]
        self.units = self._table("bench_unit", "k id code clerk head reviewer leader", rows)
        sections = apps.get_model("catalogue.Section").objects.filter(is_shared=True, is_open=True)
        self.sections = self._numbered("bench_section", sections.order_by("-pk"))
        themes = apps.get_model("catalogue.Theme").objects.exclude(parent=None)
        self.themes = self._numbered("bench_theme", themes)
        self.genres = self._numbered("bench_genre", apps.get_model("catalogue.Genre").objects)
        self._table("bench_text", "k title body html", list(_parts()))
        with connection.cursor() as cursor:
            cursor.execute("CREATE UNIQUE INDEX bench_text_k ON bench_text (k)")

    def _numbered(self, name: str, rows: Any) -> int:
        return self._table(name, "k id", list(enumerate(rows.values_list("pk", flat=True))))

    def _table(self, name: str, columns: str, rows: list[tuple[Any, ...]]) -> int:
        from django.db import connection

        names = columns.split()
        types = ", ".join(
            f"{column} {'text' if isinstance(value, str) else 'bigint'}"
            for column, value in zip(names, rows[0], strict=True)
        )
        places = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({types})")
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        return len(rows)

    def source(self, first: int, last: int, having: str = "TRUE", texts: bool = False) -> str:
        """Numbers from *first* to *last* with what belongs to each: FROM … WHERE …"""
        section = f"CASE WHEN n.i % 10 < 3 THEN 0 ELSE (n.i * 31 + 7) % {self.sections} END"
        joined = (
            "(WITH RECURSIVE counted(i) AS ("
            f"SELECT CAST({first} AS bigint) UNION ALL SELECT i + 1 FROM counted WHERE i < {last}) "
            "SELECT i FROM counted) AS n "
            f"JOIN bench_unit u ON u.k = {self._unit(first)} "
            f"JOIN bench_section s ON s.k = {section} "
            f"JOIN bench_theme th ON th.k = (n.i * 13) % {self.themes} "
            f"JOIN bench_genre g ON g.k = (n.i * 7) % {self.genres} "
        )
        if texts:
            joined += (
                f"JOIN bench_text a ON a.k = (n.i * 7919) % {TEXTS} "
                f"JOIN bench_text b ON b.k = (n.i * 104729) % {TEXTS - 1} "
                f"JOIN bench_text c ON c.k = (n.i * 1299709) % {TEXTS - 2} "
            )
        return f"{joined} WHERE {having}"

    def _unit(self, first: int) -> str:
        """Of the records in hand every other one belongs to the unit that is measured."""
        spread = f"(n.i * 17 + 3) % {self.units}"
        if first <= self.count:
            return spread
        return f"CASE WHEN n.i % 2 = 0 THEN 0 ELSE {spread} END"

    @property
    def age(self) -> str:
        """Minutes since the record's date, spread over ten years."""
        return f"((n.i * 48271) % {SPREAD} + 60)"

    def stated(self, **more: str) -> dict[str, str]:
        """What drafts and editions state."""
        return {
            "document_id": "n.i",
            "title": "a.title || '（第' || n.i || '号）'",
            "document_number": "'澄政办发〔' || (2016 + n.i % 11) || '〕' || n.i || '号'",
            "issuer": "'澄明县人民政府'",
            "openness": "'proactive'",
            "section_id": "s.id",
            "theme_id": "th.id",
            "genre_id": "g.id",
            "keywords": "'公开,测量'",
            "summary": "substr(b.body, 1, 60)",
            "signed_on": self.sql.day(self.age),
            "body_html": "a.html || b.html || c.html",
            **more,
        }

    # ---- what is public -----------------------------------------------------------------------

    def published(self, first: int, last: int) -> None:
        """Public records with these numbers, in one transaction."""
        from django.db import transaction

        with transaction.atomic():
            self._documents(first, last)
            self._gates(first, last)
            self._provenance(first, last)
            self._own_work(first, last)
            self._afterlife(first, last)

    def _documents(self, first: int, last: int) -> None:
        from gongkai.catalogue.models import AllocatedIndexNumber
        from gongkai.documents.models import Document

        number = "u.code || '/' || (2016 + n.i % 11) || '-' || (1000000 + n.i)"
        made = self.sql.moment(f"{self.age} + 50")
        plain = self.source(first, last)
        insert(
            AllocatedIndexNumber,
            plain,
            number=number,
            organ="u.code",
            year="2016 + n.i % 11",
            seq="1000000 + n.i",
            purpose="'document'",
            allocated_at=made,
        )
        insert(
            Document,
            plain,
            id="n.i",
            unit_id="u.id",
            index_number=number,
            created_at=made,
            created_by_id="u.clerk",
        )
        self.editions(first, last, f"CASE WHEN n.i % {OWN} = 0 THEN 'own' ELSE 'imported' END")

    def editions(self, first: int, last: int, origin: str, having: str = "TRUE") -> None:
        from gongkai.documents.models import Edition

        insert(
            Edition,
            self.source(first, last, having, texts=True),
            **self.stated(
                id="n.i",
                number="1",
                unit_id="u.id",
                author_id="u.clerk",
                origin=origin,
                body_text="a.body || b.body || c.body",
                content_hash=self.sql.digest("n.i"),
                created_at=self.sql.moment(f"{self.age} + 40"),
            ),
        )

    def _gates(self, first: int, last: int) -> None:
        from gongkai.documents.models import Approval, EditionScreening, Publication, Review

        plain, digest = self.source(first, last), self.sql.digest("n.i")
        moved_in = f"n.i % {OWN} <> 0"
        deed = f"CASE WHEN {moved_in} THEN 20 ELSE {self.age} END"
        judged = {"edition_id": "n.i", "author_id": "u.clerk", "content_hash": digest}
        insert(
            Review,
            plain,
            id="n.i",
            **judged,
            kind="'secrecy'",
            outcome="'pass'",
            reviewer_id="u.reviewer",
            at=self.sql.moment(f"{deed} + 5"),
        )
        insert(
            Approval,
            plain,
            id="n.i",
            **judged,
            signer_id="u.leader",
            at=self.sql.moment(deed),
        )
        insert(
            EditionScreening,
            plain,
            id="n.i",
            **judged,
            outcome="'pass'",
            findings="'[]'",
            open_count="0",
            note="''",
            at=self.sql.moment(f"{deed} + 6"),
        )
        insert(
            Publication,
            plain,
            id="n.i",
            document_id="n.i",
            edition_id="n.i",
            unit_id="u.id",
            section_id="s.id",
            origin=f"CASE WHEN {moved_in} THEN 'imported' ELSE 'own' END",
            content_hash=digest,
            review_id="n.i",
            approval_id="n.i",
            screening_id=f"CASE WHEN {moved_in} THEN NULL ELSE n.i END",
            published_at=self.sql.moment(deed),
            visible_from=self.sql.moment(deed),
            visible_until=f"CASE WHEN n.i % {ENDED} = 10 THEN {self.sql.moment('30')} END",
            listed_at=self.sql.moment(self.age),
        )

    def _provenance(self, first: int, last: int) -> None:
        from gongkai.documents.models import ImportBatch, ImportedRecord, LegacyAddress

        moved_in = self.source(first, last, f"n.i % {OWN} <> 0")
        insert(
            ImportBatch,
            self.source(first, first),
            id=str(first),
            unit_id="u.id",
            section_id="s.id",
            source=f"'旧站第{first}批'",
            imported_by_id="u.clerk",
            at=self.sql.moment("30"),
        )
        insert(
            ImportedRecord,
            moved_in,
            batch_id=str(first),
            document_id="n.i",
            edition_id="n.i",
            file_name="'old/' || n.i || '.html'",
            source_hash=self.sql.digest("n.i"),
            text_hash=self.sql.digest("n.i"),
            listed_at=self.sql.moment(self.age),
            source_address="'http://old.chengming.example/' || n.i || '.html'",
        )
        insert(LegacyAddress, moved_in, path="'/old/' || n.i || '.html'", document_id="n.i")

    def _afterlife(self, first: int, last: int) -> None:
        from gongkai.documents.models import Ending, ValidityChange

        insert(
            Ending,
            self.source(first, last, f"n.i % {ENDED} = 10"),
            publication_id="n.i",
            kind="'withdrawn'",
            reason="'内容有误'",
            ends_at=self.sql.moment("30"),
            requested_by_id="u.clerk",
            approved_by_id="u.leader",
            at=self.sql.moment("30"),
        )
        insert(
            ValidityChange,
            self.source(first, last, f"n.i % {ENDED} = 20"),
            document_id="n.i",
            kind="'repealed'",
            on=self.sql.day("100"),
            basis="'清理结果'",
            by_id="u.clerk",
            at=self.sql.moment("100"),
        )

    # ---- what was drafted here ----------------------------------------------------------------

    def _own_work(self, first: int, last: int) -> None:
        own = f"n.i % {OWN} = 0"
        self._cases(first, last, own, "'published'", "''", "NULL", self.sql.moment(self.age))
        self._drafts(first, last, own, "n.i")
        self._story(first, last, own)

    def _cases(
        self, first: int, last: int, having: str, state: str, role: str, handler: str, closed: str
    ) -> None:
        from gongkai.casework.models import Case

        due: dict[str, str] = {}
        if closed == "NULL":
            due["next_due_at"] = self.sql.moment(f"((n.i * 97) % {40 * 1440}) - {20 * 1440}")
        insert(
            Case,
            self.source(first, last, having, texts=True),
            id="n.i",
            kind="'publishing'",
            number="'FB-' || n.i",
            title="a.title || '（第' || n.i || '号）'",
            unit_id="u.id",
            state=state,
            waiting_unit_id="u.id",
            waiting_role=role,
            handler_id=handler,
            opened_by_id="u.clerk",
            opened_at=self.sql.moment(f"{self.age} + 50"),
            closed_at=closed,
            **due,
        )

    def _drafts(self, first: int, last: int, having: str, edition: str) -> None:
        from gongkai.documents.models import Draft

        insert(
            Draft,
            self.source(first, last, having, texts=True),
            **self.stated(
                id="n.i",
                case_id="n.i",
                edition_id=edition,
                saved_by_id="u.clerk",
                saved_at=self.sql.moment(f"{self.age} + 45"),
            ),
        )

    def _story(self, first: int, last: int, having: str) -> None:
        from gongkai.casework.models import ClockEvent, TimelineEntry

        plain = self.source(first, last, having)
        steps = ("拟稿", "提交审核（第1版）", "科室审核通过", "保密审查通过", "签发并发布")
        for place, said in enumerate(steps):
            insert(
                TimelineEntry,
                plain,
                case_id="n.i",
                at=self.sql.moment(f"{self.age} + {50 - place}"),
                actor_id="u.clerk",
                actor_name="'测量'",
                action=f"'step{place}'",
                sentence=f"'{said}'",
                state="'published'",
            )
        insert(
            ClockEvent,
            plain,
            case_id="n.i",
            code="'formed'",
            at=self.sql.moment(f"{self.age} + 50"),
        )

    # ---- what is in hand ----------------------------------------------------------------------

    def in_hand(self) -> None:
        """Documents that are still being worked on, in four states."""
        from django.db import transaction

        from gongkai.documents.models import Document

        first, last = self.count + 1, self.count + self.open
        drafting = "n.i / 2 % 4 = 0"
        with transaction.atomic():
            insert(
                Document,
                self.source(first, last),
                id="n.i",
                unit_id="u.id",
                created_at=self.sql.moment("1000"),
                created_by_id="u.clerk",
            )
            self.editions(first, last, "'own'", f"NOT ({drafting})")
            self._cases(
                first,
                last,
                "TRUE",
                _by_state("drafting", "section_review", "secrecy_review", "signing"),
                _by_state("clerk", "section_head", "secrecy_reviewer", "leader"),
                f"CASE WHEN {drafting} THEN u.clerk END",
                "NULL",
            )
            self._drafts(first, last, "TRUE", f"CASE WHEN {drafting} THEN NULL ELSE n.i END")
            self._story(first, last, "TRUE")
            self._errands(first, last)

    def _errands(self, first: int, last: int) -> None:
        """Questions to other units, supervisions and reminders on some cases in hand."""
        from gongkai.casework.models import CoHandling, Reminder, Supervision

        some = self.source(first, last, "n.i % 20 = 4")
        answered = f"CASE WHEN n.i % 40 = 4 THEN {self.sql.moment('60')} END"
        insert(
            CoHandling,
            some,
            case_id="n.i",
            unit_id="u.id",
            question="'请核对'",
            asked_by_name="'测量'",
            asked_at=self.sql.moment("900"),
            due_at=self.sql.moment("-900"),
            answered_at=answered,
        )
        insert(
            Supervision,
            some,
            case_id="n.i",
            demand="'请说明'",
            by_name="'测量'",
            at=self.sql.moment("800"),
            answered_at=answered,
        )
        insert(
            Reminder,
            self.source(first, last, "n.i % 4 = 1"),
            case_id="n.i",
            stage="'early'",
            due_at=self.sql.moment("-900"),
            sent_at=self.sql.moment("700"),
        )

    # ---- the end ------------------------------------------------------------------------------

    def finish(self, now: datetime) -> None:
        """Figures, the ledger, ids that follow, statistics for the planner."""
        from django.apps import apps
        from django.db import connection

        from gongkai.documents.services.figures import recount

        recount()
        _write_ledger(self.count // OWN * 2, now)
        reset_sequences(*apps.get_models())
        if connection.vendor == "postgresql":  # its autovacuum would; SQLite has no such habit
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


ROLES = ("clerk", "section_head", "secrecy_reviewer", "leader")


def _by_state(*values: str) -> str:
    return (
        "CASE n.i / 2 % 4 "
        + " ".join(f"WHEN {n} THEN '{v}'" for n, v in enumerate(values))
        + " END"
    )


def _parts() -> Iterator[tuple[int, str, str, str]]:
    """Titles and parts of bodies, as text and as HTML."""
    from bench.texts import document

    for number in range(TEXTS):
        made = document(number + 1)
        body = (made.body * (PART // len(made.body) + 1))[:PART]
        html = "".join(f"<p>{line}</p>" for line in body.split("\n\n") if line)
        yield number, made.title, body.replace("\n\n", "\n"), html


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
