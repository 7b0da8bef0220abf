"""Head, header and footer of the public site: drawn once, then the same strings for every page.

A page of the portal must cost about as much as a bare view, so the chrome is not rendered again
for each request; what differs (the current section, the reading mode) is part of the key.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from gongkai.web.context import SITE

SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("home", "首页", "/"),
    ("openness", "政府信息公开", "/openness/"),
    ("guide", "公开指南", "/openness/guide/"),
    ("requests", "依申请公开", "/openness/requests/"),
    ("units", "各单位", "/units/"),
    ("search", "检索", "/search/"),
)


@dataclass(frozen=True, slots=True)
class Chrome:
    """The parts of a public page that do not depend on its content; all are ready HTML."""

    head: SafeString
    header: SafeString
    footer: SafeString
    site_name: str
    static: str
    elder: bool


@lru_cache(maxsize=64)
def portal_chrome(nav: str, elder: bool) -> Chrome:
    """The chrome with *nav* (a code of SECTIONS, or "") marked as the current one."""
    context = {
        "site": SITE,
        "sections": SECTIONS,
        "nav": nav,
        "elder": elder,
        "static": settings.STATIC_URL,
    }
    return Chrome(
        head=render_to_string("portal/chrome/head.html", context),
        header=render_to_string("portal/chrome/header.html", context),
        footer=render_to_string("portal/chrome/footer.html", context),
        site_name=SITE["name"],
        static=settings.STATIC_URL,
        elder=elder,
    )


def keep_query(chrome: Chrome, asked: QueryDict) -> Chrome:
    """The chrome of an address with parameters: switching the reading mode keeps them."""
    kept = asked.copy()
    kept.pop("mode", None)
    if not kept:
        return chrome
    address = f'href="?{escape(kept.urlencode())}&amp;mode='
    return replace(chrome, header=SafeString(chrome.header.replace('href="?mode=', address)))
