"""Reading one record: bytes in, `Reading` out."""

from dataclasses import replace
from datetime import date, datetime

from gongkai.documents.reading import attachments, dates, title
from gongkai.documents.reading.checks import contradictions
from gongkai.documents.reading.fields import Fields
from gongkai.documents.reading.header import Header, find_header
from gongkai.documents.reading.labels import Field
from gongkai.documents.reading.lines import lines_of, provenance
from gongkai.documents.reading.parts import Parts, find_parts, find_scope, plain
from gongkai.documents.reading.result import Attachment, Reading
from gongkai.files.extraction import Extracted, Limits, Line, extract

_DEFAULT = Limits()


def read_record(data: bytes, name: str, limits: Limits = _DEFAULT) -> Reading:
    """The header and body of a record; raises `gongkai.files.extraction.Unreadable`.

    Every field is stated by the text or None. The header wins over the body, and a contradiction
    between them is a warning.
    """
    extracted = extract(data, name, limits)
    raw = lines_of(extracted)
    lines = plain(raw)
    scope = find_scope(extracted)
    header = find_header(lines, scope.starts_at(raw) if scope else None)
    fields = Fields(header)
    parts = find_parts(raw, header, scope)
    reading = _assemble(extracted, lines, header, fields, parts)
    warnings = [*extracted.warnings, *fields.warnings, *contradictions(reading, header, parts)]
    if lines != raw:
        warnings.append("文字夹有拼音注音，题头各项已去掉注音，正文保持原样")
    if not reading.recognised:
        warnings.append("没有认出题头，也没有标题、文号和落款")
    return replace(reading, warnings=tuple(dict.fromkeys(warnings)))


def _assemble(
    extracted: Extracted, lines: list[Line], header: Header, fields: Fields, parts: Parts
) -> Reading:
    ending = parts.ending
    signed = fields.day(Field.SIGNED) or ending.signed
    published_on, published_at = _published(extracted, fields)
    effective, expires = fields.day(Field.EFFECTIVE), fields.day(Field.EXPIRES)
    return Reading(
        title=fields.text(Field.TITLE) or _title(extracted, lines, header, parts),
        index_number=fields.text(Field.INDEX),
        document_number=fields.text(Field.NUMBER) or parts.number,
        issuer=fields.issuer() or ending.issuer,
        signed_on=signed.day if signed else None,
        published_on=published_on,
        openness=fields.openness() or ending.openness,
        validity=fields.text(Field.VALIDITY),
        topic=fields.text(Field.TOPIC),
        body=parts.body,
        attachments=_attachments(extracted, parts),
        body_html=parts.body_html,
        published_at=published_at,
        effective_on=effective.day if effective else None,
        expires_on=expires.day if expires else None,
        department=fields.text(Field.DEPARTMENT),
        keywords=fields.text(Field.KEYWORDS) or _meta(extracted, "keywords"),
        catalogue=fields.text(Field.CATALOGUE) or _meta(extracted, "columnname"),
        genre=fields.text(Field.GENRE),
        source=fields.text(Field.SOURCE) or _meta(extracted, "contentsource"),
        source_url=_source_url(extracted, fields),
        media_type=extracted.media_type,
        encoding=extracted.encoding,
        pairs=fields.all(),
    )


def _published(extracted: Extracted, fields: Fields) -> tuple[date | None, datetime | None]:
    """A visible label, else ``<meta name="PubDate">`` (rules §9.5)."""
    day, moment = fields.published()
    if day is not None:
        return day, moment
    stated = dates.leading(_meta(extracted, "pubdate") or "")
    return (stated.day, stated.moment) if stated else (None, None)


def _title(extracted: Extracted, lines: list[Line], header: Header, parts: Parts) -> str | None:
    if extracted.page is not None:
        found = title.from_page(extracted.page, lines)
        if found:
            return found
    found = title.from_text(parts.lines, set()) if parts.own else None
    found = found or title.from_text(lines, header.lines)
    return found or (extracted.page.title if extracted.page is not None else None) or None


def _meta(extracted: Extracted, name: str) -> str | None:
    return extracted.page.meta.get(name) if extracted.page is not None else None


def _source_url(extracted: Extracted, fields: Fields) -> str | None:
    """The record's own address: a label, the canonical link, or the line that tells its origin."""
    stated = fields.text(Field.ADDRESS)
    if stated and stated.startswith("http"):
        return stated
    if extracted.page is not None and extracted.page.canonical:
        return extracted.page.canonical
    return provenance(extracted.html or extracted.text)


def _attachments(extracted: Extracted, parts: Parts) -> tuple[Attachment, ...]:
    texts = [line.text for line in parts.lines[: parts.ending.line]]
    return attachments.merged(
        attachments.from_links(extracted.links), attachments.from_lines(texts)
    )
