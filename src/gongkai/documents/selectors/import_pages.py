"""Pages of imports: the register of batches, a batch's records, one record, what failed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from gongkai.documents.models import ImportBatch, ImportedCopy, ImportedRecord, ImportFailure
from gongkai.kernel.actor import Actor
from gongkai.orgs.selectors import reach_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A line of the register of batches; ``state`` is the step of its case, "" while it is open."""

    batch_id: int
    case_id: int | None
    number: str
    source: str
    unit: str
    section: str
    taken_in: int
    warned: int
    excluded: int
    published: int
    state: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    rows: list[BatchRow]
    next: int | None


def batches_page(*, actor: Actor, before: int | None = None) -> BatchPage:
    """Batches of the units that *actor* may read, latest first; empty ones are none."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    found = ImportBatch.objects.filter(mine, taken_in__gt=0)
    if before is not None:
        found = found.filter(pk__lt=before)
    joined = found.select_related("case", "unit", "section", "imported_by").order_by("-pk")
    batches = list(joined[: PAGE + 1])
    rows = [
        BatchRow(
            batch.pk,
            batch.case_id,
            batch.case.number if batch.case else "",
            batch.source,
            batch.unit.short_name,
            batch.section.name,
            batch.taken_in,
            batch.warned,
            batch.excluded,
            batch.published,
            batch.case.state if batch.case else "",
            batch.at,
            batch.imported_by.name,
        )
        for batch in batches[:PAGE]
    ]
    return BatchPage(rows, rows[-1].batch_id if len(batches) > PAGE else None)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A record of a batch as its list shows it."""

    record_id: int
    document_id: int
    file_name: str
    title: str
    document_number: str
    listed_at: datetime | None
    openness: str
    warnings: list[str]
    excluded_reason: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    rows: list[ImportLine]
    next: int | None


SHOWN = {
    "all": Q(),
    "warned": Q(warned=True),
    "excluded": Q(excluded_at__isnull=False),
}
LINE_FIELDS = (
    *("id", "document_id", "file_name", "edition__title", "edition__document_number"),
    *("listed_at", "header__openness", "warnings", "excluded_reason"),
)


def import_lines(batch_id: int, shown: str, after: int | None = None) -> ImportPage:
    """Records of a batch: all, those with warnings, those left out; keyset pages."""
    found = ImportedRecord.objects.filter(SHOWN[shown], batch_id=batch_id, pk__gt=after or 0)
    rows = list(found.order_by("pk").values(*LINE_FIELDS)[: PAGE + 1])
    lines = [
        ImportLine(
            record_id=row["id"],
            document_id=row["document_id"],
            file_name=row["file_name"],
            title=row["edition__title"],
            document_number=row["edition__document_number"],
            listed_at=row["listed_at"],
            openness=row["header__openness"] or "",
            warnings=row["warnings"],
            excluded_reason=row["excluded_reason"],
        )
        for row in rows[:PAGE]
    ]
    return ImportPage(lines, lines[-1].record_id if len(rows) > PAGE else None)


@dataclass(frozen=True, slots=True)
class FailurePage:
    rows: list[tuple[str, str]]
    next: int | None


def import_failures(batch_id: int, after: int | None = None) -> FailurePage:
    """Files that became no record: (file, reason); keyset pages."""
    found = ImportFailure.objects.filter(batch_id=batch_id, pk__gt=after or 0).order_by("pk")
    rows = list(found.values_list("pk", "file_name", "reason")[: PAGE + 1])
    following = rows[PAGE - 1][0] if len(rows) > PAGE else None
    return FailurePage([(name, reason) for _, name, reason in rows[:PAGE]], following)


def has_failures(batch_id: int) -> bool:
    return ImportFailure.objects.filter(batch_id=batch_id).exists()


def find_import(record_id: int) -> ImportedRecord | None:
    """A record of a batch with everything its preview shows."""
    found = ImportedRecord.objects.select_related(
        "batch__unit",
        "batch__case",
        "document",
        "edition__section",
        "edition__theme",
        "edition__genre",
    )
    return found.filter(pk=record_id).first()


def next_import(row: ImportedRecord, *, warned: bool = False) -> int | None:
    """The record after this one in its batch, or the next one with warnings."""
    found = ImportedRecord.objects.filter(batch_id=row.batch_id, pk__gt=row.pk)
    if warned:
        found = found.filter(warned=True)
    return found.order_by("pk").values_list("pk", flat=True).first()


def copies_of(record_id: int) -> list[tuple[str, str]]:
    """Other files that say the same: (file, address)."""
    found = ImportedCopy.objects.filter(record_id=record_id).order_by("id")
    return list(found.values_list("file_name", "source_address"))
