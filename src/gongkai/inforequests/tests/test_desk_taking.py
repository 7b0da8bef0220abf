"""At the desk: what comes by post, fax or mouth is taken in once, with a receipt to print."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.audit import selectors as audit
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.services import codes
from gongkai.inforequests.tests.factories import received

pytestmark = pytest.mark.django_db
NEW, MAILS = "/desk/requests/new/", "/desk/requests/mails/"
MAIL = "From: 王小明 <wang@example.cn>\r\nMessage-ID: <1@a>\r\n\r\n申请公开2025年决算".encode()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.clerk)
    return client


def typed(desk, cast, **given):
    key = re.search(r'name="key" value="([^"]+)"', desk.get(NEW).content.decode()).group(1)
    return {
        "who": "person",
        "key": key,
        "unit": str(cast.education.pk),
        "channel": "counter",
        "arrived_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "description": "2025年全县义务教育经费决算",
        "form_wanted": "paper",
        "way_wanted": "pick_up",
        "name": "王小明",
        "identity_kind": "id_card",
        "identity_number": "11010519491231002X",
        "phone": "13800000000",
        **given,
    }


def text_of(answer):
    return answer.content.decode()


def code_on(page):
    return re.search(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>", page).group(1)


def test_a_visitor_leaves_with_number_and_code(desk, cast):
    given = typed(desk, cast, identity=SimpleUploadedFile("证件.pdf", b"%PDF-1"))
    page = text_of(desk.post(NEW, given))
    request = InformationRequest.objects.get()
    assert request.number in page
    code = code_on(page)
    now = timezone.now()
    assert codes.open_by_code(number=request.number, code=code, who="a", now=now)
    given["identity"] = SimpleUploadedFile("证件.pdf", b"%PDF-1")
    assert code_on(text_of(desk.post(NEW, given))) == code
    assert InformationRequest.objects.count() == 1


def test_a_letter_of_a_body_is_taken_in(desk, cast):
    switched = text_of(desk.post(NEW, typed(desk, cast, do="body")))
    assert "单位名称" in switched
    assert "义务教育经费决算" in switched
    given = {"who": "body", "applicant_class": "welfare", "name": "澄明县爱心协会"}
    given |= {"identity_kind": "other", "identity_number": "", "contact_name": "李华"}
    given |= {"channel": "post_signed", "signed_on": timezone.localdate().isoformat()}
    assert "回执" in text_of(desk.post(NEW, typed(desk, cast, **given)))
    assert InformationRequest.objects.get().applicant_class == "welfare"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"channel": "post_signed"}, "签收日期"),
        ({"channel": "internet"}, "channel"),
        ({"arrived_at": "yesterday"}, "请选择日期和时间"),
        ({"arrived_at": "2999-01-01T09:00"}, "不能晚于现在"),
        ({"description": "字" * 100_000}, "现有 100000 个"),
        ({"name": ""}, "请填写姓名"),
        ({"unit": "999999"}, "unit"),
        ({"materials": SimpleUploadedFile("a.exe", b"MZ")}, "不接受"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_lost(desk, cast, given, words):
    page = text_of(desk.post(NEW, typed(desk, cast, **given)))
    assert words in page
    assert "11010519491231002X" in page
    assert InformationRequest.objects.count() == 0


def test_only_those_who_receive_requests_open_the_pages(client, cast):
    client.force_login(cast.leader)
    assert client.get(NEW).status_code == 403
    assert client.get(MAILS).status_code == 403
    assert "登记收到的申请" not in text_of(client.get("/desk/requests/"))
    client.force_login(cast.clerk)
    assert "登记收到的申请" in text_of(client.get("/desk/requests/"))


def test_dropped_mails_become_requests_each_with_its_outcome(desk, cast):
    given = {
        "unit": str(cast.education.pk),
        "mails": [SimpleUploadedFile("1.eml", MAIL), SimpleUploadedFile("2.eml", b"PK\x03\x04")],
    }
    page = text_of(desk.post(MAILS, given))
    request = InformationRequest.objects.get()
    assert request.number in page
    assert "不是电子邮件" in page
    again = {"unit": str(cast.education.pk), "mails": [SimpleUploadedFile("1.eml", MAIL)]}
    assert "已经导入" in text_of(desk.post(MAILS, again))
    assert "请选择要导入的邮件" in text_of(desk.post(MAILS, {"unit": str(cast.education.pk)}))
    many = {"unit": str(cast.education.pk)}
    many["mails"] = [SimpleUploadedFile(f"{n}.eml", b"x") for n in range(51)]
    assert "最多导入 50 封" in text_of(desk.post(MAILS, many))


def test_who_asked_is_completed_and_files_are_read_with_a_note(desk, cast):
    desk.post(MAILS, {"unit": str(cast.education.pk), "mails": [SimpleUploadedFile("1.eml", MAIL)]})
    request = InformationRequest.objects.get()
    sheet = f"/desk/requests/cases/{request.case_id}"
    before = audit.length()
    form = text_of(desk.get(f"{sheet}/requester/change/"))
    assert "wang@example.cn" in form
    assert audit.length() == before + 1
    given = {"name": "王小明", "identity_kind": "id_card", "identity_number": "11010519491231002X"}
    wrong = desk.post(f"{sheet}/requester/change/", {**given, "identity_number": "1"})
    assert "身份证号码有误" in text_of(wrong)
    assert desk.post(f"{sheet}/requester/change/", given).status_code == 302
    shown = text_of(desk.post(f"{sheet}/requester/"))
    assert "居民身份证" in shown
    stored = request.sealed_files.get()
    answer = desk.get(f"{sheet}/files/{stored.pk}/")
    assert answer.content == MAIL
    assert answer["Content-Disposition"].startswith("attachment")
    assert desk.get(f"{sheet}/files/999/").status_code == 404


def test_a_lost_code_is_reset_at_the_counter(desk, cast):
    request = received(cast)
    sheet = f"/desk/requests/cases/{request.case_id}/requester/code/"
    code = code_on(text_of(desk.post(sheet)))
    now = timezone.now()
    assert codes.open_by_code(number=request.number, code=code, who="a", now=now)
    desk.force_login(cast.inspector)
    assert desk.post(sheet).status_code == 403


def test_people_of_other_units_see_no_applicant(client, cast):
    request = received(cast)
    client.force_login(cast.other_clerk)
    sheet = f"/desk/requests/cases/{request.case_id}"
    for address in ("/requester/change/", "/files/1/"):
        assert client.get(sheet + address).status_code in (403, 404)
    assert client.post(f"{sheet}/requester/code/").status_code in (403, 404)
