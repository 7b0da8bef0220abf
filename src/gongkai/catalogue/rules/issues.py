"""Versions of guides and catalogues: when one is new, and how two differ (Art. 12: 及时更新)."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True)
class CatalogueSection:
    """A section in a unit's catalogue, with the unit's own records in it."""

    name: str
    slug: str
    area: str
    item: str
    update_rule: str
    count: int
    last_published_on: date | None


@dataclass(frozen=True, slots=True)
class CatalogueDuty:
    """A line of the basic catalogue as the public reads it."""

    item: str
    matter: str
    content: str
    basis: str
    period: str
    channels: tuple[str, ...]
    audience: str
    section: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that stands only in the newer (``+``) or only in the older (``-``) version."""

    sign: str
    text: str


def compose_catalogue(
    unit_name: str, sections: Sequence[CatalogueSection], duties: Sequence[CatalogueDuty]
) -> dict[str, Any]:
    """The frame of a unit's catalogue as plain JSON: sections with counts, and duties.

    The records (索引、名称、内容概述、生成日期) are read live beside it and are not part of it.
    """
    return {
        "title": f"{unit_name}政府信息公开目录",
        "total": sum(section.count for section in sections),
        "sections": [_plain(section) for section in sections],
        "duties": [_plain(duty) for duty in duties],
    }


def _plain(line: CatalogueSection | CatalogueDuty) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(line).items()
    }


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of the content, independent of the order of keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def guide_lines(content: dict[str, Any]) -> Iterator[str]:
    """A guide as lines of text, top to bottom."""
    yield content["title"]
    yield content["opening"]
    for part in content["parts"]:
        yield part["heading"]
        yield from part["paragraphs"]
        yield from (f"{label}：{value}" for label, value in part["rows"])


def catalogue_lines(content: dict[str, Any]) -> Iterator[str]:
    """A catalogue as lines of text, top to bottom."""
    yield content["title"]
    yield f"共{content['total']}条"
    for section in content["sections"]:
        last = section["last_published_on"] or "尚未发布"
        yield (
            f"栏目 {section['area']}／{section['name']}：{section['update_rule']}，"
            f"{section['count']}条，最近发布 {last}"
        )
    for duty in content["duties"]:
        yield (
            f"事项 {duty['item']}／{duty['matter']}：{duty['content']}；依据 {duty['basis']}；"
            f"时限 {duty['period']}；渠道 {'、'.join(duty['channels'])}；对象 {duty['audience']}；"
            f"栏目 {duty['section'] or '未定'}"
        )


def differences(older: Sequence[str], newer: Sequence[str]) -> list[Difference]:
    """The lines in which two versions differ, in reading order; what went comes before what came."""
    found = []
    matcher = SequenceMatcher(a=older, b=newer, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            found += [Difference("-", line) for line in older[a1:a2]]
            found += [Difference("+", line) for line in newer[b1:b2]]
    return found
