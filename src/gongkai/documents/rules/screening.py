"""内容检查 before publication: every grave or doubtful finding is mended, or answered for by name (§5.2, §14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.kernel.errors import Reason

BLOCK, HINT = "block", "hint"
BASIS = "个人信息保护法第二十五条；条例第十五条"
SHOWN_REASONS = 5


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding as it is kept with an edition and shown: without the personal data it is about.

    ``waived_by``: the person who answers for it, None if nobody does.
    """

    key: str
    rule: str
    category: str
    severity: str
    message: str
    suggestion: str
    basis: str
    location: str
    shown: str
    waived_by: int | None = None
    waiver: str = ""


def standing(found: Sequence[Noted], author_id: int | None) -> list[Noted]:
    """The findings that stand against publication: a hint never does.

    A grave one is not answered for by the author of the text alone.
    """
    return [
        each
        for each in found
        if each.severity != HINT
        and (each.waived_by is None or (each.severity == BLOCK and each.waived_by == author_id))
    ]


def reasons_against_findings(open_ones: Sequence[Noted]) -> list[Reason]:
    """One reason that counts them, then the first of them with what to do."""
    if not open_ones:
        return []
    grave = sum(each.severity == BLOCK for each in open_ones)
    counted = f"内容检查发现{len(open_ones)}处须改正或者说明理由（其中严重{grave}处）"
    reasons = [Reason("findings", f"{counted}，请到“内容检查”页逐处处理", BASIS)]
    for each in open_ones[:SHOWN_REASONS]:
        place = f"{each.location}“{each.shown}”：" if each.shown else f"{each.location}："
        todo = f"；{each.suggestion}" if each.suggestion else ""
        reasons.append(Reason("finding", f"{place}{each.message}{todo}", each.basis))
    return reasons


def reasons_against_waiving(
    found: Noted | None, *, person_id: int, author_id: int | None
) -> list[Reason]:
    """Why this person cannot answer for a finding in this text."""
    if found is None:
        return [Reason("gone", "这处问题已不在文稿中，请刷新页面")]
    if found.severity == HINT:
        return [Reason("hint", "提示不影响提交，不必说明理由")]
    if found.severity == BLOCK and person_id == author_id:
        sentence = "严重问题不能由起草人自己说明理由，请改正，或者请科室负责人、保密审查员说明"
        return [Reason("own_text", sentence, BASIS)]
    return []


def header_of(number: str, issuer: str) -> dict[str, str]:
    """The header lines that are compared with the text; what is not stated is left out.

    The date is not: amended and corrected texts rightly keep the one under which they were signed.
    """
    return {
        name: value for name, value in {"发文字号": number, "发布机构": issuer}.items() if value
    }
