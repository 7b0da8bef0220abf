"""Whatever people do to a request through the services, the law and the records stay together.

A clerk, an office and an applicant do anything in any order; what is refused changes nothing. After
every step: an open request has a date or says what it waits for; what the case shows is what the
events give; a concluded one counts in exactly one row of the yearly report.
"""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.audit import selectors as audit
from gongkai.casework import selectors as cases
from gongkai.casework.rules import NO_DEADLINE, end_of
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import Consultation, InformationRequest, IssuedReply
from gongkai.inforequests.rules.clock import ClockState, deadline_of
from gongkai.inforequests.rules.replies import REPORT_ROWS
from gongkai.inforequests.tests import factories as f
from gongkai.kernel.errors import Refusal

HARMLESS = {"confirmed_late", "opinion_late", "opinion_long", "paid_late"}
"""Remarks on what others did late; no deed of the agency without effect is among them."""


class Hands:
    """Everybody who has to do with one request, on a day that moves on."""

    def __init__(self, cast, channel):
        self.cast = cast
        self.now = f.NOW
        self.request = f.received(cast, channel=channel)

    @property
    def today(self):
        return self.now.date()

    def try_to(self, deed):
        """Do it if the law lets; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                getattr(self, deed)()
        except Refusal:
            return False
        return True

    def _by(self, part, service, **more):
        who = {"actor": self.cast.actor(part), "now": self.now}
        return service(**who, request_id=self.request.pk, **more)

    def _asked(self):
        found = Consultation.objects.filter(request=self.request, answer="").first()
        return found.pk if found else 0

    def accept(self):
        f.accept(self.cast, self.request, confirmed_on=self.today, now=self.now)

    def assign(self):
        f.assign(self.cast, self.request, now=self.now)

    def clarify(self):
        f.clarify(self.cast, self.request, now=self.now)

    def clarified(self):
        f.clarified(self.cast, self.request, received_on=self.today, now=self.now)

    def give_up(self):
        f.act(self.cast, "office", self.request, "lapse_clarification", now=self.now)

    def stay_unpaid(self):
        f.act(self.cast, "office", self.request, "lapse_fee", now=self.now)

    def extend(self):
        f.extend(self.cast, self.request, days=20, now=self.now)
        f.act(self.cast, "office", self.request, "approve_extension", now=self.now)

    def refuse_extension(self):
        f.extend(self.cast, self.request, now=self.now)
        f.act(self.cast, "office", self.request, "reject_extension", "人手够", now=self.now)

    def ask_party(self):
        self._by("clerk", services.consult_third_party, party=f"甲公司{self.now}", summary="合同")

    def ask_maker(self):
        self._by("clerk", services.consult_joint_maker, party=f"乙局{self.now}", summary="纪要")

    def letter_arrives(self):
        services.record_letter_received(
            actor=self.cast.actor("clerk"),
            consultation_id=self._asked(),
            received_on=self.today,
            now=self.now,
        )

    def _hear(self, answer, accepted):
        services.record_opinion(
            actor=self.cast.actor("clerk"),
            consultation_id=self._asked(),
            answer=answer,
            reasons="涉及报价",
            answered_on=self.today,
            now=self.now,
            reasons_accepted=accepted,
        )

    def agrees(self):
        self._hear("agrees", None)

    def objects(self):
        self._hear("objects", False)

    def tell_party(self):
        objection = Consultation.objects.filter(request=self.request, answer="objects").first()
        services.record_override_notice(
            actor=self.cast.actor("clerk"),
            consultation_id=objection.pk if objection else 0,
            notified_on=self.today,
            now=self.now,
        )

    def silence(self):
        services.record_silence(
            actor=self.cast.actor("clerk"), consultation_id=self._asked(), now=self.now
        )

    def explain(self):
        f.explain(self.cast, self.request, now=self.now)

    def explained(self):
        f.explained(self.cast, self.request, answered_on=self.today, now=self.now)

    def delay(self):
        self._by("clerk", services.set_delay, days=15, reason="数量大")

    def charge(self):
        f.charge(self.cast, self.request, now=self.now)

    def notice_arrives(self):
        self._by("clerk", services.record_fee_receipt, received_on=self.today)

    def pays(self):
        f.paid(self.cast, self.request, paid_on=self.today, now=self.now)

    def withdraw(self):
        self._by("office", services.withdraw_request, note="不再需要")

    def split(self):
        self._by("office", services.split_request, parts=["小学决算", "初中决算"])

    def reply(self):
        """Straight through every judgement to the signature."""
        f.draft(self.cast, self.request, now=self.now)
        f.act(self.cast, "clerk", self.request, "submit", now=self.now)
        f.act(self.cast, "section_head", self.request, "pass_audit", now=self.now)
        f.act(self.cast, "legal_adviser", self.request, "pass_legal", now=self.now)
        f.act(self.cast, "leader", self.request, "sign", now=self.now)

    def issue(self):
        f.issue(self.cast, self.request, now=self.now)

    def deliver(self):
        served = services.Served("post", self.today, "none", carrier="邮政企业", tracking="XA1")
        f.deliver(self.cast, self.request, served=served, now=self.now)

    def archive(self):
        f.act(self.cast, "clerk", self.request, "archive", now=self.now)


def _holds(request):
    """Law and records agree about *request* now."""
    asked = InformationRequest.objects.select_related("unit", "case").get(pk=request.pk)
    found = selectors.deadline_of(asked)
    known = selectors.events_of(asked.pk)
    calendar = calendar_for(asked.unit.region)
    assert deadline_of(reversed(known), calendar) == found
    assert {remark.code for remark in found.remarks} <= HARMLESS, found.remarks
    shown = cases.find_case(asked.case_id).next_due_at
    assert shown == (end_of(found.next_date) if found.next_date else NO_DEADLINE)
    assert found.due is None or calendar.works(found.due)
    waiting = Consultation.objects.filter(request=asked, answer="").exists()
    if asked.closed_at is None:
        assert found.state is not ClockState.STOPPED
        assert found.next_date is not None
        assert asked.report_row == ""
    else:
        assert asked.report_row in REPORT_ROWS
        assert not waiting
        assert IssuedReply.objects.filter(request=asked).count() == (asked.outcome == "replied")
    if found.state is ClockState.PAUSED:
        assert waiting
    assert found.state is not ClockState.WAITING or found.pending


OPENING = ["accept", "assign"]
IN_PLACE = {
    flow.SCREENING: ["assign", "assign", "clarify", "split", "withdraw"],
    flow.CLARIFYING: ["clarified", "clarified", "give_up", "withdraw"],
    flow.HANDLING: [
        *("clarify", "extend", "refuse_extension", "ask_party", "ask_party", "ask_maker"),
        *("letter_arrives", "letter_arrives", "agrees", "objects", "tell_party", "silence"),
        *("explain", "delay", "charge", "reply", "reply", "withdraw"),
    ],
    flow.EXPLAINING: ["explained"],
    flow.PAYING: ["notice_arrives", "pays", "pays", "stay_unpaid"],
    flow.ISSUING: ["issue"],
    flow.SERVING: ["deliver"],
    flow.SERVED: ["archive"],
}
ANYTHING = sorted({deed for deeds in IN_PLACE.values() for deed in deeds} | {"accept"})
STEPS = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 1000), st.integers(0, 5)),
    min_size=6,
    max_size=14,
)


def _deed(hands, pick, whim):
    """Mostly what fits the step the request is in; now and then whatever comes to mind."""
    state = cases.find_case(hands.request.case_id).state
    deeds = IN_PLACE.get(state, ANYTHING) if whim else ANYTHING
    return deeds[pick % len(deeds)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(channel=st.sampled_from(["counter", "internet"]), steps=STEPS)
def test_law_and_records_agree_after_any_deeds_in_any_order(cast, channel, steps):
    with transaction.atomic():
        hands = Hands(cast, channel)
        _holds(hands.request)
        for deed in OPENING:
            assert hands.try_to(deed)
        for days, pick, whim in steps:
            hands.now += timedelta(days=days)
            hands.try_to(_deed(hands, pick, whim))
            for request in InformationRequest.objects.all():
                _holds(request)
        assert audit.verify() is None
        transaction.set_rollback(True)
