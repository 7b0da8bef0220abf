"""Who asked: shown on demand only, each look written into the ledger, never kept by the browser."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.inforequests.rules.intake import IDENTITY_KINDS
from gongkai.inforequests.services.intake import read_requester
from gongkai.inforequests.views.desk.common import on_request
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

READ = "inforequests.read_requester"
LABELS = {
    "name": "姓名或者名称",
    "identity_kind": "证件种类",
    "identity_number": "证件号码",
    "representative": "法定代表人或者负责人",
    "contact_name": "联系人",
    "phone": "联系电话",
    "email": "电子邮箱",
    "address": "通信地址",
    "postcode": "邮政编码",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_request
def requester(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """Say first that the look is noted; show who asked only after the button."""
    refuse_if(reasons_against(request.actor, READ, asked.unit))
    facts: list[tuple[str, Any]] = []
    if request.method == "POST":
        found = read_requester(actor=request.actor, request=asked, now=timezone.now())
        facts = [(label, getattr(found, name)) for name, label in LABELS.items()]
        facts[1] = ("证件种类", IDENTITY_KINDS.get(found.identity_kind, ""))
        facts.append(("申请人类型", asked.get_applicant_class_display()))
    context = {
        "asked": asked,
        "case": asked.case,
        "facts": facts,
        "files": list(asked.sealed_files.all()) if facts else (),
        "back": reverse("inforequests:case", args=[asked.case_id]),
    }
    return render(request, "inforequests/desk/requester.html", context)
