"""检索, 征求意见, 协办, 延期, 说明理由, 收费, 督办: what the record shows before a reply."""

from gongkai.cli.demo import errands
from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.names import firm
from gongkai.cli.demo.requests.asking import Asking
from gongkai.cli.demo.requests.steps import step
from gongkai.inforequests import services
from gongkai.inforequests.services import Charge, Searched, applicants
from gongkai.kernel.permissions import Role

QUESTIONS = (
    (
        "请核对申请人所要的材料是否由贵单位制作，有无不宜公开的内容。",
        "材料由我单位保存，可以公开。",
    ),
    ("请协助查找所申请的历史档案，并提供复印件。", "已查到两份并附复印件，无不宜公开的内容。"),
)
PAY_TO = "凭收费通知书到县政务服务中心综合窗口缴纳，收款项目为“政府信息公开信息处理费”"
VOLUME = "申请人当月累计提出申请四十余件，所要材料数量明显超过合理范围"


@step(1, 4)
def search(asking: Asking, _: str) -> None:
    found = asking.kind != "u1_not_held"
    asking.clerk(
        services.record_search,
        searched=Searched(
            on=asking.world.today,
            places="机关档案室、办公系统、业务股室",
            method="按年度、题名和文号检索，并询问经办股室",
            keywords=asking.matter[:40],
            result="检索到相关材料，已调阅核对" if found else "逐卷查找，未检索到所申请的材料",
            found=found,
        ),
    )


@step(0, 1)
def consult_third(asking: Asking, _: str) -> None:
    party = firm(asking.chance)
    asked = services.consult_third_party(
        actor=asking.actor(Role.CLERK),
        request_id=asking.request.pk,
        party=party,
        summary=f"“{asking.matter}”中涉及贵公司的内容",
        now=asking.world.now,
    )
    asking.consultation, asking.consultation_case = asked.pk, asked.case_id


@step(0, 1)
def consult_joint(asking: Asking, key: str) -> None:
    asked = services.consult_joint_maker(
        actor=asking.actor(Role.CLERK),
        request_id=asking.request.pk,
        party=BY_KEY[key].name,
        summary=f"“{asking.matter}”，系两单位共同制作",
        now=asking.world.now,
    )
    asking.consultation, asking.consultation_case = asked.pk, asked.case_id


@step(1, 2)
def letter(asking: Asking, _: str) -> None:
    """The other side has the letter: its fifteen working days run."""
    services.record_letter_received(
        actor=asking.actor(Role.CLERK),
        consultation_id=asking.consultation,
        received_on=asking.world.today,
        now=asking.world.now,
    )


def _answered(
    asking: Asking, answer: str, reasons: str = "", *, accepted: bool | None = None
) -> None:
    services.record_opinion(
        actor=asking.actor(Role.CLERK),
        consultation_id=asking.consultation,
        answer=answer,
        reasons=reasons,
        reasons_accepted=accepted,
        answered_on=asking.world.today,
        now=asking.world.now,
    )


@step(3, 8)
def agrees(asking: Asking, _: str) -> None:
    _answered(asking, "agrees")
    asking.heard = {"third_party": "agrees"}


@step(3, 8)
def objects(asking: Asking, _: str) -> None:
    """With good reasons."""
    _answered(
        asking, "objects", "涉及尚未公开的报价和工艺，公开会损害本公司的竞争地位", accepted=True
    )
    asking.heard = {"third_party": "objects"}


@step(3, 8)
def objects_without_reason(asking: Asking, _: str) -> None:
    """The reasons are found not to be reasonable."""
    _answered(asking, "objects", "不希望他人了解本公司参与了该项目", accepted=False)
    asking.heard = {"third_party": "disclose"}


@step(16)
def silence(asking: Asking, decided: str) -> None:
    """Nothing came within the term; the organ has *decided* on it by itself (第三十二条)."""
    services.record_silence(
        actor=asking.actor(Role.CLERK),
        consultation_id=asking.consultation,
        now=asking.world.now,
    )
    if decided:
        asking.heard = {"third_party": decided}


@step(1, 2)
def override(asking: Asking, _: str) -> None:
    services.override_objection(
        actor=asking.actor(Role.CLERK),
        consultation_id=asking.consultation,
        reason="该项目关系沿线群众饮水安全，不公开检测结果会对公共利益造成重大影响",
        now=asking.world.now,
    )
    asking.heard = {"third_party": "override"}


@step()
def override_notice(asking: Asking, _: str) -> None:
    services.record_override_notice(
        actor=asking.actor(Role.CLERK),
        consultation_id=asking.consultation,
        notified_on=asking.world.today,
        now=asking.world.now,
    )


@step(1, 3)
def consult_no_longer(asking: Asking, _: str) -> None:
    services.perform_consultation(
        actor=asking.actor(Role.CLERK),
        case_id=asking.consultation_case,
        action="cancel",
        note="经核对，拟公开的内容不涉及对方",
        now=asking.world.now,
    )


@step(0, 1)
def ask_unit(asking: Asking, key: str) -> None:
    """协办: another unit is asked for help."""
    asking.question = errands.ask(
        asking.world, asking.key, key, asking.request.case_id, days=5, said=QUESTIONS
    )


@step(1, 3)
def unit_answers(asking: Asking, key: str) -> None:
    errands.answer(asking.world, key, *asking.question)


@step(2, 4)
def request_extension(asking: Asking, _: str) -> None:
    asking.clerk(services.request_extension, days=10, reason="涉及历年档案，数量较多，需要逐卷核对")


@step(0, 1)
def approve_extension(asking: Asking, _: str) -> None:
    asking.press(Role.OFFICE, "approve_extension")


@step(0, 1)
def reject_extension(asking: Asking, _: str) -> None:
    asking.press(Role.OFFICE, "reject_extension", "材料不多，请在原期限内答复")


@step(0, 1)
def ask_reasons(asking: Asking, _: str) -> None:
    asking.clerk(services.ask_reasons, facts=VOLUME, days=7)


def _explained(asking: Asking, answer: str, *, reasonable: bool) -> None:
    asking.clerk(
        services.receive_reasons,
        answer=answer,
        reasonable=reasonable,
        answered_on=asking.world.today,
    )
    asking.heard = {"volume": "reasonable" if reasonable else "unreasonable"}


@step(1, 3)
def explain(asking: Asking, _: str) -> None:
    """The applicant says on line why so much is needed."""
    applicants.explain(
        request_id=asking.request.pk,
        answer="用于撰写县域公共服务课题报告，需要逐年比对。",
        now=asking.world.now,
    )


@step(2, 5)
def explained(asking: Asking, _: str) -> None:
    _explained(asking, "用于撰写县域公共服务课题报告，需要逐年比对。", reasonable=True)


@step(2, 5)
def explained_badly(asking: Asking, _: str) -> None:
    _explained(asking, "想多了解一些情况。", reasonable=False)


@step(8)
def never_explained(asking: Asking, _: str) -> None:
    _explained(asking, "", reasonable=False)


@step(0, 1)
def delay(asking: Asking, _: str) -> None:
    asking.clerk(services.set_delay, days=15, reason="材料逐年分散保存，需分批调阅、复制")


@step(1, 2)
def fee_by_items(asking: Asking, _: str) -> None:
    asking.clerk(services.notice_fee, charge=Charge("items", 14, VOLUME, PAY_TO))


@step(1, 2)
def fee_by_pages(asking: Asking, _: str) -> None:
    asking.clerk(services.notice_fee, charge=Charge("pages", 186, VOLUME, PAY_TO))


@step(1, 2)
def fee_receipt(asking: Asking, _: str) -> None:
    asking.clerk(services.record_fee_receipt, received_on=asking.world.today)


@step(2, 9)
def record_payment(asking: Asking, _: str) -> None:
    number = f"{asking.chance.randrange(10**7, 10**8)}"
    asking.clerk(services.record_payment, paid_on=asking.world.today, receipt_number=number)


@step(1)
def lapse_fee(asking: Asking, _: str) -> None:
    asking.press(Role.CLERK, "lapse_fee")


@step(0, 1)
def supervise(asking: Asking, answered: str) -> None:
    """督办 of what is late; with ``answered`` the unit explains itself."""
    demanded = errands.demand(asking.world, asking.request.case_id)
    if answered:
        errands.explain(asking.world, asking.key, *demanded)
