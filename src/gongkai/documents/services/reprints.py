"""Taking over what superior governments publish: feeds, files, forms; the draft goes the usual way."""

from datetime import datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.documents.content import Text, clean_html
from gongkai.documents.feeds import FeedItem, read_feed
from gongkai.documents.models import Draft, Reprint, SuperiorEntry, SuperiorFeed
from gongkai.documents.rules import reprints as law
from gongkai.documents.services.drafting import create_draft
from gongkai.kernel.actor import Actor, Placed, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

REPRINT = "documents.reprint"
State = SuperiorEntry.State


@transaction.atomic
def add_feed(
    *,
    actor: Actor,
    unit: Placed,
    name: str,
    url: str,
    now: datetime,
    section_id: int | None = None,
) -> SuperiorFeed:
    """Enter a feed of a superior government; its items wait with *unit*."""
    refuse_if(
        [
            *reasons_against(actor, REPRINT, unit),
            *law.reasons_against_feed(
                name=name, url=url, taken=SuperiorFeed.objects.filter(url=url).exists()
            ),
        ]
    )
    feed = SuperiorFeed.objects.create(
        name=name.strip()[:120],
        url=url.strip()[:500],
        unit_id=unit.id,
        section_id=section_id,
        saved_by_id=person_of(actor),
        saved_at=now,
    )
    _record(actor, f"feed:{feed.pk}", unit.id, now, 订阅=feed.name)
    return feed


@transaction.atomic
def switch_feed(*, actor: Actor, feed_id: int, now: datetime) -> SuperiorFeed:
    """Stop reading a feed, or begin again."""
    feed = SuperiorFeed.objects.select_for_update(of=("self",)).filter(pk=feed_id).first()
    if feed is None:
        raise Refusal(Reason("not_found", "没有这个订阅"))
    refuse_if(reasons_against(actor, REPRINT, feed.unit))
    feed.is_active = not feed.is_active
    feed.save(update_fields=["is_active"])
    _record(actor, f"feed:{feed.pk}", feed.unit_id, now, 订阅="启用" if feed.is_active else "停用")
    return feed


@transaction.atomic
def take_feed(*, actor: Actor, feed_id: int, data: bytes, now: datetime) -> int:
    """Take in the items of a feed that are not known yet; how many there were."""
    feed = SuperiorFeed.objects.select_for_update(of=("self",)).filter(pk=feed_id).first()
    if feed is None:
        raise Refusal(Reason("not_found", "没有这个订阅"))
    refuse_if(reasons_against(actor, REPRINT, feed.unit))
    items = {item.guid: item for item in read_feed(data)}
    known = set(SuperiorEntry.objects.filter(guid__in=items).values_list("guid", flat=True))
    fresh = [item for guid, item in items.items() if guid not in known]
    SuperiorEntry.objects.bulk_create(_entry(feed, item, now) for item in fresh)
    feed.read_at, feed.trouble = now, ""
    feed.save(update_fields=["read_at", "trouble"])
    return len(fresh)


def _entry(feed: SuperiorFeed, item: FeedItem, now: datetime) -> SuperiorEntry:
    url = item.url if item.url.startswith(("http://", "https://")) else ""
    return SuperiorEntry(
        feed=feed,
        unit_id=feed.unit_id,
        source=feed.name,
        guid=item.guid,
        title=item.title,
        url=url,
        published_at=min(item.published_at or now, now),
        body_html=clean_html(item.html) if item.html else "",
        seen_at=now,
    )


def note_trouble(*, feed_id: int, words: str, now: datetime) -> None:
    """Keep why a feed could not be read; its page shows it."""
    SuperiorFeed.objects.filter(pk=feed_id).update(read_at=now, trouble=words[:300])


@transaction.atomic
def add_entry(
    *,
    actor: Actor,
    unit: Placed,
    title: str,
    source: str,
    url: str,
    published_at: datetime,
    now: datetime,
    body_html: str = "",
) -> SuperiorEntry:
    """Enter an item of a superior by hand, where there is no feed."""
    refuse_if(
        [
            *reasons_against(actor, REPRINT, unit),
            *law.reasons_against_entry(
                title=title, source=source, url=url, published_at=published_at, now=now
            ),
        ]
    )
    guid = url or f"{source}:{title}:{published_at.isoformat()}"
    if SuperiorEntry.objects.filter(guid=guid[:300]).exists():
        raise Refusal(Reason("url", "这一件已经登记过"))
    return SuperiorEntry.objects.create(
        unit_id=unit.id,
        source=source.strip()[:120],
        guid=guid[:300],
        title=title.strip()[:300],
        url=url[:500],
        published_at=published_at,
        body_html=clean_html(body_html) if body_html else "",
        seen_at=now,
    )


def _waiting(actor: Actor, entry_id: int) -> SuperiorEntry:
    found = SuperiorEntry.objects.select_for_update(of=("self",)).select_related("unit", "feed")
    entry = found.filter(pk=entry_id).first()
    if entry is None:
        raise Refusal(Reason("not_found", "没有这一件"))
    refuse_if(reasons_against(actor, REPRINT, entry.unit))
    if entry.state == State.TAKEN:
        raise Refusal(Reason("taken", "这一件已经转载"))
    return entry


@transaction.atomic
def reprint(*, actor: Actor, entry_id: int, now: datetime) -> Draft:
    """Draft a reprint: its source stands in it; it is reviewed and signed like any other text."""
    entry = _waiting(actor, entry_id)
    text = Text(
        title=entry.title,
        issuer=entry.source,
        openness="proactive",
        section_id=entry.feed.section_id if entry.feed else None,
        body_html=entry.body_html or f'<p><a href="{entry.url}">{entry.url}</a></p>',
    )
    draft = create_draft(actor=actor, unit=entry.unit, text=text, now=now)
    Reprint.objects.create(
        document=draft.document,
        entry=entry,
        source=entry.source,
        url=entry.url,
        published_at=entry.published_at,
        by_id=person_of(actor),
        at=now,
    )
    entry.state = State.TAKEN
    entry.save(update_fields=["state"])
    _record(actor, f"document:{draft.document_id}", entry.unit_id, now, 转载自=entry.source)
    return draft


@transaction.atomic
def put_aside(*, actor: Actor, entry_id: int, reason: str, now: datetime) -> SuperiorEntry:
    """Say why an item of a superior is not reprinted."""
    entry = _waiting(actor, entry_id)
    if not reason.strip():
        raise Refusal(Reason("reason", "请写明不转载的理由"))
    entry.state, entry.reason = State.ASIDE, reason.strip()[:300]
    entry.save(update_fields=["state", "reason"])
    _record(actor, f"entry:{entry.pk}", entry.unit_id, now, 不转载=entry.reason)
    return entry


def _record(actor: Actor, subject: str, unit_id: int, now: datetime, **detail: object) -> None:
    record(actor=actor, deed=REPRINT, subject=subject, unit_id=unit_id, detail=detail, now=now)
