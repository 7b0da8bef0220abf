"""Sheets: a case of the flow for whoever has it now, a record with its register, two editions."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.flash import taken_refusal
from gongkai.casework.sheets import case_context
from gongkai.documents import comparing, flow, images, rules, selectors
from gongkai.documents.content import files_on_desk, text_of
from gongkai.documents.origins import origins_of
from gongkai.documents.rules import GROUND_BY_CODE, OPENNESS_LABELS, REDACTED_LABEL, Openness
from gongkai.documents.views.desk import editing
from gongkai.documents.views.desk.common import draft_form, readable_or_404
from gongkai.documents.views.desk.findings import kept_with
from gongkai.kernel.actor import may
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import Draft, Edition


@require_safe
def case(request: DeskRequest, case_id: int) -> HttpResponse:
    """The sheet of a case: the draft for its author, else the review sheet; or a withdrawal."""
    found = cases.find_case(case_id)
    if found is None or not cases.visible_to(request.actor, found):
        raise Http404
    if found.kind == flow.MIGRATION.code:
        return redirect("documents:import", case_id)
    now = timezone.now()
    context = case_context(case=found, actor=request.actor, now=now, region=settings.REGION)
    context |= taken_refusal(request, case_id)
    if found.kind == flow.WITHDRAWAL.code:
        return _withdrawal(request, case_id, context)
    draft = selectors.draft_of_case(case_id)
    context["origins"] = origins_of(draft.document_id)
    with_author = found.state in flow.WITH_AUTHOR
    if with_author and may(request.actor, "documents.draft", found.unit):
        form = draft_form(found.unit_id, initial=editing.initial(draft))
        return editing.show(request, draft, form, more=context)
    return _review(request, draft, context)


def _withdrawal(request: DeskRequest, case_id: int, context: dict[str, Any]) -> HttpResponse:
    withdrawal = selectors.withdrawal_of_case(case_id)
    sheet = reverse("documents:record", args=[withdrawal.document_id])
    edition = selectors.latest_edition(withdrawal.document_id)
    context["facts"] = [
        ("信息", edition.title if edition else str(withdrawal.document)),
        ("撤下理由（将向公众显示）", withdrawal.reason),
        ("替换为", _named(withdrawal.successor_id)),
    ]
    context["record_url"] = sheet
    return render(request, "documents/desk/withdrawal.html", context)


def _named(document_id: int | None) -> str:
    """The title of another record, for a person who has to judge whether it is the right one."""
    edition = selectors.latest_edition(document_id) if document_id else None
    return f"{edition.title}（信息 {document_id}）" if edition else ""


def _review(request: DeskRequest, draft: "Draft", context: dict[str, Any]) -> HttpResponse:
    stated: Draft | Edition = draft.edition or draft
    files = f"documents:{'edition_file' if draft.edition else 'draft_file'}"
    where = [draft.document_id, draft.edition.number] if draft.edition else [draft.pk]
    context |= {
        "title": stated.title,
        "openness": openness_of(stated),
        "number": stated.document_number,
        "body": safe_body(images.on_desk(stated.body_html)),
        "attachments": _files(stated.attachments, files, where),
        "facts": facts_of(stated, draft),
        "findings": [
            {"words": reason.sentence, "ground": reason.ground}
            for reason in rules.reasons_against_openness(selectors.facts_of(draft))
        ],
        **kept_with(draft.edition),
        "record_url": reverse("documents:record", args=[draft.document_id]),
        "compare_url": _compare_url(draft),
        "redaction_url": _redaction_url(draft, stated),
        "explaining_url": reverse("documents:explaining", args=[draft.document_id]),
    }
    return render(request, "documents/desk/review.html", context)


def safe_body(html: str) -> SafeString:
    return mark_safe(files_on_desk(html))  # noqa: S308 - cleaned by nh3 when it was saved


def _files(attachments: list[dict[str, Any]], view: str, where: list[int]) -> list[dict[str, Any]]:
    return [
        {**item, "url": reverse(view, args=[*where, place])}
        for place, item in images.listed(attachments)
    ]


def openness_of(stated: "Draft | Edition") -> str:
    """主动公开, 依申请公开, 不予公开 or 删减后公开, or that nobody has said it yet."""
    if stated.redacts_id and stated.openness == Openness.PROACTIVE:
        return REDACTED_LABEL
    return OPENNESS_LABELS[Openness(stated.openness)] if stated.openness else "未注明公开属性"


def facts_of(stated: "Draft | Edition", draft: "Draft | None" = None) -> list[tuple[str, Any]]:
    """Attribute and header of a text as label and value; what is not stated is left out."""
    ground = GROUND_BY_CODE.get(stated.ground)
    section = stated.section.name if stated.section else ""
    return [
        ("公开属性", openness_of(stated)),
        ("法定理由", f"{ground.label}（{ground.article}）" if ground else ""),
        ("理由说明", stated.ground_note),
        ("发布栏目", section),
        ("文号", stated.document_number),
        ("主题分类", stated.theme.name if stated.theme else ""),
        ("体裁分类", stated.genre.name if stated.genre else ""),
        ("发布机构", stated.issuer),
        ("责任部门", stated.department),
        ("成文日期", stated.signed_on),
        ("印发日期", stated.issued_on),
        ("施行日期", stated.effective_on),
        ("有效期至", stated.expires_on),
        ("关键词", stated.keywords),
        ("内容概述", stated.summary),
        ("定时发布", timezone.localtime(draft.publish_at) if draft and draft.publish_at else None),
        ("更正说明", draft.correction_reason if draft else ""),
    ]


def _compare_url(draft: "Draft") -> str:
    edition = draft.edition
    if edition is None or edition.number < 2 or edition.redacts_id:
        return ""
    address = reverse("documents:compare", args=[draft.document_id])
    return f"{address}?a={edition.number - 1}&b={edition.number}"


def _redaction_url(draft: "Draft", stated: "Draft | Edition") -> str:
    return reverse("documents:redaction", args=[draft.pk]) if stated.redacts_id else ""


@require_safe
def compare(request: DeskRequest, document_id: int) -> HttpResponse:
    """Two editions side by side: attributes that differ, and the text line by line."""
    document = selectors.find_document(document_id)
    if document is None:
        raise Http404
    readable_or_404(request, document.unit)
    before, after = (
        selectors.find_edition(document_id, int(number)) if number.isdecimal() else None
        for number in (request.GET.get("a", ""), request.GET.get("b", ""))
    )
    if before is None or after is None:
        raise Http404
    changed = [
        (label, old, new)
        for (label, old), (_, new) in zip(facts_of(before), facts_of(after), strict=True)
        if old != new
    ]
    if before.title != after.title:
        changed.insert(0, ("标题", before.title, after.title))
    context = {
        "document": document,
        "before": before,
        "after": after,
        "changed": changed,
        "files": _changed_files(before.attachments, after.attachments),
        "lines": comparing.lines(_words(before.body_html), _words(after.body_html)),
    }
    return render(request, "documents/desk/compare.html", context)


def _changed_files(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    """What was taken out and what was added: ("移除附件", name), ("新增正文图片", name)."""

    def by_content(items: list[dict[str, Any]]) -> dict[tuple[str, bool], str]:
        return {(item["sha256"], images.is_inline(item)): item["name"] for item in items}

    def told(deed: str, some: dict[tuple[str, bool], str], others: Any) -> list[tuple[str, str]]:
        return [
            (f"{deed}{'正文图片' if key[1] else '附件'}", name)
            for key, name in some.items()
            if key not in others
        ]

    old, new = by_content(before), by_content(after)
    return told("移除", old, new) + told("新增", new, old)


def _words(html: str) -> str:
    """The text with its pictures as words, so that an exchanged picture is seen."""
    return text_of(images.spelled_out(html))


@require_safe
def edition_file(
    request: DeskRequest, document_id: int, number: int, place: int
) -> HttpResponseBase:
    """A file of an edition, for those who may read the unit's records."""
    document = selectors.find_document(document_id)
    edition = selectors.find_edition(document_id, number)
    if document is None or edition is None:
        raise Http404
    readable_or_404(request, document.unit)
    return editing.send_file(edition.attachments, place)


@require_safe
def file_by(request: DeskRequest, document_id: int, digest: str) -> HttpResponseBase:
    """A file that a text of this record links to, by its hash, in any of its editions."""
    document = selectors.find_document(document_id)
    if document is None:
        raise Http404
    readable_or_404(request, document.unit)
    found = selectors.attachment_by(document_id, digest)
    return editing.send_file([found] if found else [], 1)
