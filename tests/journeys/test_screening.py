"""A subsidy list with a hidden column is stopped, mended, published; a list of children goes out redacted."""

import io
from pathlib import Path

import openpyxl
import pytest

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents.models import Publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBER = "11010519491231002X"
MOBILE = "13912345678"
CHILD = "周小禾"
SUBSIDY = "2026年耕地地力保护补贴发放名单公示"
RELIEF = "2026年困境儿童救助情况公示"


def subsidies(folder: Path, *, hidden: bool) -> Path:
    """The list as it comes from the office: the identity numbers in a column that is only hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["序号", "姓名", "身份证号", "金额"])
    sheet.append([1, "张某", NUMBER if hidden else "110105********002X", 500])
    sheet.column_dimensions["C"].hidden = hidden
    path = folder / ("补贴名单.xlsx" if hidden else "补贴名单（已脱敏）.xlsx")
    book.save(path)
    return path


def begin(clerk, title, words, file=None):
    clerk.goto("/desk/documents/new/")
    clerk.get_by_label("标题").fill(title)
    clerk.get_by_role("button", name="开始拟稿").click()
    clerk.locator(".editor-text [contenteditable]").click()
    clerk.keyboard.type(words)
    clerk.get_by_label("发布栏目").select_option(label="补贴和救助")
    clerk.get_by_label("主动公开", exact=True).check()
    if file:
        clerk.get_by_label("添加附件").set_input_files(file)
    clerk.get_by_role("button", name="保存", exact=True).last.click()
    clerk.get_by_text("已保存").first.wait_for()
    return clerk.url


def agree(page, title, button):
    """Open the case of that title in the inbox and press the button."""
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/desk/")


def to_the_public(desk, title):
    agree(desk("section_head"), title, "同意")
    agree(desk("secrecy_reviewer"), title, "同意公开")
    agree(desk("leader"), title, "签发")
    return Publication.objects.get(edition__title=title)


def test_a_subsidy_list_with_a_hidden_column_is_stopped_mended_and_published(
    desk, new_page, cast, tmp_path
):
    SectionFactory(unit=cast.education, name="补贴和救助", slug="btjz")
    clerk = desk("clerk")
    file = subsidies(tmp_path, hidden=True)
    sheet = begin(clerk, SUBSIDY, "现将补贴发放名单予以公示，详见附件。", file)
    assert clerk.get_by_text("处须处理").is_visible()
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("请到“内容检查”页逐处处理").first.wait_for()
    clerk.get_by_role("link", name="内容检查：").click()
    told = clerk.locator("main").inner_text()
    assert "身份证号" in told
    assert "有隐藏的列" in told
    assert NUMBER not in told

    clerk.goto(sheet)
    clerk.get_by_role("button", name="移除附件").click()
    clerk.get_by_role("button", name="确定").click()
    clerk.get_by_text("已保存").first.wait_for()
    clerk.get_by_label("添加附件").set_input_files(subsidies(tmp_path, hidden=False))
    clerk.get_by_role("button", name="保存", exact=True).last.click()
    clerk.get_by_text("内容检查：没有发现问题。").wait_for()
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("已提交审核").wait_for()

    row = to_the_public(desk, SUBSIDY)
    citizen = new_page(width=360)
    citizen.goto(f"/documents/{row.document_id}/")
    with citizen.expect_download() as fetched:
        citizen.get_by_role("link", name="补贴名单（已脱敏）.xlsx").first.click()
    data = Path(fetched.value.path()).read_bytes()
    cells = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    assert NUMBER not in str(list(cells))


def test_a_text_goes_out_redacted_and_its_original_stays_inside(desk, new_page, cast):
    SectionFactory(unit=cast.education, name="补贴和救助", slug="btjz")
    clerk = desk("clerk")
    begin(clerk, RELIEF, f"本季度救助{CHILD}等三人。监护人电话{MOBILE}。其余情况正常。")
    clerk.get_by_role("link", name="删减后公开").click()
    clerk.get_by_label("删减部分不予公开的法定理由").select_option("E15")
    clerk.get_by_label("说明").fill("未成年人姓名、监护人电话")
    clerk.get_by_label("另外隐去的词").fill(CHILD)
    clerk.get_by_role("button", name="留存原稿，生成删减稿").click()
    clerk.get_by_text("原稿已留存（不公开）").wait_for()
    assert CHILD in clerk.locator("del").all_inner_texts()[-1]
    assert CHILD not in clerk.locator("mark").all_inner_texts()[-1]
    clerk.get_by_role("link", name="到文稿里继续删减").click()
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("已提交审核").wait_for()

    reviewer = desk("section_head")
    reviewer.get_by_role("link", name=RELIEF, exact=True).first.click()
    assert MOBILE not in reviewer.locator("main").inner_text()
    reviewer.get_by_role("link", name="原稿与删减稿对照").click()
    assert MOBILE in reviewer.locator("del").all_inner_texts()[-1]

    row = to_the_public(desk, RELIEF)
    citizen = new_page(width=360)
    citizen.goto(f"/documents/{row.document_id}/")
    told = citizen.locator("main").inner_text()
    assert "依法删减" in told
    assert "条例第十五条" in told
    assert not any(secret in citizen.content() for secret in (MOBILE, CHILD))
