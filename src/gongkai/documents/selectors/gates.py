"""Questions of staff and services about documents, drafts and their gates."""

import re
from collections.abc import Sequence

from gongkai.documents.content import text_of
from gongkai.documents.images import used_only, without_words
from gongkai.documents.models import (
    Document,
    Draft,
    Edition,
    Publication,
    Review,
    ValidityChange,
    Withdrawal,
)
from gongkai.documents.rules import Facts, Validity
from gongkai.kernel.errors import Reason, Refusal


def document_or_refuse(document_id: int) -> Document:
    """The document with its unit. Raises Refusal when there is none."""
    document = Document.objects.select_related("unit").filter(pk=document_id).first()
    if document is None:
        raise Refusal(Reason("not_found", "没有这条信息"))
    return document


PAGE_OF_A_RECORD = re.compile(r"(?:.*/documents/)?([0-9]{1,18})/?(?:[?#].*)?", re.ASCII)


def document_named(words: str) -> Document | None:
    """The document of a 索引号, of the address of its page, or of its number in that address."""
    found = Document.objects.filter(index_number=words).first()
    address = PAGE_OF_A_RECORD.fullmatch(words)
    if found is None and address is not None:
        found = Document.objects.filter(pk=int(address[1])).first()
    return found


def lock_document(document_id: int) -> Document:
    """The document, locked until the transaction ends, so that two deeds on it do not cross."""
    found = Document.objects.select_for_update(of=("self",)).select_related("unit")
    document = found.filter(pk=document_id).first()
    if document is None:
        raise Refusal(Reason("not_found", "没有这条信息"))
    return document


def draft_of_case(case_id: int) -> Draft:
    """The draft of a publishing case, with its edition, document and section."""
    found = Draft.objects.select_related("edition", "document__unit", "section", "case__unit")
    draft = found.filter(case_id=case_id).first()
    if draft is None:
        raise Refusal(Reason("not_found", "没有这份文稿"))
    return draft


def open_draft_of(document_id: int) -> Draft | None:
    """The draft in hand of a document, if there is one."""
    found = Draft.objects.filter(document_id=document_id, case__closed_at__isnull=True)
    return found.select_related("case").first()


def facts_of(draft: Draft) -> Facts:
    """What the rules ask of a draft."""
    return Facts(
        title=draft.title,
        text=text_of(draft.body_html),
        attachments=len(used_only(draft.attachments, draft.body_html)),
        images_without_words=without_words(draft.body_html),
        openness=draft.openness,
        ground=draft.ground,
        ground_note=draft.ground_note,
        redacted=draft.redacts_id is not None,
        has_section=draft.section_id is not None,
        section_open=draft.section is None or draft.section.is_open,
        signed_on=draft.signed_on,
        issued_on=draft.issued_on,
        effective_on=draft.effective_on,
        expires_on=draft.expires_on,
        publish_at=draft.publish_at,
    )


def passed_by(edition_id: int, *, other_than: str | None) -> Sequence[int]:
    """Who passed this edition in other steps than *other_than*."""
    found = Review.objects.filter(edition_id=edition_id, outcome=Review.Outcome.PASS)
    if other_than:
        found = found.exclude(kind=other_than)
    return list(found.values_list("reviewer_id", flat=True))


def secrecy_pass_of(edition: Edition) -> Review | None:
    """The last secrecy review that passed this very edition."""
    return Review.objects.filter(
        edition=edition, kind=Review.Kind.SECRECY, outcome=Review.Outcome.PASS
    ).last()


def was_published(edition_id: int) -> bool:
    return Publication.objects.filter(edition_id=edition_id).exists()


def open_publication(document_id: int) -> Publication | None:
    """The publication of a document that has not ended (it may be scheduled)."""
    found = Publication.objects.select_related("edition", "unit", "document")
    return found.filter(document_id=document_id, visible_until__isnull=True).first()


def withdrawal_of_case(case_id: int) -> Withdrawal:
    found = Withdrawal.objects.select_related("document__unit", "case").filter(case_id=case_id)
    withdrawal = found.first()
    if withdrawal is None:
        raise Refusal(Reason("not_found", "没有这项撤下申请"))
    return withdrawal


def open_withdrawal(document_id: int) -> Withdrawal | None:
    found = Withdrawal.objects.filter(document_id=document_id, case__closed_at__isnull=True)
    return found.select_related("case").first()


def ended_validity(document_id: int) -> ValidityChange | None:
    """The repeal or lapse entered for a document, be its day still to come; there is one at most."""
    ending = (Validity.REPEALED.value, Validity.LAPSED.value)
    return ValidityChange.objects.filter(document_id=document_id, kind__in=ending).first()
