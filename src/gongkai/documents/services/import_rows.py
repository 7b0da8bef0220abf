"""The rows of a chunk of imported records, written in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.catalogue.public import genres, themes
from gongkai.documents.content import FIELDS, Text, content_hash, numbered
from gongkai.documents.models import (
    Document,
    Edition,
    ImportBatch,
    ImportedCopy,
    ImportedRecord,
    ImportFailure,
    Origin,
)
from gongkai.documents.moving import Attached, Source
from gongkai.documents.moving.address import LONGEST_ADDRESS
from gongkai.documents.reading.script import squeezed
from gongkai.documents.rules import Openness
from gongkai.documents.selectors import KnownRecord
from gongkai.documents.services.addresses import Claims
from gongkai.files.rules import clean_name

BATCH = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file: its hash, size in bytes and media type."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Place:
    """Theme and genre of a record in our tables."""

    theme_id: int | None
    genre_id: int | None


def write_records(
    batch: ImportBatch,
    sources: Sequence[Source],
    kept: Mapping[str, Kept],
    claims: Claims,
    now: datetime,
) -> list[ImportedRecord]:
    """A document, its frozen edition and its provenance for each source, in their order."""
    author = batch.imported_by_id
    documents = Document.objects.bulk_create(
        [Document(unit_id=batch.unit_id, created_at=now, created_by_id=author) for _ in sources],
        batch_size=BATCH,
    )
    tables = Tables()
    editions = Edition.objects.bulk_create(
        [
            _edition(batch, document.pk, source, tables.place(source), kept, now)
            for document, source in zip(documents, sources, strict=True)
        ],
        batch_size=BATCH,
    )
    return ImportedRecord.objects.bulk_create(
        [
            _record(batch, edition, source, claims)
            for edition, source in zip(editions, sources, strict=True)
        ],
        batch_size=BATCH,
    )


def _edition(
    batch: ImportBatch,
    document_id: int,
    source: Source,
    place: Place,
    kept: Mapping[str, Kept],
    now: datetime,
) -> Edition:
    """What the file states; open to all because it is published elsewhere already."""
    columns = dict(source.columns)
    body_text = columns.pop("body_text")
    columns["body_html"] = numbered(columns["body_html"], document_id)
    text = Text(
        **columns,
        theme_id=place.theme_id,
        genre_id=place.genre_id,
        openness=Openness.PROACTIVE.value,
        section_id=batch.section_id,
        attachments=[_attachment(one, kept[one.sha256]) for one in source.attachments],
    )
    return Edition(
        document_id=document_id,
        number=1,
        unit_id=batch.unit_id,
        author_id=batch.imported_by_id,
        origin=Origin.IMPORTED,
        body_text=body_text,
        content_hash=content_hash(text),
        created_at=now,
        **{name: getattr(text, name) for name in FIELDS},
    )


def _attachment(one: Attached, kept: Kept) -> dict[str, Any]:
    """As `StoredAttachment`, and whether it is a picture that stands in the text itself."""
    stored = {
        "sha256": kept.sha256,
        "name": clean_name(one.name),
        "size": kept.size,
        "media_type": one.media_type or kept.media_type,
    }
    return stored | {"inline": True} if one.inline else stored


def _record(batch: ImportBatch, edition: Edition, source: Source, claims: Claims) -> ImportedRecord:
    warnings = [*source.warnings, *claims.doubts(source.address)]
    return ImportedRecord(
        batch=batch,
        document_id=edition.document_id,
        edition=edition,
        file_name=source.name,
        source_hash=source.sha256,
        text_hash=source.text_hash,
        source_address=source.address if len(source.address) <= LONGEST_ADDRESS else "",
        listed_at=source.listed_at,
        header=source.header,
        warnings=warnings,
        warned=bool(warnings),
    )


class Tables:
    """Themes and genres by name: a stated one is filed under, when our tables know it."""

    def __init__(self) -> None:
        self._themes: dict[str, int] = {}
        for top in themes():
            self._themes[squeezed(top.name)] = top.id
            for below in top.children:
                self._themes[squeezed(f"{top.name}/{below.name}")] = below.id
        self._genres = {squeezed(genre.name): genre.id for genre in genres()}

    def place(self, source: Source) -> Place:
        """Where the header puts a record; None where it says nothing we know."""
        topic = squeezed(source.topic)
        theme = self._themes.get(topic) or self._themes.get(topic.partition("/")[0])
        return Place(theme, self._genres.get(squeezed(source.genre)))


def addresses_of(source: Source) -> list[str]:
    """Where the record stood, and then where its files did: they all lead to it."""
    files = [one.address for one in source.attachments if one.address and not one.inline]
    return [source.address, *dict.fromkeys(files)]


def write_copies(
    copies: Sequence[tuple[Source, KnownRecord]],
    fresh: Mapping[str, ImportedRecord],
    claims: Claims,
) -> None:
    """Note other files that say the same; their addresses lead to the one record."""
    rows, leading = [], []
    for source, known in copies:
        row = fresh.get(known.source_hash)
        record_id, document_id = (
            (row.pk, row.document_id) if row else (known.record_id, known.document_id)
        )
        rows.append(
            ImportedCopy(
                record_id=record_id,
                file_name=source.name,
                source_hash=source.sha256,
                source_address=source.address if len(source.address) <= LONGEST_ADDRESS else "",
            )
        )
        if not claims.doubts(source.address):
            leading.append((source.address, document_id))
    ImportedCopy.objects.bulk_create(rows, ignore_conflicts=True)
    claims.write(leading)


def write_failures(batch: ImportBatch, failed: Mapping[str, str], mended: Sequence[str]) -> None:
    """Keep the list of files that became no record, with the reason; those that did go off it."""
    reasons = {name[-400:]: reason[:500] for name, reason in failed.items()}
    ImportFailure.objects.bulk_create(
        [ImportFailure(batch=batch, file_name=name, reason=why) for name, why in reasons.items()],
        update_conflicts=True,
        unique_fields=["batch", "file_name"],
        update_fields=["reason"],
    )
    ImportFailure.objects.filter(batch=batch, file_name__in=mended).delete()
