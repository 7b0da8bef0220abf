"""内容检查 of everything that is public: resumable, only what changed, answers kept (§14, §9.1)."""

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlsplit

from django.db import transaction

from gongkai.casework.rules import local_day
from gongkai.documents import selectors
from gongkai.documents.models import Link, LinkUse, Publication, StockCheck, StockFinding
from gongkai.documents.rules.screening import standing
from gongkai.documents.services.screening import answer
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.screening.rules.form.links import links_in
from gongkai.screening.selectors import lists_stamp, valid_waivers

SECONDS = 45.0
"""How long one run of the job goes on before others have their turn."""
BATCH = 50
LONGEST_ADDRESS = 2_000


def screen_stock(
    *,
    now: datetime,
    seconds: float | None = SECONDS,
    told: Callable[[Publication], None] | None = None,
) -> int:
    """Screen what is public and was not yet screened with today's lists; how many texts were.

    Every text is kept as it is done: whatever stops a run, the next one goes on from there.
    """
    day = local_day(now)
    stamp = lists_stamp(day)
    recall_answers(day=day)
    stop = None if seconds is None else time.monotonic() + seconds
    done = 0
    for publication in _waiting(stamp):
        if stop is not None and time.monotonic() > stop:
            break
        screen_public_text(publication=publication, stamp=stamp, day=day, now=now)
        done += 1
        if told is not None:
            told(publication)
    return done


def _waiting(stamp: str) -> Iterator[Publication]:
    after = 0
    while batch := selectors.to_be_screened(stamp, after=after, limit=BATCH):
        yield from batch
        after = batch[-1].pk


@transaction.atomic
def screen_public_text(
    *, publication: Publication, stamp: str, day: date, now: datetime
) -> list[StockFinding]:
    """Screen one public text and keep what is found in place of what was found before."""
    edition = publication.edition
    judged = selectors.screened_text(edition, day, selectors.link_states(publication.pk)).findings
    noted = [selectors.noted_one(each) for each in judged]
    stand = {id(each) for each in standing(noted, edition.author_id)}
    rows = [
        StockFinding(
            publication=publication,
            unit_id=publication.unit_id,
            key=told.key,
            rule=told.rule,
            category=told.category,
            severity=told.severity,
            message=told.message[:300],
            suggestion=told.suggestion[:300],
            basis=told.basis[:200],
            location=told.location[:300],
            shown=told.shown[:80],
            answered_until=one.waiver.expires_on if one.waiver and id(told) not in stand else None,
        )
        for one, told in zip(judged, noted, strict=True)
    ]
    StockFinding.objects.filter(publication=publication).delete()
    StockCheck.objects.update_or_create(
        publication=publication, defaults={"stamp": stamp, "at": now}
    )
    _note_links(publication)
    return StockFinding.objects.bulk_create(rows)


def _note_links(publication: Publication) -> None:
    """Remember the addresses of other sites to which the text links, for the link check."""
    addresses = {
        hashlib.sha256(address.encode()).hexdigest(): address
        for _, address, _, _ in links_in(publication.edition.body_html)
        if address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS
    }
    new = [
        Link(digest=digest, address=address, host=_host(address))
        for digest, address in addresses.items()
    ]
    Link.objects.bulk_create(new, ignore_conflicts=True)
    LinkUse.objects.filter(publication=publication).exclude(link__digest__in=addresses).delete()
    ids = selectors.known_links(addresses).values()
    uses = [LinkUse(link_id=link_id, publication=publication) for link_id in ids]
    LinkUse.objects.bulk_create(uses, ignore_conflicts=True)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""


def recall_answers(*, day: date) -> None:
    """Let findings stand again whose waiver was taken back."""
    gone = []
    rows = selectors.answered_findings()
    for document_id, found in groupby(rows, lambda row: row.publication.document_id):
        valid = valid_waivers(selectors.subject_of(document_id), day)
        gone += [row.pk for row in found if row.key not in valid]
    StockFinding.objects.filter(pk__in=gone).update(answered_until=None)


@transaction.atomic
def answer_in_stock(
    *, actor: Actor, finding_id: int, reason: str, until: date, now: datetime
) -> None:
    """Answer by name for a finding in a public text; a grave one only for somebody else's text."""
    row = selectors.find_stock_finding(finding_id)
    if row is None:
        raise Refusal(Reason("not_found", "这处问题已不在公开的信息里"))
    edition = row.publication.edition
    states = selectors.link_states(row.publication_id)
    answer(
        actor=actor,
        screened=selectors.screened_text(edition, local_day(now), states),
        key=row.key,
        unit=row.unit,
        author_id=edition.author_id,
        reason=reason,
        until=until,
        now=now,
    )
    same = StockFinding.objects.filter(publication_id=row.publication_id, key=row.key)
    same.update(answered_until=until)
