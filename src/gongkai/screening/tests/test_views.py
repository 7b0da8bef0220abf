"""The pages of screening: checking, words, waivers, reports; who sees which button."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.screening import services
from gongkai.screening.models import FalseAlarm, ListedWord

pytestmark = pytest.mark.django_db
HOME = "/desk/screening/"
LEAK = "张三，身份证号：110101199003078515。"


def _signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def clerk(cast):
    return _signed_in(cast.clerk)


@pytest.fixture
def office(cast):
    return _signed_in(cast.office)


def _page(response, status=200):
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def _word(**changes):
    given = {
        "word": "清明县",
        "kind": "wrong_word",
        "suggestion": "澄明县",
        "severity": "confirm",
        "unless": "",
        "source": "县地名办",
        "valid_from": str(timezone.localdate()),
    }
    return given | changes


def test_a_pasted_text_is_checked_and_stays_in_the_form(clerk):
    assert "检查" in _page(clerk.get(HOME))
    page = _page(clerk.post(HOME, {"text": LEAK}))
    assert "1 处需要处理" in page
    assert "居民身份证号不得公开" in page
    assert page.count("110101199003078515") >= 2


def test_a_file_is_checked(clerk):
    file = SimpleUploadedFile("名单.txt", LEAK.encode("gb18030"))
    assert "名单.txt：1 处需要处理" in _page(clerk.post(HOME, {"file": file}))


def test_a_file_that_cannot_be_read_is_told_in_words(clerk):
    file = SimpleUploadedFile("名单.docx", b"PK\x03\x04broken")
    assert "110101" not in _page(clerk.post(HOME, {"file": file, "text": ""}), 422)


def test_nothing_to_check_is_told(clerk):
    assert "请粘贴文字，或选择一个文件" in _page(clerk.post(HOME, {"text": " "}), 422)


def test_a_clean_text_says_what_is_left_to_people(clerk):
    assert "需要人工核对" in _page(clerk.post(HOME, {"text": "关于召开会议的通知"}))


def test_a_stranger_and_a_passer_by_see_nothing(cast):
    assert _signed_in(cast.stranger).get(HOME).status_code == 403
    assert Client().get(HOME).status_code == 302


def test_the_office_keeps_words(office):
    _page(office.get(f"{HOME}words/new/?word=布署"))
    assert office.post(f"{HOME}words/new/", _word()).status_code == 302
    word = ListedWord.objects.get()
    assert "清明县" in _page(office.get(f"{HOME}words/"))
    assert "清明县" in _page(office.get(f"{HOME}words/{word.pk}/"))
    changed = _word(severity="hint", version="1")
    assert office.post(f"{HOME}words/{word.pk}/", changed).status_code == 302
    assert "已被他人修改" in _page(office.post(f"{HOME}words/{word.pk}/", changed), 422)
    assert office.post(f"{HOME}words/{word.pk}/close/").status_code == 302
    word.refresh_from_db()
    assert (word.severity, word.valid_to is not None) == ("hint", True)


def test_what_was_typed_stays_when_a_word_is_refused(office):
    page = _page(office.post(f"{HOME}words/new/", _word(suggestion="")), 422)
    assert "请写明应当怎样写" in page
    assert "县地名办" in page


def test_the_lists_of_the_product_can_be_searched(clerk):
    page = _page(clerk.get(f"{HOME}words/?words=布署"))
    assert "布署 → 部署" in page
    assert "易错词：" in _page(clerk.get(f"{HOME}words/"))


def test_a_clerk_keeps_no_words(clerk):
    assert clerk.get(f"{HOME}words/new/").status_code == 403
    assert "添加词语" not in _page(clerk.get(f"{HOME}words/"))


def test_a_false_alarm_is_reported_by_a_click_and_judged(clerk, office):
    page = _page(clerk.post(HOME, {"text": LEAK}))
    assert f'action="{HOME}reports/new/"' in page
    sent = {"rule": "id_number", "context": LEAK}
    assert clerk.post(f"{HOME}reports/new/", sent).status_code == 302
    alarm = FalseAlarm.objects.get()
    assert "确是误报" in _page(office.get(f"{HOME}reports/?state=open"))
    answer = office.post(f"{HOME}reports/{alarm.pk}/", {"is_false": "yes"})
    assert answer.status_code == 302
    cases = json.loads(office.get(f"{HOME}reports/cases.json").content)
    assert cases == [{"rule": "id_number", "text": LEAK, "note": ""}]
    assert clerk.get(f"{HOME}reports/cases.json").status_code == 403


def test_an_empty_report_is_told(clerk):
    page = _page(clerk.post(f"{HOME}reports/new/", {"rule": ""}, follow=True))
    assert "没有收到被误报的文字" in page


def test_waivers_are_listed_masked_and_revoked(cast):
    head = _signed_in(cast.section_head)
    today = timezone.localdate()
    finding = services.screen_file(name="a.txt", data=LEAK.encode(), day=today)[0]
    waiver = services.grant_waiver(
        actor=cast.actor("section_head"), unit=cast.education, subject="document:7",
        finding=finding, reason="经本人书面同意公开", expires_on=today + timedelta(days=9),
        now=timezone.now(),
    )  # fmt: skip
    page = _page(head.get(f"{HOME}waivers/"))
    assert "11********15" in page
    assert "110101199003078515" not in page
    assert head.post(f"{HOME}waivers/{waiver.pk}/revoke/").status_code == 302
    assert "已撤销" in _page(head.get(f"{HOME}waivers/"))
