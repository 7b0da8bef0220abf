"""转载: taken in from Atom, RSS, files and forms, marked with their source, counted apart (C12)."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents import jobs, public, selectors, services
from gongkai.documents.feeds import read_feed
from gongkai.documents.models import Draft, Reprint, SuperiorEntry, SuperiorFeed
from gongkai.documents.rules.reprints import hours_left, in_time, reasons_against_entry
from gongkai.documents.tests.factories import NOW, ZONE, published, take
from gongkai.kernel.errors import Refusal

db = pytest.mark.django_db

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>省人民政府</title>
<entry><id>urn:1</id><title>关于促进
 消费的意见</title><link rel="alternate" href="https://www.example.gov.cn/a/1.html"/>
<published>2026-06-15T08:00:00+08:00</published><updated>2026-06-16T08:00:00+08:00</updated>
<content type="html">&lt;p&gt;各市、县：&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content></entry>
<entry><id>urn:2</id><title>没有日期</title></entry>
<entry><title></title></entry></feed>"""
RSS = """<rss version="2.0"><channel><title>国务院</title>
<item><title>条例全文</title><link>https://www.example.gov.cn/b/2.html</link>
<pubDate>Sun, 14 Jun 2026 23:30:00 +0800</pubDate><description>条例公布</description></item>
<item><title>通知</title><link>https://www.example.gov.cn/b/3.html</link>
<pubDate>2026-06-14 9:05</pubDate></item></channel></rss>"""


def codes(reasons):
    return [reason.code for reason in reasons]


def test_atom_is_read_with_its_first_publication_and_its_own_address():
    first, second = read_feed(ATOM.encode())
    assert (first.guid, first.title) == ("urn:1", "关于促进 消费的意见")
    assert first.url == "https://www.example.gov.cn/a/1.html"
    assert first.published_at == datetime(2026, 6, 15, 8, tzinfo=ZONE)
    assert "各市、县" in first.html
    assert second.published_at is None


def test_rss_is_read_and_loose_dates_are_taken_at_local_time():
    first, second = read_feed(RSS.encode("utf-8"))
    assert first.published_at == datetime(2026, 6, 14, 15, 30, tzinfo=UTC)
    assert second.published_at == datetime(2026, 6, 14, 9, 5, tzinfo=ZONE)
    assert first.guid == first.url


def test_a_feed_cannot_read_files_or_swell():
    evil = (
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">'
        '<!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>甲&x;&b;</title>'
        "<link>https://e.example/1</link></item></channel></rss>"
    )
    assert [item.title for item in read_feed(evil.encode())] == ["甲&x;&b;"]


@pytest.mark.parametrize("data", [b"", b"<html><p>404</p></html>", b"\x00\xff\x00", b"{}"])
def test_what_is_no_feed_is_refused_in_words(data):
    with pytest.raises(Refusal) as refused:
        read_feed(data)
    assert refused.value.codes == ("feed",)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with suppress(Refusal):
        assert all(item.title and item.guid for item in read_feed(data))


def test_the_target_is_twenty_four_hours():
    stated = datetime(2026, 6, 15, 8, tzinfo=ZONE)
    assert hours_left(stated, stated + timedelta(hours=1)) == 23
    assert hours_left(stated, stated + timedelta(hours=25)) == -1
    assert in_time(stated, stated + timedelta(hours=24))
    assert not in_time(stated, stated + timedelta(hours=24, seconds=1))


def test_an_entry_names_its_source():
    wrong = reasons_against_entry(
        title="", source=" ", url="javascript:x", published_at=NOW + timedelta(days=1), now=NOW
    )
    assert codes(wrong) == ["title", "source", "url", "published_at"]


def feed(cast):
    return services.add_feed(
        actor=cast.actor("clerk"),
        unit=cast.education,
        name="省人民政府",
        url="https://www.example.gov.cn/feed.atom",
        now=NOW,
    )


def taken(cast, data=ATOM, now=NOW):
    entered = SuperiorFeed.objects.first() or feed(cast)
    return services.take_feed(
        actor=cast.actor("clerk"), feed_id=entered.pk, data=data.encode(), now=now
    )


@db
def test_an_item_is_taken_in_once_and_cleaned(cast):
    assert taken(cast) == 2
    assert taken(cast) == 0
    first = SuperiorEntry.objects.get(guid="urn:1")
    assert first.source == "省人民政府"
    assert "script" not in first.body_html
    assert SuperiorEntry.objects.get(guid="urn:2").published_at == NOW


@db
def test_a_reprint_is_reviewed_like_any_text_and_says_whose_it_is(cast, client):
    from gongkai.catalogue.tests.factories import SectionFactory

    now = timezone.now() - timedelta(hours=2)
    taken(cast, now=now)
    entry = SuperiorEntry.objects.get(guid="urn:1")
    begun = services.reprint(actor=cast.actor("clerk"), entry_id=entry.pk, now=now)
    assert begun.case.state == "drafting"
    Draft.objects.filter(pk=begun.pk).update(section=SectionFactory(unit=cast.education))
    take(cast, begun, now=now)
    page = client.get(f"/documents/{begun.document_id}/").content.decode()
    assert "转载自省人民政府" in page
    assert "https://www.example.gov.cn/a/1.html" in page
    with pytest.raises(Refusal) as refused:
        services.reprint(actor=cast.actor("clerk"), entry_id=entry.pk, now=now)
    assert refused.value.codes == ("taken",)


@db
def test_a_superiors_file_is_neither_ours_nor_in_our_gazette(cast):
    taken(cast)
    entry = SuperiorEntry.objects.get(guid="urn:1")
    begun = services.reprint(actor=cast.actor("clerk"), entry_id=entry.pk, now=NOW)
    with pytest.raises(Refusal) as refused:
        services.mark_policy(
            actor=cast.actor("clerk"),
            document_id=begun.document_id,
            normative=True,
            important=False,
            now=NOW,
        )
    assert refused.value.codes == ("reprint",)
    with pytest.raises(Refusal) as refused:
        services.submit_to_gazette(
            actor=cast.actor("clerk"), document_id=begun.document_id, heading="其他", now=NOW
        )
    assert "not_live" in refused.value.codes


@db
def test_reprints_are_counted_apart(cast):
    own, other = published(cast), published(cast, title="上级文件")
    for document, stated in ((other, NOW - timedelta(hours=5)), (own, None)):
        if stated:
            Reprint.objects.create(
                document=document.document,
                source="国务院",
                published_at=stated,
                by=cast.clerk,
                at=NOW,
            )
    figures = selectors.reprint_figures(actor=cast.actor("office"), year=2026)
    assert [(row.own, row.reprints, row.in_time) for row in figures] == [(1, 1, 1)]
    assert public.find_document(own.document_id, NOW + timedelta(hours=1)).reprint is None


@db
def test_the_job_reads_feeds_and_notes_troubles(cast, monkeypatch):
    good = feed(cast)
    bad = services.add_feed(
        actor=cast.actor("clerk"),
        unit=cast.education,
        name="市政府",
        url="https://www.example.gov.cn/gone",
        now=NOW,
    )
    answers = {good.url: ATOM.encode(), bad.url: b"<html/>"}
    monkeypatch.setattr(jobs, "fetch", answers.__getitem__)
    assert jobs.read_superiors(NOW) == 2
    bad.refresh_from_db()
    assert "不是 Atom 或 RSS" in bad.trouble
    services.switch_feed(actor=cast.actor("clerk"), feed_id=good.pk, now=NOW)
    monkeypatch.setattr(jobs, "fetch", lambda url: (_ for _ in ()).throw(AssertionError(url)))
    SuperiorFeed.objects.filter(pk=bad.pk).update(is_active=False)
    assert jobs.read_superiors(NOW) == 0


def test_fetching_is_for_web_addresses_only_and_says_what_went_wrong():
    from gongkai.documents.fetching import fetch

    for address in ("file:///etc/passwd", "ftp://x/y", "http://127.0.0.1:9/none"):
        with pytest.raises(Refusal) as refused:
            fetch(address)
        assert refused.value.codes == ("feed",)


@db
def test_reprints_on_the_desk(client, cast):
    client.force_login(cast.clerk)
    page = "/desk/documents/reprints/"
    client.post(
        page,
        {
            "part": "feed",
            "feed-name": "省人民政府",
            "feed-url": "https://www.example.gov.cn/feed.atom",
            "feed-unit": cast.education.pk,
        },
    )
    entered = SuperiorFeed.objects.get()
    there = f"{page}feeds/{entered.pk}/"
    client.post(there, {"file": SimpleUploadedFile("feed.xml", ATOM.encode())})
    body = client.get(page).content.decode()
    assert "关于促进 消费的意见" in body
    client.post(there, {"file": SimpleUploadedFile("feed.xml", b"none")})
    assert "不是 Atom 或 RSS" in client.get(page).content.decode()
    first, second = SuperiorEntry.objects.order_by("guid")
    answer = client.post(f"{page}{first.pk}/take/")
    assert answer["Location"].startswith("/desk/documents/cases/")
    client.post(f"{page}{second.pk}/aside/", {"reason": "与本县无关"})
    assert "与本县无关" in client.get(f"{page}?list=aside").content.decode()
    assert "登记与版本" in client.get(f"{page}?list=taken").content.decode()
    wrong = client.post(page, {"part": "entry", "entry-title": "甲", "entry-unit": ""})
    assert wrong.status_code == 422
    client.post(
        page,
        {
            "part": "entry",
            "entry-title": "手工登记的文件",
            "entry-source": "国务院办公厅",
            "entry-published_at": "2026-06-01T09:00",
            "entry-unit": cast.education.pk,
        },
    )
    assert "手工登记的文件" in client.get(page).content.decode()
    client.post(there, {"then": "switch"})
    entered.refresh_from_db()
    assert not entered.is_active
    client.force_login(cast.other_clerk)
    assert client.post(there, {"then": "switch"}).status_code == 403
