"""The organ's side of requests in a browser: an objection overridden, a signature, an overdue case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.audit.selectors import story_of, verify
from gongkai.casework import selectors as cases
from gongkai.inforequests import flow
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.tests.factories import (
    accept,
    act,
    assign,
    draft,
    papered,
    received,
)
from gongkai.inforequests.tests.paperwork import letterhead
from gongkai.inforequests.tests.test_severing import COPY, ORIGINAL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUBJECT = "2025年秋季学期县实验小学食堂供货合同"
PARTY = "澄明县某食品有限公司"
INTEREST = "关系全校学生的饮食安全，不公开会使家长无从知道食材的来源"
CHAIN = (
    "可以：内容明确，能够据以查找",
    "是政府信息",
    "不是",
    "没有",
    "是",
    "有",
    "没有，或者没有全部公开",
)
"""Answers of a request that is clear, new, for this organ, and whose information is there."""


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.INDEX_ROOT = tmp_path / "index"


def in_hand(cast, days=0):
    """A request that arrived *days* ago and is with 县教育局."""
    now = timezone.now() - timedelta(days=days)
    request = received(cast, now, description=f"申请公开{SUBJECT}")
    papered(cast, request)
    accept(cast, request, subject=SUBJECT, confirmed_on=timezone.localdate(now), now=now)
    assign(cast, request, now=now)
    return request


def fits(page):
    """Nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(page, button):
    page.get_by_role("button", name=button, exact=True).click()


def fills(page, link, button, checks=(), **fields):
    """Open the form of a deed, fill it in and send it."""
    page.get_by_role("link", name=link, exact=True).click()
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    for label in checks:
        page.get_by_label(label, exact=True).check()
    assert fits(page)
    press(page, button)
    page.get_by_text("已办理“").first.wait_for()


def opens(page):
    page.get_by_role("link", name=SUBJECT).first.click()
    page.get_by_role("heading", name=SUBJECT, level=1).wait_for()


def judges(page, button, note=""):
    """From the inbox: open the first case, press the button."""
    opens(page)
    if note:
        page.get_by_role("textbox", name="意见").fill(note)
    press(page, button)
    page.wait_for_url("**/desk/")


def asks_and_hears(clerk):
    """The third party is asked on paper; it objects, with reasons that are reasonable."""
    opens(clerk)
    fills(
        clerk,
        "征求第三方意见",
        "发出征求意见书",
        **{"向谁征求意见": PARTY, "拟公开的信息内容": "供货合同全文"},
    )
    clerk.get_by_role("link", name="文书", exact=True).click()
    letter = clerk.get_by_role("row", name="征求意见书（第三方）")
    letter.get_by_role("link", name="打印页").click()
    assert clerk.get_by_text(PARTY).first.is_visible()
    assert clerk.get_by_text("十五个工作日").or_(clerk.get_by_text("15个工作日")).first.is_visible()
    clerk.goto("/desk/")
    opens(clerk)
    assert clerk.get_by_role("heading", name="等待征求意见的答复").is_visible()
    clerk.get_by_role("link", name=f"征求第三方意见：{PARTY}").click()
    fills(clerk, "登记对方收到征求意见书", "登记")
    fills(clerk, "登记对方意见", "登记", ("不同意公开", "合理"), 对方的理由="单价属于商业秘密")


def overrides(clerk):
    """The decision with its reasons, and the notice to the third party before anything goes out."""
    fills(clerk, "因公共利益决定公开", "决定公开", 不公开会对公共利益造成什么重大影响=INTEREST)
    assert clerk.get_by_role("link", name="因公共利益决定公开").count() == 0
    clerk.get_by_role("link", name="回到申请").click()
    clerk.get_by_role("link", name="文书", exact=True).click()
    decision = clerk.get_by_role("row", name="依申请公开告知书（第三方）")
    decision.get_by_role("link", name="打印页").click()
    assert clerk.get_by_text("可能对公共利益造成重大影响").is_visible()
    assert clerk.get_by_text(INTEREST).is_visible()
    clerk.goto("/desk/")
    opens(clerk)
    clerk.get_by_role("link", name=f"征求第三方意见：{PARTY}").click()
    fills(clerk, "登记书面告知第三方", "登记")
    clerk.get_by_role("link", name="回到申请").click()


def severs(clerk, folder):
    """The inner working of the school stays out; the contract goes with the reply."""
    files = {}
    for name, upload in (("original", ORIGINAL), ("copy", COPY)):
        files[name] = folder / name / upload.name
        files[name].parent.mkdir()
        files[name].write_bytes(upload.data)
    clerk.get_by_role("link", name="文书", exact=True).click()
    clerk.get_by_role("link", name="附上区分处理的副本").click()
    clerk.get_by_label("原件").set_input_files(files["original"])
    clerk.get_by_label("遮盖后的副本").set_input_files(files["copy"])
    clerk.get_by_label("页数").fill("2")
    clerk.get_by_label("已经遮盖的文字").fill("每斤三元八角")
    clerk.get_by_label("第1处：位置").fill("第1段")
    clerk.get_by_label("第1处：依据").select_option(value="E16a")
    clerk.get_by_label("第1处：理由").fill("内部工作流程")
    assert fits(clerk)
    clerk.locator("main form button[type=submit]").last.click()
    clerk.get_by_role("link", name="合同.docx").first.wait_for()


def drafts(clerk):
    """Along the chain to a reply in part, which the wizard finds complete."""
    clerk.goto("/desk/")
    opens(clerk)
    clerk.get_by_role("link", name="起草答复").click()
    for answer in (*CHAIN, "一部分有，能够区分处理"):
        clerk.get_by_label(answer, exact=True).check()
        press(clerk, "下一步")
    clerk.get_by_role("heading", name="部分公开").first.wait_for()
    clerk.get_by_label("向申请人提供的信息，或者获取的方式、途径和时间").fill(
        "随本答复书提供合同（区分处理副本），含供货品种和单价。"
    )
    clerk.get_by_label("不予公开的部分及其依据").fill("合同附页中的内部工作流程")
    clerk.get_by_label("理由", exact=True).fill("属于内部事务信息，公开会影响正常工作")
    clerk.get_by_label("内部事务信息").first.check()
    press(clerk, "保存答复稿")
    clerk.get_by_text("要素齐全，可以提交审核").wait_for()
    clerk.get_by_role("link", name="回到申请", exact=True).click()


def test_an_objection_is_overridden_for_the_public_interest(desk, cast, tmp_path):
    letterhead(cast)
    request = in_hand(cast)
    clerk = desk("clerk")
    asks_and_hears(clerk)
    overrides(clerk)
    severs(clerk, tmp_path)
    clerk.goto("/desk/")
    opens(clerk)
    fills(
        clerk,
        "登记检索",
        "登记",
        ("检索到",),
        检索范围="局档案室",
        检索方法="按学校和年度",
        关键词="食堂 合同",
        检索结果="查到合同一份",
    )
    drafts(clerk)
    press(clerk, "提交审核")
    clerk.wait_for_url("**/desk/")
    judges(desk("section_head"), "同意", "公共利益的理由充分")
    judges(desk("legal_adviser"), "同意")
    judges(desk("leader", width=360), "签发")
    clerk = desk("clerk")
    judges(clerk, "印发答复")

    request = request_of_case(request.case_id)
    assert request.case.state == flow.SERVING
    assert (request.outcome, request.report_row) == ("replied", "partial")
    asked = request.consultations.get()
    assert (asked.answer, asked.override_reason) == ("objects", INTEREST)
    assert asked.notified_on is not None
    deeds = [line.deed for line in story_of(f"request:{request.pk}")]
    assert deeds.index("inforequests.sign") > deeds.index("inforequests.issue_paper")
    assert verify() is None


class Clicks:
    """Every click of a browser, counted as the browser hears them."""

    def __init__(self, page):
        self.count = 0
        page.expose_function("clicked", self._clicked)
        page.add_init_script(
            "addEventListener('click', event => event.isTrusted && clicked(), true)"
        )

    def _clicked(self):
        self.count += 1


def height_of_judging(page):
    """From the top of the reply to the bottom of the buttons, in pixels, when all is laid out."""
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    reply = page.get_by_role("region", name="答复稿").bounding_box()
    button = page.get_by_role("button", name="签发").bounding_box()
    return button["y"] + button["height"] - reply["y"]


def test_a_leader_signs_from_the_inbox_in_two_clicks(desk, cast):
    letterhead(cast)
    request = in_hand(cast)
    now = timezone.now()
    draft(cast, request, now=now)
    act(cast, "clerk", request, "submit", now=now)
    act(cast, "section_head", request, "pass_audit", "属实，同意提供", now=now)
    act(cast, "legal_adviser", request, "pass_legal", "合法", now=now)

    leader = desk("leader", width=360)
    leader.set_viewport_size({"width": 360, "height": 740})
    clicks = Clicks(leader)
    leader.goto("/desk/")
    opens(leader)
    assert fits(leader)
    assert height_of_judging(leader) <= leader.viewport_size["height"]
    told = leader.get_by_role("region", name="答复稿").inner_text()
    for words in (SUBJECT, "予以公开", "第三十六条", "乙式", "属实，同意提供", "合法"):
        assert words in told
    paper = leader.get_by_role("link", name="看答复书全文").get_attribute("href")
    press(leader, "签发")
    leader.wait_for_url("**/desk/")
    assert clicks.count == 2
    assert cases.find_case(request.case_id).state == flow.ISSUING
    assert leader.get_by_text("已办理“签发”").is_visible()
    leader.goto(paper)
    assert leader.get_by_text("澄明县教育局").first.is_visible()


def test_an_overdue_request_turns_red_and_is_supervised(desk, cast):
    request = in_hand(cast, days=60)
    office = desk("office")
    office.get_by_role("link", name="督办", exact=True).click()
    late = office.get_by_role("row", name=SUBJECT)
    red = late.locator(".late")
    assert "已超" in red.inner_text()
    colour = red.evaluate("element => getComputedStyle(element).color.match(/[0-9]+/g).map(Number)")
    assert colour[0] > 2 * max(colour[1], colour[2])
    assert (
        office.get_by_role("table", name="各单位超期和临期件数")
        .get_by_role("row", name="县教育局")
        .get_by_role("link", name="1")
        .is_visible()
    )
    late.get_by_role("link", name=f"督办 {request.number}").click()
    office.get_by_label("要求").fill("请两日内答复，并说明超期的原因")
    press(office, "发出督办")
    office.wait_for_url("**/desk/supervision/")
    assert office.get_by_text("请两日内答复").is_visible()

    clerk = desk("clerk", width=360)
    demand = clerk.get_by_role("region", name="督办待回复")
    assert demand.get_by_text("请两日内答复").is_visible()
    row = clerk.get_by_role("row", name=SUBJECT)
    assert "已超" in row.locator(".late").inner_text()
    row.get_by_role("link", name=SUBJECT).click()
    assert fits(clerk)
    assert clerk.get_by_text("请两日内答复").first.is_visible()
    clerk.goto("/desk/")
    demand.get_by_role("link", name=SUBJECT).click()
    clerk.get_by_label("答复").fill("档案分散，明日答复")
    press(clerk, "回复")
    office.goto("/desk/supervision/")
    assert office.get_by_text("没有等待回复的督办").is_visible()
    office.get_by_role("link", name=SUBJECT).first.click()
    assert office.get_by_text("档案分散，明日答复").first.is_visible()
    assert verify() is None
