"""Template tags that every page may use, loaded as builtins. `docs/look.md` shows each of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.web.chrome import Chrome
from gongkai.web.chrome import portal_chrome as drawn_chrome
from gongkai.web.reading_mode import is_elder

register = template.Library()


class RememberNode(template.Node):
    """Writes its contents and keeps them under a name for a second use on the same page."""

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        written = self.nodelist.render(context)
        context[self.name] = written
        return written


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """``{% remember heading %}…{% endremember %}``: the title block also fills the heading."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(name, nodelist)


@register.simple_tag(takes_context=True)
def portal_chrome(context: Context) -> Chrome:
    """Head, header and footer of the public site; the view's ``nav`` names the current section."""
    request = context.get("request")
    elder = request is not None and is_elder(request)
    return drawn_chrome(context.get("nav", ""), elder)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as ``YYYY-MM-DD``; a moment is taken at local time; nothing for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return value.strftime("%Y-%m-%d")


@register.filter
def minute(value: datetime | None) -> str:
    """A moment as ``YYYY-MM-DD HH:MM`` in local time (网站发展指引: 发布时间); nothing for None."""
    if value is None or value == "":
        return ""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


@register.filter
def chinese_day(value: date | datetime | None) -> str:
    """A date as ``2026年3月5日``, the way official documents write it; nothing for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def size(value: int | None) -> str:
    """Bytes as ``512 字节``, ``34 KB``, ``1.2 MB``; nothing for None."""
    if value is None:
        return ""
    if value < 1024:
        return f"{value} 字节"
    amount, unit = value / 1024, "KB"
    if amount >= 1024:
        amount, unit = amount / 1024, "MB"
    if amount >= 1024:
        amount, unit = amount / 1024, "GB"
    return f"{amount:.0f} {unit}" if unit == "KB" else f"{amount:.1f} {unit}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon from the sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}vendor/icons.svg#{}"></use></svg>',
        settings.STATIC_URL,
        name,
    )


@register.inclusion_tag("parts/breadcrumb.html")
def breadcrumb(*steps: Sequence[Any]) -> dict[str, Any]:
    """Where we are: ``{% breadcrumb trail %}``, a list of (label, url or "")."""
    trail = list(steps[0]) if len(steps) == 1 else list(steps)
    return {"trail": trail}


LAMPS: dict[str, tuple[str, str]] = {
    "normal": ("正常", '<circle cx="8" cy="8" r="6"/>'),
    "soon": ("临期", '<path d="M8 1.5 15 14.5H1Z"/>'),
    "overdue": ("超期", '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>'),
    "paused": ("暂停", '<path d="M3 2h4v12H3zM9 2h4v12H9z"/>'),
    "closed": (
        "办结",
        '<path d="M1.5 8.5 6 13 14.5 3.5" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    ),
}


@register.simple_tag
def lamp(state: str, words: str = "") -> SafeString:
    """A lamp: shape and word, so that colour is never the only sign; *words* replace the label."""
    label, shape = LAMPS[state]
    return format_html(
        '<span class="lamp lamp-{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>',
        state,
        mark_safe(shape),  # noqa: S308 - the constant shapes above
        words or label,
    )


VALIDITY: dict[str, str] = {
    "有效": "valid",
    "尚未施行": "pending",
    "已修改": "amended",
    "废止": "repealed",
    "失效": "lapsed",
}


@register.simple_tag
def validity(state: str) -> SafeString:
    """The validity of a normative document as a badge; nothing when it has none."""
    if not state:
        return mark_safe("")
    kind = VALIDITY.get(state, "other")
    return format_html('<span class="validity validity-{}">{}</span>', kind, state)


@register.simple_tag
def record_header(rows: Sequence[tuple[str, Any]]) -> SafeString:
    """The header table of a record (rules §7.2): pairs of label and value, empty ones left out."""
    cells = format_html_join(
        "\n",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        ((label, value) for label, value in rows if value not in (None, "")),
    )
    return format_html('<dl class="record-header">{}</dl>', cells)


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(
    context: Context, page: Any, older: str = "after", newer: str = "before"
) -> dict[str, Any]:
    """Links 更新/更早 from ``page.previous`` and ``page.next`` (cursors or None).

    All other parameters of the address are kept; *older* and *newer* name the cursor parameters.
    """
    kept = []
    request = context.get("request")
    if request is not None:
        kept = [
            (name, value)
            for name, values in request.GET.lists()
            if name not in (older, newer, "mode")
            for value in values
        ]

    def address(name: str, cursor: Any) -> str:
        return "?" + urlencode([*kept, (name, cursor)]) if cursor else ""

    return {"older": address(older, page.next), "newer": address(newer, page.previous)}


@register.inclusion_tag("parts/field.html")
def field(bound: Any, hint: str = "") -> dict[str, Any]:
    """A form field with label, help and errors, tied together for screen readers."""
    return {"field": bound, "hint": hint}
