"""送达 of papers beside the reply: by kind, with its day (国办公开办函〔2016〕235号)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.inforequests import flow
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.services.issuing import Served
from gongkai.inforequests.services.papers import issue_paper
from gongkai.inforequests.services.serving import record_service
from gongkai.inforequests.tests.factories import NOW, SERVED, standing_in
from gongkai.inforequests.tests.paperwork import letterhead, somebody
from gongkai.kernel.errors import Refusal

LATER = NOW + timedelta(days=5)
BY_HAND = Served(kind="direct", sent_on=NOW.date(), receipt="signed", place="县政务服务中心")
ON_LINE = Served(kind="electronic", sent_on=NOW.date(), receipt="none", consent=True)


@pytest.fixture
def receipt(cast):
    letterhead(cast)
    request = standing_in(cast, flow.SCREENING, requester=somebody())
    return request.notices.get(code="receipt")


def serve(cast, notice, served, by="clerk"):
    return record_service(
        actor=cast.actor(by),
        request_id=notice.request_id,
        notice_id=notice.pk,
        served=served,
        now=LATER,
    )


@pytest.mark.parametrize("served", [SERVED, BY_HAND, ON_LINE])
def test_paper_is_served_on_the_day_the_law_says(cast, receipt, served):
    assert serve(cast, receipt, served).served_on == NOW.date()


def test_delivery_receipt_says_how_it_was_served(cast, receipt):
    delivery = serve(cast, receipt, SERVED)
    notice = issue_paper(
        actor=cast.actor("clerk"),
        request_id=receipt.request_id,
        code="delivery_receipt",
        ref=f"delivery:{delivery.pk}",
        now=LATER,
    )
    request = request_of_case(receipt.request.case_id)
    assert notice in request.notices.all()
    assert notice.audience == "file"


@pytest.mark.parametrize(
    ("served", "code"),
    [
        (replace(SERVED, carrier="某速递"), "not_by_post"),
        (replace(SERVED, tracking=" "), "tracking"),
        (replace(ON_LINE, consent=False), "consent_missing"),
        (replace(BY_HAND, receipt="none"), "signature_missing"),
        (replace(BY_HAND, receipt="refused"), "note"),
        (replace(BY_HAND, sent_on=NOW.date() - timedelta(days=1)), "sent_on"),
        (replace(BY_HAND, served_on=(LATER + timedelta(days=1)).date()), "served_on"),
        (replace(BY_HAND, served_on=NOW.date() - timedelta(days=2)), "served_on"),
        (replace(BY_HAND, kind="pigeon"), "service_kind"),
    ],
)
def test_service_that_would_not_count_is_refused(cast, receipt, served, code):
    with pytest.raises(Refusal) as refused:
        serve(cast, receipt, served)
    assert code in refused.value.codes


def test_paper_is_served_once(cast, receipt):
    serve(cast, receipt, BY_HAND)
    with pytest.raises(Refusal) as refused:
        serve(cast, receipt, BY_HAND)
    assert refused.value.codes == ("served",)


def test_papers_of_the_file_are_not_served(cast):
    letterhead(cast)
    request = standing_in(cast, flow.HANDLING, requester=somebody())
    form = issue_paper(
        actor=cast.actor("clerk"), request_id=request.pk, code="application_form", now=NOW
    )
    with pytest.raises(Refusal) as refused:
        serve(cast, form, BY_HAND)
    assert refused.value.codes == ("file",)


def test_service_of_the_reply_belongs_to_its_step(cast):
    letterhead(cast)
    request = standing_in(cast, flow.SERVING, requester=somebody())
    notice = request.notices.get(code="reply_granted")
    with pytest.raises(Refusal) as refused:
        serve(cast, notice, BY_HAND)
    assert refused.value.codes == ("reply",)


def test_others_record_no_service(cast, receipt):
    with pytest.raises(Refusal) as refused:
        serve(cast, receipt, BY_HAND, by="other_clerk")
    assert "permission" in refused.value.codes
