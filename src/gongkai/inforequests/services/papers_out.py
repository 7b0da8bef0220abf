"""Handing an issued paper to its applicant on line, or to staff; every look is noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.http import content_disposition_header

from gongkai.audit.services import record
from gongkai.files.rules import clean_name, media_type
from gongkai.files.selectors import path_of
from gongkai.inforequests.models import InformationRequest, SealedFile
from gongkai.inforequests.services.intake import APPLICANT
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

OPEN = "inforequests.open_paper"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The bytes of a paper and how they are sent."""

    name: str
    media_type: str
    data: bytes

    @property
    def disposition(self) -> str:
        return content_disposition_header(as_attachment=True, filename=self.name) or "attachment"


def file_of(request: InformationRequest, stored: Mapping[str, object]) -> PaperFile:
    """A stored file of a paper: ``{"name", "sealed": id}`` or ``{"name", "sha256"}``.

    Raises Refusal when its bytes are not there.
    """
    name = clean_name(str(stored.get("name", "文书")))
    sealed = stored.get("sealed")
    if sealed is not None:
        kept = SealedFile.objects.filter(request=request, pk=int(str(sealed))).first()
        if kept is None:
            raise Refusal(Reason("file", "没有这份文书，请与受理机关联系"))
        return PaperFile(name, kept.media_type, open_sealed(kept))
    path = path_of(str(stored.get("sha256", "")))
    if not path.is_file():
        raise Refusal(Reason("file", "文书的存档文件缺失，请与受理机关联系"))
    return PaperFile(name, media_type(name), path.read_bytes())


def read_paper(*, request_id: int, stored: Mapping[str, object], now: datetime) -> PaperFile:
    """A paper for the applicant who holds the code; that it was fetched is noted."""
    request = InformationRequest.objects.get(pk=request_id)
    found = file_of(request, stored)
    record(
        actor=APPLICANT,
        deed="inforequests.fetch_paper",
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        now=now,
        detail={"编号": request.number, "name": found.name},
    )
    return found


def open_paper(
    *,
    actor: Actor,
    request: InformationRequest,
    stored: Mapping[str, object],
    title: str,
    now: datetime,
) -> PaperFile:
    """A paper for staff: it names the applicant, so that it was opened is noted."""
    refuse_if(reasons_against(actor, OPEN, request.unit))
    found = file_of(request, stored)
    record(
        actor=actor,
        deed=OPEN,
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        now=now,
        detail={"编号": request.number, "name": title},
    )
    return found
