"""规范性文件 after publication: evaluation before expiry, and clean-up campaigns (rules §6.3)."""

from gongkai.casework.flows import Action, Clock, Desk, Flow, State, Style
from gongkai.kernel.permissions import Role

EVALUATING, DECIDING, SETTLED = "evaluating", "deciding", "settled"
PROPOSING, CONFIRMING, CHECKING = "proposing", "confirming", "checking"
EVALUATE, CONFIRM = "documents.change_validity", "documents.confirm_validity"


def _propose(code: str, label: str, style: Style = Style.PLAIN) -> Action:
    said = f"评估意见：{label}"
    return Action(
        f"propose_{code}", label, (EVALUATING,), DECIDING, EVALUATE, said, style, needs_note=True
    )


EXPIRY = Flow(
    code="expiry",
    label="规范性文件到期评估",
    prefix="DQ",
    states=(
        State(EVALUATING, "评估", Role.CLERK),
        State(DECIDING, "审定评估意见", Role.LEADER),
        State(SETTLED, "已审定"),
        State("outlived", "文件已先行废止或失效"),
    ),
    actions=(
        _propose("continue", "继续有效，重新公布", Style.PRIMARY),
        _propose("amend", "修改后重新公布"),
        _propose("lapse", "到期失效"),
        _propose("repeal", "提前废止", Style.DANGER),
        Action(
            "confirm",
            "同意评估意见",
            (DECIDING,),
            SETTLED,
            CONFIRM,
            "评估意见审定",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "return_evaluation",
            "退回",
            (DECIDING,),
            EVALUATING,
            CONFIRM,
            "评估意见退回",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "outlive",
            "文件已失去效力",
            (EVALUATING, DECIDING),
            "outlived",
            "documents.watch",
            "文件已先行废止或失效，自动办结",
            events=("closed",),
        ),
    ),
    clock=Clock(
        label="有效期届满",
        days=0,
        article="规范性文件有效期届满前六个月评估（本地规定）",
        unit="cd",
        starts=("watched",),
        extends="term",
        stops=("closed",),
    ),
)

CLEANUP = Flow(
    code="cleanup",
    label="规范性文件清理",
    prefix="QL",
    states=(
        State(PROPOSING, "逐件提出清理意见", Role.CLERK),
        State(CONFIRMING, "单位负责人审定", Role.LEADER),
        State(CHECKING, "公开办汇总", Role.OFFICE, Desk.OFFICE),
        State(SETTLED, "意见已汇总"),
    ),
    actions=(
        Action(
            "submit",
            "报负责人审定",
            (PROPOSING,),
            CONFIRMING,
            EVALUATE,
            "清理意见报审",
            Style.PRIMARY,
        ),
        Action(
            "confirm",
            "同意",
            (CONFIRMING,),
            CHECKING,
            CONFIRM,
            "清理意见审定",
            Style.PRIMARY,
        ),
        Action(
            "return_unit",
            "退回",
            (CONFIRMING,),
            PROPOSING,
            CONFIRM,
            "负责人退回清理意见",
            Style.DANGER,
            needs_note=True,
        ),
        Action(
            "accept",
            "汇总",
            (CHECKING,),
            SETTLED,
            "documents.run_cleanup",
            "清理意见已汇总",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "return_office",
            "退回单位",
            (CHECKING,),
            PROPOSING,
            "documents.run_cleanup",
            "公开办退回清理意见",
            Style.DANGER,
            needs_note=True,
        ),
    ),
    clock=Clock(
        label="清理意见报送期限",
        days=0,
        article="本次清理工作的要求",
        unit="cd",
        starts=("campaign_started",),
        extends="term",
        stops=("closed",),
    ),
)
