"""How long personal data stays: identity documents go after a time, the figures remain.

个人信息保护法第十九条: no longer than needed for the purpose. The number of days is a local setting; it
runs from the conclusion of the request, so that reconsideration and litigation find the file whole.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.inforequests.models import CorrectionClaim, InformationRequest, Requester, SealedFile
from gongkai.inforequests.services import drafts, throttle
from gongkai.inforequests.services.sealed_files import purge_sealed, sweep_orphans
from gongkai.kernel.actor import SystemActor

PORTION = 200
SYSTEM = SystemActor()
IDENTITY_FILES = (SealedFile.Purpose.IDENTITY, SealedFile.Purpose.ORIGINAL)


def purge_identities(*, now: datetime) -> int:
    """Take identity numbers and copies of documents away whose time is over; how many matters.

    The blind index stays, so that figures of distinct applicants stay right; it tells nobody who.
    """
    before = now - timedelta(days=settings.IDENTITY_DAYS)
    due = list(
        InformationRequest.objects.filter(
            Q(requester__identity_purged_at__isnull=True), closed_at__lte=before
        )
        .order_by("closed_at")
        .values_list("pk", "requester_id")[:PORTION]
    )
    found = sum(_purge(pk, requester_id, before, now) for pk, requester_id in due)
    return found + _purge_claims(before, now)


def _purge_claims(before: datetime, now: datetime) -> int:
    """The same for claims that a record is wrong: number and evidence go, the paper stays."""
    due = CorrectionClaim.objects.select_related("requester").filter(
        told_on__lte=local_day(before), requester__identity_purged_at__isnull=True
    )
    claims = list(due.order_by("pk")[:PORTION])
    for claim in claims:
        with transaction.atomic():
            claim.requester.identity_number = ""
            claim.requester.identity_purged_at = now
            claim.requester.save(update_fields=["identity_number", "identity_purged_at"])
            for stored in claim.sealed_files.filter(purpose="evidence", purged_at__isnull=True):
                purge_sealed(stored=stored, now=now)
            record(
                actor=SYSTEM,
                deed="inforequests.purge",
                subject=f"correction:{claim.pk}",
                unit_id=claim.unit_id,
                now=now,
                detail={"编号": claim.number},
            )
    return len(claims)


@transaction.atomic
def _purge(pk: int, requester_id: int, before: datetime, now: datetime) -> bool:
    requester = Requester.objects.select_for_update().get(pk=requester_id)
    others = requester.requests.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=before))
    if requester.identity_purged_at is not None or others.exists():
        return False
    requester.identity_number = ""
    requester.identity_purged_at = now
    requester.save(update_fields=["identity_number", "identity_purged_at"])
    for stored in SealedFile.objects.filter(
        request__requester=requester, purpose__in=IDENTITY_FILES, purged_at__isnull=True
    ):
        purge_sealed(stored=stored, now=now)
    request = InformationRequest.objects.get(pk=pk)
    record(
        actor=SYSTEM,
        deed="inforequests.purge",
        subject=f"request:{pk}",
        unit_id=request.unit_id,
        now=now,
        detail={"编号": request.number},
    )
    return True


def clear_away(now: datetime) -> int:
    """All that time takes away: identities, old drafts, counts of doors, orphaned bytes."""
    return (
        purge_identities(now=now)
        + drafts.drop_old_drafts(now=now)
        + throttle.forget_tries(now=now)
        + sweep_orphans(now=now)
    )
