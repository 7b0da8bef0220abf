"""转载上级文件 (C12): within 24 hours of their publication, marked as what they are."""

from datetime import datetime, timedelta

from gongkai.kernel.errors import Reason

TARGET = timedelta(hours=24)
"""国务院、省政府重要政策信息 are reprinted within 24 hours (local assessment target)."""


def due_at(published_at: datetime) -> datetime:
    """Until when a reprint is in time."""
    return published_at + TARGET


def hours_left(published_at: datetime, now: datetime) -> int:
    """Whole hours until the target is missed; negative once it is."""
    return int((due_at(published_at) - now).total_seconds() // 3600)


def in_time(published_at: datetime, reprinted_at: datetime) -> bool:
    """Whether the reprint was public within the target."""
    return reprinted_at <= due_at(published_at)


def reasons_against_entry(
    *, title: str, source: str, url: str, published_at: datetime, now: datetime
) -> list[Reason]:
    """What an item to reprint lacks: whose it is, where it stands, when it was published."""
    found = []
    if not title.strip():
        found.append(Reason("title", "请填写标题"))
    if not source.strip():
        found.append(Reason("source", "请填写原发布机关", "转载须注明来源"))
    if url and not url.startswith(("http://", "https://")):
        found.append(Reason("url", "原网址以 http:// 或 https:// 开头"))
    if published_at > now:
        found.append(Reason("published_at", "原发布时间晚于现在，请核对"))
    return found


def reasons_against_feed(*, name: str, url: str, taken: bool) -> list[Reason]:
    """Why a feed cannot be entered."""
    found = []
    if not name.strip():
        found.append(Reason("name", "请填写上级机关"))
    if not url.startswith(("http://", "https://")):
        found.append(Reason("url", "订阅地址以 http:// 或 https:// 开头"))
    if taken:
        found.append(Reason("url", "这个订阅地址已经有了"))
    return found


def reasons_against_marking(*, normative: bool, reprint: bool) -> list[Reason]:
    """A superior's file is never one of the unit's own 规范性文件 (rules §6.4)."""
    if not (normative and reprint):
        return []
    sentence = "转载的上级文件不能列为本级规范性文件"
    return [Reason("reprint", sentence, "规范性文件专栏不得混入上级文件")]
