"""出具文书: each paper rests on its row, is numbered once, sealed, hashed, and cannot be changed."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.audit.selectors import story_of
from gongkai.inforequests import flow, services
from gongkai.inforequests.models import (
    Notice,
    PaperSettings,
    PaperTemplate,
    Requester,
    SealedFile,
)
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.selectors.occasions import paper_rows
from gongkai.inforequests.services.papers import issue_paper, prepare
from gongkai.inforequests.services.papers_out import file_of
from gongkai.inforequests.tests import factories
from gongkai.inforequests.tests.factories import NOW, act, standing_in
from gongkai.inforequests.tests.paperwork import MARKER, letterhead, somebody
from gongkai.kernel.errors import Refusal


@pytest.fixture(autouse=True)
def _letterhead(cast):
    letterhead(cast)


def standing(cast, state):
    request = standing_in(cast, state, requester=somebody())
    return request_of_case(request.case_id)


def paper(request, code):
    """The paper that the deed itself has issued."""
    return request.notices.filter(code=code).order_by("id").last()


def nobody_yet(cast, state):
    """A request whose applicant's name is entered later, so that its papers are still wanting."""
    request = standing_in(cast, state)
    Requester.objects.filter(pk=request.requester_id).update(name=MARKER)
    return request_of_case(request.case_id)


def issue(cast, request, code, by="clerk", ref=None, typed=None):
    if ref is None:
        ref = next(row.occasion.ref for row in paper_rows(request) if row.occasion.code == code)
    return issue_paper(
        actor=cast.actor(by), request_id=request.pk, code=code, ref=ref, typed=typed, now=NOW
    )


def bytes_of(request, notice, role="word"):
    stored = next(each for each in notice.files if each["role"] == role)
    return file_of(request, stored).data, stored


def page_of(request, notice):
    return bytes_of(request, notice, "page")[0].decode()


def refusal(cast, *args, **more):
    with pytest.raises(Refusal) as refused:
        issue(cast, *args, **more)
    return refused.value


@pytest.mark.parametrize(
    ("state", "code", "number", "words"),
    [
        (flow.SCREENING, "receipt", "", "20个工作日内"),
        (flow.SCREENING, "registration", "", "林小雨"),
        (flow.SCREENING, "application_form", "", "居民身份证（尾号1237）"),
        (flow.CLARIFYING, "clarification", "澄教公补〔2026〕1号", "未写明是哪一年的决算"),
        (flow.EXPLAINING, "reasons", "澄教公知〔2026〕1号", "本月已提出四十件申请"),
        (flow.PAYING, "fee", "澄教公费〔2026〕1号", "第11至12件"),
    ],
)
def test_paper_of_a_step_says_what_the_step_recorded(cast, state, code, number, words):
    request = standing(cast, state)
    if code == "registration":
        factories.assign(cast, request, person_id=cast.clerk.pk)
        request = request_of_case(request.case_id)
    notice = paper(request, code) or issue(cast, request, code)
    assert notice.number == number
    assert words in page_of(request, notice)
    assert MARKER in page_of(request, notice)


def test_extension_names_the_new_day(cast):
    request = standing(cast, flow.EXTENDING)
    act(cast, "office", request, "approve_extension")
    request = request_of_case(request.case_id)
    page = page_of(request, paper(request, "extension"))
    assert "延长10个工作日" in page
    assert "延长前的答复期限为2026年7月14日" in page
    assert "延长后的答复期限为2026年7月28日" in page


def consult(cast, request, kind="third"):
    ask = services.consult_third_party if kind == "third" else services.consult_joint_maker
    return ask(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        party="禾田公司" if kind == "third" else "县财政局",
        summary="决算表所附合同",
        now=NOW,
    )


def test_letters_to_others_do_not_tell_who_asked(cast):
    request = standing(cast, flow.HANDLING)
    consult(cast, request)
    consult(cast, request, "joint")
    for code in ("third_party", "joint_makers"):
        page = page_of(request, paper(request, code))
        assert MARKER not in page
        assert "决算表所附合同" in page
    notices = list(request.notices.filter(code="consult_notice"))
    assert [each.number for each in notices] == ["澄教公知〔2026〕1号", "澄教公知〔2026〕2号"]
    assert "需要征求第三方的意见" in page_of(request, notices[0])


def test_overridden_objection_is_told_to_the_third_party_with_its_remedy(cast):
    request = standing(cast, flow.HANDLING)
    asked = consult(cast, request)
    services.record_opinion(
        actor=cast.actor("clerk"),
        consultation_id=asked.pk,
        answer="objects",
        reasons="涉及报价",
        answered_on=NOW.date(),
        reasons_accepted=True,
        now=NOW,
    )
    services.override_objection(
        actor=cast.actor("clerk"),
        consultation_id=asked.pk,
        reason="关系财政资金使用",
        now=NOW,
    )
    page = page_of(request, paper(request, "third_party_decision"))
    assert "不同意公开，理由是：涉及报价" in page
    assert "关系财政资金使用" in page
    assert "6个月内向澄明县人民法院" in page
    assert MARKER not in page


def test_reply_carries_its_own_number_and_remedy(cast):
    request = standing(cast, flow.SERVING)
    notice = paper(request, "reply_granted")
    assert notice.number == request.issue.document_number
    assert notice.reply == request.issue.reply
    page = page_of(request, notice)
    assert "随本答复书提供2025年全县义务教育经费决算表" in page
    assert "6个月内向澄明县人民法院提起行政诉讼" in page


def test_draft_can_be_looked_at_but_not_issued(cast):
    request = standing(cast, flow.LEGAL)
    row = next(row for row in paper_rows(request) if row.occasion.draft)
    assert "随本答复书提供" in prepare(request, row.occasion, NOW).html()
    assert refusal(cast, request, "reply_granted").codes == ("draft",)


def test_withdrawn_request_ends_with_a_note(cast):
    request = standing(cast, flow.HANDLING)
    services.withdraw_request(
        actor=cast.actor("clerk"), request_id=request.pk, note="电话表示不再需要", now=NOW
    )
    request = request_of_case(request.case_id)
    page = page_of(request, paper(request, "reply_o3"))
    assert "您于2026年6月15日向我机关表示：撤回本次申请。" in page
    assert "复议" not in page


def test_transfer_paper_rests_on_what_is_typed_in(cast):
    request = standing(cast, flow.SCREENING)
    wanting = refusal(cast, request, "transfer", ref="", typed={})
    assert set(wanting.codes) == {"fact_负责机关", "fact_发出日期"}
    typed = {"other_organ": "县水利局", "sent_on": date(2026, 6, 15), "organ": "别的机关"}
    notice = issue(cast, request, "transfer", ref="", typed=typed)
    page = page_of(request, notice)
    assert "由县水利局负责公开" in page
    assert "别的机关" not in page
    assert issue(cast, request, "transfer", ref="", typed=typed).ref == "typed:2"


def test_paper_is_issued_once(cast):
    request = standing(cast, flow.CLARIFYING)
    assert refusal(cast, request, "clarification").codes == ("issued",)


def test_paper_without_occasion_is_refused(cast):
    request = standing(cast, flow.HANDLING)
    assert refusal(cast, request, "clarification", ref="clarification:1").codes == ("no_occasion",)
    assert refusal(cast, request, "nothing", ref="").codes == ("no_occasion",)


def test_reply_does_not_go_out_without_its_paper(cast):
    request = standing(cast, flow.ISSUING)
    PaperSettings.objects.filter(unit=cast.county).update(court="")
    with pytest.raises(Refusal) as refused:
        factories.issue(cast, request)
    assert refused.value.codes == ("court_missing",)
    assert "由公开办在“文书模板”的文书设置中填写" in str(refused.value)
    request = request_of_case(request.case_id)
    assert (request.case.state, request.issue) == (flow.ISSUING, None)
    PaperSettings.objects.filter(unit=cast.county).update(court="澄明县人民法院")
    factories.issue(cast, request)
    assert paper(request, "reply_granted").number == "澄教公复〔2026〕1号"


def test_what_a_reply_paper_lacks_is_said_before_it_is_submitted(cast):
    request = standing(cast, flow.HANDLING)
    factories.draft(cast, request)
    PaperSettings.objects.filter(unit=cast.county).update(court="")
    PaperTemplate.objects.create(
        unit=cast.education,
        code="reply_granted",
        version=1,
        text="旧模板",
        made_at=NOW,
        by=cast.office,
        by_name=cast.office.name,
    )
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", request, "submit")
    assert refused.value.codes[0] == "court_missing"
    assert "template_slot_missing" in refused.value.codes
    assert "“文书模板”中修改" in str(refused.value)
    assert request_of_case(request.case_id).case.state == flow.HANDLING


def test_a_reply_to_nobody_is_not_submitted(cast):
    request = standing_in(cast, flow.HANDLING)
    factories.draft(cast, request)
    Requester.objects.filter(pk=request.requester_id).update(name="")
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", request, "submit")
    assert refused.value.codes == ("fact_申请人",)
    assert "“申请人信息”中补录" in str(refused.value)


def test_refused_paper_leaves_no_gap(cast):
    request = standing(cast, flow.SCREENING)
    refusal(cast, request, "transfer", ref="", typed={})
    typed = {"other_organ": "县水利局", "sent_on": date(2026, 6, 15)}
    assert issue(cast, request, "transfer", ref="", typed=typed).number == "澄教公知〔2026〕1号"


@pytest.mark.parametrize("by", ["leader", "inspector", "stranger", "other_clerk"])
def test_others_issue_no_papers(cast, by):
    request = standing(cast, flow.SCREENING)
    assert refusal(cast, request, "receipt", by=by).codes == ("permission",)


def test_stored_files_are_sealed_and_match_their_hashes(cast, settings):
    request = standing(cast, flow.SCREENING)
    notice = paper(request, "receipt")
    for role in ("word", "page"):
        data, stored = bytes_of(request, notice, role)
        assert hashlib.sha256(data).hexdigest() == stored["sha256"]
        assert len(stored["sm3"]) == 64
    sealed = SealedFile.objects.filter(request=request)
    assert {each.purpose for each in sealed} == {"paper"}
    for path in (settings.FILES_ROOT / "sealed").iterdir():
        assert MARKER.encode() not in path.read_bytes()
    assert MARKER not in str(Notice.objects.values_list("title", "files", "template")[0])


def test_ledger_and_timeline_tell_of_the_paper_without_the_applicant(cast):
    request = standing(cast, flow.CLARIFYING)
    story = [str(line) for line in story_of(f"request:{request.pk}")]
    assert any("澄教公补〔2026〕1号" in line for line in story)
    assert not any(MARKER in line for line in story)


def test_issued_paper_cannot_be_changed(cast):
    request = standing(cast, flow.SCREENING)
    notice = paper(request, "receipt")
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(number="改")


def test_papers_that_lacked_a_name_are_wanting_until_they_are_issued(cast):
    request = nobody_yet(cast, flow.CLARIFYING)
    wanting = {row.occasion.code for row in paper_rows(request) if row.wanting}
    assert wanting == {"receipt", "clarification"}
    issue(cast, request, "clarification")
    wanting = {row.occasion.code for row in paper_rows(request) if row.wanting}
    assert wanting == {"receipt"}


def test_deed_dates_its_paper_with_the_same_day(cast):
    request = standing(cast, flow.SERVING)
    assert paper(request, "reply_granted").issued_on == request.issue.issued_on
