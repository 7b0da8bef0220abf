"""What follows a reply, through the services and pages: disputes, spot checks, conversions."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import reverse
from freezegun import freeze_time

from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import Conversion, Dispute, Requester, ScoreSheet
from gongkai.inforequests.rules.afterwards import CRITERIA
from gongkai.inforequests.services import Filed, Sample
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

LATER = NOW + timedelta(days=20)
FULL = {each.code: each.points for each in CRITERIA}


def filed(**changes):
    whole = {
        "kind": "reconsideration",
        "body": "澄明县人民政府",
        "filed_on": LATER.date(),
        "docket": "澄政复〔2026〕1号",
    }
    return Filed(**whole | changes)


def dispute(cast: Cast, request, **changes) -> Dispute:
    return services.record_dispute(
        actor=cast.actor("clerk"), request_id=request.pk, filed=filed(**changes), now=LATER
    )


def decide(cast: Cast, made: Dispute, decision: str) -> None:
    services.record_decision(
        actor=cast.actor("clerk"),
        dispute_id=made.pk,
        decision=decision,
        decided_on=LATER.date(),
        note="",
        now=LATER,
    )


def test_a_reconsideration_and_the_suit_after_it_count_in_part_four(cast: Cast) -> None:
    request = standing_in(cast, flow.SERVED)
    first = dispute(cast, request)
    with pytest.raises(Refusal) as early:
        dispute(cast, request, kind="suit_after", earlier_id=first.pk)
    assert early.value.codes == ("earlier",)
    decide(cast, first, "revoked")
    dispute(cast, request, kind="suit_after", earlier_id=first.pk, body="澄明县人民法院")
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert selectors.dispute_table(*year, None) == {
        ("reconsideration", "corrected"): 1,
        ("suit_after", "pending"): 1,
    }
    before = selectors.dispute_table(date(2025, 1, 1), date(2025, 12, 31), None)
    assert before == {}
    said = [entry.sentence for entry in cases.timeline_of(request.case_id)]
    assert said[-3:] == [
        "登记行政复议（澄明县人民政府）",
        "行政复议审结：撤销",
        "登记行政诉讼（复议后起诉）（澄明县人民法院）",
    ]


def test_an_outcome_is_written_once_in_the_schema_too(cast: Cast) -> None:
    made = dispute(cast, standing_in(cast, flow.SERVED))
    decide(cast, made, "upheld")
    with pytest.raises(Refusal) as again:
        decide(cast, made, "revoked")
    assert again.value.codes == ("decided",)
    for change in ({"decision": "revoked"}, {"result": "other"}, {"decided_on": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Dispute.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Dispute.objects.filter(pk=made.pk).delete()


def test_a_sample_is_drawn_and_scored_by_somebody_else(cast: Cast) -> None:
    request = standing_in(cast, flow.ARCHIVED)
    sample = Sample("第二季度抽查", date(2026, 4, 1), date(2026, 6, 30), 5)
    check = services.draw_sample(actor=cast.actor("office"), sample=sample, now=LATER)
    sheet = ScoreSheet.objects.get(check_of=check)
    assert (check.pool_size, check.size, sheet.request_id) == (1, 1, request.pk)
    with pytest.raises(Refusal) as remark:
        services.score(
            actor=cast.actor("office"),
            sheet_id=sheet.pk,
            scores=FULL | {"term": 20},
            remark="",
            now=LATER,
        )
    assert remark.value.codes == ("remark",)
    made = services.score(
        actor=cast.actor("office"),
        sheet_id=sheet.pk,
        scores=FULL | {"term": 20},
        remark="延期告知晚一天",
        now=LATER,
    )
    assert made.total == 95
    assert selectors.means_by_unit(check.pk) == [("县教育局", 1, 95.0)]
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoreSheet.objects.filter(pk=sheet.pk).update(total=100)


def test_who_had_a_hand_in_a_reply_is_known(cast: Cast) -> None:
    request = standing_in(cast, flow.ARCHIVED)
    hands = selectors.hands_on(request.pk)
    parts = ("clerk", "section_head", "legal_adviser", "leader")
    assert hands == {getattr(cast, part).pk for part in parts}


def test_nothing_concluded_is_nothing_to_draw(cast: Cast) -> None:
    sample = Sample("", date(2026, 7, 1), date(2026, 6, 30), 0)
    with pytest.raises(Refusal) as refused:
        services.draw_sample(actor=cast.actor("office"), sample=sample, now=LATER)
    assert refused.value.codes == ("name", "end", "size", "pool")


def two_applicants(cast: Cast):
    words = "2025年全县义务教育经费决算"
    for index in ("a", "b"):
        who = Requester.objects.create(created_at=NOW, name="张三丰", identity_index=index)
        made = standing_in(cast, flow.SERVED, requester=who, description=words)
    return made


def propose(cast: Cast, request, ground: str = "several") -> Conversion:
    return services.propose_conversion(
        actor=cast.actor("clerk"), request_id=request.pk, ground=ground, reason="", now=LATER
    )


def test_what_two_people_asked_for_becomes_a_draft_with_every_gate_before_it(cast: Cast) -> None:
    request = two_applicants(cast)
    made = propose(cast, request)
    assert made.applicants == 2
    take = {"actor": cast.actor("clerk"), "conversion_id": made.pk, "now": LATER}
    with pytest.raises(Refusal) as named:
        services.take_conversion(title="义务教育经费决算", words="应张三丰申请公开", **take)
    assert named.value.codes == ("applicant",)
    services.take_conversion(
        title="2025年义务教育经费决算", words="全县决算如下。\n<b>附表</b>", **take
    )
    made.refresh_from_db()
    draft = apps.get_model("documents.Draft").objects.get(document_id=made.document_id)
    assert draft.openness == "proactive"
    assert draft.body_html == "<p>全县决算如下。</p><p>&lt;b&gt;附表&lt;/b&gt;</p>"
    assert draft.case.state == "drafting"
    with pytest.raises(Refusal) as again:
        services.take_conversion(title="又一次", words="", **take)
    assert again.value.codes == ("decided",)


def test_one_applicant_is_not_several(cast: Cast) -> None:
    request = standing_in(cast, flow.SERVED)
    with pytest.raises(Refusal) as refused:
        propose(cast, request)
    assert refused.value.codes == ("applicants",)
    made = propose(cast, request, "public_interest")
    services.decline_conversion(
        actor=cast.actor("clerk"), conversion_id=made.pk, reason="已在年度决算中公开", now=LATER
    )
    made.refresh_from_db()
    assert made.declined == "已在年度决算中公开"


@pytest.mark.parametrize("part", ["stranger", "other_clerk", "inspector"])
def test_others_may_do_none_of_it(cast: Cast, part: str) -> None:
    request = standing_in(cast, flow.SERVED)
    deeds = [
        lambda: services.record_dispute(
            actor=cast.actor(part), request_id=request.pk, filed=filed(), now=LATER
        ),
        lambda: services.propose_conversion(
            actor=cast.actor(part),
            request_id=request.pk,
            ground="public_interest",
            reason="",
            now=LATER,
        ),
        lambda: services.draw_sample(
            actor=cast.actor(part),
            sample=Sample("抽查", NOW.date(), LATER.date(), 1),
            now=LATER,
        ),
    ]
    for deed in deeds:
        with pytest.raises(Refusal) as refused:
            deed()
        assert "permission" in refused.value.codes


def test_the_pages_take_a_dispute_from_filing_to_its_outcome(cast: Cast, client) -> None:
    request = standing_in(cast, flow.SERVED)
    client.force_login(cast.clerk)
    sheet = reverse("inforequests:case", args=[request.case_id])
    new = reverse("inforequests:deed", args=[request.case_id, "dispute"])
    assert new in client.get(sheet).content.decode()
    wrong = client.post(
        new, {"kind": "reconsideration", "body": "县政府", "filed_on": "2020-01-01"}
    )
    assert wrong.status_code == 422
    assert "早于答复日期" in wrong.content.decode()
    assert "县政府" in wrong.content.decode()
    right = {"kind": "reconsideration", "body": "县政府", "filed_on": NOW.date()}
    assert client.post(new, right).status_code == 302
    made = Dispute.objects.get()
    assert "县政府" in client.get(reverse("inforequests:disputes")).content.decode()
    decide_url = reverse("inforequests:decide_dispute", args=[made.pk])
    assert decide_url in client.get(sheet).content.decode()
    assert client.get(decide_url).status_code == 200
    done = client.post(decide_url, {"decision": "upheld", "decided_on": NOW.date()})
    assert done.status_code == 302
    assert "结果维持" in client.get(reverse("inforequests:disputes") + "?list=all").content.decode()
    assert "审结：<strong>维持" in client.get(sheet).content.decode()
    again = client.post(decide_url, {"decision": "revoked", "decided_on": NOW.date()})
    assert again.status_code == 409


def test_a_dispute_is_entered_only_after_a_reply_an_end_or_a_delay(cast: Cast, client) -> None:
    request = standing_in(cast, flow.HANDLING)
    with pytest.raises(Refusal) as early:
        dispute(cast, request, filed_on=NOW.date())
    assert early.value.codes == ("nothing_to_dispute",)
    overdue = services.record_dispute(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        filed=filed(filed_on=date(2026, 8, 20)),
        now=NOW + timedelta(days=70),
    )
    assert overdue.request_id == request.pk
    ended = standing_in(cast, flow.WITHDRAWN)
    assert dispute(cast, ended).kind == "reconsideration"


def test_what_follows_a_reply_is_not_spoken_of_before_it(cast: Cast, client) -> None:
    request = standing_in(cast, flow.HANDLING)
    client.force_login(cast.clerk)
    with freeze_time(NOW):
        page = client.get(reverse("inforequests:case", args=[request.case_id])).content.decode()
    assert "登记复议诉讼" not in page
    assert "建议转为主动公开" not in page


def test_who_only_reads_is_offered_no_outcome_to_enter(cast: Cast, client) -> None:
    request = standing_in(cast, flow.SERVED)
    made = dispute(cast, request)
    url = reverse("inforequests:decide_dispute", args=[made.pk])
    client.force_login(cast.leader)
    for page in (
        reverse("inforequests:disputes"),
        reverse("inforequests:case", args=[request.case_id]),
    ):
        shown = client.get(page).content.decode()
        assert "澄明县人民政府" in shown
        assert url not in shown


def test_the_pages_draw_a_sample_and_score_it(cast: Cast, client) -> None:
    standing_in(cast, flow.ARCHIVED)
    client.force_login(cast.office)
    page = reverse("inforequests:checks")
    assert client.get(page).status_code == 200
    drawn = client.post(
        page, {"name": "抽查", "start": "2026-06-01", "end": "2026-06-30", "size": "3"}
    )
    assert drawn.status_code == 302
    assert "990000002-2026-00001" in client.get(drawn["Location"]).content.decode()
    sheet = reverse("inforequests:score", args=[ScoreSheet.objects.get().pk])
    assert client.post(sheet, FULL | {"term": 99}).status_code == 422
    assert client.post(sheet, {**FULL, "remark": ""}).status_code == 302
    assert "已经评过分，得 100 分" in client.get(sheet).content.decode()
    assert "100" in client.get(drawn["Location"]).content.decode()


def test_the_pages_take_a_proposal_into_the_publishing_flow(cast: Cast, client) -> None:
    request = two_applicants(cast)
    client.force_login(cast.clerk)
    sheet = reverse("inforequests:case", args=[request.case_id])
    url = reverse("inforequests:deed", args=[request.case_id, "propose"])
    assert url in client.get(sheet).content.decode()
    assert "2 个申请人" in client.get(url).content.decode()
    assert client.post(url, {"ground": "several"}).status_code == 302
    convert = reverse("inforequests:convert", args=[Conversion.objects.get().pk])
    shown = client.get(sheet).content.decode()
    assert convert in shown
    assert url not in shown
    assert client.post(convert, {}).status_code == 422
    assert client.post(convert, {"title": "决算", "words": "全文"}).status_code == 302
    listed = client.get(reverse("inforequests:conversions") + "?list=all").content.decode()
    assert "已起草" in listed
