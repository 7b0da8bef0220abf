"""What follows a reply: reconsideration and suits, spot checks, and turning answers into publications.

Plain values in, reasons out (mission E6, E7, E9; rules §1.7, §3.5).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.casework.rules import local_day
from gongkai.inforequests.rules.acts.standing import expired
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.kernel.errors import Reason

RECONSIDERATION, DIRECT_SUIT, SUIT_AFTER = "reconsideration", "direct_suit", "suit_after"
UPHELD, CORRECTED, OTHER = "upheld", "corrected", "other"

DECISIONS: Mapping[str, tuple[str, str]] = {
    "upheld": ("维持", UPHELD),
    "claim_rejected": ("驳回诉讼请求", UPHELD),
    "revoked": ("撤销", CORRECTED),
    "changed": ("变更", CORRECTED),
    "found_unlawful": ("确认违法", CORRECTED),
    "ordered": ("责令履行", CORRECTED),
    "withdrawn": ("撤回", OTHER),
    "application_rejected": ("驳回申请", OTHER),
    "not_accepted": ("不予受理", OTHER),
    "ended": ("终止", OTHER),
}
"""What was decided, in the decision's word, and the column of the report it counts in (§3.5)."""


def decision_word(decision: str) -> str:
    """The decision's own word; "" while nothing is decided."""
    return DECISIONS[decision][0] if decision else ""


RECONSIDERATION_DAYS = 60  # 行政复议法第二十条
SUIT_AFTER_DAYS = 15  # 行政诉讼法第四十五条


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """A dispute about to be recorded.

    ``replied_on``: when a reply went out, ``due_on``: the last day for it; None without one.
    ``earlier_decided``: whether the reconsideration before a suit is decided, None without one.
    """

    kind: str
    filed_on: date
    replied_on: date | None
    today: date
    due_on: date | None = None
    earlier_decided: bool | None = None


def reasons_against_disputing(facts: RequestFacts, now: datetime) -> list[Reason]:
    """Against entering a dispute before there is a reply, an end or a delay to dispute (第五十一条)."""
    clock = facts.clock
    if clock.ended or clock.course.replied or expired(facts, local_day(now)):
        return []
    term = f"（{clock.due}）" if clock.due else ""
    sentence = f"还没有答复，答复期限{term}也没有届满，没有可以复议、诉讼的答复或者不答复"
    return [Reason("nothing_to_dispute", sentence, "条例第五十一条")]


def reasons_against_dispute(facts: DisputeFacts) -> list[Reason]:
    """What is wrong with a dispute as stated (行政复议法第二十三条; §3.5)."""
    found = []
    if facts.kind not in (RECONSIDERATION, DIRECT_SUIT, SUIT_AFTER):
        found.append(Reason("kind", "请选择是行政复议、直接起诉还是复议后起诉"))
    if facts.filed_on > facts.today:
        found.append(Reason("filed_on", "提起日期不能晚于今天"))
    late = facts.due_on is not None and facts.filed_on > facts.due_on
    if facts.replied_on and facts.filed_on < facts.replied_on and not late:
        sentence = f"提起日期早于答复日期 {facts.replied_on}，答复期限当时也没有届满，请核对"
        found.append(Reason("filed_on", sentence))
    if facts.kind == SUIT_AFTER and facts.earlier_decided is None:
        found.append(Reason("earlier", "复议后起诉须先登记这件申请的行政复议"))
    if facts.kind == SUIT_AFTER and facts.earlier_decided is False:
        found.append(Reason("earlier", "复议尚未审结，不能登记复议后起诉", "行政诉讼法第四十五条"))
    return found


def reasons_against_decision(
    decision: str, decided_on: date, filed_on: date, today: date
) -> list[Reason]:
    """What is wrong with an outcome as stated."""
    found = []
    if decision not in DECISIONS:
        found.append(Reason("decision", "请选择审理结果"))
    if not filed_on <= decided_on <= today:
        found.append(Reason("decided_on", f"审结日期应当在提起的 {filed_on} 之后，不晚于今天"))
    return found


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the score sheet: its points and what earns them."""

    code: str
    label: str
    points: int
    standard: str


CRITERIA = (
    Criterion("intake", "登记与受理", 15, "当日登记，收到申请之日认定正确，回执齐全"),
    Criterion("term", "期限", 25, "补正、延期、征求意见依法，按期送达"),
    Criterion("search", "检索与调查", 15, "检索范围、方法、关键词和结果有记录，足以支持答复"),
    Criterion("content", "答复内容", 25, "种类正确，依据到条款项，理由充分，能区分的已区分处理"),
    Criterion("form", "文书规范", 10, "文号、称谓、落款、救济告知规范，没有错漏"),
    Criterion("file", "归档", 10, "文书、送达记录、审批记录齐全"),
)
"""测评表: the points add up to 100 (E6); what each unit gets is the mean of its sheets."""


def reasons_against_scores(scores: Mapping[str, int], remark: str) -> list[Reason]:
    """Every criterion has points within its limits; lost points need a remark that says why."""
    found = []
    for criterion in CRITERIA:
        given = scores.get(criterion.code)
        if given is None or not 0 <= given <= criterion.points:
            sentence = f"“{criterion.label}”填0至{criterion.points}分"
            found.append(Reason(criterion.code, sentence))
    full = all(scores.get(each.code) == each.points for each in CRITERIA)
    if not found and not full and not remark.strip():
        found.append(Reason("remark", "有扣分的，请写明扣分的理由"))
    return found


def draw(pool: Mapping[int, Sequence[int]], size: int, seed: int) -> list[int]:
    """A sample of *size* ids from *pool* (unit → ids): every unit in turn, by chance within a unit.

    The same pool and seed always give the same sample, so that anyone can check the draw.
    """
    chance = random.Random(seed)  # noqa: S311 - reproducible on purpose
    left = {unit: chance.sample(sorted(ids), len(ids)) for unit, ids in sorted(pool.items())}
    drawn: list[int] = []
    while len(drawn) < size and any(left.values()):
        for ids in left.values():
            if ids and len(drawn) < size:
                drawn.append(ids.pop())
    return sorted(drawn)


CONVERSION_ARTICLE = "条例第四十四条"
SEVERAL = "several"
PUBLIC_INTEREST = "public_interest"
CONVERSION_GROUNDS: Mapping[str, str] = {
    SEVERAL: "多个申请人就相同政府信息提出申请，且可以公开",
    PUBLIC_INTEREST: "依申请提供的信息涉及公众利益，需要公众广泛知晓",
}


CONVERTIBLE = ("granted", "partial")
"""Rows of the report whose answers may be published for all."""


def reasons_against_proposing(facts: RequestFacts, now: datetime) -> list[Reason]:
    """Why the answer to a request is none that could be published for all (条例第四十四条)."""
    found = []
    if facts.row not in CONVERTIBLE:
        sentence = "只有予以公开、部分公开的信息可以转为主动公开"
        found.append(Reason("row", sentence, CONVERSION_ARTICLE))
    if facts.proposed:
        found.append(Reason("proposed", "这件申请已提出过转为主动公开", CONVERSION_ARTICLE))
    return found


def reasons_against_ground(ground: str, applicants: int, least: int) -> list[Reason]:
    """Against the ground of a proposal (条例第四十四条; ``least`` applicants is a setting)."""
    if ground not in CONVERSION_GROUNDS:
        return [Reason("ground", "请选择转为主动公开的理由", CONVERSION_ARTICLE)]
    if ground == SEVERAL and applicants < least:
        sentence = f"目前只有{applicants}个申请人，须有{least}个以上；确有公共利益的请选另一项理由"
        return [Reason("applicants", sentence, CONVERSION_ARTICLE)]
    return []
