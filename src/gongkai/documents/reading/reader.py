"""Reading one record: bytes in, `Reading` out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from gongkai.documents.reading import attachments, body, content, dates, title
from gongkai.documents.reading.ending import Ending, find_ending
from gongkai.documents.reading.fields import Fields
from gongkai.documents.reading.header import Header, find_header
from gongkai.documents.reading.labels import Field
from gongkai.documents.reading.lines import celled, is_rule, lines_of, provenance
from gongkai.documents.reading.result import Attachment, Reading
from gongkai.documents.reading.script import squeezed, without_pinyin
from gongkai.documents.reading.words import begins_body, document_number
from gongkai.files.extraction import Extracted, Limits, Line, extract

_DEFAULT = Limits()
_NEAR_TITLE = 12
_OPEN_WORDS = ("主动公开", "公开发布", "全文公开")
_MADE = frozenset({"成文日期", "成文时间", "生成日期", "生成时间", "发文日期", "发文时间"})
_CLOSED_WORDS = ("依申请", "不予公开", "不公开", "免予公开")


def read_record(data: bytes, name: str, limits: Limits = _DEFAULT) -> Reading:
    """The header and body of a record; raises `gongkai.files.extraction.Unreadable`.

    Every field is stated by the text or None. The header wins over the body, and a contradiction
    between them is a warning.
    """
    extracted = extract(data, name, limits)
    lines, annotated = _plain(lines_of(extracted))
    header = find_header(lines)
    fields = Fields(header)
    parts = _parts(extracted, lines, header)
    reading = _assemble(extracted, lines, header, fields, parts)
    warnings = [*extracted.warnings, *fields.warnings]
    warnings += _contradictions(reading, header, parts.ending, parts.number)
    if annotated:
        warnings.append("文字夹有拼音注音，题头各项已去掉注音，正文保持原样")
    if not reading.recognised:
        warnings.append("没有认出题头，也没有标题、文号和落款")
    return replace(reading, warnings=tuple(dict.fromkeys(warnings)))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The text itself and what it says at its beginning and its end."""

    body: str
    body_html: str | None
    ending: Ending
    number: str | None
    lines: list[str]
    scope: object | None


def _plain(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines without pinyin notes, when there are any."""
    bare = [without_pinyin(line.text) for line in lines]
    if all(text == line.text for text, line in zip(bare, lines, strict=True)):
        return list(lines), False
    plain = [
        replace(
            line,
            text=text,
            cells=tuple(map(without_pinyin, line.cells)),
            marked=without_pinyin(line.marked),
        )
        for text, line in zip(bare, lines, strict=True)
    ]
    return plain, True


def _parts(extracted: Extracted, lines: list[Line], header: Header) -> _Parts:
    page = extracted.page
    element = content.find_content(page) if page is not None else None
    if page is not None and element is not None:
        own = [celled(line) for line in page.lines_of(element)]
        inner = find_header(own)
        start = inner.last + 1 if inner.strong else 0
        texts = [line.text for line in own[start:]]
        markup = page.html_of(element)
    else:
        texts = [line.text for line in lines[header.last + 1 :]]
        markup = None
        if extracted.page is None:
            texts = _raw_texts(extracted, lines, header)
    plain = [without_pinyin(text) for text in texts]
    begin = next((n for n, text in enumerate(plain) if begins_body(text)), 0)
    number = next(filter(None, map(document_number, plain[: begin + 1][:_NEAR_TITLE])), None)
    return _Parts(body.body_of(texts), markup, find_ending(plain, begin), number, plain, element)


def _raw_texts(extracted: Extracted, lines: list[Line], header: Header) -> list[str]:
    """The lines after the header as the file has them; a flattened header line keeps its text."""
    raw = [line.text for line in lines_of(extracted)]
    last = header.last
    texts = raw[last + 1 :]
    rule = next((n for n, text in enumerate(texts[:_NEAR_TITLE]) if is_rule(text)), -1)
    texts = texts[rule + 1 :]
    if last >= 0 and len(raw[last]) > 400:
        texts.insert(0, body.without_prefix(raw[last]))
    elif texts and len(texts[0]) > 400:
        texts[0] = body.without_prefix(texts[0])
    return texts


def _assemble(
    extracted: Extracted, lines: list[Line], header: Header, fields: Fields, parts: _Parts
) -> Reading:
    ending = parts.ending
    signed = fields.day(Field.SIGNED) or ending.signed
    published_on, published_at = fields.published()
    if published_on is None:
        published_on, published_at = _from_meta(extracted)
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


def _title(extracted: Extracted, lines: list[Line], header: Header, parts: _Parts) -> str | None:
    if extracted.page is not None:
        found = title.from_page(extracted.page, lines)
        if found:
            return found
    own = [Line(text) for text in parts.lines] if parts.scope is not None else []
    found = title.from_text(own, set()) or title.from_text(lines, header.lines)
    return found or (extracted.page.title if extracted.page is not None else None) or None


def _meta(extracted: Extracted, name: str) -> str | None:
    return extracted.page.meta.get(name) if extracted.page is not None else None


def _from_meta(extracted: Extracted) -> tuple[date | None, datetime | None]:
    """``<meta name="PubDate">`` (rules §9.5)."""
    stated = dates.leading(_meta(extracted, "pubdate") or "")
    return (stated.day, stated.moment) if stated else (None, None)


def _source_url(extracted: Extracted, fields: Fields) -> str | None:
    stated = fields.text(Field.ADDRESS)
    if stated and stated.startswith("http"):
        return stated
    if extracted.page is not None and extracted.page.canonical:
        return extracted.page.canonical
    return provenance(extracted.html or extracted.text)


def _attachments(extracted: Extracted, parts: _Parts) -> tuple[Attachment, ...]:
    linked = attachments.from_links(extracted.links)
    until = parts.ending.line
    named = attachments.from_lines(parts.lines[:until] if until else parts.lines)
    return attachments.merged(linked, named)


def _contradictions(
    reading: Reading, header: Header, ending: Ending, number: str | None
) -> list[str]:
    found = []
    stated = {pair.field for pair in header.pairs if pair.value}
    labels = {pair.label for pair in header.pairs if pair.value}
    if ending.signed and labels & _MADE and reading.signed_on != ending.signed.day:
        found.append(
            f"成文日期不一致：题头为 {reading.signed_on}，正文落款为 {ending.signed.day}，采用题头"
        )
    if ending.damaged_date:
        found.append(f"正文落款日期“{ending.damaged_date}”不完整，未采用")
    if (
        number
        and Field.NUMBER in stated
        and squeezed(number) != squeezed(reading.document_number or "")
    ):
        found.append(f"文号不一致：题头为 {reading.document_number}，正文为 {number}，采用题头")
    if ending.openness and Field.OPENNESS in stated and _opposed(reading.openness, ending.openness):
        found.append(
            f"公开方式不一致：题头为 {reading.openness}，正文为 {ending.openness}，采用题头"
        )
    if reading.signed_on and reading.published_on and reading.published_on < reading.signed_on:
        found.append(f"发布日期 {reading.published_on} 早于成文日期 {reading.signed_on}")
    if reading.expires_on and not reading.validity and "废止日期" in labels:
        found.append(f"写明废止日期 {reading.expires_on}，但没有写有效性")
    return found


def _opposed(one: str | None, other: str) -> bool:
    words = (squeezed(one or ""), squeezed(other))
    closed = [any(mark in word for mark in _CLOSED_WORDS) for word in words]
    opened = [any(mark in word for mark in _OPEN_WORDS) for word in words]
    return (closed[0] and opened[1]) or (opened[0] and closed[1])
