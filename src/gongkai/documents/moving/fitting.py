"""What a text states, put into columns of limited length without losing any of it."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from gongkai.documents.reading import Reading
from gongkai.documents.reading.labels import KNOWN, Field
from gongkai.documents.reading.script import squeezed
from gongkai.documents.rules import TITLE_LIMIT

LONGEST = {
    "document_number": ("文号", 80),
    "issuer": ("发布机构", 200),
    "department": ("责任部门", 120),
    "keywords": ("关键词", 200),
    "summary": ("内容概述", 500),
}
INDEX_NUMBER = re.compile(r"(?=.*\d)[^\s，。；：、]{4,60}")
_UNSOUND = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Values that fit; ``above`` is markup to stand above the body, for a title cut short."""

    columns: dict[str, Any]
    index_number: str
    above: str
    warnings: list[str]


def sound(text: str) -> str:
    """Without characters that no database takes."""
    return _UNSOUND.sub("", text)


def fit(reading: Reading) -> Fitted:
    """A title that is too long is cut, its whole stands above the text; other values are left out.

    The header as read keeps every value whole in any case.
    """
    whole = " ".join(sound(reading.title or "").split())
    title, above, warnings = whole, "", []
    if len(whole) > TITLE_LIMIT:
        title = f"{whole[: TITLE_LIMIT - 1]}…"
        above = f"<p><strong>{escape(whole)}</strong></p>"
        warnings.append(
            f"标题有 {len(whole)} 个字，列表中只显示前 {TITLE_LIMIT - 1} 字，全文在正文之前"
        )
    columns: dict[str, Any] = {"title": title}
    for name, (label, limit) in LONGEST.items():
        value = sound(_summary(reading) if name == "summary" else getattr(reading, name) or "")
        if len(value) > limit:
            warnings.append(f"“{label}”有 {len(value)} 个字，过长，只保存在原题头中")
            value = ""
        columns[name] = value
    for name in ("signed_on", "effective_on", "expires_on"):
        columns[name] = getattr(reading, name)
    number = index_number_to_keep(reading.index_number)
    if reading.index_number and not number:
        stated = reading.index_number.strip()[:80]
        warnings.append(f"索引号“{stated}”不合规格，上线时另行分配")
    return Fitted(columns, number, above, warnings)


def _summary(reading: Reading) -> str:
    """内容概述, when a label says so (remarks do not)."""
    for label, value in reading.pairs:
        known = KNOWN.get(squeezed(label))
        if known and known[0] is Field.SUMMARY and "备注" not in label and value.strip():
            return value.strip()
    return ""


def index_number_to_keep(stated: str | None) -> str:
    """A stated 索引号 when it can be one (rules §7.1), else ""."""
    bare = sound(stated or "").strip()
    return bare if INDEX_NUMBER.fullmatch(bare) else ""
