"""补正, 延期, 征求意见, 说明理由, 收费, 转办, 拆分, 并案: what each does to clock, case and report."""

from datetime import datetime

import pytest

from gongkai.casework import selectors as cases
from gongkai.casework.rules import end_of
from gongkai.clock.rules import DayKind
from gongkai.clock.services import set_day
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import Consultation, InformationRequest
from gongkai.inforequests.rules.clock import ClockState
from gongkai.inforequests.services import Said
from gongkai.inforequests.tests import factories as f
from gongkai.inforequests.tests.factories import NOW, act, at, day, standing_in
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.factories import AppointmentFactory


def due(request: InformationRequest) -> str:
    return str(selectors.deadline_of(request).due)


def story(request: InformationRequest) -> list[str]:
    return [entry.sentence for entry in cases.timeline_of(request.case_id)]


def refused(code: str):
    """A block that is refused for *code*, with a ground where the law gives one."""
    return pytest.raises(Refusal, check=lambda refusal: code in refusal.codes)


def test_a_corrected_request_starts_the_clock_anew(cast: Cast) -> None:
    request = standing_in(cast, flow.CLARIFYING)
    assert selectors.deadline_of(request).state is ClockState.WAITING
    assert cases.find_case(request.case_id).next_due_at == end_of(day("2026-06-30"))
    f.clarified(cast, request, received_on=day("2026-06-23"), now=at("2026-06-23"))
    request.refresh_from_db()
    assert request.receipt_day == day("2026-06-23")
    assert due(request) == "2026-07-21"
    with refused("clarification_once"):
        f.clarify(cast, request, now=at("2026-06-24"))


def test_correction_is_asked_within_seven_working_days(cast: Cast) -> None:
    request = standing_in(cast, flow.SCREENING)
    with refused("clarification_late"):
        f.clarify(cast, request, now=at("2026-06-26"))
    f.clarify(cast, request, now=at("2026-06-25"))


def test_a_lapse_is_proposed_once_and_confirmed_by_a_person(cast: Cast) -> None:
    request = standing_in(cast, flow.CLARIFYING)
    assert services.close_lapsed(now=at("2026-06-30")) == 0
    with refused("clarification_running"):
        act(cast, "office", request, "lapse_clarification", now=at("2026-06-30"))
    assert services.close_lapsed(now=at("2026-07-01")) == 1
    assert services.close_lapsed(now=at("2026-07-02")) == 0
    assert "请确认是否视为放弃申请" in story(request)[-1]
    assert cases.find_case(request.case_id).state == flow.CLARIFYING
    listed = selectors.register_page(
        actor=cast.actor("office"),
        wanted=selectors.Wanted(listed="lapsed"),
        now=at("2026-07-02"),
        region="999999",
    )
    assert [row.number for row in listed.rows] == [request.number]
    act(cast, "office", request, "lapse_clarification", now=at("2026-07-02"))
    request.refresh_from_db()
    assert (request.report_row, request.outcome) == ("o1", "not_clarified")


def test_a_fee_stops_the_clock_and_its_payment_starts_it_anew(cast: Cast) -> None:
    request = standing_in(cast, flow.PAYING)
    notice = selectors.fee_notice_of(request.pk)
    assert (notice.amount, notice.get_tariff_display()) == (200, "按件计收")
    with refused("fee_receipt_missing"):
        act(cast, "office", request, "lapse_fee", now=at("2026-12-01"))
    f.paid(cast, request, paid_on=day("2026-06-22"), now=at("2026-06-22"))
    assert due(request) == "2026-07-20"
    assert selectors.fee_notice_of(request.pk).received_on == day("2026-06-22")
    with refused("noticed_already"):
        f.charge(cast, request, now=at("2026-06-23"))


def test_an_unpaid_fee_is_proposed_and_closed_under_its_own_row(cast: Cast) -> None:
    request = standing_in(cast, flow.PAYING)
    services.record_fee_receipt(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        received_on=day("2026-06-16"),
        now=at("2026-06-16"),
    )
    assert services.close_lapsed(now=at("2026-07-15")) == 0
    assert services.close_lapsed(now=at("2026-07-16")) == 1
    act(cast, "clerk", request, "lapse_fee", now=at("2026-07-16"))
    request.refresh_from_db()
    assert (request.report_row, request.outcome) == ("o2", "not_paid")


def test_nothing_is_charged_below_the_free_number(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    with refused("nothing_due"):
        f.charge(cast, request, charge=services.Charge("items", 10, "四十件", "专户"))


def test_an_extension_is_approved_by_another_person_and_only_once(cast: Cast) -> None:
    AppointmentFactory(person=cast.clerk, unit=cast.county, role="office")
    request = standing_in(cast, flow.EXTENDING)
    with refused("own_deed"):
        act(cast, "clerk", request, "approve_extension")
    act(cast, "office", request, "approve_extension")
    assert due(request) == "2026-07-28"
    assert cases.find_case(request.case_id).handler == cast.clerk
    assert "须告知申请人" in story(request)[-1]
    with refused("extended_already"):
        f.extend(cast, request)


def test_an_extension_refused_leaves_the_first_deadline(cast: Cast) -> None:
    request = standing_in(cast, flow.EXTENDING)
    act(cast, "office", request, "reject_extension", "数量不大，按期答复")
    assert due(request) == "2026-07-14"
    f.extend(cast, request, reason="又查到三十卷")
    act(cast, "office", request, "approve_extension", now=at("2026-07-14"))
    assert due(request) == "2026-07-28"


def test_no_extension_after_the_deadline(cast: Cast) -> None:
    request = standing_in(cast, flow.EXTENDING)
    with refused("extension_late"):
        act(cast, "office", request, "approve_extension", now=at("2026-07-15"))


def consult(cast: Cast, request: InformationRequest, kind: str, now: datetime) -> Consultation:
    service = getattr(services, f"consult_{kind}")
    return service(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        party={"third_party": "某建设公司", "joint_maker": "县财政局"}[kind],
        summary="工程合同",
        now=now,
    )


def letter(cast: Cast, asked: Consultation, on: str) -> None:
    services.record_letter_received(
        actor=cast.actor("clerk"), consultation_id=asked.pk, received_on=day(on), now=at(on)
    )


def answer(cast: Cast, asked: Consultation, on: str, said: str = "agrees", **more) -> None:
    services.record_opinion(
        actor=cast.actor("clerk"),
        consultation_id=asked.pk,
        answer=said,
        reasons="商业秘密" if said == "objects" else "",
        answered_on=day(on),
        now=at(on),
        **more,
    )


def test_overlapping_consultations_are_taken_out_once(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    first = consult(cast, request, "third_party", at("2026-06-17"))
    second = consult(cast, request, "joint_maker", at("2026-06-18"))
    clock = selectors.deadline_of(request)
    assert (clock.state, clock.due) == (ClockState.PAUSED, None)
    parent = cases.find_case(request.case_id)
    assert cases.term_of(parent).standing
    child = cases.find_case(first.case_id)
    assert child.next_due_at == end_of(day("2026-07-09"))
    letter(cast, first, "2026-06-18")
    assert cases.find_case(first.case_id).next_due_at == end_of(day("2026-07-10"))
    answer(cast, first, "2026-06-25")
    answer(cast, second, "2026-06-26")
    assert selectors.deadline_of(request).excluded_days == 6
    assert due(request) == "2026-07-22"


def test_the_two_silences_differ(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    third = consult(cast, request, "third_party", NOW)
    maker = consult(cast, request, "joint_maker", NOW)
    for asked in (third, maker):
        with refused("receipt_missing"):
            services.record_silence(
                actor=cast.actor("clerk"), consultation_id=asked.pk, now=at("2026-09-01")
            )
        letter(cast, asked, "2026-06-16")
        with refused("term_running"):
            services.record_silence(
                actor=cast.actor("clerk"), consultation_id=asked.pk, now=at("2026-07-08")
            )
        services.record_silence(
            actor=cast.actor("clerk"), consultation_id=asked.pk, now=at("2026-07-20")
        )
    silences = [line.partition("未提出意见，")[2] for line in story(request) if "逾期" in line]
    assert silences == ["由本机关决定是否公开", "视为同意公开"]
    third.refresh_from_db()
    assert third.answered_on == day("2026-07-08")  # the end of its term, not the day of recording


def test_nothing_is_decided_while_somebody_is_being_asked(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    consult(cast, request, "third_party", NOW)
    f.draft(cast, request)
    with refused("consultation_open"):
        act(cast, "clerk", request, "submit")


def test_an_objection_stands_until_it_is_overridden_and_told(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    asked = consult(cast, request, "third_party", NOW)
    answer(cast, asked, "2026-06-16", "objects", reasons_accepted=True)
    f.draft(cast, request)
    later = {"now": at("2026-06-17")}
    with refused("objection_stands"):
        act(cast, "clerk", request, "submit", **later)
    with refused("public_interest"):
        services.override_objection(
            actor=cast.actor("clerk"), consultation_id=asked.pk, reason=" ", **later
        )
    services.override_objection(
        actor=cast.actor("clerk"),
        consultation_id=asked.pk,
        reason="关系饮水安全，不公开将危及群众健康",
        **later,
    )
    with refused("override_notice"):
        act(cast, "clerk", request, "submit", **later)
    services.record_override_notice(
        actor=cast.actor("clerk"), consultation_id=asked.pk, notified_on=day("2026-06-17"), **later
    )
    act(cast, "clerk", request, "submit", **later)
    assert cases.find_case(request.case_id).state == flow.AUDIT


def test_withdrawing_ends_the_consultations_too(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    asked = consult(cast, request, "third_party", NOW)
    services.withdraw_request(
        actor=cast.actor("office"), request_id=request.pk, note="当面撤回", now=at("2026-06-17")
    )
    asked.refresh_from_db()
    assert asked.answer == "cancelled"
    assert cases.find_case(asked.case_id).closed_at is not None
    request.refresh_from_db()
    assert (request.report_row, request.outcome) == ("o3", "withdrawn")


def test_however_a_request_ends_nobody_is_asked_any_longer(cast: Cast) -> None:
    merged, lapsed = standing_in(cast, flow.HANDLING), standing_in(cast, flow.HANDLING)
    asked = [consult(cast, each, "third_party", NOW) for each in (merged, lapsed)]
    act(cast, "clerk", merged, "send_to_office", "与前件相同")
    services.merge_request(
        actor=cast.actor("office"),
        request_id=merged.pk,
        into_id=f.received(cast, requester=merged.requester).pk,
        same_information=True,
        note="内容相同",
        now=NOW,
    )
    f.clarify(cast, lapsed)
    act(cast, "office", lapsed, "lapse_clarification", now=at("2026-09-01"))
    for each in asked:
        each.refresh_from_db()
        assert each.answer == "cancelled"
        assert cases.find_case(each.case_id).closed_at is not None


def test_what_others_are_asked_about_is_neither_split_nor_sent_to_another_organ(
    cast: Cast,
) -> None:
    """A part would take the pause along, and nothing that could end it (条例第三十三条第三款)."""
    request = standing_in(cast, flow.HANDLING)
    asked = consult(cast, request, "third_party", NOW)
    act(cast, "clerk", request, "send_to_office", "应由公开办拆分")
    office = {"actor": cast.actor("office"), "request_id": request.pk, "now": NOW}
    with refused("consultation_open"):
        services.split_request(**office, parts=["小学", "初中"])
    with refused("consultation_open"):
        services.transfer_out(
            **office, unit=cast.water, unit_name="县水利局", note="由其制作", told=True
        )
    services.perform_consultation(
        actor=cast.actor("clerk"), case_id=asked.case_id, action="cancel", note="先拆分", now=NOW
    )
    assert len(services.split_request(**office, parts=["小学", "初中"])) == 1


def test_parts_of_a_split_request_keep_its_day_of_receipt(cast: Cast) -> None:
    request = standing_in(cast, flow.SCREENING)
    made = services.split_request(
        actor=cast.actor("office"),
        request_id=request.pk,
        parts=["2025年决算", "2026年预算", "2026年采购"],
        now=at("2026-06-18"),
    )
    assert [part.number for part in made] == ["990000002-2026-00002", "990000002-2026-00003"]
    for part in made:
        assert (part.parent_id, part.receipt_day) == (request.pk, day("2026-06-15"))
        assert due(part) == due(request)
        assert cases.find_case(part.case_id).state == flow.SCREENING
        assert part.asked in {"2026年预算", "2026年采购"}
    with refused("split"):
        services.split_request(
            actor=cast.actor("office"), request_id=request.pk, parts=["甲", "乙"], now=NOW
        )


def merge(cast: Cast, request: InformationRequest, into: InformationRequest, **more) -> None:
    values = {"same_information": True, "note": "所要信息相同", "now": NOW} | more
    services.merge_request(
        actor=cast.actor("office"), request_id=request.pk, into_id=into.pk, **values
    )


def test_only_one_applicants_open_requests_for_the_same_are_merged(cast: Cast) -> None:
    first = standing_in(cast, flow.HANDLING)
    second = standing_in(cast, flow.SCREENING, requester=first.requester)
    stranger = standing_in(cast, flow.SCREENING)
    with refused("other_applicant"):
        merge(cast, stranger, first)
    with refused("other_information"):
        merge(cast, second, first, same_information=False)
    with refused("same_request"):
        merge(cast, second, second)
    merge(cast, second, first)
    second.refresh_from_db()
    assert (second.merged_into, second.report_row) == (first, "o3")


def test_a_transfer_takes_the_request_to_the_other_organ_and_its_clock_along(cast: Cast) -> None:
    request = standing_in(cast, flow.SCREENING)
    before = due(request)
    services.transfer_out(
        actor=cast.actor("office"),
        request_id=request.pk,
        unit=cast.water,
        unit_name="县水利局",
        note="由县水利局制作",
        told=True,
        now=at("2026-06-17"),
    )
    request = selectors.find_request(request.pk)
    case = cases.find_case(request.case_id)
    assert request.unit == case.unit == cast.water
    assert due(request) == before
    assert cases.visible_to(cast.actor("other_clerk"), case)
    assert not cases.visible_to(cast.actor("clerk"), case)


def test_a_new_calendar_moves_the_deadline_and_says_so(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    set_day(
        actor=cast.actor("admin"),
        region="",
        day=day("2026-06-24"),
        kind=DayKind.PUBLIC_HOLIDAY,
        name="临时放假",
        source="国务院办公厅通知",
        now=NOW,
    )
    assert cases.find_case(request.case_id).next_due_at == end_of(day("2026-07-15"))
    assert story(request)[-1] == "工作日历调整，期限由 2026-07-14 改为 2026-07-15"


def test_a_reply_that_nothing_exists_rests_on_a_search(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    f.draft(cast, request, Said(f.GRANTED.answers | {"held": "no"}, "u1_not_held"))
    with refused("search_missing"):
        act(cast, "clerk", request, "submit")
    f.search(cast, request)
    with refused("search_found"):
        act(cast, "clerk", request, "submit")


def test_three_different_people_judge_and_none_is_the_author(cast: Cast) -> None:
    for role in ("section_head", "leader"):
        AppointmentFactory(person=cast.clerk, unit=cast.education, role=role)
    AppointmentFactory(person=cast.section_head, unit=cast.education, role="leader")
    request = standing_in(cast, flow.AUDIT)
    with refused("own_text"):
        act(cast, "clerk", request, "pass_audit")
    act(cast, "section_head", request, "pass_audit")
    act(cast, "legal_adviser", request, "pass_legal")
    with refused("judged_before"):
        act(cast, "section_head", request, "sign")
    act(cast, "leader", request, "sign")


def test_a_text_sent_back_comes_to_its_author_and_goes_round_as_a_new_version(cast: Cast) -> None:
    AppointmentFactory(person=cast.stranger, unit=cast.education, role="clerk")
    request = standing_in(cast, flow.SIGNING)
    act(cast, "leader", request, "return_signing", "请写明页数")
    assert cases.find_case(request.case_id).handler == cast.clerk
    f.draft(cast, request, Said(f.GRANTED.answers, "granted", {"provided": "决算表3页。"}))
    act(cast, "clerk", request, "submit")
    act(cast, "section_head", request, "pass_audit")
    act(cast, "legal_adviser", request, "pass_legal")
    act(cast, "leader", request, "sign")
    f.issue(cast, request)
    versions = selectors.replies_of(request.pk)
    assert [version.number for version in versions] == [1, 2]
    request.refresh_from_db()
    assert request.issue.reply == versions[1]
    assert [review.verdict for review in versions[0].reviews.all()] == ["pass", "pass", "return"]


def test_post_counts_from_the_day_of_posting_and_only_by_the_postal_enterprise(
    cast: Cast,
) -> None:
    request = standing_in(cast, flow.SERVING)
    courier = services.Served("post", NOW.date(), "none", carrier="other", tracking="1")
    with refused("not_by_post"):
        f.deliver(cast, request, served=courier)
    f.deliver(cast, request)
    assert selectors.deadline_of(request).on_time is True
