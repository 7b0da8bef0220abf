"""Drafting: a new draft, the draft sheet with its files, automatic saving."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.sheets import case_context
from gongkai.documents import images, rules, selectors, services
from gongkai.documents.content import FIELDS, Text
from gongkai.documents.forms import DraftForm, UploadForm
from gongkai.documents.views.desk.common import UPLOAD_LIMIT, draft_form, draft_or_404
from gongkai.documents.views.desk.findings import state_of
from gongkai.files.public import path_of
from gongkai.kernel.errors import Refusal
from gongkai.orgs.selectors import units_open_to
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import Draft


@require_http_methods(["GET", "POST"])
@deed_required("documents.draft")
def new(request: DeskRequest) -> HttpResponse:
    """Choose the unit when the person drafts for several, and open an empty draft."""
    units = list(units_open_to(request.actor, "documents.draft"))
    if request.method == "POST":
        chosen = next((unit for unit in units if str(unit.pk) == request.POST.get("unit")), None)
        if chosen is None:
            raise Http404
        text = Text(title=request.POST.get("title", "")[: rules.TITLE_LIMIT], issuer=chosen.name)
        draft = services.create_draft(
            actor=request.actor, unit=chosen, text=text, now=timezone.now()
        )
        return redirect("documents:case", draft.case_id)
    return render(request, "documents/desk/new.html", {"units": units})


@require_POST
def save(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Save the sheet with chosen files; then stay, remove a file, or submit, as the button says."""
    draft = draft_or_404(request, draft_id)
    form = draft_form(draft.case.unit_id, request.POST)
    files = UploadForm(request.POST, request.FILES)
    if not (form.is_valid() and files.is_valid()):
        return show(request, draft, form, files, status=400)
    try:
        services.save_draft(
            actor=request.actor,
            draft_id=draft.pk,
            text=form.text(),
            publish_at=form.scheduled,
            expected_version=form.cleaned_data["version"],
            now=timezone.now(),
        )
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, str(reason))
        return show(request, draft, form, status=409)
    _put_files(request, draft, files)
    if files.errors:
        return _show_saved(request, draft, files)
    return _afterwards(request, draft)


def _put_files(request: DeskRequest, draft: "Draft", files: UploadForm) -> None:
    """Take out and put in what was asked; each file that is refused is named, the others stay."""
    actor, now = request.actor, timezone.now()
    removed = request.GET.get("remove")
    if removed:
        services.detach(actor=actor, draft_id=draft.pk, sha256=removed, now=now)
    for upload in files.cleaned_data["uploads"]:
        try:
            services.attach(
                actor=actor,
                draft_id=draft.pk,
                data=upload.read(UPLOAD_LIMIT + 1),
                name=upload.name,
                now=now,
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                files.add_error("uploads", f"“{upload.name}”没有附上：{reason}")


def _show_saved(request: DeskRequest, draft: "Draft", files: UploadForm) -> HttpResponse:
    """The sheet as it is saved now, so that saving it again is not taken for somebody else's."""
    after = selectors.draft_of_case(draft.case_id)
    form = draft_form(after.case.unit_id, initial=initial(after))
    messages.warning(request, "文字已保存；有附件没有附上，请看“附件”一栏的说明")
    return show(request, after, form, files, status=422)


def _afterwards(request: DeskRequest, draft: "Draft") -> HttpResponse:
    if request.POST.get("then") != "submit":
        messages.success(request, "已保存")
        return redirect("documents:case", draft.case_id)
    try:
        services.perform(
            actor=request.actor, case_id=draft.case_id, action="submit", note="", now=timezone.now()
        )
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, str(reason))
        return redirect("documents:case", draft.case_id)
    after = selectors.draft_of_case(draft.case_id)
    if after.case.state == "attribute":
        messages.warning(request, "已退文：公开属性或理由不全，请补注后重新提交")
        return redirect("documents:case", draft.case_id)
    messages.success(request, f"“{after.title}”已提交审核")
    return redirect("desk:inbox")


@require_POST
def autosave(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Save what stands in the sheet, quietly; JSON with the new version, or the reasons (409)."""
    draft = draft_or_404(request, draft_id)
    form = draft_form(draft.case.unit_id, request.POST)
    if not form.is_valid():
        return JsonResponse({"reasons": _errors(form)}, status=400)
    try:
        saved = services.save_draft(
            actor=request.actor,
            draft_id=draft_id,
            text=form.text(),
            publish_at=form.scheduled,
            expected_version=form.cleaned_data["version"],
            now=timezone.now(),
        )
    except Refusal as refusal:
        if not all(code.startswith("image_") for code in refusal.codes):
            raise
        return JsonResponse({"reasons": [str(reason) for reason in refusal.reasons]}, status=400)
    return JsonResponse({"version": saved.version})


def _errors(form: DraftForm) -> list[str]:
    return [
        f"{form.fields[name].label if name in form.fields else ''}：{error}"
        for name, errors in form.errors.items()
        for error in errors
    ]


def show(
    request: DeskRequest,
    draft: "Draft",
    form: DraftForm,
    files: UploadForm | None = None,
    status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The draft sheet, with whatever was typed still in it; *more* is its case, if known already."""
    facts = selectors.facts_of(draft)
    upload = reverse("documents:upload_image", args=[draft.pk])
    form.fields["body_html"].widget.attrs["data-upload-url"] = upload
    context: dict[str, Any] = {
        **(more or case_of(request, draft.case_id)),
        "draft": draft,
        "form": form,
        "files_form": files or UploadForm(),
        "files": _files(draft),
        "limit": UPLOAD_LIMIT,
        "save_url": reverse("documents:save", args=[draft.pk]),
        "autosave_url": reverse("documents:autosave", args=[draft.pk]),
        "wanting": [
            *rules.reasons_against_text(facts),
            *rules.reasons_against_openness(facts),
            *selectors.reasons_against_submitting(draft),
            *selectors.reasons_against_redaction(draft),
        ],
        "screening": state_of(draft, request.actor.id, timezone.now()),
        "notes": [
            *rules.notes_on_text(facts),
            *selectors.notes_on_explainer(draft),
            *selectors.notes_on_term(draft),
        ],
    }
    submit = reverse("casework:act", args=[draft.case_id, "submit"])
    context["offers"] = [offer for offer in context["offers"] if offer.url != submit]
    return render(request, "documents/desk/draft.html", context, status=status)


def case_of(request: DeskRequest, case_id: int) -> dict[str, Any]:
    """What the sheet of a case shows, for whoever may see it; otherwise there is none."""
    found = cases.find_case(case_id)
    if found is None or not cases.visible_to(request.actor, found):
        raise Http404
    return case_context(case=found, actor=request.actor, now=timezone.now(), region=settings.REGION)


def initial(draft: "Draft") -> dict[str, Any]:
    """What the form shows when it is opened."""
    stated = {name: getattr(draft, name) for name in FIELDS}
    return stated | {
        "body_html": images.on_desk(draft.body_html),
        "publish_at": draft.publish_at,
        "version": draft.version,
    }


def _files(draft: "Draft") -> list[dict[str, Any]]:
    return [
        {
            "name": item["name"],
            "size": item["size"],
            "url": reverse("documents:draft_file", args=[draft.pk, place]),
            "remove_url": f"{reverse('documents:save', args=[draft.pk])}?remove={item['sha256']}",
        }
        for place, item in images.listed(draft.attachments)
    ]


@require_safe
def draft_file(request: DeskRequest, draft_id: int, place: int) -> HttpResponseBase:
    """A file of a draft, for the people of its unit."""
    return send_file(draft_or_404(request, draft_id).attachments, place)


def send_file(attachments: list[dict[str, Any]], place: int) -> HttpResponseBase:
    """The file at *place* (from 1), named, never shown as a page."""
    if not 1 <= place <= len(attachments):
        raise Http404
    item = attachments[place - 1]
    stored = path_of(item["sha256"])
    response = FileResponse(stored.open("rb"), content_type=item["media_type"])
    response["Content-Disposition"] = content_disposition_header(True, item["name"]) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
