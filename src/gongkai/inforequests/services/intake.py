"""How requests come in: from the portal, filled in by staff, and as e-mail (E1, 条例第二十九条)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.files import rules as files
from gongkai.inforequests.intake.codes import code_from, new_token
from gongkai.inforequests.intake.mail import Mail, UnreadableMailError, read_mail
from gongkai.inforequests.models import (
    ImportedMail,
    InformationRequest,
    RequestDraft,
    Requester,
    SealedFile,
)
from gongkai.inforequests.rules import intake as rules
from gongkai.inforequests.rules.intake import Applicant, Asked
from gongkai.inforequests.services import drafts, opening
from gongkai.inforequests.services.codes import give_code
from gongkai.inforequests.services.sealed_files import keep_sealed, store_sealed
from gongkai.inforequests.words import ApplicantClass, Channel
from gongkai.kernel.actor import Actor, Placed, SystemActor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.kernel.sealed import blind_index
from gongkai.orgs.selectors import unit_by_id

APPLICANT = SystemActor(name="申请人（网上）")
RECEIPT_SHOWN = timedelta(hours=1)
"""How long the browser that has sent a request may see its receipt again."""
STAFF_CHANNELS = tuple(code for code in Channel.values if code != Channel.INTERNET)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A request that came in, and its query code, known only at this moment."""

    request: InformationRequest
    code: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file given with a request; ``purpose`` is a code of `SealedFile.Purpose`."""

    name: str
    data: bytes
    purpose: str = SealedFile.Purpose.MATERIAL


def identity_index(applicant: Applicant) -> str:
    """What tells repeats by the same applicant, without telling who; "" when not known."""
    return blind_index("inforequests.identity", rules.identity_key(applicant))


def seal_requester(applicant: Applicant, now: datetime) -> Requester:
    """Write who asks, sealed."""
    given = asdict(applicant)
    del given["applicant_class"]
    return Requester.objects.create(
        **given, identity_index=identity_index(applicant), created_at=now
    )


@transaction.atomic
def submit_request(
    *,
    draft: RequestDraft,
    token: str,
    applicant: Applicant,
    asked: Asked,
    unit_id: int,
    now: datetime,
) -> InformationRequest:
    """The applicant sends what was typed. Sending the same draft twice is one request.

    The internet channel: arrival is now, the day of receipt is fixed by confirmation (第三十一条).
    """
    locked = RequestDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise Refusal(Reason("draft", "草稿已过保存期限，请重新填写"))
    if locked.request is not None:
        return locked.request
    refuse_if(_reasons_against(applicant, asked))
    request = _open(APPLICANT, _unit(unit_id, now), applicant, asked, Channel.INTERNET, now, now)
    locked.files.update(request=request, draft=None)
    give_code(request=request, token=token, now=now)
    locked.request, locked.content = request, {}
    locked.expires_at = now + RECEIPT_SHOWN
    locked.save(update_fields=["request", "content", "expires_at"])
    return request


def _reasons_against(applicant: Applicant, asked: Asked) -> list[Reason]:
    return [
        *rules.reasons_against_applicant(applicant, asked.way_wanted),
        *rules.reasons_against_asking(asked),
    ]


def _unit(unit_id: int, now: datetime) -> Placed:
    unit = unit_by_id(unit_id)
    if unit is None or (unit.closed_on is not None and unit.closed_on <= local_day(now)):
        raise Refusal(Reason("unit", "没有这个机关，请重新选择"))
    return unit


def _open(
    actor: Actor,
    unit: Placed,
    applicant: Applicant,
    asked: Asked,
    channel: str,
    arrived_at: datetime,
    now: datetime,
    signed_on: date | None = None,
) -> InformationRequest:
    return opening.open_request(
        actor=actor,
        unit=unit,
        requester=seal_requester(applicant, now),
        asked=opening.Asked(
            description=asked.description,
            channel=channel,
            applicant_class=applicant.applicant_class,
            form_wanted=asked.form_wanted,
            way_wanted=asked.way_wanted,
            arrived_at=arrived_at,
            signed_on=signed_on,
        ),
        now=now,
    )


@transaction.atomic
def take_request(
    *,
    actor: Actor,
    unit: Placed,
    channel: str,
    applicant: Applicant,
    asked: Asked,
    arrived_at: datetime,
    now: datetime,
    signed_on: date | None = None,
    uploads: Sequence[Upload] = (),
    token: str = "",
) -> TakenIn:
    """Staff fill in what came by post, fax, e-mail, at the counter or was told (第二十九条第一款).

    ``token`` is the secret of the form: sending the same form twice is one request, with one code.
    """
    token = token or new_token()
    sent = drafts.sent_before(token=token, now=now)
    if sent.request is not None:
        return TakenIn(sent.request, code_from(token))
    refuse_if(
        [
            *([] if channel in STAFF_CHANNELS else [Reason("channel", "请选择提交渠道")]),
            *rules.reasons_against_asking(asked),
            *rules.reasons_against_written(applicant, asked.way_wanted),
        ]
    )
    request = _open(actor, unit, applicant, asked, channel, arrived_at, now, signed_on)
    for upload in uploads:
        store_sealed(
            data=upload.data, name=upload.name, purpose=upload.purpose, now=now, request=request
        )
    sent.request = request
    sent.save(update_fields=["request"])
    return TakenIn(request, give_code(request=request, token=token, now=now))


@transaction.atomic
def import_mail(*, actor: Actor, unit: Placed, data: bytes, now: datetime) -> TakenIn:
    """An e-mail becomes a request; its original is kept as it came. Raises Refusal.

    What the mail does not say (identity, class) stays open for the clerk; a mail that was imported
    before is refused with the number of its request.
    """
    try:
        mail = read_mail(data)
    except UnreadableMailError as error:
        raise Refusal(Reason("mail", str(error))) from error
    digest = _digest_of(mail)
    known = ImportedMail.objects.select_related("request").filter(digest=digest).first()
    if known is not None:
        raise Refusal(Reason("imported", f"这封邮件已经导入，申请编号 {known.request.number}"))
    request = _open(
        actor, unit, _sender_of(mail), _asked_in(mail), Channel.EMAIL, _arrival(mail, now), now
    )
    keep_sealed(
        data=data,
        name="来件原件.eml",
        media_type="message/rfc822",
        purpose=SealedFile.Purpose.ORIGINAL,
        now=now,
        request=request,
    )
    for attachment in mail.attachments:
        _keep_attachment(request, attachment.name, attachment.data, now)
    ImportedMail.objects.create(digest=digest, request=request, imported_at=now)
    return TakenIn(request, give_code(request=request, token=new_token(), now=now))


def _digest_of(mail: Mail) -> str:
    """The same for one mail however it was exported; another text under its Message-ID differs."""
    told = (mail.message_id, mail.sender_address, mail.subject, mail.text)
    return sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()


def _sender_of(mail: Mail) -> Applicant:
    name = rules.cleaned(mail.sender_name) or mail.sender_address or "来信人"
    return Applicant(name=name[:100], email=mail.sender_address, identity_kind="other")


def _asked_in(mail: Mail) -> Asked:
    text = rules.cleaned(f"{mail.subject}\n{mail.text}")[: opening.DESCRIPTION_LIMIT]
    return Asked(text or "（邮件没有文字，见来件原件）", "any", "email")


def _arrival(mail: Mail, now: datetime) -> datetime:
    """When the sender says it was sent, unless that lies in the future: the clerk can see both."""
    return mail.sent_at if mail.sent_at is not None and mail.sent_at <= now else now


def _keep_attachment(request: InformationRequest, name: str, data: bytes, now: datetime) -> None:
    """Keep an attachment of a kind that is taken; any other stays inside the original only."""
    if not files.reasons_against_file(name, data, len(data) or 1):
        store_sealed(
            data=data, name=name, purpose=SealedFile.Purpose.MATERIAL, now=now, request=request
        )


@transaction.atomic
def complete_requester(
    *, actor: Actor, request: InformationRequest, applicant: Applicant, now: datetime
) -> None:
    """Write down or correct who asked: identity and contact that came later or were misread."""
    refuse_if(
        [
            *reasons_against(actor, "inforequests.read_requester", request.unit),
            *rules.reasons_against_written(applicant),
        ]
    )
    requester = Requester.objects.select_for_update().get(pk=request.requester_id)
    for name, value in asdict(applicant).items():
        if name != "applicant_class":
            setattr(requester, name, value)
    requester.identity_index = identity_index(applicant)
    requester.save()
    _note(actor, "inforequests.change_requester", request, now)


def read_requester(*, actor: Actor, request: InformationRequest, now: datetime) -> Applicant:
    """Who asked, in clear; every look is written into the ledger (个人信息保护法第五十四条)."""
    refuse_if(reasons_against(actor, "inforequests.read_requester", request.unit))
    _note(actor, "inforequests.read_requester", request, now)
    return applicant_of(request)


def applicant_of(request: InformationRequest) -> Applicant:
    """Who asked, for papers that are written to them. Pages for people use `read_requester`."""
    requester = request.requester
    names = [name for name in Applicant.__slots__ if name != "applicant_class"]
    given = {name: getattr(requester, name) for name in names}
    return Applicant(applicant_class=request.applicant_class, **given)


def read_file(
    *, actor: Actor, request: InformationRequest, file_id: int, now: datetime
) -> SealedFile | None:
    """A file that came with the request, for staff who may read it; the look is noted."""
    refuse_if(reasons_against(actor, "inforequests.read_requester", request.unit))
    found: SealedFile | None = request.sealed_files.filter(pk=file_id).first()
    if found is not None:
        _note(actor, "inforequests.read_requester", request, now, {"file": found.pk})
    return found


def _note(
    actor: Actor,
    deed: str,
    request: InformationRequest,
    now: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        now=now,
        detail={"编号": request.number, **(detail or {})},
    )


def class_label(code: str) -> str:
    """The report's word for an applicant's class."""
    return str(ApplicantClass(code).label)
