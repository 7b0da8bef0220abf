"""The guide's promises and steps, from the rules and settings in force (E4): never typed twice."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.casework.flows import Action, Style
from gongkai.inforequests.flow import REQUEST
from gongkai.inforequests.rules.course import LONGEST_EXTENSION, PAYMENT_DAYS, REPLY_DAYS
from gongkai.inforequests.rules.receipt import CHANNELS
from gongkai.orgs.public import PublicUnit, public_units

CLARIFICATION_NOTICE_DAYS = 7
OPINION_DAYS = 15
KINDS_OF_ORGAN = {"government", "department", "township"}
SIDE_ROADS = {
    "withdraw": "答复作出之前，您可以撤回",
    "ask_clarification": "内容不明确的，请您补正",
    "transfer": "不归本机关的，转由其他机关办理并告知您",
    "merge": "与您此前的申请相同的，一并办理",
    "request_extension": "经批准延长答复期限并告知您",
    "ask_reasons": "数量、频次过多的，请您说明理由",
    "notice_fee": "依法收费的，通知您缴费",
}
"""Actions of the flow that concern the applicant, in the words of the guide."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing the organ commits itself to: what, within which time, by what law."""

    matter: str
    term: str
    ground: str


def organs(on: date) -> list[PublicUnit]:
    """The organs that take applications (条例第四条), in the order of the tree.

    公共企事业单位 and villages follow rules of their own (第五十五条).
    """
    return [unit for unit in public_units(on) if takes_requests(unit)]


def takes_requests(unit: PublicUnit) -> bool:
    """Whether one may apply to this unit."""
    return unit.kind in KINDS_OF_ORGAN


def promises() -> list[Promise]:
    """承诺 of the guide: periods of the law as the system's clock counts them."""
    return [
        Promise("当场能答复的", "当场答复", "条例第三十三条第一款"),
        Promise(
            "不能当场答复的", f"自收到申请之日起 {REPLY_DAYS} 个工作日内", "条例第三十三条第二款"
        ),
        Promise(
            "需要延长答复期限的",
            f"经批准并告知您，最多再延长 {LONGEST_EXTENSION} 个工作日",
            "条例第三十三条第二款",
        ),
        Promise(
            "申请内容不明确的",
            f"收到申请之日起 {CLARIFICATION_NOTICE_DAYS} 个工作日内一次性告知补正",
            "条例第三十条",
        ),
        Promise(
            "征求第三方或者其他机关意见的",
            f"对方 {OPINION_DAYS} 个工作日内提出意见，所需时间不计算在答复期限内",
            "条例第三十二条至第三十四条",
        ),
        Promise("费用", "不收取检索、复制、邮寄费用", "条例第四十二条"),
        Promise(
            "数量、频次明显超过合理范围的",
            f"可以收取信息处理费，收到通知次日起 {PAYMENT_DAYS} 个工作日内缴纳",
            "条例第四十二条，国办函〔2020〕109号",
        ),
        Promise(
            "您的个人信息",
            f"加密保存，只用于办理申请；办结 {settings.IDENTITY_DAYS} 日后清除证件号码和影印件",
            "个人信息保护法第六条、第十九条",
        ),
    ]


def guide_steps() -> list[tuple[str, str]]:
    """(channel, from when the period runs) for each way of asking (第三十一条)."""
    return [(kind.label, kind.basis) for kind in CHANNELS.values()]


@dataclass(frozen=True, slots=True)
class RoadStep:
    """A step of the main road, and the side roads that may be taken from it."""

    label: str
    sides: tuple[str, ...]


def road() -> list[RoadStep]:
    """The flow in force, as the guide's diagram: the main road down, side roads beside it."""
    flow = REQUEST
    steps, state = [], flow.initial.code
    seen: set[str] = set()
    told: set[str] = set()
    while state not in seen:
        seen.add(state)
        leaving = flow.actions_from(state)
        ahead = next((each.target for each in leaving if _ahead(each, seen)), state)
        sides = [each.code for each in leaving if each.code in SIDE_ROADS and each.code not in told]
        told.update(sides)
        words = tuple(SIDE_ROADS[code] for code in sides)
        steps.append(RoadStep(flow.state(state).label, words))
        state = ahead
    return steps


def _ahead(action: Action, seen: set[str]) -> bool:
    """Whether an action is the main road: the way that a reply takes."""
    main = action.style is Style.PRIMARY or action.code == "accept"
    return main and action.target not in seen
