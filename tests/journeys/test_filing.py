"""The office designs a form, a unit fills it in wrong and mends it, its head and the office judge it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.filing.selectors import filed_values

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "热线办理情况表"


def fits(page):
    """Nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def add_field(page, place, label):
    page.locator(f"#id_field-{place}-label").fill(label)
    page.locator(f"#id_field-{place}-kind").select_option(label="整数")


def design(page):
    """A form with three numbers and a check, filed by departments once a year."""
    page.get_by_role("link", name="报表", exact=True).first.click()
    page.get_by_role("link", name="设计报表").click()
    page.get_by_label("名称").fill(NAME)
    page.get_by_label("代码").fill("hotline")
    page.get_by_role("button", name="新建", exact=True).click()
    add_field(page, 0, "受理")
    add_field(page, 1, "办结")
    page.get_by_role("button", name="保存，再添几栏").click()
    page.get_by_text("已保存").wait_for()
    add_field(page, 2, "在办")
    page.locator("#id_check-0-expression").fill("受理 = 办结 + 未办")
    page.locator("#id_check-0-says").fill("受理数应当等于办结数加在办数")
    page.get_by_label("政府部门").check()
    page.get_by_role("button", name="保存", exact=True).click()
    assert page.get_by_text("没有“未办”这一栏数字").is_visible()
    assert page.locator("#id_check-0-expression").input_value() == "受理 = 办结 + 未办"
    page.locator("#id_check-0-expression").fill("受理 = 办结 + 在办")
    page.get_by_role("button", name="保存", exact=True).click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="启用", exact=True).click()
    confirm = page.locator("dialog.confirm button").last
    if confirm.count():
        confirm.click()
    page.get_by_role("heading", name="开期").wait_for()


def open_round(page):
    year = str(timezone.localdate().year - 1)
    page.get_by_label("统计期").fill(year)
    due = timezone.localdate() + timedelta(days=20)
    page.get_by_label("报送期限").fill(due.isoformat())
    page.get_by_role("button", name="开期", exact=True).click()
    page.get_by_text("各单位的待办中已有这张报表").wait_for()
    return page.url


def open_case(page):
    page.get_by_role("link", name=NAME).first.click()


def fill(page, *numbers):
    for label, number in zip(("受理", "办结", "在办"), numbers, strict=True):
        page.get_by_label(label, exact=True).fill(number)
    page.get_by_role("button", name="报审核").click()


def press(page, button, note=""):
    open_case(page)
    if note:
        page.get_by_label("意见").fill(note)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/desk/")


def test_a_form_from_its_design_to_the_list_of_those_that_have_not_filed(desk, cast):
    office = desk("office")
    design(office)
    listed = open_round(office)

    clerk = desk("clerk", width=360)
    open_case(clerk)
    assert fits(clerk)
    fill(clerk, "12", "1０", "三")
    clerk.get_by_text("“三”不是数").wait_for()
    assert clerk.get_by_label("在办", exact=True).input_value() == "三"
    fill(clerk, "12", "10", "3")
    clerk.get_by_text("受理数应当等于办结数加在办数（左边是 12，应当等于 13）").wait_for()
    fill(clerk, "12", "10", "2")
    clerk.wait_for_url("**/desk/")

    press(desk("leader"), "同意报送")
    press(desk("office"), "退回", "请核对受理数")
    clerk = desk("clerk")
    open_case(clerk)
    assert clerk.get_by_text("公开办退回：请核对受理数").first.is_visible()
    fill(clerk, "14", "12", "2")
    clerk.wait_for_url("**/desk/")
    press(desk("leader"), "同意报送")
    press(desk("office"), "核收")

    office = desk("office")
    office.goto(listed)
    rows = office.locator("table.records tbody tr")
    assert "县水利局" in rows.first.inner_text()
    assert "未报" in rows.first.inner_text()
    assert "已核收" in rows.last.inner_text()
    office.get_by_role("button", name="向未报单位催报").click()
    office.get_by_text("已向 1 个单位催报").wait_for()
    office.get_by_role("link", name="汇总").click()
    assert office.locator("tfoot tr").first.inner_text().split() == ["合计", "14", "12", "2"]
    year = timezone.localdate().year - 1
    assert filed_values("hotline", [cast.education.pk], year) == {
        cast.education.pk: {"field_1": 14, "field_2": 12, "field_3": 2}
    }
