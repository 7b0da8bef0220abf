"""The gate of 内容检查: an edition is screened when it is submitted, a finding waived by name."""

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.casework.rules import local_day
from gongkai.documents import selectors
from gongkai.documents.models import Draft, Edition, EditionScreening
from gongkai.documents.rules.screening import (
    Noted,
    reasons_against_findings,
    reasons_against_waiving,
    standing,
)
from gongkai.kernel.actor import Actor, person_of
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.screening.services import Screened, grant_waiver

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit


def screened(draft: Draft, author_id: int, now: datetime) -> list[Noted]:
    """All findings of a draft; raises Refusal with every reason when one of them stands open."""
    found = selectors.noted(selectors.screened_text(draft, local_day(now)))
    refuse_if(reasons_against_findings(standing(found, author_id)))
    return found


def keep_screening(edition: Edition, found: list[Noted], now: datetime) -> EditionScreening:
    """Write that *edition* was screened and passed, with what was found and waived."""
    return EditionScreening.objects.create(
        edition=edition,
        author_id=edition.author_id,
        content_hash=edition.content_hash,
        outcome=EditionScreening.Outcome.PASS,
        findings=[asdict(each) for each in found],
        open_count=0,
        at=now,
    )


@transaction.atomic
def waive_finding(
    *, actor: Actor, draft_id: int, key: str, reason: str, until: date, now: datetime
) -> None:
    """Answer by name for a finding that may stand; a grave one only for somebody else's text."""
    draft = selectors.find_draft(draft_id)
    if draft is None:
        raise Refusal(Reason("not_found", "没有这份文稿"))
    answer(
        actor=actor,
        screened=selectors.screened_text(draft, local_day(now)),
        key=key,
        unit=draft.document.unit,
        author_id=draft.saved_by_id,
        reason=reason,
        until=until,
        now=now,
    )


def answer(
    *,
    actor: Actor,
    screened: Screened,
    key: str,
    unit: "Unit",
    author_id: int | None,
    reason: str,
    until: date,
    now: datetime,
) -> None:
    """Grant the waiver for the finding with that fingerprint; raises Refusal when it may not be."""
    found = next((each for each in screened.findings if each.fingerprint == key), None)
    refuse_if(
        reasons_against_waiving(
            selectors.noted_one(found) if found else None,
            person_id=person_of(actor),
            author_id=author_id,
        )
    )
    if found is not None:
        grant_waiver(
            actor=actor,
            unit=unit,
            subject=screened.subject,
            finding=found.finding,
            reason=reason,
            expires_on=until,
            now=now,
        )
