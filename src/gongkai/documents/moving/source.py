"""One file of an old site, read into all that an edition and its provenance need."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from gongkai.documents.content import text_of
from gongkai.documents.moving import address, screened, validity
from gongkai.documents.moving.attachments import Attached, Beside
from gongkai.documents.moving.body import body_markup, is_listing
from gongkai.documents.moving.fitting import Fitted, fit, sound
from gongkai.documents.moving.folder import Found, Phase
from gongkai.documents.reading import Reading, read_record
from gongkai.documents.rules import ZONE
from gongkai.files.extraction import Unreadable


class Outcome(StrEnum):
    """What a file turned out to be."""

    RECORD = "record"
    UNREADABLE = "unreadable"
    LISTING = "listing"
    """A page that only leads to others: the new site makes its own lists."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole run knows: the folder's address, the size limit, today."""

    base: str
    limit: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read; everything the text does not state is empty."""

    name: str
    sha256: str
    outcome: Outcome
    reason: str = ""
    address: str = ""
    text_hash: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    topic: str = ""
    genre: str = ""
    listed_at: datetime | None = None
    header: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    attachments: tuple[Attached, ...] = ()


def read_source(found: Found, known: Known) -> Source:
    """Read one file. Never raises for what a file holds: its reason is in the answer."""
    try:
        data = found.path.read_bytes()
    except OSError as error:
        return Source(found.name, "", Outcome.UNREADABLE, f"打不开：{error.strerror}")
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        reading = read_record(data, found.path.name)
    except Unreadable as problem:
        return Source(found.name, sha256, Outcome.UNREADABLE, str(problem)[:500])
    if not reading.title:
        reason = "没有写明标题，无法成为一条信息；请补上标题后重新迁入"
        return Source(found.name, sha256, Outcome.UNREADABLE, reason)
    if found.phase is Phase.PAGE and is_listing(reading, data, found.path.name):
        return Source(found.name, sha256, Outcome.LISTING, "只有链接的列表页，不是信息本身")
    return _source(found, known, sha256, reading)


def _source(found: Found, known: Known, sha256: str, reading: Reading) -> Source:
    page = address.of_page(reading.source_url, found.name, known.base)
    beside = Beside(found, page, known.limit)
    if found.phase is Phase.PAPER:
        beside.take(found.path, found.path.name)
    else:
        beside.take_named(reading.attachments, reading.body)
    fitted = fit(reading)
    markup = sound(fitted.above + body_markup(reading, beside))
    text = text_of(markup)
    if not text and not beside.files:
        reason = "没有正文，也没有附件，无法成为一条信息"
        return Source(found.name, sha256, Outcome.UNREADABLE, reason)
    listed_at, doubts = _listed_at(reading, known.now)
    warnings = [*reading.warnings, *fitted.warnings, *beside.warnings, *doubts]
    warnings += _doubts(reading, page)
    warnings += screened.doubts_of(reading.title or "", markup, beside.files)
    return Source(
        name=found.name[-address.LONGEST_PATH :],
        sha256=sha256,
        outcome=Outcome.RECORD,
        address=page,
        text_hash=_text_hash(reading, fitted, text, beside.files),
        columns=fitted.columns | {"body_html": markup, "body_text": text},
        topic=reading.topic or "",
        genre=reading.genre or "",
        listed_at=listed_at,
        header=_header(reading, beside.files),
        warnings=tuple(dict.fromkeys(map(sound, warnings))),
        attachments=tuple(beside.files),
    )


def _listed_at(reading: Reading, now: datetime) -> tuple[datetime | None, list[str]]:
    """The old date of publication, midnight when no time is stated; none that is still to come."""
    if reading.published_on is None:
        return None, ["没有写明发布日期，上线后按上线时间排列"]
    stated = reading.published_at or datetime.combine(reading.published_on, time.min, ZONE)
    if stated > now:
        return None, [f"发布日期 {reading.published_on} 晚于迁入之日，未采用，请核对"]
    return stated, []


def _doubts(reading: Reading, page: str) -> list[str]:
    """What the secrecy reviewer should look at before saying yes."""
    found = []
    if reading.openness and "公开" in reading.openness and _closed(reading.openness):
        found.append(f"原题头公开方式为“{reading.openness}”，请核对是否应当公开")
    if not page:
        found.append("不知道原网址，旧网址不能跳转（可用 --base-url 指明）")
    elif len(address.legacy_path(page)) > address.LONGEST_PATH:
        found.append("原网址过长，旧网址不能跳转")
    return found + validity.doubts(reading.validity)


def _closed(words: str) -> bool:
    return any(
        mark in words for mark in ("依申请", "依申請", "不公", "不予", "免予", "删减", "部分")
    )


def _text_hash(reading: Reading, fitted: Fitted, text: str, files: list[Attached]) -> str:
    """The same for files that say the same, whatever site stands around the text."""
    stated = [fitted.columns[name] for name in sorted(fitted.columns)]
    stated += [reading.published_at or reading.published_on, reading.validity]
    stated += [fitted.index_number, "".join(text.split()), sorted(one.sha256 for one in files)]
    data = json.dumps(stated, ensure_ascii=False, default=str)
    return hashlib.sha256(data.encode("utf-8")).hexdigest()


def _header(reading: Reading, files: list[Attached]) -> dict[str, Any]:
    """Everything the reader found, whole, and the files that came with it."""
    names = (
        *("title", "index_number", "document_number", "issuer", "signed_on", "published_on"),
        *("published_at", "openness", "validity", "topic", "effective_on", "expires_on"),
        *("department", "keywords", "catalogue", "genre", "source", "source_url"),
        *("media_type", "encoding"),
    )
    found = {name: _plain(getattr(reading, name)) for name in names}
    stated: dict[str, Any] = {name: value for name, value in found.items() if value}
    stated["pairs"] = [[sound(label), sound(value)] for label, value in reading.pairs]
    stated["named"] = [
        {"name": sound(one.name), "url": sound(one.url or "")} for one in reading.attachments
    ]
    stated["files"] = [{"name": one.name, "file": one.file, "sha256": one.sha256} for one in files]
    return stated


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return sound(str(value)) if value is not None else ""
