"""Sections in their tree: what stands below them shows, and no page stands empty without need."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents.tests.factories import published
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def hours_ago(hours: float) -> "timezone.datetime":
    return timezone.now() - timedelta(hours=hours)


@pytest.fixture
def tree(cast: Cast) -> dict[str, Any]:
    top = SectionFactory(unit=cast.county, name="法定主动公开内容", slug="top")
    middle = SectionFactory(unit=cast.county, name="民生保障", slug="middle", parent=top)
    leaf = SectionFactory(unit=cast.education, name="教育", slug="leaf", parent=middle)
    empty = SectionFactory(unit=cast.county, name="应急管理", slug="empty", parent=top)
    published(cast, now=hours_ago(2), section=leaf, title="先办的事")
    published(cast, now=hours_ago(1), section=leaf, title="后办的事")
    return {"top": top, "middle": middle, "leaf": leaf, "empty": empty}


def test_a_section_shows_what_stands_below_it(client: Client, tree: dict[str, Any]) -> None:
    page = client.get("/sections/middle/")
    body = page.content.decode()
    assert body.index("后办的事") < body.index("先办的事")
    assert [(branch.section.name, branch.count) for branch in page.context["below"]] == [
        ("教育", 2)
    ]
    assert "本栏目暂无信息" not in body


def test_a_section_says_what_it_is_for_how_much_it_holds_and_when_it_changed(
    client: Client, tree: dict[str, Any]
) -> None:
    body = client.get("/sections/leaf/").content.decode()
    assert "栏目说明" in body
    assert "共 2 条，最近更新" in body
    assert f'<time datetime="{timezone.localdate(hours_ago(1))}">' in body


def test_an_empty_section_says_so_and_shows_a_way_on(client: Client, tree: dict[str, Any]) -> None:
    body = client.get("/sections/empty/").content.decode()
    assert "本栏目暂无信息" in body
    assert '<a href="/openness/requests/">依申请公开</a>' in body


def test_a_section_that_only_stands_for_its_part_leads_there(
    client: Client, cast: Cast, tree: dict[str, Any]
) -> None:
    answer = client.get("/sections/top/")
    assert (answer.status_code, answer["Location"]) == (302, "/openness/statutory/")
    published(cast, now=hours_ago(1), section=tree["top"])
    assert client.get("/sections/top/").status_code == 200


def test_a_part_shows_its_sections_with_counts_and_no_empty_panel(
    client: Client, tree: dict[str, Any]
) -> None:
    page = client.get("/openness/statutory/")
    told = [(branch.section.name, branch.count) for branch in page.context["branches"]]
    assert told == [("民生保障", 2), ("应急管理", 0)]
    assert [branch.section.name for branch, _ in page.context["panels"]] == ["民生保障"]


def test_where_we_are_names_the_part_of_the_openness_area(client: Client, cast: Cast) -> None:
    SectionFactory(unit=cast.county, name="统计信息", slug="figures")
    trail = client.get("/sections/figures/").context["trail"]
    assert [label for label, _ in trail] == ["首页", "政府信息公开", "法定主动公开内容", "统计信息"]


def test_a_closed_section_keeps_its_records_and_says_since_when(client: Client, cast: Cast) -> None:
    closed = SectionFactory(unit=cast.county, slug="gone")
    published(cast, now=hours_ago(1), section=closed, title="以前的信息")
    closed.is_open, closed.closed_on = False, date(2026, 2, 1)
    closed.save()
    body = client.get("/sections/gone/").content.decode()
    assert "已于 2026-02-01 停用" in body
    assert "以前的信息" in body


def test_the_countys_own_page_and_catalogue_hold_the_whole_county(
    client: Client, cast: Cast, tree: dict[str, Any]
) -> None:
    slug = cast.county.slug
    assert "后办的事" in client.get(f"/units/{slug}/").content.decode()
    assert "后办的事" in client.get("/openness/catalogue/").content.decode()


def test_a_unit_shows_its_records_by_section_and_the_units_below_it(
    client: Client, cast: Cast, tree: dict[str, Any]
) -> None:
    page = client.get(f"/units/{cast.education.slug}/")
    assert [(view.name, count) for view, count in page.context["filed"]] == [("教育", 2)]
    township = client.get(f"/units/{cast.township.slug}/")
    assert cast.village.short_name in township.content.decode()


def test_titles_of_further_pages_differ(client: Client, cast: Cast) -> None:
    section = SectionFactory(unit=cast.education)
    for number in range(21):
        published(cast, now=hours_ago(50 - number), section=section, title=f"第{number}号")
    first = client.get(f"/sections/{section.slug}/")
    address = f"/sections/{section.slug}/?after={first.context['page'].next}"
    second = client.get(address).content.decode()
    assert "及以前）_法定主动公开内容" in second
    assert f'{address}">' in second.split('rel="canonical"')[1][:200]
