"""The desk pages about sections, as a person uses them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import Section
from gongkai.catalogue.tests.factories import SectionFactory

ENTRIES = {
    "name": "财政预决算",
    "slug": "caizheng-yusuan",
    "description": "财政预算、决算信息",
    "keywords": "预算,决算",
    "column_type": "disclosure",
    "area": "statutory",
    "item_code": "art20-7",
    "cadence": "yearly",
    "update_days": "20",
    "position": "1",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office)
    return client


@pytest.fixture
def make(cast):
    """Sections of 县教育局 unless another unit is named."""
    return lambda **entries: SectionFactory(**{"unit": cast.education} | entries)


def url(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def text(response):
    return response.content.decode()


def test_the_office_opens_a_section_and_lands_on_its_sheet(office, cast):
    sent = office.post(url("section_new"), ENTRIES | {"unit": cast.education.pk}, follow=True)
    made = Section.objects.get()
    assert sent.redirect_chain[-1][0] == url("section", made.pk)
    page = text(sent)
    assert "已开设栏目“财政预决算”" in page
    assert "空白栏目" in page
    assert "每年更新" in page
    assert cast.education.name in page


def test_the_place_is_filled_in_from_the_parent(office):
    parent = SectionFactory(area="reports")
    form = office.get(url("section_new"), {"parent": parent.pk}).context["form"]
    assert form["parent"].value() == parent.pk
    assert form["area"].value() == "reports"
    for odd in ("abc", "0", "9" * 40, "²"):
        assert office.get(url("section_new"), {"parent": odd}).status_code == 200


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 100_000}, "name"),
        ({"name": "坏\x00名"}, "name"),
        ({"name": "坏\x07名"}, "name"),
        ({"slug": "<script>"}, "slug"),
        ({"slug": "财政"}, "slug"),
        ({"keywords": " "}, "keywords"),
        ({"description": "长" * 301}, "description"),
        ({"cadence": "weekly"}, "cadence"),
        ({"column_type": "blog"}, "column_type"),
        ({"area": "garden"}, "area"),
        ({"item_code": "art99"}, "item_code"),
        ({"update_days": "many"}, "update_days"),
        ({"update_days": "365"}, "update_days"),
        ({"position": "-1"}, "position"),
        ({"unit": "0"}, "unit"),
        ({"unit": ""}, "unit"),
        ({"parent": "999999"}, "parent"),
    ],
)
def test_a_bad_entry_is_shown_at_its_field_and_nothing_typed_is_lost(office, cast, entries, field):
    sent = office.post(url("section_new"), ENTRIES | {"unit": cast.education.pk} | entries)
    assert sent.status_code == 422
    assert list(sent.context["form"].errors) == [field]
    assert not Section.objects.exists()
    if field != "description":
        assert ENTRIES["description"] in text(sent)


def test_script_in_a_name_is_shown_as_text(office, cast):
    nasty = "<script>alert(1)</script>"
    office.post(url("section_new"), ENTRIES | {"unit": cast.education.pk, "name": nasty})
    for page in (url("sections"), url("section", Section.objects.get().pk)):
        assert nasty not in text(office.get(page))
        assert "&lt;script&gt;" in text(office.get(page))


def edited(section, **changes):
    return ENTRIES | {"slug": section.slug, "version": section.version} | changes


def test_a_change_is_saved(office, make):
    section = make()
    sent = office.post(url("section_edit", section.pk), edited(section, name="新名"), follow=True)
    section.refresh_from_db()
    assert section.name == "新名"
    assert "已保存" in text(sent)


def test_two_who_edit_at_once_the_second_sees_what_the_first_saved_and_may_insist(office, make):
    section = make(name="旧名")
    office.post(url("section_edit", section.pk), edited(section, name="先到"))
    clash = office.post(url("section_edit", section.pk), edited(section, name="后到"))
    assert clash.status_code == 422
    page = text(clash)
    assert "已被他人修改" in page
    assert "他人刚保存的内容" in page
    assert "先到" in page
    assert 'value="后到"' in page
    section.refresh_from_db()
    assert section.name == "先到"
    version = clash.context["form"]["version"].value()
    office.post(url("section_edit", section.pk), edited(section, name="后到", version=version))
    section.refresh_from_db()
    assert section.name == "后到"


@pytest.mark.parametrize("version", ["", "0", "x"])
def test_a_form_that_forgot_which_state_it_saw_is_not_saved(office, version, make):
    section = make(name="旧名")
    sent = office.post(url("section_edit", section.pk), edited(section, version=version))
    assert sent.status_code == 422
    section.refresh_from_db()
    assert section.name == "旧名"


def test_a_section_is_moved(office, make):
    section, target = make(), make()
    office.post(url("section_move", section.pk), {"parent": target.pk, "version": 1})
    section.refresh_from_db()
    assert section.parent == target
    form = office.get(url("section_move", target.pk)).context["form"]
    offered = {value for value, _ in form.fields["parent"].choices}
    assert offered == {""}


def test_a_move_that_does_not_fit_says_why(office, make):
    section, target = make(area="news"), make(area="reports")
    sent = office.post(url("section_move", section.pk), {"parent": target.pk, "version": 1})
    assert sent.status_code == 422
    assert "同一板块" in text(sent)


def test_a_clash_of_moves_shows_the_new_place(office, make):
    section, target = make(), make(name="目标栏目")
    office.post(url("section_move", section.pk), {"parent": target.pk, "version": 1})
    clash = office.post(url("section_move", section.pk), {"parent": "", "version": 1})
    assert clash.status_code == 422
    assert clash.context["form"].newer == [("新的上级栏目", "目标栏目")]


def test_another_unit_takes_over(office, cast, make):
    section = make(unit=cast.education)
    entries = {"unit": cast.water.pk, "since": "2026-03-01", "reason": "职能划转"}
    page = text(office.post(url("section_reassign", section.pk), entries, follow=True))
    assert "已改由澄明县水利局负责" in page
    assert "职能划转" in page
    assert "2026-03-01" in page


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"since": ""}, "这个字段是必填项"),
        ({"since": "昨天"}, "有效的日期"),
        ({"since": "2999-01-01"}, "不能晚于今天"),
        ({"since": "2000-01-01"}, "不能早于"),
        ({"reason": ""}, "必填"),
        ({"reason": "长" * 201}, "200"),
        ({"unit": "0"}, "选择"),
    ],
)
def test_a_bad_take_over_says_why(office, cast, entries, words, make):
    section = make(unit=cast.education)
    good = {"unit": cast.water.pk, "since": timezone.localdate(), "reason": "职能划转"}
    sent = office.post(url("section_reassign", section.pk), good | entries)
    assert sent.status_code == 422
    assert words in text(sent)
    section.refresh_from_db()
    assert section.unit == cast.education


def test_a_section_is_closed_with_a_reason_and_opened_again(office, make):
    section = make()
    assert office.post(url("section_close", section.pk), {}).status_code == 422
    page = text(office.post(url("section_close", section.pk), {"reason": "并入他栏"}, follow=True))
    assert "已关闭" in page
    assert url("section_reopen", section.pk) in page
    page = text(office.post(url("section_reopen", section.pk), {}, follow=True))
    assert "已重新启用" in page
    again = office.post(url("section_reopen", section.pk), {})
    assert again.status_code == 422
    assert "无须重新启用" in text(again)


def test_a_section_with_open_sections_below_is_not_closed(office, make):
    child = make(parent=make())
    sent = office.post(url("section_close", child.parent_id), {"reason": "撤并"})
    assert sent.status_code == 422
    assert "还有1个启用的栏目" in text(sent)


def test_the_standard_columns_are_opened_with_one_press(office, cast):
    page = text(office.post(url("standard"), {"unit": cast.county.pk}, follow=True))
    assert "已开设20个栏目" in page
    assert "财政预决算" in page
    page = text(office.post(url("standard"), {"unit": cast.county.pk}, follow=True))
    assert "没有改动" in page
    assert office.post(url("standard"), {"unit": "x"}).status_code == 422


def test_the_tree_is_filtered_by_part_unit_and_state(office, cast, make):
    make(name="新闻栏", area="news", unit=cast.water)
    make(name="旧栏", is_open=False, closed_on=date(2026, 2, 1))
    make(name="法定栏")

    def names(**asked):
        lines = office.get(url("sections"), asked).context["lines"]
        return {line.section.name for line in lines}

    assert names() == {"新闻栏", "法定栏"}
    assert names(area="news") == {"新闻栏"}
    assert names(unit=cast.water.pk) == {"新闻栏"}
    assert names(closed="on") == {"新闻栏", "法定栏", "旧栏"}
    assert names(behind="on") == {"新闻栏", "法定栏"}
    assert names(area="garden", unit="x") == {"新闻栏", "法定栏"}


def test_the_tree_costs_the_same_for_many_sections(office, make):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            office.get(url("sections"))
        return len(captured)

    make(parent=make())
    few = cost()
    for _ in range(30):
        make(parent=make())
    assert cost() == few


def test_an_inspector_reads_the_sheet_and_sees_why_nothing_can_be_done(client, cast, make):
    section = make()
    client.force_login(cast.inspector)
    page = text(client.get(url("section", section.pk)))
    assert "没有这项权限" in page
    assert url("section_edit", section.pk) not in page
