"""Parts of public pages drawn in Python: the same rows by template tags would cost several times
as much, and a page of the portal has to stay near the cost of a bare view.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

from gongkai.web import formats, marks


def escape(value: Any) -> str:
    """*value* as text inside HTML. Django's own does the same at five times the cost."""
    return html.escape(value if type(value) is str else str(value))


def conditional_escape(value: Any) -> str:
    """As `escape`, but what is marked as safe stays as it is."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(value)


def known(thing: Any, name: str) -> Any:
    """A value of a row, be it an object or a mapping; "" when it has none of that name."""
    value = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
    return "" if value is None else value


def breadcrumb(trail: Sequence[tuple[str, str]]) -> SafeString:
    """Where we are: *trail* is (label, address) from 首页 down; the last one is this page."""
    steps = [
        f'<li><a href="{escape(url)}">{escape(label)}</a></li>'
        if url
        else f"<li>{escape(label)}</li>"
        for label, url in trail[:-1]
    ]
    steps += [
        f'<li><span aria-current="page">{escape(label)}</span></li>' for label, _ in trail[-1:]
    ]
    inside = "".join(steps)
    return SafeString(f'<nav class="crumbs" aria-label="当前位置"><ol>{inside}</ol></nav>')


def record_header(rows: Iterable[tuple[str, Any]]) -> SafeString:
    """The header table of a record (rules §7.2): pairs of label and value, empty ones left out."""
    cells = "\n".join(
        f"<div><dt>{escape(label)}</dt><dd>{conditional_escape(formats.plain(value))}</dd></div>"
        for label, value in rows
        if value not in (None, "")
    )
    return SafeString(f'<dl class="record-header">{cells}</dl>')


def document_items(documents: Iterable[Any]) -> SafeString:
    """The rows of a list of documents: title, validity where it is not simply 有效, facts, date."""
    return SafeString("\n".join(_document_item(item) for item in documents))


def _document_item(item: Any) -> str:
    state, summary, date = known(item, "validity"), known(item, "summary"), known(item, "date")
    mark = f" {marks.validity(state)}" if state and state != "有效" else ""
    facts = [known(item, name) for name in ("number", "unit", "period")]
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    day = formats.day(date)
    return "".join(
        (
            '<li><div class="documents-what"><p class="documents-title">',
            f'<a href="{escape(known(item, "url"))}">{escape(known(item, "title"))}</a>{mark}</p>',
            f'<p class="documents-facts">{told}</p>' if told else "",
            f'<p class="documents-summary">{conditional_escape(summary)}</p>' if summary else "",
            "</div>",
            f'<time datetime="{day}">{day}</time>' if day else "",
            "</li>",
        )
    )


def attachment_items(files: Iterable[Any]) -> SafeString:
    """The rows of a list of files: name, format, size."""
    return SafeString("\n".join(_attachment_item(file) for file in files))


def _attachment_item(file: Any) -> str:
    name, size = known(file, "name"), known(file, "size")
    facts = "，".join(filter(None, (formats.file_format(name), formats.size(size or None))))
    return (
        f'<li><a href="{escape(known(file, "url"))}" download>{escape(name)}</a>'
        f'<span class="file-facts">{escape(facts)}</span></li>'
    )


def hit_items(hits: Iterable[Any]) -> SafeString:
    """What a search found: title, validity, excerpt, the attachment that holds the words, facts."""
    return SafeString("\n".join(_hit_item(hit) for hit in hits))


def _hit_item(hit: Any) -> str:
    day, snippet, holder = (
        formats.day(known(hit, "date")),
        known(hit, "snippet"),
        known(hit, "attachment"),
    )
    facts = [known(hit, name) for name in ("number", "unit", "column")]
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    told += f'<time datetime="{day}">{day}</time>' if day else ""
    title = conditional_escape(known(hit, "title"))
    return "".join(
        (
            f'<article class="hit"><h3><a href="{escape(known(hit, "url"))}">{title}</a> ',
            f"{marks.validity(known(hit, 'validity'))}</h3>",
            f'<p class="hit-snippet">{conditional_escape(snippet)}</p>' if snippet else "",
            f'<p class="hit-attachment">{marks.icon("attachment")}词在附件“{escape(holder)}”里</p>'
            if holder
            else "",
            f'<p class="documents-facts">{told}</p></article>',
        )
    )


def facet_groups(groups: Iterable[Any]) -> SafeString:
    """Ways to narrow a search: groups with .label and .options, (label, count, url, active)."""
    return SafeString("\n".join(_facet_group(group) for group in groups if known(group, "options")))


CURRENT = ' aria-current="true"'


def _facet_group(group: Any) -> str:
    rows = "\n".join(
        f'<li><a href="{escape(url)}" rel="nofollow"{CURRENT if active else ""}>'
        f'{escape(label)}<span class="count">{count}</span></a></li>'
        for label, count, url, active in known(group, "options")
    )
    return f"<section><h2>{escape(known(group, 'label'))}</h2><ul>{rows}</ul></section>"


def filter_select(bound: BoundField) -> SafeString:
    """A labelled select of a search form: the widget's own templates take ten times as long."""
    chosen = str(bound.value() or "")
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if str(value) == chosen else ""}>'
        f"{escape(label)}</option>"
        for value, label in bound.field.choices  # type: ignore[attr-defined]
    )
    name, place = escape(bound.html_name), escape(bound.id_for_label)
    return SafeString(
        f'<div class="field field-select"><label for="{place}">{escape(bound.label)}</label>'
        f'<select name="{name}" id="{place}">{options}</select></div>'
    )
