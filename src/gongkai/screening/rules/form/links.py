"""Links that lead nowhere, to the author's own machine, or away from government (§14.4 h)."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from urllib.parse import urlsplit

from gongkai.screening.rules.findings import Finding, Severity
from gongkai.screening.rules.form.record import form_finding

BASIS = "国办秘函〔2019〕19号（链接可用、无暗链）；国办发〔2017〕47号"
_LINK = re.compile(
    r"<a\b[^>]{0,2000}?\bhref\s*=\s*(?:\"(?P<a>[^\"]{0,2000})\"|'(?P<b>[^']{0,2000})'|(?P<c>[^\s>]{1,2000}))[^>]{0,2000}>(?P<text>.{0,4000}?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_PRIVATE = re.compile(
    r"^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[?::1\]?)|\.local$|\.lan$"
)
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov\.cn|edu\.cn|org\.cn|mil\.cn|xinhuanet\.com|news\.cn|people\.com\.cn|12388\.gov\.cn)$"
)


class LinkState(StrEnum):
    """What is known of an address; nothing is claimed that was not tried."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


def links_in(source: str) -> Iterable[tuple[str, str, int, int]]:
    """(words, address, start, end) of each link of an HTML source; the place is the whole link."""
    for link in _LINK.finditer(source):
        address = next((link[name] for name in ("a", "b", "c") if link[name] is not None), "")
        words = re.sub(r"<[^>]*>|\s+", "", link["text"])
        pictured = re.search(r"<(?:img|svg|i|span)\b", link["text"], re.IGNORECASE)
        yield words or ("图片" if pictured else ""), address.strip(), link.start(), link.end()


def check_links(
    links: Iterable[tuple[str, str, int, int]], states: Mapping[str, LinkState] | None = None
) -> list[Finding]:
    """Findings about links; *states* says of addresses that were tried whether they answer."""
    found = []
    for words, address, start, end in links:
        fault = _fault(words, address)
        if fault is None and states and states.get(address) is LinkState.DEAD:
            fault = ("dead_link", Severity.CONFIRM, "链接打不开", "更换或去掉链接")
        if fault:
            rule, severity, message, advice = fault
            shown = f"{words}（{address or '空地址'}）"
            found.append(
                form_finding(rule, severity, start, end, shown, message, advice, BASIS, "链接")
            )
    return found


def _fault(words: str, address: str) -> tuple[str, Severity, str, str] | None:
    if not address or address in {"#", "about:blank"} or address.lower().startswith("javascript:"):
        shown = f"“{words}”" if words else "一处看不见的链接"
        return "empty_link", Severity.CONFIRM, f"{shown}没有指向任何地址", "补上地址或去掉链接"
    if (
        address.startswith(("#", "mailto:", "tel:", "/", "./", "../", "?"))
        and "//" not in address[:2]
    ):
        return None
    if re.match(r"(?i)file:|[a-z]:[\\/]|\\\\", address):
        return "local_link", Severity.BLOCK, "链接指向编写者自己的电脑", "上传附件后改为网上地址"
    host = (_host(address) or "").lower()
    if host and _PRIVATE.search(host):
        return "local_link", Severity.BLOCK, "链接指向内部网络地址", "改为公众打得开的地址"
    if host and not words and not _OFFICIAL.search(host):
        return "hidden_link", Severity.BLOCK, "看不见文字的外部链接（疑似暗链）", "查明来源后删除"
    if host and not _OFFICIAL.search(host):
        return (
            "foreign_link",
            Severity.HINT,
            "指向非政府网站的链接",
            "确认必要和安全，并标明离开本站",
        )
    return None


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
