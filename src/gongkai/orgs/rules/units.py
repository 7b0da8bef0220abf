"""Units: their entries, their place, their end (A1)."""

import re
from datetime import date

from gongkai.kernel.errors import Reason
from gongkai.orgs.rules.drafts import UNIT_TEXTS, UnitDraft
from gongkai.orgs.rules.posts import last_admin
from gongkai.orgs.rules.texts import reasons_against_texts

MAX_PATH = 120


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


CODE = re.compile(r"[0-9A-Z]{4,18}")


REGION = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")


def reasons_against_unit(draft: UnitDraft, *, slug_taken: bool, code_taken: bool) -> list[Reason]:
    """What is wrong with a unit's entries; 机构代码 becomes part of every 索引号 (rules §7.1)."""
    reasons = reasons_against_texts(draft, UNIT_TEXTS)
    if not SLUG.fullmatch(draft.slug) or len(draft.slug) > 60:
        reasons.append(
            Reason(
                "slug", "网址标识只能用小写字母、数字和中间的短横线，最多60个字符，例如 jiaoyuju"
            )
        )
    elif slug_taken:
        reasons.append(
            Reason("duplicate_slug", f"网址标识“{draft.slug}”已被其他单位使用，请换一个")
        )
    if not CODE.fullmatch(draft.code):
        reasons.append(
            Reason("code", "机构代码为4至18位数字或大写字母，请填写组织机构代码或统一社会信用代码")
        )
    elif code_taken:
        reasons.append(
            Reason("duplicate_code", f"机构代码“{draft.code}”已被其他单位使用，请核对后重填")
        )
    if not REGION.fullmatch(draft.region):
        reasons.append(Reason("region", "行政区划代码应为6、9或12位数字"))
    return reasons


def reasons_against_place(*, parent_closed: bool, path_length: int) -> list[Reason]:
    """Whether a unit may stand below this parent; the tree has at most 120 characters of path."""
    reasons = []
    if parent_closed:
        reasons.append(Reason("parent_closed", "上级单位已撤销，请另选上级单位"))
    if path_length > MAX_PATH:
        reasons.append(Reason("too_deep", "层级过深，请选择更高一级的上级单位"))
    return reasons


def reasons_against_root(*, root_exists: bool) -> list[Reason]:
    """One tree has one root: 县（市、区）人民政府."""
    if root_exists:
        return [Reason("second_root", "已有最高一级单位，请选择上级单位")]
    return []


def reasons_against_move(*, is_root: bool, same_parent: bool, into_itself: bool) -> list[Reason]:
    """Whether a unit may be put below another one (the history keeps both places, A1)."""
    reasons = []
    if is_root:
        reasons.append(Reason("root", "最高一级单位不能调整隶属关系"))
    if same_parent:
        reasons.append(Reason("same_parent", "该单位已经隶属于所选上级单位"))
    if into_itself:
        reasons.append(Reason("into_itself", "不能把单位移到它自己或它的下级之下，请另选上级单位"))
    return reasons


def reasons_against_closing(
    *,
    closed: bool,
    is_root: bool,
    children: int,
    people: int,
    open_work: int,
    last_admin_here: bool,
    on: date,
    since: date | None,
    today: date,
) -> list[Reason]:
    """A unit is closed only when nothing hangs on it any more; it stays in its records."""
    reasons = []
    if closed:
        reasons.append(Reason("closed", "该单位已经撤销"))
    if is_root:
        reasons.append(Reason("root", "最高一级单位不能撤销"))
    if children:
        reasons.append(
            Reason("children", f"还有{children}个下级单位，请先撤销它们或调整其隶属关系")
        )
    if people:
        reasons.append(Reason("people", f"还有{people}名在岗人员，请先调动或停用"))
    if open_work:
        reasons.append(
            Reason("open_work", f"该单位还有{open_work}件未办结事项，请先办结或移交其他单位")
        )
    if last_admin_here:
        reasons.append(last_admin())
    return reasons + _reasons_against_closing_day(on, since, today)


def _reasons_against_closing_day(on: date, since: date | None, today: date) -> list[Reason]:
    reasons = []
    if on > today:
        reasons.append(Reason("future", "撤销日期不能晚于今天"))
    if since is not None and on < since:
        reasons.append(Reason("before_opening", f"撤销日期不能早于设立日期{since}"))
    return reasons
