"""Taking records of an old site in, chunk by chunk; nothing is public before review and signature.

A chunk is one transaction: killed at any moment, the same command goes on where it stopped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.audit.services import record
from gongkai.casework import services as casework
from gongkai.catalogue.selectors import sections_for_unit
from gongkai.documents import flow, selectors
from gongkai.documents.models import (
    ImportBatch,
    ImportedRecord,
)
from gongkai.documents.moving import Attached, Outcome, Source
from gongkai.documents.selectors import KnownRecord, KnownSources
from gongkai.documents.services.addresses import Claims
from gongkai.documents.services.import_rows import (
    Kept,
    addresses_of,
    write_copies,
    write_failures,
    write_records,
)
from gongkai.files.services import store_file
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.services import technical_account

if TYPE_CHECKING:
    from gongkai.casework.models import Case
    from gongkai.orgs.models import Unit

ACCOUNT = "system-import"
SOURCE_LIMIT = 300
FAILED = {"unreadable", "listing"}
TRIES = 5


@dataclass(frozen=True, slots=True)
class Into:
    """Where records go, where they come from, and in whose name they are taken in."""

    unit: Placed
    section_id: int
    source: str
    author_id: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file.

    ``what`` is imported, already, excluded, copy, attachment, unreadable or listing.
    """

    name: str
    what: str
    reason: str = ""
    title: str = ""
    document_id: int | None = None
    warnings: tuple[str, ...] = ()


@transaction.atomic
def begin_import(
    *, actor: Actor, unit: "Unit", section_id: int, source: str, now: datetime
) -> Into:
    """Check that *actor* may bring records into this unit and section. Raises Refusal.

    The system has no name of its own to be author: its records are by a technical account.
    """
    open_to_unit = {section.pk for section in sections_for_unit(unit.pk)}
    refuse_if(
        [
            *reasons_against(actor, "documents.import", unit),
            *([Reason("unit_closed", "该单位已撤销，不能迁入信息")] if unit.closed_on else []),
            *(
                []
                if section_id in open_to_unit
                else [Reason("section", "该单位不能在此栏目发布，或栏目已停用，请另选栏目")]
            ),
            *([] if source.strip() else [Reason("source_missing", "请写明来源")]),
        ]
    )
    author = actor.id
    if author is None:
        author = technical_account(actor=actor, username=ACCOUNT, unit=unit, now=now).pk
    return Into(unit, section_id, source.strip()[:SOURCE_LIMIT], author)


def take_in(
    *, actor: Actor, into: Into, sources: Sequence[Source], now: datetime, again: bool = False
) -> list[Taken]:
    """Take in a chunk of files: records, copies of known ones, and what could not be read.

    ``again`` takes in files that a reviewer once left out. Attachments are stored before the
    transaction, so that reading their text does not hold up others.
    """
    kept: dict[str, Kept] = {}
    whole = [_with_files_kept(each, kept, now) for each in sources]
    return _take_in(actor=actor, into=into, sources=whole, kept=kept, now=now, again=again)


def _with_files_kept(source: Source, kept: dict[str, Kept], now: datetime) -> Source:
    """Store the attachments of *source*; one that is gone by now keeps the whole file out."""
    try:
        for one in source.attachments:
            kept[one.sha256] = kept.get(one.sha256) or _keep(one, now)
    except (OSError, Refusal) as error:
        reason = f"读取之后附件有变动，请重新运行：{error}"
        return Source(source.name, source.sha256, Outcome.UNREADABLE, reason[:500])
    return source


def _keep(one: Attached, now: datetime) -> Kept:
    data = one.data if one.data is not None else one.path.read_bytes() if one.path else b""
    if sha256(data).hexdigest() != one.sha256:
        raise Refusal(Reason("file_changed", f"“{one.name}”的内容变了"))
    name = one.path.name if one.path and not one.inline else one.name
    stored = store_file(data=data, name=name, now=now, read=(one.text, one.text_problem))
    return Kept(stored.sha256, stored.size, stored.media_type)


@dataclass(slots=True)
class _Sorting:
    """The files of a chunk by what is to be done with them; ``told`` by their place."""

    fresh: dict[int, Source] = field(default_factory=dict)
    copies: list[tuple[Source, KnownRecord]] = field(default_factory=list)
    told: dict[int, Taken] = field(default_factory=dict)


@transaction.atomic
def _take_in(
    *,
    actor: Actor,
    into: Into,
    sources: Sequence[Source],
    kept: Mapping[str, Kept],
    now: datetime,
    again: bool,
) -> list[Taken]:
    batch = _open_batch(into, now)
    known = selectors.known_sources(
        [each.sha256 for each in sources], [each.text_hash for each in sources if each.text_hash]
    )
    if again:
        ImportedRecord.objects.filter(pk__in=known.drop_excluded()).update(released=True)
    sorting = _sort(sources, known)
    claims = Claims(address for each in sources for address in addresses_of(each))
    records = write_records(batch, list(sorting.fresh.values()), kept, claims, now)
    by_hash = {row.source_hash: row for row in records}
    write_copies(sorting.copies, by_hash, claims)
    claims.write((row.source_address, row.document_id) for row in records)
    for source, row in zip(sorting.fresh.values(), records, strict=True):
        own = [address for address in addresses_of(source)[1:] if not claims.doubts(address)]
        claims.write((address, row.document_id) for address in own)
    failed = {told.name: told.reason for told in sorting.told.values() if told.what in FAILED}
    write_failures(batch, failed, [row.file_name for row in records])
    for place, row in zip(sorting.fresh, records, strict=True):
        sorting.told[place] = Taken(
            row.file_name,
            "imported",
            title=row.edition.title,
            document_id=row.document_id,
            warnings=tuple(row.warnings),
        )
    if records:
        _count(batch, records)
        detail = {"件数": len(records), "首件": records[0].file_name, "末件": records[-1].file_name}
        _record(actor, batch, now, detail)
    return [sorting.told[place] for place in range(len(sources))]


def _open_batch(into: Into, now: datetime) -> ImportBatch:
    """The batch of this source that still takes files in, locked; a new one otherwise.

    Another run may make it, and hand it on, in the moment between our look and our making.
    """
    wanted = {
        "source": into.source,
        "unit_id": into.unit.id,
        "section_id": into.section_id,
        "imported_by_id": into.author_id,
        "case": None,
    }
    for _ in range(TRIES):
        try:
            found = ImportBatch.objects.select_for_update(of=("self",))
            return found.get_or_create(**wanted, defaults={"at": now})[0]
        except IntegrityError:
            continue
    raise Refusal(Reason("busy", "另有迁入正在进行，请稍候重新运行"))


def _sort(sources: Sequence[Source], known: KnownSources) -> _Sorting:
    """New records, copies, and the rest; of equal files the one with most attachments is it."""
    sorting = _Sorting()
    richest_first = sorted(enumerate(sources), key=lambda item: -len(item[1].attachments))
    for place, each in richest_first:
        earlier = known.find(each.sha256, each.text_hash)
        if each.outcome is not Outcome.RECORD:
            sorting.told[place] = Taken(each.name, str(each.outcome), each.reason)
        elif earlier is None:
            sorting.fresh[place] = each
            known.add(KnownRecord(each.sha256, each.text_hash, 0, 0, {each.name}))
        else:
            sorting.told[place] = told = known_as(earlier, each.name)
            if told.what == "copy":
                sorting.copies.append((each, earlier))
                earlier.names.add(each.name)
    sorting.fresh = dict(sorted(sorting.fresh.items()))
    return sorting


def known_as(known: KnownRecord, name: str) -> Taken:
    """What is said of a file whose record is taken in already."""
    number = known.document_id or None
    if known.excluded_reason:
        reason = f"此前已被审查人剔除：{known.excluded_reason}"
        return Taken(name, "excluded", reason, document_id=number)
    if known.is_known_as(name):
        return Taken(name, "already", document_id=number)
    first = sorted(known.names)[0]
    return Taken(name, "copy", f"与“{first}”是同一份信息", document_id=number)


def _count(batch: ImportBatch, records: Iterable[ImportedRecord]) -> None:
    rows = list(records)
    ImportBatch.objects.filter(pk=batch.pk).update(
        taken_in=F("taken_in") + len(rows), warned=F("warned") + sum(row.warned for row in rows)
    )


@transaction.atomic
def finish_import(*, actor: Actor, into: Into, now: datetime) -> "tuple[ImportBatch, Case] | None":
    """Close the open batch of this source and hand it to the secrecy reviewer as one case.

    None when there is nothing to hand on.
    """
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("unit", "section")
        .filter(
            source=into.source,
            unit_id=into.unit.id,
            section_id=into.section_id,
            imported_by_id=into.author_id,
            case__isnull=True,
            taken_in__gt=0,
        )
        .first()
    )
    if batch is None:
        return None
    case = casework.open_case(
        actor=actor,
        kind=flow.MIGRATION.code,
        unit=batch.unit,
        title=f"迁入旧站信息 {batch.taken_in} 件：{batch.source}"[:300],
        now=now,
        said=f"迁入 {batch.taken_in} 件到“{batch.section.name}”，送保密审查",
    )
    batch.case = case
    batch.save(update_fields=["case"])
    _record(actor, batch, now, {"经过": "送保密审查", "办件": case.number, "件数": batch.taken_in})
    return batch, case


def _record(actor: Actor, batch: ImportBatch, now: datetime, detail: dict[str, object]) -> None:
    record(
        actor=actor,
        deed="documents.import",
        subject=f"import:{batch.pk}",
        unit_id=batch.unit_id,
        detail=detail,
        now=now,
    )
