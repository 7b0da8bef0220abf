"""Pictures of a text: uploaded from the editor, and shown on the desk."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from gongkai.documents import images, selectors, services
from gongkai.documents.views.desk.common import draft_or_404, readable_or_404
from gongkai.files.pictures import SIZE_LIMIT
from gongkai.files.public import path_of
from gongkai.kernel.errors import Refusal
from gongkai.web.http import DeskRequest


@require_POST
def upload(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Take one picture in; answers as wangEditor asks: ``errno`` 0 with its address, or a message."""
    draft = draft_or_404(request, draft_id)
    sent = request.FILES.get("file")
    if sent is None:
        return JsonResponse({"errno": 1, "message": "没有收到图片，请重新选择"})
    try:
        item = services.add_image(
            actor=request.actor,
            draft_id=draft_id,
            data=sent.read(SIZE_LIMIT + 1),
            name=sent.name or "图片",
            now=timezone.now(),
        )
    except Refusal as refusal:
        return JsonResponse({"errno": 1, "message": "；".join(map(str, refusal.reasons))})
    url = reverse("documents:image", args=[draft.document_id, item["sha256"]])
    data = {"url": url, "alt": services.words_of_name(sent.name or ""), "href": ""}
    return JsonResponse({"errno": 0, "data": data})


@require_safe
def image(request: DeskRequest, document_id: int, sha256: str) -> HttpResponseBase:
    """A picture of a draft or an edition, for those who may read the unit's records."""
    document = selectors.find_document(document_id)
    if document is None:
        raise Http404
    readable_or_404(request, document.unit)
    item = selectors.find_image(document_id, sha256)
    if item is None or item["media_type"] not in images.MEDIA_TYPES:
        raise Http404
    stored = path_of(item["sha256"])
    response = FileResponse(stored.open("rb"), content_type=item["media_type"])
    named = content_disposition_header(False, item["name"])
    response["Content-Disposition"] = named or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
