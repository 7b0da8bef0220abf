"""A leader reads the figures on a telephone and opens one; the office writes the year's summary."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document as WordFile

from gongkai.documents.tests.factories import published
from gongkai.orgs.tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "index"


def sign_in(page, person):
    page.goto("/desk/sign-in/")
    page.get_by_label("账号").fill(person.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


def test_a_leader_opens_a_number_and_sees_its_records(new_page, cast):
    public = published(cast, now=timezone.now() - timedelta(minutes=30))
    page = new_page(width=360, height=740)
    sign_in(page, cast.leader)
    page.goto("/desk/statistics/")
    tile = page.locator(".figure-first .figure-card", has_text="主动公开数")
    assert tile.bounding_box()["y"] < 740
    number = tile.locator("strong").inner_text()
    tile.get_by_role("link").click()
    page.get_by_role("heading", name=f"主动公开数：{number}件").wait_for()
    assert page.locator("tbody tr").count() == int(number) == 1
    page.get_by_role("link", name=public.edition.title).click()
    page.get_by_role("heading", name=public.edition.title).wait_for()


def test_the_office_writes_a_summary_and_takes_it_as_a_word_file(new_page, cast, tmp_path):
    published(cast, now=timezone.now() - timedelta(minutes=30))
    page = new_page()
    sign_in(page, cast.office)
    page.goto("/desk/reports/summaries/")
    page.get_by_role("button", name="按年度总结的模板起草").click()
    page.get_by_label("正文").fill("一、总体情况\n公开{{ 主动公开件数 }}件。")
    page.get_by_role("button", name="保存并预览").click()
    page.get_by_text("相近的有").wait_for()
    page.get_by_role("link", name="编辑").click()
    page.get_by_label("正文").fill("一、总体情况\n公开{{ 主动公开数 }}件。")
    page.get_by_role("button", name="保存并预览").click()
    page.get_by_role("button", name="定稿").click()
    page.get_by_role("button", name="确定").click()
    page.get_by_text("已定稿，第1稿").wait_for()
    with page.expect_download() as loading:
        page.get_by_role("link", name="下载 Word").click()
    loading.value.save_as(tmp_path / "summary.docx")
    assert told(tmp_path / "summary.docx") == "公开1件。"


def told(path: Path) -> str:
    """The paragraph with the figure, which is a link to the records."""
    written = WordFile(str(path))
    (paragraph,) = [each for each in written.paragraphs if each.hyperlinks]
    assert re.search(r"/desk/statistics/rows/\?measure=documents", paragraph.hyperlinks[0].address)
    return paragraph.text
