"""Asking on line: nothing typed is lost, nothing is sent twice, bad input is told what to do."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.inforequests.models import (
    InformationRequest,
    QueryCode,
    RequestDraft,
    Requester,
    SealedFile,
)

pytestmark = pytest.mark.django_db
NEW, CHECK = "/openness/requests/new/", "/openness/requests/new/check/"
RECEIPT, STATUS = "/openness/requests/new/receipt/", "/openness/requests/status/"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 100


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.INDEX_ROOT = tmp_path / "index"


def typed(cast, **given):
    return {
        "who": "person",
        "do": "next",
        "unit": str(cast.education.pk),
        "description": "2025年全县义务教育经费决算表",
        "form_wanted": "any",
        "way_wanted": "online",
        "name": "王小明",
        "identity_kind": "id_card",
        "identity_number": "11010519491231002X",
        "phone": "13800000000",
        "identity": SimpleUploadedFile("身份证.jpg", JPEG),
        **given,
    }


def text_of(answer):
    return answer.content.decode()


def sent(client, cast, **given):
    """Type, look over and send; the receipt."""
    assert client.post(NEW, typed(cast, **given)).url == CHECK
    assert client.post(CHECK, {"do": "send"}).url == RECEIPT
    return client.get(RECEIPT)


def code_on(receipt):
    return re.search(r'receipt-code">([^<]+)<', text_of(receipt)).group(1)


def test_a_citizen_asks_and_gets_a_number_and_a_code(client, cast):
    receipt = sent(client, cast)
    request = InformationRequest.objects.select_related("requester").get()
    assert request.number in text_of(receipt)
    assert request.requester.name == "王小明"
    assert (request.channel, request.applicant_class) == ("internet", "natural")
    assert request.receipt_day is None
    assert [each.purpose for each in request.sealed_files.all()] == ["identity"]
    code = code_on(receipt)
    fresh = Client()
    assert "不对" in text_of(fresh.post(STATUS, {"number": request.number, "code": "AAAA"}))
    answer = fresh.post(STATUS, {"number": request.number, "code": code}, follow=True)
    assert "2025年全县义务教育经费决算表" in text_of(answer)
    assert "王小明" not in text_of(answer)


def test_a_body_asks_with_its_class(client, cast):
    given = {
        "who": "body",
        "applicant_class": "business",
        "name": "澄明县清泉商贸有限公司",
        "identity_kind": "credit_code",
        "identity_number": "91350100M000100Y43",
        "contact_name": "赵敏",
    }
    sent(client, cast, **given)
    request = InformationRequest.objects.get()
    assert request.applicant_class == "business"
    assert request.requester.contact_name == "赵敏"


def test_sending_twice_is_one_request_with_the_same_code(client, cast):
    client.post(NEW, typed(cast))
    first = client.post(CHECK, {"do": "send"})
    code = code_on(client.get(RECEIPT))
    second = client.post(CHECK, {"do": "send"})
    assert first.url == second.url == RECEIPT
    assert code_on(client.get(RECEIPT)) == code
    assert InformationRequest.objects.count() == QueryCode.objects.count() == 1
    assert client.get(NEW).url == RECEIPT
    assert client.post(NEW, {"do": "again"}).url == NEW
    assert client.get(NEW).status_code == 200


def test_the_receipt_goes_from_a_shared_computer(client, cast):
    sent(client, cast)
    assert client.post(NEW, {"do": "leave"}).url == "/openness/requests/"
    assert client.get(RECEIPT).url == STATUS
    assert client.get(NEW).status_code == 200


def test_the_receipt_is_shown_for_an_hour_only(client, cast):
    sent(client, cast)
    draft = RequestDraft.objects.get()
    assert draft.content == {}
    assert draft.expires_at <= timezone.now() + timedelta(hours=1)
    RequestDraft.objects.update(expires_at=timezone.now())
    assert client.get(RECEIPT).url == STATUS
    assert client.get(NEW).status_code == 200


def test_what_was_typed_is_there_again_after_closing_the_page(client, cast):
    client.post(NEW, {"do": "save", "who": "person", "description": "只写了一半"})
    page = text_of(client.get(NEW))
    assert "只写了一半" in page
    assert "草稿已保存" in page
    assert "只写了一半" not in text_of(Client().get(NEW))
    client.post(NEW, {"do": "discard", "who": "person"})
    assert RequestDraft.objects.count() == 0


def test_the_page_saves_itself_while_somebody_types(client, cast):
    answer = client.post(f"{NEW}save/", {"who": "body", "description": "自动保存的话"})
    assert answer.status_code == 204
    assert "自动保存的话" in text_of(client.get(NEW))
    assert "单位名称" in text_of(client.get(NEW))


def test_changing_between_person_and_body_keeps_the_words(client, cast):
    client.post(NEW, typed(cast, do="body"))
    page = text_of(client.get(NEW))
    assert "单位名称" in page
    assert "义务教育经费决算表" in page
    assert "身份证.jpg" in page


def test_everything_missing_is_told_at_once_with_links_to_the_fields(client, cast):
    page = text_of(client.post(NEW, {"do": "next", "who": "person"}))
    assert "处需要改正" in page
    for name in ("unit", "description", "name", "identity_number", "phone"):
        assert f'href="#id_{name}"' in page
    assert "身份证明的照片" in page
    assert InformationRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"identity_number": "123"}, "身份证号码有误"),
        ({"unit": "999999"}, "没有这个机关"),
        ({"unit": "abc"}, "没有这个机关"),
        ({"description": "字" * 100_000}, "最多 5000 个字，现有 100000 个"),
        ({"way_wanted": "post"}, "请填写通信地址"),
        ({"form_wanted": "nonsense"}, "nonsense"),
        ({"identity": SimpleUploadedFile("a.exe", b"MZ")}, "不接受"),
        ({"identity": SimpleUploadedFile("a.jpg", b"MZ not a picture")}, "内容与扩展名"),
        ({"identity": SimpleUploadedFile("a.jpg", b"")}, "空"),
        ({"website": "http://spam.example"}, "请清空"),
    ],
)
def test_a_wrong_entry_is_told_and_nothing_is_lost(client, cast, given, words):
    page = text_of(client.post(NEW, typed(cast, **given)))
    assert words in page
    assert "王小明" in page
    assert InformationRequest.objects.count() == 0


def test_a_file_too_large_is_told_before_it_is_read(client, cast, settings):
    settings.REQUEST_UPLOAD_BYTES = 1024 * 1024
    large = SimpleUploadedFile("大.jpg", JPEG + b"0" * 1024 * 1024)
    page = text_of(client.post(NEW, typed(cast, identity=large)))
    assert "超过 1 MB" in page
    assert SealedFile.objects.count() == 0


def test_script_and_control_characters_are_words_and_nothing_else(client, cast):
    wicked = "<script>alert(1)</script>\x00\x07\x1b[2J预算"
    client.post(NEW, typed(cast, description=wicked, name="王\x00小\x08明"))
    page = text_of(client.get(CHECK))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;[2J预算" in page
    client.post(CHECK, {"do": "send"})
    assert Requester.objects.get().name == "王小明"


def test_the_page_before_sending_shows_what_is_public_already(client, cast):
    from gongkai.documents.tests.factories import published
    from gongkai.search.indexer import indexer_for

    published(cast, now=timezone.now() - timedelta(hours=1), title="澄明县义务教育招生办法")
    indexer_for("documents").rebuild(lambda _: None)
    client.post(NEW, typed(cast, description="申请公开《澄明县义务教育招生办法》"))
    page = text_of(client.get(CHECK))
    assert "可能就是您要的" in page
    assert "/documents/" in page
    assert client.post(CHECK, {"do": "found"}).url == "/openness/requests/"
    assert RequestDraft.objects.count() == InformationRequest.objects.count() == 0


def test_too_many_requests_from_one_address_are_put_off(client, cast, settings):
    settings.REQUESTS_PER_HOUR = 1
    sent(client, cast)
    other = Client()
    other.post(NEW, typed(cast))
    page = text_of(other.post(CHECK, {"do": "send"}))
    assert "过多" in page
    assert InformationRequest.objects.count() == 1


def test_too_much_saving_is_put_off_with_the_words_still_there(client, cast, settings):
    settings.REQUESTS_PER_HOUR = 0
    page = text_of(client.post(NEW, typed(cast)))
    assert "过于频繁" in page
    assert "义务教育经费决算表" in page
    assert client.post(f"{NEW}save/", {"who": "person"}).status_code == 400


def test_a_file_can_be_taken_out_again(client, cast):
    client.post(NEW, typed(cast, do="save"))
    stored = SealedFile.objects.get()
    client.post(NEW, typed(cast, do=f"remove-{stored.pk}", identity=""))
    assert SealedFile.objects.count() == 0


def test_a_copy_of_the_document_can_be_left_to_local_rules(client, cast, settings):
    settings.REQUEST_IDENTITY_COPY = False
    assert client.post(NEW, typed(cast, identity="")).url == CHECK


def test_pages_out_of_turn_lead_to_the_right_one(client, cast):
    assert client.get(CHECK).url == NEW
    assert client.get(RECEIPT).url == STATUS
    client.cookies["request_draft"] = "x" * 5000
    assert client.get(NEW).status_code == 200


def test_an_address_from_a_unit_page_chooses_the_organ(client, cast):
    page = text_of(client.get(f"{NEW}?unit={cast.water.pk}"))
    assert f'value="{cast.water.pk}" selected' in page


def test_villages_and_public_institutions_are_not_offered(client, cast):
    page = text_of(client.get(NEW))
    assert cast.education.name in page
    assert cast.village.name not in page


def test_the_guide_promises_what_is_in_force(client, cast, settings):
    settings.IDENTITY_DAYS = 77
    page = text_of(client.get("/openness/requests/"))
    for words in (
        "20 个工作日",
        "77 日后清除",
        "双方确认之日",
        "领导审签",
        "请您补正",
        "转由其他机关",
        NEW,
    ):
        assert words in page, words


def test_the_blank_form_is_a_word_file_with_the_fields_of_the_law(client, cast):
    from io import BytesIO

    from docx import Document

    answer = client.get("/openness/requests/form.docx")
    assert "attachment" in answer["Content-Disposition"]
    found = Document(BytesIO(answer.content))
    words = "\n".join(cell.text for row in found.tables[0].rows for cell in row.cells)
    for each in ("姓名", "证件号码", "统一社会信用代码", "名称、文号或者其他特征", "获取方式"):
        assert each in words


def test_every_side_road_of_the_guide_is_one_of_the_flow():
    from gongkai.inforequests import flow
    from gongkai.inforequests.public import road
    from gongkai.inforequests.public.guide import SIDE_ROADS

    told = [words for step in road() for words in step.sides]
    assert sorted(told) == sorted(SIDE_ROADS.values())
    assert SIDE_ROADS.keys() <= {action.code for action in flow.REQUEST.actions}
