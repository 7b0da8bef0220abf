import pytest

from gongkai.catalogue import public
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.orgs.tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget():
    top = SectionFactory(name="法定主动公开内容", slug="statutory", position=1)
    return SectionFactory(
        parent=top,
        name="财政预决算",
        slug="budget",
        cadence="yearly",
        update_days=20,
        disclosure_item=DisclosureItem.objects.get(code="art20-7"),
        unit=UnitFactory(name="澄明县财政局", slug="czj"),
    )


def test_a_section_is_found_by_its_address_with_all_its_header_in_one_query(
    budget, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = public.section_by_slug("budget")
    assert found.name == "财政预决算"
    assert (found.unit.name, found.unit.slug) == ("澄明县财政局", "czj")
    assert (found.column_type, found.area_label) == ("信息公开", "法定主动公开内容")
    assert found.cadence_label == "每年更新"
    assert found.item_article == "《政府信息公开条例》第二十条第（七）项"
    assert found.closed_on is None


def test_an_unknown_address_has_no_section():
    assert public.section_by_slug("nothing") is None


def test_the_trail_leads_from_the_top(budget, django_assert_num_queries):
    third = public.section_by_slug(SectionFactory(parent=budget).slug)
    with django_assert_num_queries(1):
        assert [above.slug for above in public.trail(third)] == ["statutory", "budget"]
    top = public.section_by_slug("statutory")
    with django_assert_num_queries(0):
        assert public.trail(top) == []


def test_the_tree_nests_open_sections_of_an_area_in_one_query(budget, django_assert_num_queries):
    SectionFactory(parent=budget.parent, slug="closed", is_open=False, closed_on="2026-02-01")
    SectionFactory(slug="news", area="news")
    with django_assert_num_queries(1):
        tree = public.section_tree("statutory")
    assert [node.section.slug for node in tree] == ["statutory"]
    assert [node.section.slug for node in tree[0].children] == ["budget"]
    assert len(public.section_tree()) == 2


def test_a_sub_site_has_the_units_own_and_the_shared_sections(budget):
    SectionFactory(slug="rules", is_shared=True)
    SectionFactory(slug="others")
    mine = public.sections_of_unit(budget.unit_id)
    assert {node.section.slug for node in mine} == {"budget", "rules"}
    alone = public.sections_of_unit(budget.unit_id, shared=False)
    assert [node.section.slug for node in alone] == ["budget"]


def test_the_responsibility_table_names_unit_rule_and_since_for_every_section(
    budget, django_assert_num_queries
):
    with django_assert_num_queries(2):
        table = public.responsibility_table()
    line = table[1]
    assert (line.section.slug, line.depth) == ("budget", 1)
    assert line.section.unit.name == "澄明县财政局"
    assert line.since == budget.opened_on
