"""Template tags that every page may use, loaded as builtins. `docs/look.md` lists all parts."""

import re
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeData, SafeString, mark_safe

from gongkai.web import chrome, drawn, formats, marks, page_meta
from gongkai.web.reading_mode import is_elder

register = template.Library()

register.filter("day", formats.day)
register.filter("minute", formats.minute)
register.filter("chinese_day", formats.chinese_day)
register.filter("days_left", formats.days_left)
register.filter("size", formats.size)
register.filter("file_format", formats.file_format)
register.filter("moment", formats.moment)
register.simple_tag(drawn.breadcrumb, name="breadcrumb")
register.simple_tag(drawn.record_header, name="record_header")
register.simple_tag(drawn.document_items, name="document_items")
register.simple_tag(drawn.attachment_items, name="attachment_items")
register.simple_tag(drawn.hit_items, name="hit_items")
register.simple_tag(drawn.facet_groups, name="facet_groups")
register.simple_tag(drawn.filter_select, name="filter_select")
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.lamp, name="lamp")
register.simple_tag(marks.validity, name="validity")
register.simple_tag(marks.validity_banner, name="validity_banner")


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
def portal_chrome(context: Context) -> chrome.Chrome:
    """Head, header and footer of the public site; the view's ``nav`` names the current section."""
    request = context.get("request")
    nav = context.get("nav", "")
    if request is None:
        return chrome.portal_chrome(nav, False)
    drawn = chrome.portal_chrome(nav, is_elder(request))
    query = request.META.get("QUERY_STRING", "")
    return chrome.keep_query(drawn, request.GET) if query else drawn


PLACES = ("after", "before")
"""Parameters that name a page of a list; the others only change how a page looks."""


@register.simple_tag(takes_context=True)
def canonical(context: Context, path: str = "") -> SafeString:
    """The one address of this page (*path* if it has several), without decoration."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    address = settings.BASE_URL + quote(path or request.path)
    if request.META.get("QUERY_STRING"):
        kept = [(name, request.GET[name]) for name in PLACES if request.GET.get(name)]
        address += f"?{urlencode(kept)}" if kept else ""
    return format_html('<link rel="canonical" href="{}">', address)


@register.simple_tag
def page_meta_tags(
    column: page_meta.ColumnMeta | None = None, article: page_meta.ArticleMeta | None = None
) -> SafeString:
    """Meta tags of a list page (``column=``) or an article page (``column=`` and ``article=``)."""
    return page_meta.meta_tags(column, article)


@register.filter
def scroll_tables(html: str) -> SafeString:
    """Clean rich text whose wide tables scroll inside the page; plain text is escaped first."""
    text = str(html) if isinstance(html, SafeData) else conditional_escape(html)
    if "<table" in text:
        opening = '<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table'
        text = text.replace("<table", opening).replace("</table>", "</table></div>")
    return mark_safe(text)  # noqa: S308 - safe before, or escaped above


# where a long official title may be broken: around 关于, after its verb, at 《》, before 的通知
TITLE_BREAKS = re.compile(
    r"(?<=.)(?=关于)|(?<=.)(?=《)|(?<=》)(?=.)|(?<=[、，；：])(?=.)"
    r"|(?<=印发)(?=.)|(?<=转发)(?=.)|(?<=公布)(?=.)|(?<=做好)(?=.)|(?<=调整)(?=.)"
    r"|(?<=.)(?=的(?:通知|通告|公告|公示|决定|意见|批复|报告|函)$)"
)


@register.filter
def title_breaks(title: str) -> SafeString:
    """An official title that breaks lines between phrases instead of inside words."""
    escaped = conditional_escape(title)
    return mark_safe(TITLE_BREAKS.sub("<wbr>", escaped))  # noqa: S308 - escaped above


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(
    context: Context,
    page: Any,
    older: str = "after",
    newer: str = "before",
    older_label: str = "更早的",
    newer_label: str = "更新的",
) -> dict[str, Any]:
    """Links onward and back from ``page.next`` and, where there is one, ``page.previous``.

    Both are cursors or empty; *older* and *newer* name their parameters, all other parameters of
    the address are kept. A page that knows only the way onward leads back to the first one.
    """
    request = context.get("request")
    asked = list(request.GET.lists()) if request is not None else []
    dropped = {older, newer, "mode"}
    kept = [(name, value) for name, values in asked if name not in dropped for value in values]

    def address(name: str, cursor: object) -> str:
        return "?" + urlencode([*kept, (name, cursor)]) if cursor else ""

    onward_only = not hasattr(page, "previous") and any(name == older for name, _ in asked)
    return {
        "older": address(older, page.next),
        "newer": address(newer, getattr(page, "previous", None)),
        "first": "?" + urlencode(kept) if onward_only else "",
        "older_label": older_label,
        "newer_label": newer_label,
    }


@register.inclusion_tag("parts/field.html")
def field(bound: Any, hint: str = "") -> dict[str, Any]:
    """A form field with label, help and errors, tied together for screen readers."""
    return {"field": bound, "hint": hint}


@register.inclusion_tag("parts/form_fields.html")
def form_fields(form: Any) -> dict[str, Any]:
    """Every field of a form in its order, with the form's own errors first."""
    return {"form": form}
