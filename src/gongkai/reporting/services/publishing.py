"""A settled report into the publishing flow (条例第四十九、五十条): a draft like any other.

The draft has every review, the screening and the signature before it. A later settled report of a
year that is public already becomes a correction of the same record: its address stays.
"""

from datetime import datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.catalogue.selectors import genre_rows, sections_for_unit
from gongkai.documents import selectors as documents
from gongkai.documents import services as publishing
from gongkai.documents.content import Text
from gongkai.documents.rules import Openness
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.reporting import exports, selectors
from gongkai.reporting.models import ReportPublication, ReportSnapshot

DEED = "reporting.publish"
AREA = "reports"
GENRE = "report"
FILES = (".docx", ".xlsx")


def reasons_against_publishing(snapshot: ReportSnapshot) -> list[Reason]:
    """Every reason why this settled report cannot become a draft now."""
    reasons = []
    if not selectors.is_intact(snapshot):
        reasons.append(Reason("signature", "签名与内容不符，不能发布；请重新定稿"))
    newest = selectors.latest(snapshot.unit, snapshot.year)
    if newest is not None and newest.pk != snapshot.pk:
        reasons.append(Reason("older", f"已有第 {newest.number} 稿，请发布最新的一稿"))
    if _section_of(snapshot.unit_id) is None:
        sentence = "没有可以发布的“政府信息公开年报”栏目，请公开办先在“栏目与目录”中开设"
        reasons.append(Reason("section", sentence, "条例第八条"))
    for made in selectors.publications_of(snapshot.unit, snapshot.year):
        draft = documents.open_draft_of(made.document_id)
        if draft is not None:
            reasons.append(Reason("draft_open", f"已有在办文稿（{draft.case.number}），请先办完"))
        elif made.snapshot_id == snapshot.pk and documents.open_publication(made.document_id):
            reasons.append(Reason("published", "这一稿已经发布"))
    return reasons


def _section_of(unit_id: int) -> int | None:
    """The unit's own column for reports, else a shared one; of several the deepest, then the first."""
    found = [one for one in sections_for_unit(unit_id) if one.area == AREA]
    found.sort(key=lambda one: (one.unit_id != unit_id, -one.path.count("/")))
    return found[0].pk if found else None


@transaction.atomic
def draft_for_publication(*, actor: Actor, snapshot_id: int, now: datetime) -> ReportPublication:
    """Open the draft: title, section, the report as text, the Word and Excel files beside it."""
    snapshot = selectors.lock_snapshot(snapshot_id)
    if snapshot is None:
        raise Refusal(Reason("not_found", "没有这份年度报告"))
    refuse_if(
        [
            *reasons_against(actor, DEED, snapshot.unit),
            *reasons_against(actor, "documents.draft", snapshot.unit),
        ]
    )
    refuse_if(reasons_against_publishing(snapshot))
    document_id = _drafted(actor, snapshot, now)
    made = ReportPublication.objects.create(
        snapshot=snapshot, document_id=document_id, made_at=now, made_by_id=person_of(actor)
    )
    record(
        actor=actor,
        deed=DEED,
        subject=f"report:{snapshot.unit_id}",
        unit_id=snapshot.unit_id,
        detail={"年度": snapshot.year, "第几稿": snapshot.number, "信息": document_id},
        now=now,
    )
    return made


def _drafted(actor: Actor, snapshot: ReportSnapshot, now: datetime) -> int:
    """The record with its new draft: a correction of what is public, else a record of its own."""
    text = text_of(snapshot)
    public = next(
        (
            made.document_id
            for made in selectors.publications_of(snapshot.unit, snapshot.year)
            if documents.open_publication(made.document_id)
        ),
        None,
    )
    if public is None:
        draft = publishing.create_draft(actor=actor, unit=snapshot.unit, text=text, now=now)
    else:
        reason = f"更正为{snapshot.year}年年度报告第 {snapshot.number} 稿"
        draft = publishing.start_correction(actor=actor, document_id=public, reason=reason, now=now)
        for old in draft.attachments:
            publishing.detach(actor=actor, draft_id=draft.pk, sha256=old["sha256"], now=now)
        publishing.save_draft(actor=actor, draft_id=draft.pk, text=text, now=now)
    content = snapshot.content
    for ending in FILES:
        data = exports.MAKERS[ending](text.title, content["tables"], content["texts"])
        publishing.attach(
            actor=actor, draft_id=draft.pk, data=data, name=f"{text.title}{ending}", now=now
        )
    return draft.document_id


def text_of(snapshot: ReportSnapshot) -> Text:
    """What the record states: the report as it was settled."""
    content = snapshot.content
    title = exports.title_of(content["name"], snapshot.year)
    genre = next((one.pk for one in genre_rows() if one.code == GENRE), None)
    return Text(
        title=title,
        issuer=content["name"],
        openness=Openness.PROACTIVE.value,
        section_id=_section_of(snapshot.unit_id),
        genre_id=genre,
        keywords="年度报告,政府信息公开",
        summary=f"{content['name']}{snapshot.year}年政府信息公开工作情况。",
        signed_on=local_day(snapshot.made_at),
        body_html=exports.body_of(content["tables"], content["texts"]),
    )
