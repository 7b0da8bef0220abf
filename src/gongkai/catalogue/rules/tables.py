"""What a theme or a genre must be called (rules §7.3, §7.4)."""

from dataclasses import dataclass

from gongkai.kernel.errors import Reason
from gongkai.orgs.rules import Text, reasons_against_text


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A class as it is written; a closed one is kept for old records and offered no more."""

    name: str
    position: int = 0
    is_open: bool = True


def reasons_against_term(
    draft: TermDraft, *, taken: bool, longest: int, too_deep: bool = False
) -> list[Reason]:
    """A name within its length, unique among its siblings, on one of two levels."""
    reasons = reasons_against_text(draft.name, Text("name", "名称", longest, required=True))
    if draft.name.strip() and "\\" in draft.name:
        reasons.append(Reason("name", "名称中不能有反斜杠，它用来分隔主题和子类"))
    if taken:
        reasons.append(Reason("name", f"已有名为“{draft.name}”的分类，请换一个名称"))
    if too_deep:
        reasons.append(Reason("parent", "主题分类只有两级，请选择一级主题作为上级"))
    return reasons
