"""A policy and its explainer go out together; a clean-up repeals three documents, and all agree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import public, selectors, services
from gongkai.documents.tests.factories import published
from gongkai.kernel.schedule import jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "澄明县校车安全管理办法"
TOLD = "《澄明县校车安全管理办法》政策解读"
OFFLINE = {"documents.superiors"}


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "index"
    settings.PAPERS_ROOT = tmp_path / "papers"


def run_jobs():
    """What `gongkai jobs` does all the time, without reaching out to other sites."""
    for job in jobs:
        if job.code not in OFFLINE:
            job.run(timezone.now())


def agree(page, title, button):
    """Open the case of that title in the inbox and press the button."""
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/desk/")


def write(page, words):
    page.locator(".editor-text [contenteditable]").click()
    page.keyboard.type(words)


def part(page, heading):
    """A form of the page 政策解读, opened."""
    box = page.locator("details.box", has=page.get_by_text(heading, exact=True))
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    return box


def test_a_policy_and_its_explainer_go_out_together(desk, new_page, cast):
    SectionFactory(unit=cast.education, name="规范性文件", slug="gfxwj")
    clerk = desk("clerk")
    clerk.goto("/desk/documents/new/")
    clerk.get_by_label("标题").fill(TITLE)
    clerk.get_by_role("button", name="开始拟稿").click()
    write(clerk, "第一条 为了保障校车安全，制定本办法。")
    clerk.get_by_label("发布栏目").select_option(label="规范性文件")
    clerk.get_by_label("主动公开", exact=True).check()
    clerk.get_by_role("button", name="保存", exact=True).last.click()
    clerk.get_by_text("已保存").first.wait_for()
    draft_url = clerk.url

    clerk.get_by_role("link", name="政策解读").click()
    box = part(clerk, "文件类别")
    box.get_by_label("规范性文件").check()
    box.get_by_role("button", name="保存").click()
    clerk.get_by_text("须同时报送解读方案").wait_for()
    clerk.goto(draft_url)
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("解读材料须与文件同步起草").first.wait_for()

    clerk.get_by_role("link", name="政策解读").first.click()
    box = part(clerk, "解读方案")
    box.get_by_label("解读提纲").fill("背景、内容、办法")
    box.get_by_label("问答").check()
    box.get_by_label("计划发布日期").fill(timezone.localdate().isoformat())
    box.get_by_role("button", name="保存方案").click()
    clerk.get_by_text("解读方案已保存").wait_for()
    box = part(clerk, "起草解读")
    box.get_by_label("解读形式").select_option(label="问答")
    box.get_by_role("button", name="起草").click()
    clerk.get_by_text("已建立解读文稿").wait_for()

    clerk.goto(draft_url)
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("已提交审核").wait_for()
    clerk.get_by_role("link", name=TOLD).first.click()
    write(clerk, "为什么出台这个办法？出台背景是校车数量逐年增加，家长十分关心安全。")
    clerk.get_by_label("发布栏目").select_option(label="规范性文件")
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("已提交审核").wait_for()

    for title in (TITLE, TOLD):
        agree(desk("section_head"), title, "同意")
        agree(desk("secrecy_reviewer"), title, "同意公开")
    leader = desk("leader")
    leader.get_by_role("link", name=TOLD, exact=True).first.click()
    assert leader.get_by_role("button", name="签发", exact=True).is_disabled()
    leader.goto("/desk/")
    agree(leader, TITLE, "签发")
    leader.goto("/desk/")
    assert leader.get_by_role("link", name=TOLD, exact=True).count() == 0

    citizen = new_page(width=360)
    citizen.goto("/policies/")
    citizen.get_by_role("link", name=TITLE).click()
    citizen.get_by_role("link", name=f"【问答】{TOLD}").click()
    assert citizen.get_by_text("家长十分关心安全").is_visible()
    citizen.get_by_role("link", name=TITLE, exact=True).click()
    assert citizen.get_by_text("为了保障校车安全").is_visible()
    citizen.goto("/explainers/")
    assert citizen.get_by_role("link", name=TOLD).is_visible()


NAMES = ("校车", "校服", "校门", "校园")


@pytest.fixture
def four(cast):
    """Four 规范性文件 in force, all of them in an issue of the gazette."""
    now = timezone.now() - timedelta(days=3)
    section = SectionFactory(unit=cast.education, name="规范性文件", slug="gfxwj")
    found = []
    for number, name in enumerate(NAMES, 1):
        row = published(
            cast,
            now=now,
            section=section,
            title=f"澄明县{name}管理办法",
            document_number=f"澄教规〔2026〕{number}号",
            effective_on=timezone.localdate() - timedelta(days=60),
            expires_on=timezone.localdate() + timedelta(days=900),
        )
        services.mark_policy(
            actor=cast.actor("clerk"),
            document_id=row.document_id,
            normative=True,
            important=False,
            now=now,
        )
        found.append(row)
    office = cast.actor("office")
    year = timezone.localdate().year
    issue = services.open_issue(
        actor=office,
        unit=cast.education,
        year=year,
        number=1,
        issued_on=timezone.localdate(),
        now=now,
    )
    for row in found:
        services.add_item(
            actor=office,
            issue_id=issue.pk,
            publication_id=row.pk,
            heading="部门规范性文件",
            now=now,
        )
    for who, action in (("office", "submit"), ("section_head", "pass_proof"), ("leader", "sign")):
        services.perform_gazette(
            actor=cast.actor(who), case_id=issue.case_id, action=action, note="", now=now
        )
    return found


def start_cleanup(page):
    page.goto("/desk/documents/cleanups/")
    page.get_by_label("名称").fill("2026年规范性文件清理")
    page.get_by_label("公布结果的单位").select_option(label="澄明县教育局")
    page.get_by_label("各单位报送期限").fill(
        (timezone.localdate() + timedelta(days=10)).isoformat()
    )
    page.get_by_role("button", name="开始清理").click()
    page.get_by_text("清理已开始").wait_for()


def propose(page):
    page.get_by_role("link", name="2026年规范性文件清理").first.click()
    for name in NAMES[:3]:
        page.get_by_label(f"对《澄明县{name}管理办法》的意见").select_option(label="废止")
        page.get_by_label(f"对《澄明县{name}管理办法》的理由").fill("已有新规定")
    page.get_by_label("对《澄明县校园管理办法》的意见").select_option(label="继续有效")
    page.get_by_role("button", name="保存意见").click()
    page.get_by_text("意见已保存").wait_for()
    page.get_by_role("button", name="报负责人审定").click()
    page.wait_for_url("**/desk/")


def publish_result(desk, cast):
    clerk = desk("clerk")
    clerk.goto("/desk/documents/cleanups/")
    clerk.get_by_role("link", name="2026年规范性文件清理").click()
    clerk.get_by_role("button", name="起草清理结果").click()
    clerk.get_by_label("发布栏目").select_option(label="规范性文件")
    clerk.get_by_role("button", name="保存并提交审核").click()
    clerk.get_by_text("已提交审核").wait_for()
    title = "关于公布2026年规范性文件清理结果的公告"
    agree(desk("section_head"), title, "同意")
    agree(desk("secrecy_reviewer"), title, "同意公开")
    agree(desk("leader"), title, "签发")


def test_a_clean_up_repeals_three_and_library_gazette_banners_and_search_agree(
    desk, new_page, cast, four
):
    start_cleanup(desk("office"))
    propose(desk("clerk"))
    agree(desk("leader"), "2026年规范性文件清理", "同意")
    agree(desk("office"), "2026年规范性文件清理", "汇总")
    publish_result(desk, cast)
    run_jobs()

    citizen = new_page(width=768)
    citizen.goto("/policies/")
    listed = citizen.locator("table.library")
    assert listed.get_by_role("link", name="澄明县校园管理办法").count() == 1
    for name in NAMES[:3]:
        assert listed.get_by_text(f"澄明县{name}管理办法").count() == 0
    citizen.goto("/policies/?state=ended")
    assert citizen.locator("table.library tbody tr").count() == 3
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    citizen.goto(f"/policies/?on={day}")
    assert citizen.locator("table.library tbody tr").count() == 4

    year = timezone.localdate().year
    citizen.goto(f"/gazette/{year}/1/")
    assert citizen.locator("main .documents").get_by_text("废止", exact=True).count() == 3
    citizen.goto(f"/gazette/{year}/1/1/")
    assert citizen.get_by_text("现就招生工作通知如下").is_visible()
    assert citizen.locator(".validity-banner").first.is_visible()

    for row in four[:3]:
        citizen.goto(f"/documents/{row.document_id}/")
        assert citizen.locator(".validity-banner").get_by_text("废止").first.is_visible()
        assert "【废止】" in citizen.title()
    citizen.goto(f"/documents/{four[3].document_id}/")
    assert citizen.locator(".validity-banner").count() == 0

    citizen.goto("/search/?q=管理办法&validity=废止")
    assert citizen.locator("article.hit").count() == 3
    states = {
        text.validity
        for text in public.search_texts([row.document_id for row in four[:3]], timezone.now())
    }
    assert states == {"废止"}
    assert selectors.campaigns(actor=cast.actor("office"))[0].applied_at is not None
