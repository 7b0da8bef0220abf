"""Following a request by its code: plain words, what to do next, and nothing without the code."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.inforequests import flow, public, services
from gongkai.inforequests.intake.codes import new_token
from gongkai.inforequests.models import InformationRequest, Notice, SatisfactionRating
from gongkai.inforequests.public.status import SENTENCES
from gongkai.inforequests.selectors import events_of
from gongkai.inforequests.services import codes
from gongkai.inforequests.services.sealed_files import keep_sealed
from gongkai.inforequests.tests.factories import (
    NOW,
    received,
    standing_in,
)

pytestmark = pytest.mark.django_db
STATUS, MINE = "/openness/requests/status/", "/openness/requests/status/mine/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


def text_of(answer):
    return answer.content.decode()


def entered(request):
    """A browser in which the code of this request has been given."""
    code = codes.give_code(request=request, token=new_token(), now=timezone.now())
    client = Client()
    answer = client.post(STATUS, {"number": request.number, "code": code})
    assert answer.url == MINE
    return client


@pytest.mark.parametrize("state", [state.code for state in flow.REQUEST.states])
def test_every_step_has_a_sentence_for_the_applicant(state):
    assert SENTENCES[state].endswith("。")


@pytest.mark.parametrize(
    "state",
    [
        flow.RECEIVED,
        flow.SCREENING,
        flow.CLARIFYING,
        flow.HANDLING,
        flow.EXTENDING,
        flow.EXPLAINING,
        flow.PAYING,
        flow.AUDIT,
        flow.ISSUING,
        flow.SERVING,
        flow.ARCHIVED,
    ],
)
def test_the_page_stands_at_every_step_of_the_road(cast, state):
    page = text_of(entered(standing_in(cast, state)).get(MINE))
    assert SENTENCES[state] in page
    assert 'aria-current="step"' in page


def test_the_number_alone_shows_nothing(client, cast):
    request = received(cast)
    assert client.get(MINE).url == STATUS
    for given in ({"number": request.number}, {"number": request.number, "code": "A" * 100_000}):
        page = text_of(client.post(STATUS, given))
        assert "义务教育" not in page
    assert "request_open" not in client.cookies


def test_a_forged_or_old_cookie_shows_nothing(cast):
    request = received(cast)
    client = entered(request)
    assert client.get(STATUS).url == MINE
    codes.reset_code(actor=cast.actor("clerk"), request=request, now=timezone.now())
    assert client.get(MINE).url == STATUS
    client.cookies["request_open"] = f"[{request.pk}, 1]"
    assert client.get(MINE).url == STATUS


def test_the_browser_can_be_left_as_on_a_shared_computer(cast):
    client = entered(received(cast))
    assert client.post(f"{STATUS}leave/").url == "/openness/requests/"
    assert client.get(MINE).url == STATUS


def test_the_due_date_is_said_and_a_pause_too(cast):
    request = standing_in(cast, flow.HANDLING)
    client = entered(request)
    assert "2026-07-14" in text_of(client.get(MINE))
    services.consult_third_party(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        party="某公司",
        summary="合同",
        now=timezone.now(),
    )
    assert "某公司" not in text_of(client.get(MINE))


def test_the_applicant_mends_the_application_on_line(cast):
    request = standing_in(cast, flow.CLARIFYING)
    client = entered(request)
    assert "未写明是哪一年的决算" in text_of(client.get(MINE))
    assert "请写明所需信息" in text_of(client.post(f"{MINE}supplement/", {"answer": " "}))
    long = text_of(client.post(f"{MINE}supplement/", {"answer": "字" * 100_000}))
    assert "现有 100000 个" in long
    given = {
        "answer": "2025年度的决算",
        "materials": SimpleUploadedFile("线索.pdf", b"%PDF-1.4"),
    }
    assert client.post(f"{MINE}supplement/", given).url == f"{MINE}?done=supplement"
    assert "补正已经收到" in text_of(client.get(f"{MINE}?done=supplement"))
    asked = request.clarifications.get()
    assert (asked.answer, asked.answered_on) == ("2025年度的决算", timezone.localdate())
    assert request.sealed_files.get().purpose == "clarification"
    again = text_of(client.post(f"{MINE}supplement/", {"answer": "再补一次"}))
    assert "未能" in again or "不能" in again


def test_a_wrong_file_with_the_answer_leaves_nothing_half_done(cast, settings):
    request = standing_in(cast, flow.CLARIFYING)
    client = entered(request)
    wrong = {"answer": "2025年度", "materials": SimpleUploadedFile("a.exe", b"MZ")}
    assert "不接受" in text_of(client.post(f"{MINE}supplement/", wrong))
    settings.REQUEST_UPLOAD_BYTES = 10
    large = {"answer": "2025年度", "materials": SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 99)}
    assert "超过" in text_of(client.post(f"{MINE}supplement/", large))
    assert request.clarifications.get().answered_on is None


def test_the_applicant_explains_on_line_and_a_person_judges(cast):
    request = standing_in(cast, flow.EXPLAINING)
    client = entered(request)
    assert "本月已提出四十件申请" in text_of(client.get(MINE))
    assert "请写明需要这些信息的理由" in text_of(client.post(f"{MINE}reasons/", {"answer": " "}))
    assert "现有 6000 个" in text_of(client.post(f"{MINE}reasons/", {"answer": "字" * 6000}))
    given = {"answer": "用于课题研究", "materials": SimpleUploadedFile("立项.pdf", b"%PDF-1.4")}
    assert client.post(f"{MINE}reasons/", given).url == f"{MINE}?done=explain"
    page = text_of(client.get(f"{MINE}?done=explain"))
    assert "您的说明已经收到，正在核对" in page
    assert "请您说明理由" not in page
    assert request.sealed_files.get(purpose="reasons").name == "立项.pdf"
    again = text_of(client.post(f"{MINE}reasons/", {"answer": "再说一次"}))
    assert "已经说明过" in again
    asked = request.reasons_asked.get()
    assert (asked.answer, asked.reasonable) == ("用于课题研究", None)
    desk = Client()
    desk.force_login(cast.clerk)
    form = reverse("inforequests:deed", args=[request.case_id, "receive_reasons"])
    assert "申请人在网上说明的，照原文判断" in text_of(desk.get(form))
    changed = {"answer": "改写", "answered_on": "2026-01-01", "reasonable": "yes"}
    assert desk.post(form, changed).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.reasonable) == ("用于课题研究", True)
    assert [each.kind for each in events_of(request.pk)].count("reasons_given") == 1


def test_withdrawing_takes_a_tick_and_is_final(cast):
    request = standing_in(cast, flow.HANDLING)
    client = entered(request)
    assert "请勾选确认" in text_of(client.post(f"{MINE}withdraw/", {}))
    assert client.post(f"{MINE}withdraw/", {"sure": "on"}).url == f"{MINE}?done=withdraw"
    request.refresh_from_db()
    assert (request.outcome, request.report_row) == ("withdrawn", "o3")
    page = text_of(client.get(MINE))
    assert "已经按您的意思撤回" in page
    assert "撤回申请</summary>" not in page
    assert client.post(f"{MINE}withdraw/", {"sure": "on"}).status_code == 200


def test_a_concluded_request_is_rated_once(cast):
    request = standing_in(cast, flow.SERVED)
    client = entered(request)
    assert "请您评价" in text_of(client.get(MINE))
    assert "请选择一项评价" in text_of(client.post(f"{MINE}rating/", {"score": ""}))
    assert "请从列表中选择" in text_of(client.post(f"{MINE}rating/", {"score": "9"}))
    long = client.post(f"{MINE}rating/", {"score": "5", "comment": "好" * 100_000})
    assert "最多 500 字" in text_of(long)
    assert client.post(f"{MINE}rating/", {"score": "4", "comment": "快"}).status_code == 302
    assert "已经评价过" in text_of(client.post(f"{MINE}rating/", {"score": "1"}))
    rating = SatisfactionRating.objects.get()
    assert (rating.request_id, rating.score, rating.comment) == (request.pk, 4, "快")


def test_an_open_request_is_not_rated(cast):
    client = entered(standing_in(cast, flow.HANDLING))
    assert "还没有办结" in text_of(client.post(f"{MINE}rating/", {"score": "5"}))


def notice(request, audience="applicant", **given):
    kept = keep_sealed(
        data=b"PK the paper",
        name="答复书.docx",
        media_type="application/x-test",
        purpose="paper",
        now=timezone.now(),
        request=request,
    )
    return Notice.objects.create(
        request=request,
        code="granted",
        title="政府信息公开申请答复书",
        number=f"〔2026〕{kept.pk}号",
        audience=audience,
        files=[{"name": "答复书.docx", "sealed": kept.pk}],
        issued_on=timezone.localdate(),
        made_at=timezone.now(),
        **given,
    )


def test_papers_go_to_their_applicant_only(cast):
    request = standing_in(cast, flow.SERVED)
    mine, theirs = notice(request), notice(request, "third_party")
    other = received(cast)
    client = entered(request)
    page = text_of(client.get(MINE))
    assert f"papers/{mine.pk}/0/" in page
    assert f"papers/{theirs.pk}/" not in page
    answer = client.get(f"{MINE}papers/{mine.pk}/0/")
    assert answer.content == b"PK the paper"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    for address in (f"papers/{theirs.pk}/0/", f"papers/{mine.pk}/1/", "papers/999/0/"):
        assert client.get(f"{MINE}{address}").status_code == 404
    assert entered(other).get(f"{MINE}papers/{mine.pk}/0/").status_code == 404
    assert Client().get(f"{MINE}papers/{mine.pk}/0/").url == STATUS


def test_the_register_shows_results_and_no_words_of_applicants(client, cast):
    concluded = [standing_in(cast, flow.SERVED) for _ in range(3)]
    hidden = standing_in(cast, flow.HANDLING)
    page = text_of(client.get("/openness/requests/answered/"))
    for request in concluded:
        assert request.number in page
    assert hidden.number not in page
    assert "（一）予以公开" in page
    assert "义务教育" not in page
    assert concluded[0].number not in text_of(
        client.get("/openness/requests/answered/?unit=shuiliju")
    )


def test_the_register_asks_the_database_the_same_for_any_number(client, cast, count_queries):
    for _ in range(3):
        standing_in(cast, flow.SERVED)
    with count_queries("portal:requests answered"):
        client.get("/openness/requests/answered/")


def test_what_is_split_off_opens_with_the_same_code(cast):
    request = standing_in(cast, flow.SCREENING)
    code = codes.give_code(request=request, token=new_token(), now=timezone.now())
    (part,) = services.split_request(
        actor=cast.actor("office"), request_id=request.pk, parts=["决算", "预算"], now=NOW
    )
    for number in (request.number, part.number):
        client = Client()
        assert client.post(STATUS, {"number": number, "code": code}).url == MINE
        page = text_of(client.get(MINE))
        assert (part.number in page) or number == part.number


def test_the_register_goes_on_by_key(client, cast, monkeypatch):
    monkeypatch.setattr("gongkai.inforequests.public.register.PAGE", 2)
    numbers = [standing_in(cast, flow.SERVED).number for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        page = public.register_page(after=cursor)
        seen += [row.number for row in page.rows]
        cursor = page.next
    assert (seen, cursor) == (numbers[::-1], "")
    second = text_of(
        client.get(
            f"/openness/requests/answered/?after={InformationRequest.objects.get(number=numbers[3]).pk}"
        )
    )
    assert numbers[2] in second
    assert numbers[4] not in second
    for wicked in ("abc", "-1", "9" * 50, "'"):
        assert client.get(f"/openness/requests/answered/?after={wicked}").status_code == 200


def test_waiting_for_confirmation_is_said(cast):
    page = text_of(entered(received(cast, channel="internet")).get(MINE))
    assert "与您确认收到申请" in page


def test_pages_of_a_request_are_never_kept_by_browsers(cast):
    client = entered(received(cast))
    assert "no-store" in client.get(MINE)["Cache-Control"]


def test_half_an_hour_later_the_code_is_asked_again(cast, monkeypatch):
    client = entered(received(cast))
    import time

    later = time.time() + timedelta(minutes=31).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(MINE).url == STATUS


def test_posts_without_the_code_lead_to_it(client, cast):
    for name in ("supplement", "withdraw", "rating"):
        assert client.post(f"{MINE}{name}/", {}).url == STATUS
    assert InformationRequest.objects.count() == 0
