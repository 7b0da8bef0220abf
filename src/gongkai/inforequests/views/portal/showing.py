"""Pages that anybody may read: the register of concluded requests, and the blank form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.files.rules import TYPES
from gongkai.inforequests import public
from gongkai.inforequests.intake.blank import blank_form
from gongkai.inforequests.views.portal.asking import page
from gongkai.orgs.public import public_units
from gongkai.web.context import SITE

BLANK_NAME = "政府信息公开申请表.docx"


@require_safe
def answered(request: HttpRequest) -> HttpResponse:
    """依申请公开办理结果: no applicant, no words of an applicant."""
    units = {unit.slug: unit for unit in public_units(timezone.localdate())}
    chosen = units.get(request.GET.get("unit", ""))
    context = page(
        "办理结果公开",
        register=public.register_page(
            unit_id=chosen.id if chosen else None, after=request.GET.get("after", "")
        ),
        chosen=chosen,
    )
    return render(request, "inforequests/portal/answered.html", context)


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The application form to print and fill in by hand."""
    response = HttpResponse(blank_form(str(SITE["name"])), content_type=TYPES[".docx"][0])
    response["Content-Disposition"] = content_disposition_header(True, BLANK_NAME) or ""
    return response
