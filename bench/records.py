"""Rows of documents: public ones with every gate behind them, and some that are still in hand."""

from bench.county import Layout
from bench.fill import insert

OWN = 10
LARGEST = "tzgg"
"""The column that holds three records in ten."""
ENDED = 100
"""One record in so many was withdrawn (the tenth of each hundred), another one repealed."""


class Records(Layout):
    """The rows of the records, table by table."""

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


def _by_state(*values: str) -> str:
    return (
        "CASE n.i / 2 % 4 "
        + " ".join(f"WHEN {n} THEN '{v}'" for n, v in enumerate(values))
        + " END"
    )
