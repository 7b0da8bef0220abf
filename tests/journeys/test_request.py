"""A citizen on a telephone of 360 pixels asks, supplements, receives a part with the severed file, rates it.

The citizen's side is a real browser; the organ's side goes through the services, as its pages do.
"""

import re
import zipfile
from dataclasses import replace

import pytest
from django.apps import apps
from django.utils import timezone

from gongkai.audit.selectors import verify
from gongkai.inforequests import flow
from gongkai.inforequests.rules.severing import Passage
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.services.severing import sever_file
from gongkai.inforequests.tests.factories import (
    GRANTED,
    SERVED,
    accept,
    act,
    assign,
    clarify,
    deliver,
    draft,
    issue,
    search,
)
from gongkai.inforequests.tests.paperwork import letterhead
from gongkai.inforequests.tests.test_severing import COPY, ORIGINAL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTIAL = replace(
    GRANTED,
    answers=GRANTED.answers | {"harm": "part"},
    kind="partial",
    facts={
        "provided": "随本答复书提供合同（区分处理副本）。",
        "withheld": "合同中的内部工作流程部分",
        "reasons": "属于内部事务信息，公开会影响正常工作",
    },
    withheld_on=["E16a"],
)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.INDEX_ROOT = tmp_path / "index"


@pytest.fixture
def phone(new_page):
    return new_page(width=360, height=740, has_touch=True)


def fits(page):
    """Nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def asks(phone):
    """From the guide to the receipt; number and code."""
    phone.goto("/openness/requests/")
    assert fits(phone)
    phone.get_by_role("link", name="网上申请").click()
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_text("处需要改正").wait_for()
    assert phone.locator("#errors").evaluate("box => box === document.activeElement")
    phone.get_by_label("向哪个机关申请").select_option(label="澄明县教育局")
    phone.get_by_label("所需政府信息的内容").fill("食堂供货合同")
    phone.get_by_label("姓名").fill("王小明")
    phone.get_by_label("证件号码").fill("11010519491231002X")
    phone.get_by_label("联系电话").fill("13800000000")
    photo = {
        "name": "证件.jpg",
        "mimeType": "image/jpeg",
        "buffer": b"\xff\xd8\xff\xe0" + b"0" * 99,
    }
    phone.get_by_label("身份证明的照片或者扫描件").set_input_files(photo)
    phone.get_by_role("button", name="保存草稿").click()
    phone.get_by_text("草稿已保存").wait_for()
    phone.reload()
    assert phone.get_by_label("姓名").input_value() == "王小明"
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_role("heading", name="您的申请").wait_for()
    assert fits(phone)
    phone.get_by_role("button", name="确认提交").click()
    phone.get_by_role("heading", name="申请已经提交").wait_for()
    assert fits(phone)
    facts = phone.locator(".receipt dd").all_inner_texts()
    assert re.fullmatch(r"990000002-\d{4}-00001", facts[0])
    return facts[0], facts[1]


def opens(phone, number, code):
    phone.goto("/openness/requests/status/")
    phone.get_by_label("申请编号").fill(number)
    phone.get_by_label("查询码").fill(code.lower())
    phone.get_by_role("button", name="查询", exact=True).click()
    phone.get_by_role("heading", name=f"申请 {number}").wait_for()
    assert fits(phone)


def supplements(phone):
    phone.reload()
    phone.get_by_role("heading", name="请您补正").wait_for()
    assert phone.get_by_text("未写明是哪一年的决算").is_visible()
    phone.get_by_label("补正内容").fill("2025年秋季学期县实验小学食堂供货合同")
    assert fits(phone)
    phone.get_by_role("button", name="提交补正").click()
    phone.get_by_text("补正已经收到").wait_for()


def replied(cast, request):
    """The organ handles the corrected request and gives a part of what was asked."""
    now = timezone.now()
    more = {"now": now}
    assign(cast, request, **more)
    search(cast, request, **more)
    sever_file(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        original=ORIGINAL,
        copy=COPY,
        passages=[Passage("第1段", "E16a", "内部工作流程")],
        pages=2,
        hidden=("每斤三元八角",),
        now=now,
    )
    draft(cast, request, said=PARTIAL, **more)
    act(cast, "clerk", request, "submit", **more)
    for part, action in (
        ("section_head", "pass_audit"),
        ("legal_adviser", "pass_legal"),
        ("leader", "sign"),
    ):
        act(cast, part, request, action, **more)
    issue(cast, request, **more)
    deliver(cast, request, served=replace(SERVED, sent_on=timezone.localdate(now)), **more)


def receives(phone, folder):
    """The severed file, without the words that were taken out."""
    phone.reload()
    phone.get_by_role("heading", name="文书").wait_for()
    assert fits(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="合同.docx").click()
    path = folder / "合同.docx"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as word:
        text = word.read("word/document.xml").decode()
    assert "已遮盖" in text
    assert "三元八角" not in text


def rates(phone):
    phone.get_by_label("满意", exact=True).check()
    phone.get_by_label("意见建议").fill("答复清楚")
    phone.get_by_role("button", name="提交评价").click()
    phone.get_by_text("感谢您的评价").wait_for()
    assert not phone.get_by_role("heading", name="请您评价").is_visible()


def test_a_citizen_asks_supplements_receives_a_part_and_rates_it(phone, cast, tmp_path):
    letterhead(cast)
    number, code = asks(phone)
    opens(phone, number, code)
    phone.get_by_text("等待与您确认收到申请").wait_for()

    requests = apps.get_model("inforequests", "InformationRequest").objects
    request = request_of_case(requests.get(number=number).case_id)
    now = timezone.now()
    accept(cast, request, now=now, confirmed_on=timezone.localdate(now))
    clarify(cast, request, now=now)
    supplements(phone)
    replied(cast, request)
    receives(phone, tmp_path)
    rates(phone)

    request = request_of_case(request.case_id)
    assert request.case.state == flow.SERVED
    assert (request.outcome, request.report_row) == ("replied", "partial")
    assert request.rating.score == 4
    phone.goto("/openness/requests/answered/")
    assert phone.get_by_text("（二）部分公开").is_visible()
    assert phone.get_by_text("供货合同").count() == 0
    assert verify() is None
