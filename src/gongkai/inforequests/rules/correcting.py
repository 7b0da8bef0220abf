"""更正自身信息 (条例第四十一条): evidence, competence, and what the claimant is told.

Plain values in, all reasons out. Whether a record is wrong is for the organ to check; what it may
not do is to decide without competence, or to leave the claimant without an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.kernel.errors import Reason

ARTICLE = "条例第四十一条"
CORRECTED, NOT_PROVEN = "corrected", "not_proven"
PASSED_ON, REFERRED = "passed_on", "referred"
OUTCOMES: Mapping[str, str] = {
    CORRECTED: "审核属实，已更正",
    NOT_PROVEN: "证据不能证明记录不准确，不予更正",
    PASSED_ON: "不属于本机关职能范围，已转送有权更正的机关",
    REFERRED: "不属于本机关职能范围，请向有权更正的机关提出",
}
RECORD_LIMIT, CLAIM_LIMIT = 120, 5000
SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claimant states: which record, what is wrong in it and what is right."""

    record: str
    claim: str


def reasons_against_claim(claimed: Claimed, evidence: int) -> list[Reason]:
    """What a claim lacks: the record, what is wrong, and the evidence that the law asks for."""
    found = []
    if not claimed.record.strip():
        found.append(Reason("record", "请写明要更正哪一项记录，不写申请人的个人信息", ARTICLE))
    if len(claimed.record) > RECORD_LIMIT:
        found.append(Reason("record", f"记录名称最多 {RECORD_LIMIT} 字"))
    if not claimed.claim.strip():
        found.append(Reason("claim", "请写明记录哪里不准确，应当怎样记录", ARTICLE))
    if len(claimed.claim) > CLAIM_LIMIT:
        found.append(Reason("claim", f"最多 {CLAIM_LIMIT} 字，其余请作为证据材料"))
    if not evidence:
        found.append(Reason("evidence", "要求更正的，须提供记录不准确的证据", ARTICLE))
    return found


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is to be told: the outcome in its word and in full, and who is competent otherwise."""

    outcome: str
    said: str
    other_organ: str = ""
    other_contact: str = ""


def reasons_against_outcome(proposed: Proposed) -> list[Reason]:
    """What an outcome lacks before it can be signed and told."""
    found = []
    if proposed.outcome not in OUTCOMES:
        found.append(Reason("outcome", "请选择处理结果", ARTICLE))
    if len(proposed.said.strip()) < SHORTEST:
        sentence = "请写明核查的经过和结果：更正的写明何时怎样更正，不予更正的写明理由"
        found.append(Reason("said", sentence, ARTICLE))
    elsewhere = proposed.outcome in (PASSED_ON, REFERRED)
    if elsewhere and not proposed.other_organ.strip():
        found.append(Reason("other_organ", "请写明有权更正的行政机关", ARTICLE))
    if not elsewhere and proposed.other_organ.strip():
        found.append(Reason("other_organ", "由本机关处理的，不写其他机关", ARTICLE))
    return found
