"""政府公报 (国办发〔2018〕22号; rules §12.1): what may enter an issue, who proofreads, what is late."""

from collections.abc import Collection, Sequence
from datetime import date

from gongkai.kernel.errors import Reason

GROUND = "国办发〔2018〕22号"
HEADINGS = (
    "县政府文件",
    "县政府办公室文件",
    "部门规范性文件",
    "政策解读",
    "人事任免",
    "大事记",
    "其他",
)


def reasons_against_entry(
    *, live: bool, waiting: bool, printed_in: str, reprint: bool
) -> list[Reason]:
    """Why a record cannot enter the gazette: only own, public texts, each once.

    *printed_in* names the issue that holds the text already, "" if none does.
    """
    found = []
    if not live:
        found.append(Reason("not_live", "只有已在门户发布的信息可以刊入公报", GROUND))
    if waiting:
        found.append(Reason("submitted_before", "此件已报送，等待公报组稿"))
    if printed_in:
        found.append(Reason("printed_before", f"此件已刊入{printed_in}"))
    if reprint:
        found.append(Reason("reprint", "公报刊载本级文件，不刊载转载的上级文件", GROUND))
    return found


def reasons_against_issue(*, items: Sequence[tuple[str, bool]]) -> list[Reason]:
    """Why an issue cannot go on: it is empty, or holds texts that are not the present ones.

    *items* are (title, whether it is still the text on the portal).
    """
    if not items:
        return [Reason("empty", "本期还没有稿件")]
    stale = [title for title, present in items if not present]
    if not stale:
        return []
    sentence = f"有 {len(stale)} 件组稿后已更正或撤下，请换用现行版本，例如《{stale[0]}》"
    return [Reason("stale_items", sentence)]


def reasons_against_hand(
    person: int | None, earlier: Collection[int | None], step: str
) -> list[Reason]:
    """组稿, 校对 and 签发 of one issue are done by different people (三审三校, rules §5.2)."""
    if person is None:
        return [Reason("no_person", f"{step}须由具名人员办理")]
    if person in earlier:
        return [Reason("same_person", f"您办理过本期的前一环节，{step}须由另一人办理", "三审三校")]
    return []


def reasons_against_opening(*, number: int, year: int, taken: bool, this_year: int) -> list[Reason]:
    """Why an issue of this number cannot be opened."""
    found = []
    if number < 1:
        found.append(Reason("number", "期号从 1 起"))
    if not this_year - 30 <= year <= this_year + 1:
        found.append(Reason("year", "请核对年份"))
    if taken:
        found.append(Reason("number", f"{year} 年第 {number} 期已经有了"))
    return found


def name_of(year: int, number: int) -> str:
    """How an issue is cited."""
    return f"{year} 年第 {number} 期"


def is_late(due: date, today: date) -> bool:
    """Whether a normative document should have been in the gazette by now."""
    return today > due
