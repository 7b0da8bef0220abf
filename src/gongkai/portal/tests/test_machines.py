"""Feeds and sitemaps as the programs that read them do."""

from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import services
from gongkai.documents.tests.factories import published, take
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://www.chengming.gov.cn"


@pytest.fixture(autouse=True)
def _base(settings: Any) -> None:
    settings.BASE_URL = BASE


def read(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(path) or ""


def test_every_atom_feed_is_its_own_with_absolute_addresses(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1), summary="含<b>标记</b>与&符号")
    places = ["/", f"/sections/{found.section.slug}/", "/units/jiaoyuju/"]
    for place in places:
        feed = read(client, f"{place}feed.atom")
        links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
        assert text(feed, f"{ATOM}id") == links["alternate"] == f"{BASE}{place}"
        assert links["self"] == f"{BASE}{place}feed.atom"
        assert datetime.fromisoformat(text(feed, f"{ATOM}updated")).tzinfo
        entry = feed.find(f"{ATOM}entry")
        assert entry is not None
        assert text(entry, f"{ATOM}id") == f"{BASE}/documents/{found.document_id}/"
        assert text(entry, f"{ATOM}summary") == "含&lt;b&gt;标记&lt;/b&gt;与&amp;符号"
        assert datetime.fromisoformat(text(entry, f"{ATOM}updated")).tzinfo


def test_an_entry_is_updated_when_its_record_is_corrected(client: Client, cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=3)
    first = published(cast, now=then)
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="电话有误", now=then
    )
    before = text(read(client, "/feed.atom"), f"{ATOM}entry/{ATOM}updated")
    take(cast, correction, now=then + timedelta(hours=1))
    after = text(read(client, "/feed.atom"), f"{ATOM}entry/{ATOM}updated")
    assert datetime.fromisoformat(after) > datetime.fromisoformat(before)


def test_rss_gives_absolute_addresses_too(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    for place in ("/", f"/sections/{found.section.slug}/", "/units/jiaoyuju/"):
        channel = read(client, f"{place}feed.rss").find("channel")
        assert channel is not None
        assert text(channel, "link") == f"{BASE}{place}"
        assert text(channel, "language") == "zh-CN"
        assert text(channel, "item/guid") == f"{BASE}/documents/{found.document_id}/"


def test_feeds_are_only_read(client: Client) -> None:
    assert client.post("/feed.atom").status_code == 405
    assert client.head("/feed.rss").status_code == 200


def test_the_sitemaps_name_pages_sections_units_and_records(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    told: list[str] = []
    for place in read(client, "/sitemap.xml").iter(f"{SITEMAP}loc"):
        file = read(client, (place.text or "").removeprefix(BASE))
        told += [(each.text or "").removeprefix(BASE) for each in file.iter(f"{SITEMAP}loc")]
    record, section = f"/documents/{found.document_id}/", f"/sections/{found.section.slug}/"
    assert {"/", "/openness/", section, "/units/jiaoyuju/", record} <= set(told)
    assert len(told) == len(set(told))
    for address in told:
        assert client.get(address).status_code == 200, address
