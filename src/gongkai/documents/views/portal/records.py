"""A public record, its files, and the addresses where it stood before."""

import hashlib
import json
import re
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from gongkai import __version__
from gongkai.catalogue.public import COLUMN_TYPES
from gongkai.documents import public
from gongkai.documents.papers.pdf import font_path
from gongkai.documents.public import PublicChange, PublicDocument, PublicFile
from gongkai.documents.rules import Validity
from gongkai.files.public import path_of
from gongkai.web.context import SITE
from gongkai.web.page_meta import ArticleMeta, ColumnMeta

FRONT_PAGE = re.compile(r"(?:index|default|main)\.(?:s?html?|php|jsp|aspx?)", re.IGNORECASE)
CHANGED_BY = {
    "repealed": "废止本件的决定",
    "lapsed": "宣布本件失效的决定",
    "amended": "修改本件的文件",
}
CHANGES = {
    "repealed": "本件废止的文件",
    "lapsed": "本件宣布失效的文件",
    "amended": "本件修改的文件",
}


@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The page of one record; 304 when the reader has it, 410 or a redirect when it has ended."""
    now = timezone.now()
    found = public.find_document(document_id, now)
    if found is None:
        return _not_there(request, document_id, now)
    tag = _tag(request, found)
    known = _known(request, tag)
    if known:
        return known
    context = _context(found)
    if "on" in request.GET:
        context |= _as_it_was(request.GET["on"], document_id, now)
    response = render(request, "documents/portal/document.html", context)
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    return response


def _as_it_was(asked: str, document_id: int, now: datetime) -> dict[str, Any]:
    """What differs on the page of a record as it stood on a day (``?on=2024-05-01``)."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return {}
    then = public.text_on(document_id, day, now)
    if then is None:
        return {}
    return {
        "title": then.title,
        "body": mark_safe(_under_the_title(then.body_html)),  # noqa: S308 - cleaned by nh3 when saved
        "attachments": [],
        "past_day": day,
        "present_url": _address(document_id),
    }


def _known(request: HttpRequest, tag: str) -> HttpResponse | None:
    """304 for a reader who has this very text; a tag that a compressing proxy made weak counts."""
    given = request.headers.get("If-None-Match", "")
    if not given or not (given.strip() == "*" or tag in given):
        return None
    return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "no-cache"})


def _tag(request: HttpRequest, found: PublicDocument) -> str:
    """Changes with the text, its validity, the acts upon it, the reading mode and our release."""
    told = [
        found.content_hash,
        found.publication_id,
        found.validity,
        len(found.changes),
        [(link.document_id, link.title) for link in found.explainers],
        found.contact,
        found.section_name,
        request.COOKIES.get("mode", ""),
        request.META.get("QUERY_STRING", ""),
        __version__,
    ]
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'


def _context(found: PublicDocument) -> dict[str, Any]:
    old = found.old
    names = old.source or old.address or found.issuer or found.unit_name
    if found.reprint is not None:
        names = f"转载自{found.reprint.name}"
    article = ArticleMeta(
        title=found.title,
        published_at=found.published_at,
        source=names,
        keywords=found.keywords,
        description=found.summary,
        url=f"{settings.BASE_URL}/documents/{found.id}/",
    )
    column = ColumnMeta(
        found.section_name,
        found.section_description,
        found.section_keywords,
        COLUMN_TYPES.get(found.section_type, found.section_type),
    )
    upon = [change for change in found.changes if change.acted_upon]
    return {
        "nav": "openness",
        "trail": _trail(found),
        "column": column,
        "article": article,
        "title": found.title,
        "number": found.document_number,
        "validity_state": _state(found),
        "validity_ground": upon[-1].basis if upon else "",
        "validity_url": _address(upon[-1].other_id) if upon else "",
        "header": header_of(found),
        "published_at": found.published_at if found.date_stated else None,
        "source": names,
        "body": mark_safe(_under_the_title(found.body_html)),  # noqa: S308 - cleaned by nh3 when saved
        "attachments": [file for file in found.files if not file.inline],
        "related": [*_pairs(found), *_related(found.changes)],
        "redaction": found.redaction,
        "json_ld": _json_ld(found, names),
        "copies": _copies(found),
        "comparison_url": f"/documents/{found.id}/comparison/" if found.amended else "",
    }


def _state(found: PublicDocument) -> str:
    """The validity as the badge shows it: a page that holds the amended text itself says so."""
    if found.amended and found.validity is Validity.AMENDED:
        return "已修改，本页为现行文本"
    return found.validity_label


def _copies(found: PublicDocument) -> list[dict[str, object]]:
    """The Word and PDF copies of a 规范性文件 (rules §6.4)."""
    if not found.normative:
        return []
    return [
        {"name": f"{found.title}.{ending}", "url": f"/documents/{found.id}/copy.{ending}"}
        for ending in ("docx", "pdf")
        if ending == "docx" or font_path() is not None
    ]


def _trail(found: PublicDocument) -> list[tuple[str, str]]:
    steps = [("首页", "/"), ("政府信息公开", "/openness/")]
    if found.parent_slug:
        steps.append((found.parent_name, f"/sections/{found.parent_slug}/"))
    steps.append((found.section_name, f"/sections/{found.section_slug}/"))
    return [*steps, ("正文", "")]


def header_of(found: PublicDocument) -> list[tuple[str, object]]:
    """The header table (B4, rules §7.2); what is not stated is left out, never filled in."""
    old = found.old
    return [
        ("索引号", found.index_number),
        ("文号", found.document_number),
        ("发布机构", found.issuer),
        ("公开主体", found.unit_name),
        ("责任部门", found.department),
        ("公开方式", "主动公开"),
        ("依法删减", f"部分内容依据{found.redaction}不予公开" if found.redaction else ""),
        ("主题分类", found.theme or old.topic),
        ("体裁分类", found.genre),
        ("成文日期", found.signed_on),
        ("发布日期", timezone.localdate(found.published_at) if found.date_stated else None),
        ("施行日期", found.effective_on),
        ("有效期至", found.expires_on),
        ("有效性", found.validity_label or old.validity),
        *_changed_on(found),
        ("更正", _corrected(found)),
        ("关键词", found.keywords),
        ("内容概述", found.summary),
        ("政策咨询", found.contact),
        ("信息来源", old.source),
        ("原网址", old.address),
        *_reprinted(found),
    ]


def _reprinted(found: PublicDocument) -> list[tuple[str, object]]:
    """That the record is a reprint, of whose text, and where it first stood (C12)."""
    source = found.reprint
    if source is None:
        return []
    return [
        ("转载", f"转载自{source.name}"),
        ("原网址", source.url),
        ("原发布时间", source.published_at),
    ]


def _under_the_title(html: str) -> str:
    """The text with its first-rank headings one rank down: the page's own title is the only one."""
    if "<h1" not in html:
        return html
    return html.replace("<h1", '<h2 class="body-title"').replace("</h1>", "</h2>")


CHANGED_ON = {"repealed": "废止日期", "lapsed": "失效日期", "amended": "修改日期"}


def _changed_on(found: PublicDocument) -> list[tuple[str, object]]:
    """When the record lost its validity or was amended, as the last act upon it says."""
    upon = [change for change in found.changes if change.acted_upon]
    return [(CHANGED_ON[upon[-1].kind], upon[-1].on)] if upon else []


def _corrected(found: PublicDocument) -> str:
    """That this text has replaced an earlier one at the same address."""
    number = found.edition_number
    return f"本页为更正后的第 {number} 版" if found.corrected else ""


def _address(document_id: int | None) -> str:
    return f"/documents/{document_id}/" if document_id else ""


def _pairs(found: PublicDocument) -> list[tuple[str, list[dict[str, object]]]]:
    """The explainers of a document, and the document of an explainer, each linked to the other."""
    groups: dict[str, list[dict[str, object]]] = {"所解读的文件": [], "政策解读": []}
    for link in found.explainers:
        title = f"【{link.kind}】{link.title}" if link.kind else link.title
        groups["政策解读" if link.kind else "所解读的文件"].append(
            {"title": title, "url": _address(link.document_id), "date": link.date}
        )
    return [(label, items) for label, items in groups.items() if items]


def _related(changes: tuple[PublicChange, ...]) -> list[tuple[str, list[dict[str, object]]]]:
    groups: dict[str, list[dict[str, object]]] = {}
    for change in changes:
        label = (CHANGED_BY if change.acted_upon else CHANGES)[change.kind]
        if change.other_id:
            item = {
                "title": change.other_title,
                "url": _address(change.other_id),
                "date": change.on,
            }
            groups.setdefault(label, []).append(item)
    return list(groups.items())


def _json_ld(found: PublicDocument, source: str) -> SafeString:
    """The record for machines (schema.org Article), safe inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": found.title,
        "identifier": found.index_number or None,
        "alternativeHeadline": found.document_number or None,
        "datePublished": found.published_at.isoformat() if found.date_stated else None,
        "dateCreated": found.signed_on.isoformat() if found.signed_on else None,
        "publisher": {"@type": "GovernmentOrganization", "name": found.unit_name},
        "isPartOf": {"@type": "WebSite", "name": SITE["name"], "url": SITE["base_url"]},
        "url": f"{settings.BASE_URL}/documents/{found.id}/",
        "keywords": found.keywords or None,
        "sourceOrganization": source,
        "inLanguage": "zh-CN",
    }
    stated = {name: value for name, value in data.items() if value is not None}
    text = json.dumps(stated, ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(safe)  # noqa: S308 - escaped above


def _not_there(request: HttpRequest, document_id: int, now: datetime) -> HttpResponse:
    gone = public.find_gone(document_id, now)
    if gone is None:
        raise Http404
    if gone.successor_id and gone.successor_id != document_id:
        return HttpResponsePermanentRedirect(_address(gone.successor_id))
    context = {"nav": "", "reason": gone.reason, "withdrawn_at": gone.at}
    return render(request, "410.html", context, status=410)


@require_safe
def attachment(request: HttpRequest, document_id: int, place: int) -> HttpResponseBase:
    """A file of a public record, by its place in the list; named, never shown as a page."""
    now = timezone.now()
    found = public.find_file(document_id, place, now)
    if found is None:
        return _not_there(request, document_id, now)
    return _file(request, found)


@require_safe
def image(request: HttpRequest, document_id: int, sha256: str) -> HttpResponseBase:
    """A picture in the text of a public record, to be shown in its place."""
    now = timezone.now()
    found = public.find_image(document_id, sha256, now)
    if found is None:
        return _not_there(request, document_id, now)
    return _file(request, found, as_attachment=False)


@require_safe
def attachment_by(request: HttpRequest, document_id: int, digest: str) -> HttpResponseBase:
    """A file of a public record, by its hash, as the text links to it."""
    now = timezone.now()
    found = public.find_file_by(document_id, digest, now)
    if found is None:
        return _not_there(request, document_id, now)
    return _file(request, found)


def _file(
    request: HttpRequest, found: PublicFile, *, as_attachment: bool = True
) -> HttpResponseBase:
    tag = f'"{found.sha256}"'
    known = _known(request, tag)
    if known:
        return known
    stored = path_of(found.sha256)
    if not stored.exists():
        raise FileNotFoundError(f"the content {found.sha256} of {found.url} is missing")
    response = FileResponse(stored.open("rb"), content_type=found.media_type)
    named = content_disposition_header(as_attachment, found.name)
    response["Content-Disposition"] = named or "attachment"
    response["ETag"] = tag
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def legacy(request: HttpRequest, old: str) -> HttpResponse:
    """An address of an old site: lead on to where its record is now, with all its parameters."""
    query = request.META.get("QUERY_STRING", "")
    for path in filter(None, (f"/{old}?{query}" if query else "", f"/{old}")):
        document_id = public.find_legacy(path, timezone.now())
        if document_id is not None:
            return HttpResponsePermanentRedirect(_address(document_id))
    meant = _meant(old)
    if meant and not query:
        return HttpResponsePermanentRedirect(meant)
    raise Http404


def _meant(old: str) -> str:
    """The address of ours that was written without its last slash, or as a site's index file."""
    if FRONT_PAGE.fullmatch(old):
        return "/"
    if old.startswith("/") or old.endswith("/") or "\0" in old:
        return ""
    return "" if resolve(f"/{old}/").url_name == "moved" else f"/{quote(old)}/"
