"""Designing forms: the list, one form with its versions, writing a version, opening a round."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.filing import selectors, services
from gongkai.filing.content import Content, content_of
from gongkai.filing.forms import (
    CheckSet,
    FieldSet,
    NewForm,
    OpenForm,
    ScheduleForm,
    checks_initial,
    content_from,
    fields_initial,
    schedule_initial,
)
from gongkai.filing.rules import KIND_LABELS, Cadence
from gongkai.filing.shipped import SHIPPED
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import unit_by_id
from gongkai.web.answers import Onward, cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.filing.models import FormDesign, FormVersion
    from gongkai.orgs.models import Unit

DESIGN = "filing.design"


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(DESIGN)
def designs(request: DeskRequest) -> HttpResponse:
    """All forms, the ones that come with the product, and a new one."""
    owners = selectors.offices_of(request.actor)
    form = NewForm(request.POST if request.method == "POST" else None, owners=owners)
    if request.method == "POST":
        made = done(form, lambda asked: _create(request, asked))
        if made is not None:
            return redirect("filing:edit", made.pk)
    found = selectors.designs_for(request.actor, DESIGN, after=cursor(request, "after") or 0)
    more = len(found) > selectors.LIST
    rows = found[: selectors.LIST]
    known = selectors.known_codes()
    context = {
        "designs": rows,
        "page": Onward(rows[-1].pk if more else None),
        "shipped": [each for each in SHIPPED if each.code not in known],
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "filing/desk/designs.html", context, status=status)


def _create(request: DeskRequest, asked: dict[str, Any]) -> "FormDesign":
    owner = _unit(asked.pop("owner"))
    return services.create_design(actor=request.actor, owner=owner, now=timezone.now(), **asked)


def _unit(unit_id: int) -> "Unit":
    unit = unit_by_id(unit_id)
    if unit is None:
        raise Http404
    return unit


@require_POST
@deed_required(DESIGN)
def adopt(request: DeskRequest, code: str) -> HttpResponse:
    """Take over a form that comes with the product, for the person's own office."""
    owner = next(iter(selectors.offices_of(request.actor)))
    made = services.adopt_shipped(
        actor=request.actor, owner=_unit(owner), code=code, now=timezone.now()
    )
    messages.success(request, "已采用，请核对报送单位和期限，然后启用")
    return redirect("filing:design", made.pk)


def _design(request: DeskRequest, design_id: int) -> "FormDesign":
    design = selectors.design_by_id(design_id)
    if design is None:
        raise Http404
    refuse_if(reasons_against(request.actor, DESIGN, design.owner))
    return design


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(DESIGN)
def design(request: DeskRequest, design_id: int) -> HttpResponse:
    """One form: its versions, what the present one asks, and opening a round."""
    found = _design(request, design_id)
    used = selectors.version_in_use(design_id)
    form = None
    if used is not None and found.stopped_at is None:
        data = request.POST if request.method == "POST" else None
        form = OpenForm(data, cadence=Cadence(used.cadence))
    if request.method == "POST" and form is not None and form.is_valid():
        begun = done(form, lambda asked: _open(request, design_id, form, asked))
        if begun is not None:
            messages.success(request, "已开期，各单位的待办中已有这张报表")
            return redirect("filing:round", begun.pk)
    status = 422 if request.method == "POST" else 200
    return _design_page(request, found, form, [], status)


def _open(request: DeskRequest, design_id: int, form: Any, asked: dict[str, Any]) -> Any:
    return services.open_round(
        actor=request.actor,
        design_id=design_id,
        span=form.span,
        due_on=asked["due_on"],
        now=timezone.now(),
    )


def _design_page(
    request: DeskRequest,
    found: "FormDesign",
    form: OpenForm | None,
    reasons: list[Reason],
    status: int,
) -> HttpResponse:
    draft = selectors.draft_of(found.pk)
    used = selectors.version_in_use(found.pk)
    shown = draft or used
    today = timezone.localdate()
    context = {
        "design": found,
        "versions": selectors.versions_of(found.pk),
        "draft": draft,
        "used": used,
        "shown": shown,
        "fields": _fields(shown),
        "checks": content_of(shown).checks if shown else (),
        "filers": selectors.filers(found.owner, shown.kinds, shown.unit_ids, today)
        if shown
        else [],
        "form": form,
        "reasons": reasons,
    }
    return render(request, "filing/desk/design.html", context, status=status)


def _fields(version: "FormVersion | None") -> list[tuple[Any, str]]:
    content = content_of(version) if version else Content()
    return [(field, KIND_LABELS[field.kind]) for field in content.fields]


@require_POST
@deed_required(DESIGN)
def release(request: DeskRequest, design_id: int) -> HttpResponse:
    """Put the version that is being written to use, or say what stands against it."""
    found = _design(request, design_id)
    try:
        services.release_version(actor=request.actor, design_id=design_id, now=timezone.now())
    except Refusal as refusal:
        return _design_page(request, found, None, list(refusal.reasons), 409)
    messages.success(request, "已启用；此后要改，请另起新版")
    return redirect("filing:design", design_id)


@require_POST
@deed_required(DESIGN)
def revise(request: DeskRequest, design_id: int) -> HttpResponse:
    """Begin a new version from the one in use."""
    _design(request, design_id)
    services.new_version(actor=request.actor, design_id=design_id, now=timezone.now())
    return redirect("filing:edit", design_id)


@require_POST
@deed_required(DESIGN)
def stop(request: DeskRequest, design_id: int) -> HttpResponse:
    """Stop a form, or take it up again."""
    found = _design(request, design_id)
    services.stop_design(
        actor=request.actor,
        design_id=design_id,
        stopped=found.stopped_at is None,
        now=timezone.now(),
    )
    return redirect("filing:design", design_id)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(DESIGN)
def edit(request: DeskRequest, design_id: int) -> HttpResponse:
    """Write the version: fields, checks, who files and by when; nothing typed is lost."""
    found = _design(request, design_id)
    draft = selectors.draft_of(design_id)
    if draft is None:
        return redirect("filing:design", design_id)
    content = content_of(draft)
    data = request.POST if request.method == "POST" else None
    schedule = ScheduleForm(
        data, initial=schedule_initial(content, draft.saves), **selectors.audience_of(found.owner)
    )
    fields = FieldSet(data, initial=None if data else fields_initial(content), prefix="field")
    checks = CheckSet(data, initial=None if data else checks_initial(content), prefix="check")
    reasons: list[Reason] = []
    if data is not None and all((schedule.is_valid(), fields.is_valid(), checks.is_valid())):
        try:
            services.save_version(
                actor=request.actor,
                design_id=design_id,
                content=content_from(schedule, fields, checks),
                saves=schedule.cleaned_data["saves"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            reasons = list(refusal.reasons)
        else:
            messages.success(request, "已保存")
            return redirect("filing:edit" if "more" in request.POST else "filing:design", design_id)
    context = {
        "design": found,
        "draft": draft,
        "schedule": schedule,
        "fields": fields,
        "checks": checks,
        "reasons": reasons,
    }
    status = 200 if data is None else 422
    return render(request, "filing/desk/edit.html", context, status=status)
