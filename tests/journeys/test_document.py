"""A document from draft to found, corrected, withdrawn: the first loop of the house, in a browser."""

from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document as WordFile

from gongkai.audit.selectors import story_of, verify
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import public
from gongkai.documents.services.figures import recount
from gongkai.kernel.schedule import jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "关于开展2026年秋季校园饮水安全检查的通知"


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "index"


def word_file(folder: Path) -> Path:
    """A Word file with a word that stands nowhere else."""
    word = WordFile()
    word.add_paragraph("附件：检查要点。各校应当检测净水器滤芯，并公示水质。")
    path = folder / "检查要点.docx"
    word.save(path)
    return path


def run_jobs():
    """What `gongkai jobs` does all the time."""
    for job in jobs:
        job.run(timezone.now())


def draft_without_attribute(page, folder):
    page.goto("/desk/documents/")
    page.get_by_role("link", name="拟稿").click()
    page.get_by_label("标题").fill(TITLE)
    page.get_by_role("button", name="开始拟稿").click()
    page.locator(".editor-text [contenteditable]").click()
    page.keyboard.type("各中小学：现就校园饮水安全检查有关事项通知如下。")
    page.get_by_label("发布栏目").select_option(label="通知公告")
    page.get_by_label("文号").fill("澄教〔2026〕31号")
    page.get_by_label("添加附件").set_input_files(word_file(folder))
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("已退文").wait_for()


def set_attribute_and_submit(page):
    page.get_by_role("link", name=TITLE).click()
    page.get_by_text("退文：公开属性或理由不全").wait_for()
    page.get_by_label("主动公开", exact=True).check()
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("已提交审核").wait_for()


def agree(page, button, note=""):
    """Open the first case of the inbox and press the button: two clicks."""
    page.get_by_role("link", name=TITLE).first.click()
    if note:
        page.get_by_role("textbox", name="意见").fill(note)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/desk/")


def test_a_notice_is_drafted_returned_reviewed_published_found_corrected_and_withdrawn(
    desk, new_page, cast, tmp_path
):
    SectionFactory(unit=cast.education, name="通知公告", slug="notices")
    draft_without_attribute(desk("clerk"), tmp_path)
    set_attribute_and_submit(desk("clerk"))
    agree(desk("section_head"), "同意", "属实，同意公开")
    agree(desk("secrecy_reviewer"), "同意公开")
    agree(desk("leader", width=360), "签发")

    citizen = new_page(width=360)
    citizen.goto("/sections/notices/")
    citizen.get_by_role("link", name=TITLE).click()
    assert citizen.get_by_text("各中小学：现就校园饮水安全检查").is_visible()
    with citizen.expect_download() as download:
        citizen.get_by_role("link", name="检查要点.docx").click()
    assert download.value.suggested_filename == "检查要点.docx"
    address = citizen.url

    run_jobs()
    citizen.goto("/")
    citizen.get_by_label("检索政府信息").fill("滤芯")
    citizen.get_by_role("button", name="检索").first.click()
    citizen.get_by_text("词在附件“检查要点.docx”里").wait_for()
    citizen.get_by_role("link", name=TITLE).click()
    assert citizen.url == address
    document_id = int(address.rstrip("/").rsplit("/", 1)[1])

    clerk = desk("clerk")
    clerk.goto(f"/desk/documents/{document_id}/")
    clerk.get_by_text("更正", exact=True).first.click()
    clerk.get_by_label("更正说明").fill("补充检查时间")
    clerk.get_by_role("button", name="起草更正").click()
    clerk.locator(".editor-text [contenteditable]").click()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.type("检查时间为九月十日。")
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("已提交审核").wait_for()
    agree(desk("section_head"), "同意")
    agree(desk("secrecy_reviewer"), "同意公开")
    agree(desk("leader"), "签发")
    citizen.goto(address)
    assert citizen.get_by_text("检查时间为九月十日").is_visible()

    clerk.goto(f"/desk/documents/{document_id}/")
    clerk.get_by_text("撤下或替换").click()
    clerk.get_by_label("撤下理由").fill("与上级文件不一致")
    clerk.get_by_role("button", name="申请撤下").click()
    clerk.get_by_text("已送分管领导批准").wait_for()
    leader = desk("leader")
    leader.get_by_role("link", name="撤下：").first.click()
    leader.get_by_role("button", name="批准撤下").click()
    leader.wait_for_url("**/desk/")
    run_jobs()
    answer = citizen.goto(address)
    assert answer.status == 410
    assert citizen.get_by_text("与上级文件不一致").is_visible()
    citizen.goto("/search/?q=滤芯")
    assert citizen.get_by_text("没有找到符合条件的信息").is_visible()

    tell_the_same_story(desk("inspector"), document_id)


def tell_the_same_story(inspector, document_id):
    """Register, ledger and figures agree with what happened."""
    inspector.goto(f"/desk/documents/{document_id}/")
    register = inspector.get_by_role("region", name="登记簿").first.inner_text()
    for line in (
        "第1版定稿",
        "第1版科室审核：同意",
        "第1版保密审查：同意",
        "第1版签发",
        "第1版发布到“通知公告”",
        "第2版定稿",
        "第2版保密审查：同意",
        "第1版更正",
        "第2版撤下",
    ):
        assert line in register
    told = [line.deed for line in story_of(f"document:{document_id}")]
    assert told.count("documents.return_text") == 1
    assert told.count("documents.sign") == 2
    assert told[-1] == "documents.approve_withdrawal"
    inspector.goto(f"/desk/audit/?subject=document:{document_id}")
    assert inspector.get_by_role("table").get_by_text("批准撤下").first.is_visible()
    assert verify() is None
    assert public.section_figures(None) == {}
    assert recount() == 0
