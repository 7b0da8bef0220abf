"""Questions to the ledger: its pages, the story of one subject, and whether the chain holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.audit.models import AuditEntry, AuditHead
from gongkai.audit.rules import Break, Entry, first_break
from gongkai.audit.words import detail_words, subject_words
from gongkai.kernel.permissions import deeds

PAGE = 50
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry as a person reads it; ``about`` and ``told`` are subject and detail in words."""

    seq: int
    at: datetime
    actor_name: str
    deed: str
    label: str
    subject: str
    detail: dict[str, Any]
    digest: str

    @property
    def about(self) -> str:
        return subject_words(self.subject)

    @property
    def told(self) -> list[tuple[str, str]]:
        return list(detail_words(self.detail))


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, newest first; ``older`` is the cursor of the next page or None."""

    lines: list[LogLine]
    older: int | None

    @property
    def next(self) -> int | None:
        return self.older


def _line(entry: AuditEntry) -> LogLine:
    label = deeds[entry.deed].label if entry.deed in deeds else entry.deed
    return LogLine(
        entry.seq,
        entry.at,
        entry.actor_name,
        entry.deed,
        label,
        entry.subject,
        entry.detail,
        entry.digest,
    )


def log_page(
    *,
    before: int | None = None,
    actor_name: str = "",
    deed: str = "",
    subject: str = "",
    day: date | None = None,
) -> LogPage:
    """Fifty entries older than ``before``, filtered; one indexed query whatever the log's size."""
    found = AuditEntry.objects.order_by("-seq")
    if before is not None:
        found = found.filter(seq__lt=before)
    if actor_name:
        found = found.filter(actor_name=actor_name)
    if deed:
        found = found.filter(deed=deed)
    if subject:
        found = found.filter(subject=subject)
    if day is not None:
        start = datetime.combine(day, time.min, ZONE)
        end = datetime.combine(day, time.max, ZONE)
        found = found.filter(at__range=(start, end))
    rows = list(found[: PAGE + 1])
    older = rows[PAGE - 1].seq if len(rows) > PAGE else None
    return LogPage([_line(row) for row in rows[:PAGE]], older)


def story_of(subject: str) -> list[LogLine]:
    """Every entry about *subject*, oldest first."""
    return [_line(row) for row in AuditEntry.objects.filter(subject=subject).order_by("seq")]


def _pairs() -> Iterator[tuple[Entry, str]]:
    for row in AuditEntry.objects.order_by("seq").iterator(chunk_size=2000):
        yield Entry(**{name: getattr(row, name) for name in Entry.__slots__}), row.digest


def length() -> int:
    """How many entries the chain says it has."""
    head = AuditHead.objects.filter(id=1).first()
    return head.seq if head else 0


def verify() -> Break | None:
    """Walk the whole chain in constant memory; the first broken link, or None."""
    head = AuditHead.objects.filter(id=1).first() or AuditHead()
    return first_break(_pairs(), head.seq, head.digest)
