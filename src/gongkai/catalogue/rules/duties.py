"""主动公开基本目录: what a line must state, and whether it keeps to the law (B2, rules §8.3)."""

from dataclasses import dataclass

from gongkai.catalogue.rules.periods import CHANNELS, period_for_item, read_period
from gongkai.kernel.errors import Reason
from gongkai.orgs.rules import Text, reasons_against_text, reasons_against_texts

LONGEST_CONTENT = 2000


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """A line as it is written. ``audience`` is ``everyone`` or ``group``; ``item_code`` as seeded.

    ``section_id`` is the section in which the matter appears, or None while there is none.
    """

    item_code: str
    matter: str
    content: str
    basis: str
    period: str
    channels: tuple[str, ...]
    audience: str = "everyone"
    audience_group: str = ""
    section_id: int | None = None
    position: int = 0


DUTY_TEXTS = (
    Text("matter", "公开事项", 120, required=True),
    Text("basis", "公开依据", 500, required=True),
    Text("period", "公开时限", 120, required=True),
    Text("audience_group", "特定群众", 120),
)
CONTENT = Text("content", "公开内容（要素）", LONGEST_CONTENT, required=True)


def reasons_against_duty(
    draft: DutyDraft, *, item_known: bool, section_fits: bool, taken: bool
) -> list[Reason]:
    """All reasons against a line (国办发〔2019〕54号: its elements must be there).

    ``section_fits``: the section named is open and belongs to the unit or to all units.
    """
    reasons = reasons_against_texts(draft, DUTY_TEXTS)
    reasons += reasons_against_text(_on_one_line(draft.content), CONTENT)
    if not item_known:
        reasons.append(Reason("item_code", "请选择对应的法定主动公开事项"))
    if taken:
        reasons.append(Reason("matter", "本单位的这一法定事项下已有同名的公开事项"))
    if not section_fits:
        reasons.append(Reason("section_id", "所选栏目已关闭，或不由本单位负责，请另选"))
    return reasons + _reasons_against_channels(draft) + _reasons_against_audience(draft)


def _on_one_line(text: str) -> str:
    """Line breaks and tabs are allowed in a longer text; other control characters are not."""
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _reasons_against_channels(draft: DutyDraft) -> list[Reason]:
    if not draft.channels:
        return [Reason("channels", "请至少选择一个公开渠道")]
    unknown = [channel for channel in draft.channels if channel not in CHANNELS]
    if unknown:
        return [Reason("channels", f"不认识的公开渠道：{'、'.join(unknown)}")]
    return []


def _reasons_against_audience(draft: DutyDraft) -> list[Reason]:
    """全社会 and 特定群众 exclude each other; a group is named (rules §8.3)."""
    if draft.audience not in {"everyone", "group"}:
        return [Reason("audience", "请选择公开对象：全社会或者特定群众")]
    if draft.audience == "group" and not draft.audience_group.strip():
        return [Reason("audience_group", "公开对象为特定群众时，请写明是哪些群众")]
    if draft.audience == "everyone" and draft.audience_group.strip():
        return [Reason("audience_group", "公开对象为全社会时，不能再写特定群众")]
    return []


def misfits_of_duty(*, item_code: str, period: str, has_section: bool) -> list[Reason]:
    """What does not fit in a line; warnings for the unit and the office, never refusals."""
    found = []
    limit = period_for_item(item_code)
    stated = read_period(period)
    if stated is not None and stated.exceeds(limit.period):
        sentence = (
            f"公开时限“{period}”长于法定期限：{limit.matter}应自{limit.start}起{limit.period}内公开"
        )
        found.append(Reason("period_too_long", sentence, limit.ground))
    if not has_section:
        found.append(Reason("no_section", "还没有指定公开栏目，公众找不到这一事项"))
    return found
