"""Batches of old sites: their register, the sheet of a batch, a look at one record."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.flash import keep_refusal, taken_refusal
from gongkai.casework.sheets import case_context
from gongkai.documents import flow, images, selectors, services
from gongkai.documents.content import file_link
from gongkai.documents.forms import ExclusionForm
from gongkai.documents.views.desk.common import READ, readable_or_404
from gongkai.documents.views.desk.sheets import safe_body
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import ImportBatch, ImportedRecord

LISTS = {"all": "全部", "warned": "有提示", "excluded": "已剔除"}
FAILURES = "failures"
SIFT = "documents.sift_import"
STATES = {state.code: state.label for state in flow.MIGRATION.states}


@require_safe
@deed_required(READ)
def register(request: DeskRequest) -> HttpResponse:
    """Every batch of the units a person may read, latest first."""
    page = selectors.batches_page(actor=request.actor, before=cursor(request, "after"))
    context = {
        "rows": [(row, STATES.get(row.state, "迁入未完成，尚未送审")) for row in page.rows],
        "page": page,
        "trail": _trail(),
    }
    return render(request, "documents/desk/imports.html", context)


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    steps = [("信息", reverse("documents:list")), ("旧站迁入", reverse("documents:imports"))]
    return [*steps, *more]


@require_safe
def batch(request: DeskRequest, case_id: int) -> HttpResponse:
    """The sheet of a batch: its facts, its records, what may be done now."""
    found = cases.find_case(case_id)
    if found is None or found.kind != flow.MIGRATION.code:
        raise Http404
    if not cases.visible_to(request.actor, found):
        raise Http404
    shown = _shown(request)
    taken = selectors.batch_of_case(case_id)
    context = case_context(
        case=found, actor=request.actor, now=timezone.now(), region=settings.REGION
    )
    context |= taken_refusal(request, case_id)
    context |= {
        "trail": _trail((found.number, "")),
        "facts": _facts(taken),
        "deciding": selectors.open_decision(taken.pk),
        "to_write": taken.taken_in - taken.excluded,
        "tabs": _tabs(shown, taken),
        "shown": shown,
        "form": _form(request, taken, shown, found.state),
        "form_url": reverse(f"documents:import_{_sifting(shown)}", args=[case_id]),
        **_page(request, taken, shown),
    }
    return render(request, "documents/desk/import.html", context)


def _shown(request: DeskRequest) -> str:
    asked = request.GET.get("list", "all")
    return asked if asked in {*LISTS, FAILURES} else "all"


def _sifting(shown: str) -> str:
    return "restore" if shown == "excluded" else "exclude"


def _page(request: DeskRequest, taken: "ImportBatch", shown: str) -> dict[str, Any]:
    after = cursor(request, "after")
    if shown == FAILURES:
        return {"page": selectors.import_failures(taken.pk, after)}
    return {"page": selectors.import_lines(taken.pk, shown, after)}


def _facts(taken: "ImportBatch") -> list[tuple[str, Any]]:
    return [
        ("来源", taken.source),
        ("发布单位", taken.unit.name),
        ("发布栏目", taken.section.name),
        ("迁入人", taken.imported_by.name),
        ("迁入时间", taken.at),
        ("迁入件数", taken.taken_in),
        ("有提示", taken.warned or None),
        ("已剔除", taken.excluded or None),
        ("已上线", taken.published or None),
    ]


def _tabs(shown: str, taken: "ImportBatch") -> list[tuple[str, str, bool, int | None]]:
    counts = {"all": taken.taken_in, "warned": taken.warned, "excluded": taken.excluded}
    tabs: list[tuple[str, str, bool, int | None]] = [
        (label, f"?list={code}#records", code == shown, counts[code])
        for code, label in LISTS.items()
    ]
    if selectors.has_failures(taken.pk):
        tabs.append(("未能迁入的文件", f"?list={FAILURES}#records", shown == FAILURES, None))
    return tabs


def _form(
    request: DeskRequest, taken: "ImportBatch", shown: str, state: str
) -> ExclusionForm | None:
    """The form for leaving records out, or for putting them back, as far as that can be now."""
    open_to_sift = may(request.actor, SIFT, taken.unit) and state in ("secrecy_review", "signing")
    if shown == FAILURES or not open_to_sift:
        return None
    if shown == "excluded" and state != flow.MIGRATION.initial.code:
        return None
    return ExclusionForm(restoring=shown == "excluded")


@require_POST
def exclude(request: DeskRequest, case_id: int) -> HttpResponse:
    """Leave the chosen records out of the batch."""
    return _sift(request, case_id, restoring=False)


@require_POST
def restore(request: DeskRequest, case_id: int) -> HttpResponse:
    """Put the chosen records back."""
    return _sift(request, case_id, restoring=True)


def _sift(request: DeskRequest, case_id: int, *, restoring: bool) -> HttpResponse:
    found = cases.find_case(case_id)
    if found is None or not cases.visible_to(request.actor, found):
        raise Http404
    chosen = [int(value) for value in request.POST.getlist("chosen") if _is_number(value)]
    now = timezone.now()
    reason = request.POST.get("reason", "")
    try:
        if restoring:
            number = services.restore_records(
                actor=request.actor, case_id=case_id, record_ids=chosen, now=now
            )
        else:
            number = services.exclude_records(
                actor=request.actor, case_id=case_id, record_ids=chosen, reason=reason, now=now
            )
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        keep_refusal(request, case_id, refusal.reasons)
    else:
        messages.success(request, f"已{'恢复' if restoring else '剔除'} {number} 件")
    shown = "excluded" if restoring else _shown(request)
    return redirect(f"{reverse('documents:import', args=[case_id])}?{urlencode({'list': shown})}")


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18


@require_safe
def record(request: DeskRequest, record_id: int) -> HttpResponse:
    """One record of a batch as it would stand on the portal, with its header as it was read."""
    row = selectors.find_import(record_id)
    if row is None:
        raise Http404
    readable_or_404(request, row.batch.unit)
    edition = row.edition
    own = reverse("documents:record", args=[row.document_id])
    context = {
        "row": row,
        "edition": edition,
        "trail": _trail(*_batch_step(row), ("预览", "")),
        "body": safe_body(images.on_desk(edition.body_html)),
        "attachments": [
            {**item, "url": f"/desk{file_link(row.document_id, item['sha256'])}"}
            for _, item in images.listed(edition.attachments)
        ],
        "facts": _record_facts(row),
        "pairs": [(label, value) for label, value in row.header.get("pairs", ()) if value],
        "copies": _copies(record_id),
        "record_url": own,
        "following": _address(selectors.next_import(row)),
        "following_warned": _address(selectors.next_import(row, warned=True)),
        **_sifting_of(request, row),
    }
    return render(request, "documents/desk/import_record.html", context)


def _copies(record_id: int) -> list[tuple[str, str]]:
    rows = []
    for name, address in selectors.copies_of(record_id):
        rows += [("文件", name), ("原网址", address)]
    return rows


def _batch_step(row: "ImportedRecord") -> list[tuple[str, str]]:
    case = row.batch.case
    return [(case.number, reverse("documents:import", args=[case.pk]))] if case else []


def _address(record_id: int | None) -> str:
    return reverse("documents:import_record", args=[record_id]) if record_id else ""


def _sifting_of(request: DeskRequest, row: "ImportedRecord") -> dict[str, Any]:
    """The form beside the text for leaving this one out, where that can be done now."""
    case = row.batch.case
    if case is None or row.excluded_at is not None:
        return {"form": None}
    form = _form(request, row.batch, "all", case.state)
    return {"form": form, "form_url": reverse("documents:import_exclude", args=[case.pk])}


def _record_facts(row: "ImportedRecord") -> list[tuple[str, Any]]:
    """What will stand in our own columns; what is not stated is left out."""
    edition = row.edition
    stated = row.header
    return [
        ("发布栏目", edition.section.name if edition.section else ""),
        ("索引号", row.document.index_number or stated.get("index_number", "")),
        ("文号", edition.document_number),
        ("发布机构", edition.issuer),
        ("责任部门", edition.department),
        ("主题分类", edition.theme.name if edition.theme else stated.get("topic", "")),
        ("体裁分类", edition.genre.name if edition.genre else stated.get("genre", "")),
        ("成文日期", edition.signed_on),
        ("原发布时间", row.listed_at),
        ("施行日期", edition.effective_on),
        ("有效期至", edition.expires_on),
        ("原有效性", stated.get("validity", "")),
        ("原公开方式", stated.get("openness", "")),
        ("关键词", edition.keywords),
        ("内容概述", edition.summary),
        ("信息来源", stated.get("source", "")),
        ("原网址", row.source_address),
        ("原文件", row.file_name),
        ("原文件摘要（SHA-256）", row.source_hash),
    ]
