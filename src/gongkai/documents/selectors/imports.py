"""Questions about imports: what is taken in already, batches, their records."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.documents.models import (
    BatchDecision,
    ImportBatch,
    ImportedCopy,
    ImportedRecord,
)
from gongkai.documents.rules import same_file
from gongkai.kernel.errors import Reason, Refusal


@dataclass(slots=True)
class KnownRecord:
    """A record taken in before: under which file names, and why it was left out, if it was."""

    source_hash: str
    text_hash: str
    document_id: int
    record_id: int
    names: set[str]
    excluded_reason: str = ""
    attached: frozenset[str] = frozenset()

    def is_known_as(self, name: str) -> bool:
        return any(same_file(name, known) for known in self.names)


@dataclass(slots=True)
class KnownSources:
    """Records by the hash of their file and by the hash of what it says."""

    by_file: dict[str, KnownRecord] = field(default_factory=dict)
    by_text: dict[str, KnownRecord] = field(default_factory=dict)

    def add(self, known: KnownRecord) -> None:
        self.by_file.setdefault(known.source_hash, known)
        self.by_text.setdefault(known.text_hash, known)

    def find(self, source_hash: str, text_hash: str = "") -> KnownRecord | None:
        return self.by_file.get(source_hash) or (self.by_text.get(text_hash) if text_hash else None)

    def drop_excluded(self) -> list[int]:
        """Forget the records that were left out; their ids."""
        dropped = {
            each.record_id
            for each in [*self.by_file.values(), *self.by_text.values()]
            if each.excluded_reason
        }
        self.by_file = {k: v for k, v in self.by_file.items() if v.record_id not in dropped}
        self.by_text = {k: v for k, v in self.by_text.items() if v.record_id not in dropped}
        return sorted(dropped)


KNOWN_FIELDS = (
    *("id", "source_hash", "text_hash", "document_id", "file_name", "excluded_reason"),
    "header",
)


def known_sources(hashes: Iterable[str], texts: Iterable[str] = ()) -> KnownSources:
    """What is taken in of files with these hashes, or with these texts."""
    standing = ImportedRecord.objects.filter(released=False)
    rows = list(standing.filter(source_hash__in=set(hashes)).values_list(*KNOWN_FIELDS))
    wanted = set(texts)
    if wanted:
        rows += standing.filter(text_hash__in=wanted).values_list(*KNOWN_FIELDS)
    found = KnownSources()
    names: dict[int, set[str]] = {row[0]: {row[4]} for row in rows}
    copies = ImportedCopy.objects.filter(record_id__in=names)
    for record_id, name in copies.values_list("record_id", "file_name"):
        names[record_id].add(name)
    for pk, source_hash, text_hash, document_id, _, excluded, header in rows:
        files = [item for item in header.get("files", ()) if item["sha256"] != source_hash]
        attached = frozenset(item[key] for item in files for key in ("sha256", "file"))
        found.add(
            KnownRecord(source_hash, text_hash, document_id, pk, names[pk], excluded, attached)
        )
    return found


def batch_of_case(case_id: int) -> ImportBatch:
    """The batch of a migration case, with its unit, section and who took it in."""
    found = ImportBatch.objects.select_related("unit", "section", "imported_by", "case")
    batch = found.filter(case_id=case_id).first()
    if batch is None:
        raise Refusal(Reason("not_found", "没有这个迁入批次"))
    return batch


def open_decision(batch_id: int) -> BatchDecision | None:
    """The decision whose rows are still being written."""
    found = BatchDecision.objects.select_related("by", "batch")
    return found.filter(batch_id=batch_id, finished_at__isnull=True).first()


def open_decisions() -> list[int]:
    """Every decision whose rows are still being written, the oldest first."""
    found = BatchDecision.objects.filter(finished_at__isnull=True).order_by("id")
    return list(found.values_list("pk", flat=True))


def reviewers_of_batch(batch_id: int) -> list[int]:
    """Who passed the secrecy review of the batch."""
    found = BatchDecision.objects.filter(
        batch_id=batch_id, action=BatchDecision.Action.PASS_SECRECY
    )
    return list(found.values_list("by_id", flat=True))
