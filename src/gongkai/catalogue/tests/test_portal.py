"""Guide, catalogue and responsibility table as the public reads them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gongkai.catalogue import services
from gongkai.catalogue.tests.factories import SectionFactory

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(cast):
    """Two versions of the county's guide, one of its catalogue, one of another unit's guide."""
    office = cast.actor("office")
    section = SectionFactory(unit=cast.county, name="政策文件", slug="policy")

    def issue(do, unit):
        return do(actor=office, unit=unit, reason="更新", now=NOW)

    issue(services.generate_guide, cast.county)
    section.name = "规范性文件"
    section.save()
    issue(services.generate_guide, cast.county)
    issue(services.generate_guide, cast.education)
    issue(services.generate_catalogue, cast.county)
    return cast


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_guide_of_the_county_is_the_first_and_leads_to_the_others(client, issued):
    page = text(client.get("/openness/guide/"))
    assert "澄明县人民政府政府信息公开指南" in page
    assert issued.county.phone in page
    assert "规范性文件" in page
    assert "/openness/guide/jiaoyuju/" in page
    assert '<meta name="ColumnType" content="信息公开">' in page


def test_an_earlier_version_says_that_it_is_one(client, issued):
    page = text(client.get("/openness/guide/xianzhengfu/1/"))
    assert "已被更新的版本取代" in page
    assert "政策文件" in page
    current = text(client.get("/openness/guide/xianzhengfu/"))
    assert "已被更新的版本取代" not in current


@pytest.mark.parametrize(
    "address",
    [
        "/openness/guide/nowhere/",
        "/openness/guide/shuiliju/",
        "/openness/guide/xianzhengfu/9/",
        "/openness/guide/xianzhengfu/99999999999999999999999/",
        "/openness/catalogue/nowhere/",
    ],
)
def test_what_is_not_there_is_not_found(client, issued, address):
    assert client.get(address).status_code == 404


def test_before_any_guide_the_page_says_so(client, db):
    assert "公开指南尚未发布" in text(client.get("/openness/guide/"))


def test_the_catalogue_shows_sections_and_duties(client, issued):
    page = text(client.get("/openness/catalogue/xianzhengfu/"))
    assert "澄明县人民政府政府信息公开目录" in page
    assert "规范性文件" in page
    assert "这里还没有公开的信息" in page
    assert text(client.get("/openness/catalogue/")) == page
    bare = text(client.get("/openness/catalogue/shuiliju/", {"after": "nonsense"}))
    assert "这里还没有公开的信息" in bare


def test_before_there_is_any_unit_there_is_no_catalogue(client, db):
    assert client.get("/openness/catalogue/").status_code == 404


def test_the_responsibility_table_is_public(client, issued):
    page = text(client.get("/openness/responsibility/"))
    assert "规范性文件" in page
    assert "澄明县人民政府" in page
    assert "随时更新" in page
    assert "2026-01-01" in page


def test_public_pages_cost_few_queries_whatever_the_number_of_sections(
    client, issued, count_queries
):
    for _ in range(20):
        SectionFactory(unit=issued.county)
    for address in ("guide/", "catalogue/xianzhengfu/", "responsibility/"):
        with count_queries(f"portal:openness/{address}"):
            text(client.get(f"/openness/{address}"))


@pytest.mark.parametrize("address", ["guide/", "catalogue/xianzhengfu/", "responsibility/"])
def test_public_pages_only_show(client, issued, address):
    assert client.post(f"/openness/{address}").status_code == 405


@pytest.mark.parametrize(
    "cursor", ["0001-01-01T00:00:00+14:00~documents~5", "9999-12-31T23:59:59-14:00~documents~5"]
)
def test_a_cursor_beyond_the_calendar_shows_the_first_page(client, cast, cursor):
    assert client.get("/openness/catalogue/", {"after": cursor}).status_code == 200
