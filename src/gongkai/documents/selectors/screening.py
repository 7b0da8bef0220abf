"""What screening says of a text, and who answers for what may stand."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai.documents.images import listed
from gongkai.documents.models import Draft, Edition, EditionScreening
from gongkai.documents.rules.screening import Noted, header_of
from gongkai.files.selectors import path_of
from gongkai.screening.rules.form.links import LinkState
from gongkai.screening.rules.waivers import masked
from gongkai.screening.services import Judged, Screened, screen_record


def subject_of(document_id: int) -> str:
    """How screening names a record."""
    return f"document:{document_id}"


def screened_text(
    stated: Draft | Edition, day: date, links: Mapping[str, LinkState] | None = None
) -> Screened:
    """Everything screening has to say about a text as it was saved: fields, text, files.

    *links* says of addresses that were tried whether they answer.
    """
    fields = {"内容概述": stated.summary, "关键词": stated.keywords, "责任部门": stated.department}
    return screen_record(
        subject=subject_of(stated.document_id),
        title=stated.title,
        body=stated.body_html,
        fields={label: text for label, text in fields.items() if text},
        day=day,
        header=header_of(stated.document_number, stated.issuer),
        files=_files(stated.attachments),
        required=(),
        tried=links,
    )


def _files(attachments: list[dict[str, Any]]) -> Iterator[tuple[str, bytes | None]]:
    for _, item in listed(attachments):
        path = path_of(item["sha256"])
        yield item["name"], path.read_bytes() if path.exists() else None


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
