"""The gazette: submitting, compiling, proofreading, signing (rules §12.1)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.documents import rules, selectors
from gongkai.documents.flow.gazette import COMPILE, COMPILING, GAZETTE
from gongkai.documents.models import (
    ChannelPosting,
    GazetteIssue,
    GazetteItem,
    GazetteSubmission,
    Publication,
)
from gongkai.documents.rules import gazette as law
from gongkai.kernel.actor import Actor, Placed, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

SUBMIT = "documents.submit_gazette"
State = GazetteSubmission.State


def _entry_reasons(publication: Publication | None) -> list[Reason]:
    if publication is None:
        return law.reasons_against_entry(live=False, waiting=False, printed_in="", reprint=False)
    return law.reasons_against_entry(
        live=publication.visible_until is None,
        waiting=selectors.is_waiting(publication.pk),
        printed_in=selectors.printed_in(publication.pk),
        reprint=selectors.is_reprint(publication.document_id),
    )


@transaction.atomic
def submit_to_gazette(
    *, actor: Actor, document_id: int, heading: str, now: datetime, note: str = ""
) -> GazetteSubmission:
    """A department submits a published record for the next issue."""
    document = selectors.lock_document(document_id)
    publication = selectors.open_publication(document_id)
    refuse_if(
        [
            *reasons_against(actor, SUBMIT, document.unit),
            *([] if heading in law.HEADINGS else [Reason("heading", "请选择公报栏目")]),
            *_entry_reasons(publication),
        ]
    )
    assert publication is not None  # noqa: S101 - refused above
    submission = GazetteSubmission.objects.create(
        publication=publication,
        unit=document.unit,
        heading=heading,
        note=note.strip()[:300],
        by_id=person_of(actor),
        at=now,
    )
    _record(actor, SUBMIT, f"document:{document_id}", document.unit_id, now, 公报="报送")
    return submission


@transaction.atomic
def decline_submission(
    *, actor: Actor, submission_id: int, answer: str, now: datetime
) -> GazetteSubmission:
    """Say why a record is not taken into the gazette."""
    found = GazetteSubmission.objects.select_for_update(of=("self",)).select_related("unit")
    submission = found.filter(pk=submission_id, state=State.WAITING).first()
    if submission is None:
        raise Refusal(Reason("not_found", "这件报送已经处理"))
    refuse_if(
        [
            *reasons_against(actor, COMPILE, submission.unit),
            *([] if answer.strip() else [Reason("answer", "请写明不采用的理由")]),
        ]
    )
    submission.state, submission.answer = State.DECLINED, answer.strip()[:300]
    submission.decided_by_id, submission.decided_at = person_of(actor), now
    submission.save()
    return submission


@transaction.atomic
def open_issue(
    *, actor: Actor, unit: Placed, year: int, number: int, issued_on: date, now: datetime
) -> GazetteIssue:
    """Begin an issue; *unit* is the publisher whose people proofread and sign."""
    refuse_if(
        [
            *reasons_against(actor, COMPILE, unit),
            *law.reasons_against_opening(
                number=number,
                year=year,
                taken=selectors.issue_taken(year, number),
                this_year=now.astimezone(rules.ZONE).year,
            ),
        ]
    )
    case = casework.open_case(
        actor=actor,
        kind=GAZETTE.code,
        unit=unit,
        title=f"政府公报{law.name_of(year, number)}",
        now=now,
        said="开始组稿",
    )
    issue = GazetteIssue.objects.create(
        case=case, unit_id=unit.id, year=year, number=number, issued_on=issued_on
    )
    _record(actor, COMPILE, f"case:{case.pk}", unit.id, now, 公报=str(issue))
    return issue


def _compiling(actor: Actor, issue_id: int) -> GazetteIssue:
    issue = GazetteIssue.objects.select_related("case", "unit").filter(pk=issue_id).first()
    if issue is None:
        raise Refusal(Reason("not_found", "没有这一期公报"))
    case = casework.lock_case(issue.case_id)
    refuse_if(reasons_against(actor, COMPILE, issue.unit))
    if case.state != COMPILING:
        raise Refusal(Reason("wrong_step", "本期已送校对，退回后才能改动稿件"))
    return issue


@transaction.atomic
def add_item(
    *, actor: Actor, issue_id: int, publication_id: int, heading: str, now: datetime
) -> GazetteItem:
    """Put a published text into an issue, at its end; a submission of it is taken up."""
    issue = _compiling(actor, issue_id)
    publication = Publication.objects.filter(pk=publication_id).first()
    against = [each for each in _entry_reasons(publication) if each.code != "submitted_before"]
    if heading not in law.HEADINGS:
        against.append(Reason("heading", "请选择公报栏目"))
    if issue.items.filter(publication_id=publication_id).exists():
        against.append(Reason("twice", "此件已在本期"))
    refuse_if(against)
    last = issue.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = GazetteItem.objects.create(
        issue=issue, publication_id=publication_id, heading=heading, position=last + 1
    )
    GazetteSubmission.objects.filter(publication_id=publication_id, state=State.WAITING).update(
        state=State.TAKEN, decided_by_id=person_of(actor), decided_at=now
    )
    return item


@transaction.atomic
def remove_item(*, actor: Actor, issue_id: int, item_id: int, now: datetime) -> None:
    """Take a text out of an issue that is still being compiled; it waits again if submitted."""
    issue = _compiling(actor, issue_id)
    item = issue.items.filter(pk=item_id).first()
    if item is None:
        return
    item.delete()
    taken = GazetteSubmission.objects.filter(publication_id=item.publication_id, state=State.TAKEN)
    taken.update(state=State.WAITING, decided_by=None, decided_at=None)


@transaction.atomic
def arrange_items(*, actor: Actor, issue_id: int, order: Mapping[int, int], now: datetime) -> None:
    """Set the order of the contents: item id → place; equal places keep their order."""
    issue = _compiling(actor, issue_id)
    items = sorted(
        issue.items.all(), key=lambda item: (order.get(item.pk, item.position), item.position)
    )
    for place, item in enumerate(items, 1):
        item.position = place
    GazetteItem.objects.bulk_update(items, ["position"])


def gazette_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """Compiling, proofreading and signing are different hands, on the texts of the day."""
    if action.code in {"void", "return_proof", "return_signing"}:
        return []
    issue = selectors.issue_of_case(case_id)
    rows = selectors.items_of_issue(issue.pk)
    found = law.reasons_against_issue(items=[(row.title, row.present) for row in rows])
    if action.code in {"pass_proof", "sign"}:
        story = cases.timeline_of(case_id)
        before = {"submit"} if action.code == "pass_proof" else {"submit", "pass_proof"}
        earlier = {entry.actor_id for entry in story if entry.action in before}
        found += law.reasons_against_hand(actor.id, earlier, action.label)
    return found


@transaction.atomic
def perform_gazette(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """One step of an issue; the signature freezes its items and puts it on the portal."""
    case = casework.lock_case(case_id, expected_version)
    step = GAZETTE.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    issue = selectors.issue_of_case(case_id)
    if action == "sign":
        _publish(actor, issue, now)
    if action == "void":
        issue.voided = True
        issue.save(update_fields=["voided"])
        for row in selectors.items_of_issue(issue.pk):
            GazetteItem.objects.filter(pk=row.item_id).delete()
            GazetteSubmission.objects.filter(
                publication_id=row.publication_id, state=State.TAKEN
            ).update(state=State.WAITING, decided_by=None, decided_at=None)
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)


def _publish(actor: Actor, issue: GazetteIssue, now: datetime) -> None:
    """Freeze the items, note the channel of each text (C10), and open the issue to the public."""
    for place, item in enumerate(issue.items.order_by("position", "id"), 1):
        item.position, item.frozen = place, True
        item.save(update_fields=["position", "frozen"])
    issue.published_at = now
    issue.save(update_fields=["published_at"])
    ChannelPosting.objects.bulk_create(
        ChannelPosting(
            publication_id=item.publication_id,
            channel=ChannelPosting.Channel.GAZETTE,
            place=f"政府公报{issue}",
            posted_on=now.astimezone(rules.ZONE).date(),
            by_id=person_of(actor),
            at=now,
        )
        for item in issue.items.all()
    )


def _record(
    actor: Actor, deed: str, subject: str, unit_id: int, now: datetime, **detail: object
) -> None:
    record(actor=actor, deed=deed, subject=subject, unit_id=unit_id, detail=detail, now=now)
