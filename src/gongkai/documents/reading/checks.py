"""Contradictions between header and text: told as warnings, the header wins."""

from gongkai.documents.reading.header import Header
from gongkai.documents.reading.labels import Field
from gongkai.documents.reading.parts import Parts
from gongkai.documents.reading.result import Reading
from gongkai.documents.reading.script import squeezed

_MADE = frozenset(
    {"成文日期", "成文时间", "生成日期", "生成时间", "发文日期", "发文时间", "产生日期"}
)
_OPEN_WORDS = ("主动公开", "公开发布", "全文公开")
_CLOSED_WORDS = ("依申请", "不予公开", "不公开", "免予公开")


def contradictions(reading: Reading, header: Header, parts: Parts) -> list[str]:
    """One Chinese sentence each."""
    labels = {pair.label for pair in header.pairs if pair.value}
    kinds = {pair.field for pair in header.pairs if pair.value}
    found = [*_dates(reading, labels, parts)]
    number = parts.number
    if number and Field.NUMBER in kinds:
        stated = reading.document_number or ""
        if squeezed(number) != squeezed(stated):
            found.append(f"文号不一致：题头为 {stated}，正文为 {number}，采用题头")
    openness = parts.ending.openness
    if openness and Field.OPENNESS in kinds and _opposed(reading.openness, openness):
        found.append(f"公开方式不一致：题头为 {reading.openness}，正文为 {openness}，采用题头")
    return found


def _dates(reading: Reading, labels: set[str], parts: Parts) -> list[str]:
    found = []
    signed, published = reading.signed_on, reading.published_on
    ending = parts.ending
    if ending.signed and labels & _MADE and signed != ending.signed.day:
        found.append(f"成文日期不一致：题头为 {signed}，正文落款为 {ending.signed.day}，采用题头")
    if ending.damaged_date:
        found.append(f"正文落款日期“{ending.damaged_date}”不完整，未采用")
    if signed and published and published < signed:
        found.append(f"发布日期 {published} 早于成文日期 {signed}，请核对")
    if reading.expires_on and not reading.validity and labels & {"废止日期", "失效日期"}:
        found.append(f"写明废止或失效日期 {reading.expires_on}，但没有写有效性，请核对")
    return found


def _opposed(one: str | None, other: str) -> bool:
    words = (squeezed(one or ""), squeezed(other))
    closed = [any(mark in word for mark in _CLOSED_WORDS) for word in words]
    opened = [any(mark in word for mark in _OPEN_WORDS) for word in words]
    return (closed[0] and opened[1]) or (opened[0] and closed[1])
