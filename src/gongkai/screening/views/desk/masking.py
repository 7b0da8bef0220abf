"""Masked copies on the desk: made with both sides shown, the register, the copy itself."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.files.public import path_of
from gongkai.files.rules import media_type
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.orgs.selectors import unit_by_id, units_open_to
from gongkai.screening import selectors, services
from gongkai.screening.forms.masking import MaskForm
from gongkai.screening.masking.comparing import compare
from gongkai.screening.masking.forms import spoken
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

MASK = "screening.mask"


@require_safe
@deed_required(MASK)
def index(request: DeskRequest) -> HttpResponse:
    """The register, newest first."""
    page = selectors.masking_page(actor=request.actor, after=cursor(request, "after"))
    rows = [(row, _counts(row.counts)) for row in page.rows]
    return render(request, "screening/maskings.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(MASK)
def new(request: DeskRequest) -> HttpResponse:
    """Choose a file; the answer shows the original beside the masked copy."""
    units = list(units_open_to(request.actor, MASK).order_by("path").values_list("pk", "name"))
    if request.method != "POST":
        return render(request, "screening/mask.html", {"form": MaskForm(units=units)})
    form = MaskForm(request.POST, request.FILES, units=units)
    context = done(form, lambda asked: _masked(request, asked))
    if context is None:
        return render(request, "screening/mask.html", {"form": form}, status=422)
    messages.success(request, "已生成脱敏副本，复查未再检出个人信息")
    return render(request, "screening/masked.html", context)


def _masked(request: DeskRequest, asked: dict[str, Any]) -> dict[str, Any]:
    unit = unit_by_id(asked["unit"])
    if unit is None:
        raise Http404("没有这个单位")
    data, name = asked["file"].read(), asked["file"].name
    made = services.mask_copy(
        actor=request.actor,
        unit=unit,
        name=name,
        data=data,
        strict=asked["strict"],
        words=asked["words"],
        now=timezone.now(),
    )
    return {
        "record": made.record,
        "counts": _counts(made.record.counts),
        "removed": "、".join(f"{label} {count} 处" for label, count in made.record.removed.items()),
        "pages": "、".join(map(str, made.record.redrawn_pages)),
        "compared": compare(data, made.masked.data, name),
    }


def _counts(counts: dict[str, int]) -> str:
    return "、".join(f"{spoken(rule)} {count} 处" for rule, count in counts.items())


@require_safe
@deed_required(MASK)
def download(request: DeskRequest, record_id: int) -> FileResponse:
    """The masked copy, to those who may mask for its unit."""
    row = selectors.masking_by_id(record_id)
    if row is None:
        raise Http404("没有这份脱敏副本")
    refuse_if(reasons_against(request.actor, MASK, row.unit))
    path = path_of(row.masked_sha256)
    if not path.exists():
        raise Http404("副本文件不在了，请重新生成")
    response = FileResponse(path.open("rb"), content_type=media_type(row.name))
    stem, dot, suffix = row.name.rpartition(".")
    name = f"{stem}（脱敏）{dot}{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
