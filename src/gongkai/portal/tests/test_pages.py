from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import services
from gongkai.documents.tests.factories import published
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db
WELL_KNOWN = [
    "/",
    "/openness/",
    "/openness/rules/",
    "/openness/statutory/",
    "/openness/reports/",
    "/openness/requests/",
    "/units/",
    "/sitemap/",
    "/sitemap.xml",
    "/robots.txt",
    "/feed.atom",
    "/feed.rss",
]


@pytest.mark.parametrize("address", WELL_KNOWN)
def test_every_public_page_stands_on_an_empty_site(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", WELL_KNOWN)
def test_every_public_page_stands_with_records(client: Client, cast: Cast, address: str) -> None:
    published(cast, now=timezone.now() - timedelta(hours=1))
    assert client.get(address).status_code == 200


def test_a_record_shows_at_home_in_its_section_unit_feeds_and_sitemap(
    client: Client, cast: Cast
) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    slug = found.section.slug
    address = f"/documents/{found.document_id}/"
    for page in (
        "/",
        "/openness/",
        f"/sections/{slug}/",
        "/units/jiaoyuju/",
        "/feed.atom",
        "/feed.rss",
        f"/sections/{slug}/feed.atom",
        f"/sections/{slug}/feed.rss",
        "/units/jiaoyuju/feed.atom",
        "/units/jiaoyuju/feed.rss",
    ):
        body = client.get(page).content.decode()
        assert "义务教育招生工作的通知" in body, page
        assert address in body, page
    assert "/sitemap-5000.xml" in client.get("/sitemap.xml").content.decode()
    assert address in client.get("/sitemap-5000.xml").content.decode()


def test_pages_of_unknown_sections_and_units_are_404(client: Client) -> None:
    for address in (
        "/sections/none/",
        "/units/none/",
        "/sections/none/feed.atom",
        "/units/none/feed.rss",
    ):
        assert client.get(address).status_code == 404


def test_a_section_carries_the_seven_meta_tags_of_a_list_page(client: Client, cast: Cast) -> None:
    section = SectionFactory(unit=cast.education)
    body = client.get(f"/sections/{section.slug}/").content.decode()
    for name in (
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
    ):
        assert f'<meta name="{name}" content="' in body
        assert f'<meta name="{name}" content="">' not in body


def test_what_was_withdrawn_is_in_no_list(client: Client, cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=2)
    found = published(cast, now=then)
    withdrawal = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=found.document_id, reason="重复", now=then
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"),
        case_id=withdrawal.case_id,
        action="approve",
        note="",
        now=then + timedelta(hours=1),
    )
    for page in ("/", f"/sections/{found.section.slug}/", "/units/jiaoyuju/", "/feed.atom"):
        assert "招生工作的通知" not in client.get(page).content.decode(), page


def test_paging_through_a_section_shows_every_record_once(client: Client, cast: Cast) -> None:
    section = SectionFactory(unit=cast.education)
    start = timezone.now() - timedelta(days=1)
    for number in range(45):
        published(
            cast, now=start + timedelta(minutes=number), section=section, title=f"第{number:02d}号"
        )
    seen: list[str] = []
    address = f"/sections/{section.slug}/"
    while address:
        page = client.get(address)
        seen += [row.title for row in page.context["page"].rows]
        cursor = page.context["page"].next
        address = f"/sections/{section.slug}/?after={cursor}" if cursor else ""
    assert seen == [f"第{number:02d}号" for number in reversed(range(45))]
    back = client.get(f"/sections/{section.slug}/?before={page.context['page'].previous}")
    assert [row.title for row in back.context["page"].rows][-1] == seen[39]


def test_a_tampered_cursor_shows_the_first_page(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    for cursor in ("x", "1_x", "9e99_1", "nan_2", "%00", f"1_{2**70}", f"1_-{2**70}"):
        page = client.get(f"/sections/{found.section.slug}/?after={cursor}")
        assert page.status_code == 200


@pytest.mark.parametrize("address", ["/", "/openness/", "/units/", "/feed.atom"])
def test_a_reader_who_has_a_page_gets_304_until_something_is_published(
    client: Client, cast: Cast, address: str
) -> None:
    published(cast, now=timezone.now() - timedelta(hours=2), title="第一件")
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    published(cast, now=timezone.now() - timedelta(hours=1), title="第二件")
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == (304 if address == "/units/" else 200)
