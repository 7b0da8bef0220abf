"""What screening says of a text, and who answers for what may stand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongkai.documents.images import listed
from gongkai.documents.models import Draft, EditionScreening
from gongkai.documents.rules.screening import Noted, header_of
from gongkai.files.selectors import path_of
from gongkai.screening.rules.waivers import masked
from gongkai.screening.services import Judged, Screened, screen_record


def subject_of(document_id: int) -> str:
    """How screening names a record."""
    return f"document:{document_id}"


def screened_draft(draft: Draft, day: date) -> Screened:
    """Everything screening has to say about the draft as it was saved: fields, text, files."""
    fields = {"内容概述": draft.summary, "关键词": draft.keywords, "责任部门": draft.department}
    return screen_record(
        subject=subject_of(draft.document_id),
        title=draft.title,
        body=draft.body_html,
        fields={label: text for label, text in fields.items() if text},
        day=day,
        header=header_of(draft.document_number, draft.issuer),
        files=_files(draft.attachments),
        required=(),
    )


def _files(attachments: list[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    for _, item in listed(attachments):
        yield item["name"], path_of(item["sha256"]).read_bytes()


def noted(screened: Screened) -> list[Noted]:
    """The findings as they may be kept and shown."""
    return [noted_one(each) for each in screened.findings]


def noted_one(judged: Judged) -> Noted:
    """One of them."""
    finding, waiver = judged.finding, judged.waiver
    return Noted(
        key=judged.fingerprint,
        rule=finding.rule,
        category=str(finding.category),
        severity=str(finding.severity),
        message=finding.message,
        suggestion=finding.suggestion,
        basis=finding.basis,
        location=finding.location,
        shown=masked(finding),
        waived_by=waiver.granted_by_id if waiver else None,
        waiver=f"{waiver.reason}（有效至{waiver.expires_on}）" if waiver else "",
    )


def screening_of(edition_id: int) -> EditionScreening | None:
    """The last screening of an edition, with all findings."""
    return EditionScreening.objects.filter(edition_id=edition_id).order_by("-id").first()


def passed_screening(edition_id: int, content_hash: str) -> EditionScreening | None:
    """The last screening of an edition that it passed."""
    rows = EditionScreening.objects.filter(
        edition_id=edition_id, content_hash=content_hash, outcome="pass"
    )
    return rows.order_by("-id").first()
