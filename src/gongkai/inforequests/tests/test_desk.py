"""The desk pages of requests: register, sheet, a form per deed, the wizard, the signature."""

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.audit import selectors as audit
from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.tests.factories import NOW, draft, papered, received, standing_in
from gongkai.inforequests.views.desk.pages import PAGES
from gongkai.orgs.tests.cast import Cast

STATES = [state.code for state in flow.REQUEST.states if state.code not in {"lapsed", "merged"}]
TODAY = "2026-06-15"

# Where each form stands, who fills it in, and with what.
FORMS: dict[str, tuple[str, str, dict[str, str]]] = {
    "accept": (flow.RECEIVED, "office", {"subject": "经费决算"}),
    "ask_clarification": (
        flow.SCREENING,
        "office",
        {"unclear": "没有年度", "guidance": "请写明年度", "days": "15"},
    ),
    "receive_clarification": (
        flow.CLARIFYING,
        "office",
        {"answer": "2025年度", "received_on": TODAY},
    ),
    "assign": (flow.SCREENING, "office", {"person": "", "note": "请按期办理"}),
    "transfer": (flow.SCREENING, "office", {"unit": "water", "note": "由其制作", "told": "on"}),
    "merge": (
        flow.SCREENING,
        "office",
        {"into": "earlier", "same_information": "on", "note": "内容相同"},
    ),
    "withdraw": (flow.HANDLING, "office", {"note": "申请人当面撤回"}),
    "split": (flow.SCREENING, "office", {"parts": "2025年决算\n2026年预算"}),
    "request_extension": (flow.HANDLING, "clerk", {"days": "20", "reason": "档案较多"}),
    "ask_reasons": (flow.HANDLING, "clerk", {"facts": "本月四十件", "days": "7"}),
    "receive_reasons": (
        flow.EXPLAINING,
        "clerk",
        {"answer": "课题研究", "reasonable": "yes", "answered_on": TODAY},
    ),
    "notice_fee": (
        flow.HANDLING,
        "clerk",
        {"tariff": "items", "quantity": "12", "volume": "本月四十件", "pay_to": "非税专户"},
    ),
    "fee_receipt": (flow.PAYING, "clerk", {"received_on": TODAY}),
    "record_payment": (flow.PAYING, "clerk", {"paid_on": TODAY}),
    "consult_third_party": (flow.HANDLING, "clerk", {"party": "某公司", "summary": "合同"}),
    "consult_joint_maker": (flow.HANDLING, "clerk", {"party": "县财政局", "summary": "联合发文"}),
    "search": (
        flow.HANDLING,
        "clerk",
        {
            "on": TODAY,
            "places": "档案室",
            "method": "按题名",
            "keywords": "决算",
            "result": "没有",
            "found": "no",
        },
    ),
    "record_delivery": (
        flow.SERVING,
        "clerk",
        {
            "kind": "post",
            "sent_on": TODAY,
            "receipt": "none",
            "carrier": "邮政企业",
            "tracking": "XA1",
        },
    ),
    "theme": (flow.HANDLING, "clerk", {"theme_id": ""}),
    "dispute": (
        flow.SERVED,
        "clerk",
        {"kind": "reconsideration", "body": "澄明县人民政府", "filed_on": TODAY},
    ),
    "propose": (flow.SERVED, "clerk", {"ground": "public_interest"}),
}


@pytest.fixture(autouse=True)
def at_the_moment():
    with freeze_time(NOW):
        yield


def sheet(request: InformationRequest) -> str:
    return reverse("inforequests:case", args=[request.case_id])


@pytest.mark.parametrize("state", STATES)
def test_the_sheet_opens_in_every_step(cast: Cast, client: Client, state: str) -> None:
    if state == flow.WITHDRAWN:
        request = standing_in(cast, flow.SCREENING)
        services.withdraw_request(
            actor=cast.actor("office"), request_id=request.pk, note="撤回", now=NOW
        )
    else:
        request = standing_in(cast, state)
    for part in ("office", "clerk", "section_head", "legal_adviser", "leader", "inspector"):
        client.force_login(getattr(cast, part))
        page = client.get(sheet(request))
        assert page.status_code == 200
        assert request.number in page.content.decode()


def test_the_sheet_is_hidden_from_other_units(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    for part in ("other_clerk", "other_leader", "township_clerk", "admin", "stranger"):
        client.force_login(getattr(cast, part))
        for name in ("case", "wizard", "requester"):
            address = reverse(f"inforequests:{name}", args=[request.case_id])
            assert client.get(address).status_code == 404


def test_every_form_is_in_the_table() -> None:
    assert set(FORMS) | {"delay"} == set(PAGES)


def filled(cast: Cast, request: InformationRequest, values: dict[str, str]) -> dict[str, str]:
    found = dict(values)
    if "unit" in found:
        found["unit"] = str(cast.water.pk)
    if found.get("into") == "earlier":
        found["into"] = received(cast, requester=request.requester).number
    case = cases.find_case(request.case_id)
    return found | {"version": str(case.version)}


@pytest.mark.parametrize("code", FORMS)
def test_a_form_is_shown_filled_in_and_done(cast: Cast, client: Client, code: str) -> None:
    state, part, values = FORMS[code]
    request = standing_in(cast, state)
    client.force_login(getattr(cast, part))
    address = reverse("inforequests:deed", args=[request.case_id, code])
    assert address in client.get(sheet(request)).content.decode()
    assert client.get(address).status_code == 200
    told = len(cases.timeline_of(request.case_id))
    answer = client.post(address, filled(cast, request, values))
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == sheet(request)
    assert len(cases.timeline_of(request.case_id)) > told


@pytest.mark.parametrize("code", FORMS)
def test_an_empty_form_comes_back_and_changes_nothing(
    cast: Cast, client: Client, code: str
) -> None:
    if code in {"assign", "theme"}:
        return
    state, part, _ = FORMS[code]
    request = standing_in(cast, state)
    client.force_login(getattr(cast, part))
    told = len(cases.timeline_of(request.case_id))
    answer = client.post(reverse("inforequests:deed", args=[request.case_id, code]), {})
    assert answer.status_code in {409, 422}
    assert len(cases.timeline_of(request.case_id)) == told


def test_a_delay_is_fixed_after_the_reasons_were_found_reasonable(
    cast: Cast, client: Client
) -> None:
    from gongkai.inforequests.tests.factories import explained

    request = standing_in(cast, flow.EXPLAINING)
    explained(cast, request)
    client.force_login(cast.clerk)
    address = reverse("inforequests:deed", args=[request.case_id, "delay"])
    answer = client.post(address, {"days": "30", "reason": "四十件须逐件核对"})
    assert answer.status_code == 302
    assert selectors.deadline_of(request).delayed_days == 30


def test_a_refused_form_keeps_the_words_and_says_the_article(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    client.force_login(cast.clerk)
    address = reverse("inforequests:deed", args=[request.case_id, "search"])
    answer = client.post(
        address,
        {
            "on": "2026-06-20",
            "places": "档案室",
            "method": "按题名",
            "keywords": "决算",
            "result": "没有",
            "found": "no",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "检索日期不能晚于今天" in page
    assert "按题名" in page


def test_a_page_that_is_out_of_date_is_told(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.SCREENING)
    client.force_login(cast.office)
    address = reverse("inforequests:deed", args=[request.case_id, "split"])
    answer = client.post(address, {"parts": "甲\n乙", "version": "1"})
    assert answer.status_code == 409
    assert InformationRequest.objects.count() == 1


def test_an_unknown_deed_is_not_found(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.SCREENING)
    client.force_login(cast.office)
    assert (
        client.get(reverse("inforequests:deed", args=[request.case_id, "bribe"])).status_code == 404
    )


def test_the_register_lists_what_is_open_closed_and_found(cast: Cast, client: Client) -> None:
    in_hand = standing_in(cast, flow.HANDLING)
    done = standing_in(cast, flow.ARCHIVED)
    client.force_login(cast.office)
    address = reverse("inforequests:register")
    page = client.get(address).content.decode()
    assert in_hand.number in page
    assert done.number not in page
    page = client.get(address, {"list": "closed"}).content.decode()
    assert done.number in page
    assert "予以公开" in page
    for words in (in_hand.number, "经费决算"):
        assert in_hand.number in client.get(address, {"q": words}).content.decode()
    nothing = client.get(address, {"q": "水库", "channel": "fax"}).content.decode()
    assert "没有符合条件的申请" in nothing


def test_the_register_shows_a_department_only_its_own(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    client.force_login(cast.other_clerk)
    assert request.number not in client.get(reverse("inforequests:register")).content.decode()
    client.force_login(cast.stranger)
    assert client.get(reverse("inforequests:register")).status_code == 403


def test_the_register_has_pages(cast: Cast, client: Client) -> None:
    for _ in range(23):
        received(cast)
    client.force_login(cast.office)
    address = reverse("inforequests:register")
    first = client.get(address)
    assert len(first.context["page"].rows) == 20
    second = client.get(address + first.context["next_url"])
    assert len(second.context["page"].rows) == 3
    assert second.context["next_url"] == ""


ANSWERS = ("clear", "information", "no", "no", "yes", "yes", "no", "none")


def test_the_wizard_ends_in_one_kind_of_reply(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    papered(cast, request)
    client.force_login(cast.clerk)
    address = reverse("inforequests:wizard", args=[request.case_id])
    for place, answer in enumerate(ANSWERS):
        page = client.get(address)
        assert "下一步" in page.content.decode()
        client.post(address, {"answer": answer, "draft_version": str(place)})
    page = client.get(address).content.decode()
    assert "第三十六条第二项" in page
    assert "（一）予以公开" in page
    assert "须写明" in page
    client.post(address, {"fact_provided": "随文提供决算表。", "draft_version": str(len(ANSWERS))})
    assert "要素齐全" in client.get(address).content.decode()
    found = selectors.draft_of(request.pk)
    assert (found.kind, found.facts) == ("granted", {"provided": "随文提供决算表。"})


def test_an_answer_taken_back_opens_the_chain_again(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    draft(cast, request)
    client.force_login(cast.clerk)
    address = reverse("inforequests:wizard", args=[request.case_id])
    assert "只读" not in client.get(f"{address}?q=held").content.decode()
    client.post(f"{address}?q=held", {"answer": "no", "draft_version": "1"})
    assert selectors.draft_of(request.pk).kind == "u1_not_held"
    assert "没有检索记录" in client.get(address).content.decode()


def test_two_people_draft_and_the_second_is_told(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    draft(cast, request)
    client.force_login(cast.clerk)
    address = reverse("inforequests:wizard", args=[request.case_id])
    answer = client.post(address, {"fact_provided": "另一稿", "draft_version": "0"})
    assert answer.status_code == 409
    assert "另一稿" in answer.content.decode()


def test_the_leader_signs_from_the_inbox_in_two_clicks(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.SIGNING)
    client.force_login(cast.leader)
    inbox = client.get(reverse("desk:inbox")).content.decode()
    assert sheet(request) in inbox  # first click
    page = client.get(sheet(request)).content.decode()
    act = reverse("casework:act", args=[request.case_id, "sign"])
    assert act in page  # second click
    assert "随本答复书提供" in page
    case = cases.find_case(request.case_id)
    assert client.post(act, {"version": case.version, "note": ""}).status_code == 302
    assert cases.find_case(request.case_id).state == flow.ISSUING


def test_who_asked_is_shown_on_demand_and_the_look_is_noted(cast: Cast, client: Client) -> None:
    request = standing_in(cast, flow.HANDLING)
    request.requester.name = "测试申请人甲"
    request.requester.save()
    client.force_login(cast.clerk)
    address = reverse("inforequests:requester", args=[request.case_id])
    assert "测试申请人甲" not in client.get(sheet(request)).content.decode()
    assert "测试申请人甲" not in client.get(address).content.decode()
    page = client.post(address)
    assert "测试申请人甲" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    looks = [line for line in audit.story_of(f"request:{request.pk}") if "查看申请人" in str(line)]
    assert len(looks) == 1
    assert "测试申请人甲" not in str(looks)
    client.force_login(cast.leader)
    assert client.get(address).status_code == 403
