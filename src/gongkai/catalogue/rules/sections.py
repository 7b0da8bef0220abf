"""What a section must say and where it may stand (A5, B9, rules §7.5, §9.5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.catalogue.rules.cadence import LONGEST_SILENCE_DAYS, Cadence
from gongkai.kernel.errors import Reason
from gongkai.orgs.rules import Text, reasons_against_texts

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DEEPEST = 5
WITHOUT_RECORDS = frozenset({"guide", "requests"})
"""Areas that are pages of their own (指南, 依申请公开): their sections may well hold no records."""
LONGEST_WAIT: Mapping[Cadence, int] = {
    Cadence.PERMANENT: 0,
    Cadence.MONTHLY: 27,
    Cadence.QUARTERLY: 89,
    Cadence.HALF_YEARLY: 180,
    Cadence.YEARLY: 364,
    Cadence.AD_HOC: 365,
}
"""The most ``update_days`` of each cadence: less than its own period."""

PERIOD_DAYS: Mapping[Cadence, int] = {
    Cadence.MONTHLY: 31,
    Cadence.QUARTERLY: 92,
    Cadence.HALF_YEARLY: 184,
    Cadence.YEARLY: 366,
}


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """What is written about a section, apart from its place and its responsible unit.

    ``item_code`` names a disclosure item of Art. 20/21, or is empty. ``update_days``: see
    `next_update`.
    """

    name: str
    slug: str
    description: str
    keywords: str
    column_type: str
    area: str
    cadence: str
    update_days: int = 0
    item_code: str = ""
    is_shared: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """The parent of a section: its area, whether it is open, how many levels it stands down."""

    area: str
    is_open: bool
    depth: int


SECTION_TEXTS = (
    Text("name", "栏目名称", 60, required=True),
    Text("slug", "网址标识", 60, required=True),
    Text("description", "栏目说明", 300, required=True),
    Text("keywords", "关键词", 200, required=True),
)


def reasons_against_section(draft: SectionDraft, *, slug_taken: bool) -> list[Reason]:
    """Texts, address and update rule; a required meta tag is never empty (国办发〔2017〕47号)."""
    reasons = reasons_against_texts(draft, SECTION_TEXTS)
    if draft.slug.strip() and not SLUG.fullmatch(draft.slug):
        reasons.append(Reason("slug", "网址标识只能用小写字母、数字和连字符，例如 caizheng-yusuan"))
    if slug_taken:
        reasons.append(Reason("slug", f"网址标识“{draft.slug}”已被其他栏目使用，请换一个"))
    return reasons + _reasons_against_rule(draft)


def _reasons_against_rule(draft: SectionDraft) -> list[Reason]:
    if draft.cadence not in set(Cadence):
        return [Reason("cadence", "请选择更新规则")]
    longest = LONGEST_WAIT[Cadence(draft.cadence)]
    if 0 <= draft.update_days <= longest:
        return []
    if not longest:
        return [Reason("update_days", "长期公开的栏目不设更新天数，请填0")]
    return [Reason("update_days", f"这一更新规则的更新天数应在0到{longest}之间")]


def reasons_against_place(draft: SectionDraft, parent: Place | None) -> list[Reason]:
    """A section stands in its parent's part of the area, below an open parent, not too deep."""
    if parent is None:
        return []
    reasons = []
    if not parent.is_open:
        reasons.append(Reason("parent", "上级栏目已关闭，不能在其下设栏目"))
    if parent.area != draft.area:
        reasons.append(Reason("area", "下级栏目必须与上级栏目属于同一板块"))
    if parent.depth + 1 > DEEPEST:
        reasons.append(Reason("parent", f"栏目最多设{DEEPEST}级，请并入上级栏目"))
    return reasons


def reasons_against_move(*, path: str, parent_path: str, height: int, depth: int) -> list[Reason]:
    """Not below itself, and its lowest descendant not below the deepest level.

    ``height`` counts the levels of the moved branch, ``depth`` those above its new place.
    """
    if parent_path.startswith(path):
        return [Reason("parent", "不能把栏目移到它自己或它的下级栏目之下")]
    if depth + height > DEEPEST:
        return [Reason("parent", f"移动后将超过{DEEPEST}级，请先合并下级栏目")]
    return []


def reasons_against_closing(*, is_open: bool, open_children: int) -> list[Reason]:
    """Open sections below must be closed or moved first, so that nothing becomes unreachable."""
    reasons = []
    if not is_open:
        reasons.append(Reason("closed", "这个栏目已经关闭"))
    if open_children:
        sentence = f"其下还有{open_children}个启用的栏目，请先移走或关闭它们"
        reasons.append(Reason("children", sentence))
    return reasons


def reasons_against_reassigning(
    *, is_open: bool, same_unit: bool, since: date, held_since: date | None, today: date
) -> list[Reason]:
    """An open section goes to another unit, from a day within the present term until today."""
    reasons = []
    if not is_open:
        reasons.append(Reason("closed", "这个栏目已经关闭，无须调整责任单位"))
    if same_unit:
        reasons.append(Reason("unit", "所选单位已是这个栏目的责任单位"))
    if since > today:
        reasons.append(Reason("since", "调整日期不能晚于今天"))
    if held_since is not None and since < held_since:
        sentence = f"调整日期不能早于现责任单位的起始日期{held_since.isoformat()}"
        reasons.append(Reason("since", sentence))
    return reasons


@dataclass(frozen=True, slots=True)
class SectionSituation:
    """What the misfit checks look at: ``item_scope`` is that of the disclosure item, or empty."""

    column_type: str
    area: str
    cadence: Cadence
    update_days: int
    is_top: bool
    item_code: str
    item_scope: str
    unit_kind: str


def misfits(section: SectionSituation) -> list[Reason]:
    """What does not fit in a section; warnings for the office, never refusals."""
    return [*_silence_misfits(section), *_area_misfits(section), *_scope_misfits(section)]


def _silence_misfits(section: SectionSituation) -> list[Reason]:
    """Rules that allow a longer silence than the check of government websites does."""
    limit = LONGEST_SILENCE_DAYS.get(section.column_type)
    if limit is None or section.cadence is Cadence.PERMANENT:
        return []
    if section.cadence is Cadence.AD_HOC:
        longest = section.update_days or None
    else:
        longest = PERIOD_DAYS[section.cadence] + section.update_days
    if longest is not None and longest <= limit:
        return []
    sentence = f"这类栏目超过{limit}天不更新即属不合格，请把更新规则收紧到{limit}天以内"
    return [Reason("too_slow", sentence, "国办秘函〔2019〕19号单项否决指标“栏目不更新”")]


def _area_misfits(section: SectionSituation) -> list[Reason]:
    if section.area == "reports" and section.cadence is not Cadence.YEARLY:
        sentence = "年度报告每年公布一次，更新规则应为“每年更新”"
        return [Reason("reports_yearly", sentence, "《政府信息公开条例》第四十九条")]
    if section.area == "statutory" and not section.is_top and not section.item_code:
        sentence = "法定主动公开内容的栏目应对应一个法定主动公开事项"
        ground = "《政府信息公开条例》第二十条、第二十一条"
        return [Reason("no_item", sentence, ground)]
    return []


def _scope_misfits(section: SectionSituation) -> list[Reason]:
    ground = "《政府信息公开条例》第二十一条"
    in_township = section.unit_kind in {"township", "village"}
    if section.item_scope == "township" and not in_township:
        return [Reason("wrong_scope", "这一法定事项由乡（镇）公开，与责任单位不符", ground)]
    if section.item_scope == "county" and in_township:
        return [Reason("wrong_scope", "这一法定事项由县级公开，与责任单位不符", ground)]
    return []
