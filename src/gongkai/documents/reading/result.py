"""What a reading hands back: the twelve fields of the issue, and what an importer needs besides."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

JSON_FIELDS = (
    "title",
    "index_number",
    "document_number",
    "issuer",
    "signed_on",
    "published_on",
    "openness",
    "validity",
    "topic",
    "body",
    "attachments",
    "warnings",
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the record names; ``url`` as the page has it, None when only the name is given."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The header and the body of one record, as the text states them; None: it does not say.

    ``published_at`` is aware (Asia/Shanghai) and set only when a time of day is stated.
    ``pairs`` are all labels with their values, in order, also those without a field of their own.
    """

    title: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    openness: str | None = None
    validity: str | None = None
    topic: str | None = None
    body: str = ""
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
    body_html: str | None = None
    published_at: datetime | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    department: str | None = None
    keywords: str | None = None
    catalogue: str | None = None
    genre: str | None = None
    source: str | None = None
    source_url: str | None = None
    media_type: str = ""
    encoding: str | None = None
    pairs: tuple[tuple[str, str], ...] = field(default=())

    @property
    def recognised(self) -> bool:
        """Whether any header field at all was found."""
        return any(getattr(self, name) is not None for name in JSON_FIELDS[:9])

    def as_json(self) -> dict[str, Any]:
        """Exactly the fields of `JSON_FIELDS`: dates ISO, absent None."""
        found: dict[str, Any] = {}
        for name in JSON_FIELDS:
            value = getattr(self, name)
            found[name] = value.isoformat() if isinstance(value, date) else value
        found["attachments"] = [{"name": one.name, "url": one.url} for one in self.attachments]
        found["warnings"] = list(self.warnings)
        return found
