"""Everybody who has to do with one request, for tests in which anything is done in any order."""

from django.db import transaction

from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, services
from gongkai.inforequests.models import Consultation
from gongkai.inforequests.tests import factories as f
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal


class Hands:
    """Each deed by whoever may do it, on a day that moves on; services decide what is legal."""

    def __init__(self, cast, channel):
        self.cast = cast
        self.now = f.NOW
        self.request = f.received(cast, channel=channel)

    @property
    def today(self):
        return self.now.date()

    def try_to(self, deed, pick=0):
        """Do it if the law lets; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                self.press(pick) if deed == "press" else getattr(self, deed)()
        except Refusal:
            return False
        return True

    def press(self, pick):
        """Any button of the step the request is in, pressed by somebody who has it."""
        case = cases.find_case(self.request.case_id)
        buttons = [each for each in flow.REQUEST.actions_from(case.state) if _is_button(each)]
        if buttons:
            step = buttons[pick % len(buttons)]
            part = next(
                p for p in self.cast.people if may(self.cast.actor(p), step.deed, case.unit)
            )
            f.act(self.cast, part, self.request, step.code, "写明意见", now=self.now)

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

    def objects_without_reason(self):
        self._hear("objects", False)

    def agrees(self):
        self._hear("agrees", None)

    def objects(self):
        self._hear("objects", True)

    def tell_party(self):
        services.record_override_notice(
            actor=self.cast.actor("clerk"),
            consultation_id=self._objection(),
            notified_on=self.today,
            now=self.now,
        )

    def override(self):
        services.override_objection(
            actor=self.cast.actor("clerk"),
            consultation_id=self._objection(),
            reason="关系饮食安全",
            now=self.now,
        )

    def ask_no_longer(self):
        asked = Consultation.objects.filter(request=self.request, answer="").first()
        if asked is not None:
            services.perform_consultation(
                actor=self.cast.actor("clerk"),
                case_id=asked.case_id,
                action="cancel",
                note="信息已经公开",
                now=self.now,
            )

    def _objection(self):
        found = Consultation.objects.filter(request=self.request, answer="objects").first()
        return found.pk if found else 0

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

    def transfer(self):
        unit = self.cast.water
        self._by(
            "office",
            services.transfer_out,
            unit=unit,
            unit_name=unit.short_name,
            note="由其制作",
            told=True,
        )

    def merge(self):
        """Into another open request of the same applicant."""
        other = f.received(self.cast, requester=self.request.requester, now=self.now)
        self._by(
            "office",
            services.merge_request,
            into_id=other.pk,
            same_information=True,
            note="内容相同",
        )

    def search(self):
        f.search(self.cast, self.request, now=self.now)

    def dispute(self):
        filed = services.Filed("reconsideration", "澄明县人民政府", self.today)
        self._by("clerk", services.record_dispute, filed=filed)

    def propose(self):
        self._by("clerk", services.propose_conversion, ground="public_interest", reason="群众关心")

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


def _is_button(action):
    return action.code not in flow.BY_FORM


PRESS = ["press", "press"]
IN_PLACE = {
    flow.SCREENING: ["assign", "assign", "clarify", "split", "transfer", "merge", "withdraw"],
    flow.CLARIFYING: ["clarified", "clarified", *PRESS, "withdraw"],
    flow.HANDLING: [
        *("clarify", "extend", "refuse_extension", "ask_party", "ask_party", "ask_maker"),
        *("letter_arrives", "letter_arrives", "agrees", "objects", "objects_without_reason"),
        *("override", "tell_party", "silence", "ask_no_longer", "search"),
        *("explain", "delay", "charge", "reply", "reply", "press"),
    ],
    flow.EXPLAINING: ["explained"],
    flow.PAYING: ["notice_arrives", "pays", "pays", *PRESS],
    flow.AUDIT: PRESS,
    flow.LEGAL: PRESS,
    flow.SIGNING: PRESS,
    flow.ISSUING: ["issue", "press"],
    flow.SERVING: ["deliver"],
    flow.SERVED: [*PRESS, "dispute", "propose"],
}
"""What fits each step; the likelier the more often it stands there."""
ANYTHING = sorted({deed for deeds in IN_PLACE.values() for deed in deeds} | {"accept"})
