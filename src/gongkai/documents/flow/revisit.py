"""回头看: non-public documents are examined again (条例第十八条)."""

from gongkai.casework.flows import Action, Clock, Flow, State, Style
from gongkai.kernel.permissions import Role

EXAMINING, CONFIRMING, SETTLED = "examining", "confirming", "settled"

REVISIT = Flow(
    code="revisit",
    label="不公开文件回头看",
    prefix="HT",
    states=(
        State(EXAMINING, "逐件评估审查", Role.SECRECY_REVIEWER),
        State(CONFIRMING, "审定", Role.LEADER),
        State(SETTLED, "已审定"),
    ),
    actions=(
        Action(
            "submit",
            "报审定",
            (EXAMINING,),
            CONFIRMING,
            "documents.review_secrecy",
            "评估审查完成，报审定",
            Style.PRIMARY,
        ),
        Action(
            "confirm",
            "同意",
            (CONFIRMING,),
            SETTLED,
            "documents.sign",
            "审定，转为公开的进入信息发布流程",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "return_unit",
            "退回",
            (CONFIRMING,),
            EXAMINING,
            "documents.sign",
            "退回重新评估",
            Style.DANGER,
            needs_note=True,
        ),
    ),
    clock=Clock(
        label="评估审查期限",
        days=0,
        article="条例第十八条；本次回头看的要求",
        unit="cd",
        starts=("round_started",),
        extends="term",
        stops=("closed",),
    ),
)
