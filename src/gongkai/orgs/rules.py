"""Who may hold which post, and when a unit may change: plain rules over plain values (A1, A2).

The separation of duties follows 政府信息公开条例第十七条 (nobody examines what they made; that part
is checked case by case) and the inspection's independence (监察法第四条: 纪检监督 decides nothing).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.orgs.texts import Text, reasons_against_text, reasons_against_texts

__all__ = ["Text", "reasons_against_text", "reasons_against_texts"]

MAX_PATH = 120
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[0-9A-Z]{4,18}")
REGION = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{1,59}")


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """What is written about a unit, apart from its place in the tree."""

    kind: str
    name: str
    short_name: str
    slug: str
    code: str
    region: str
    office_name: str = ""
    address: str = ""
    office_hours: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What is written about a person, apart from the account and the unit."""

    name: str
    job_title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    full_time: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A role in a unit from ``since`` (first day in office) to ``until`` (first day out of it)."""

    role: Role
    unit_id: int
    since: date
    until: date | None = None

    def overlaps(self, other: "Post") -> bool:
        return (self.until is None or other.since < self.until) and (
            other.until is None or self.since < other.until
        )


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """What is written about a leading group: ``until`` is the first day after its term."""

    name: str
    since: date
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member of a leading group; ``post`` is one of head, deputy, member, office_head."""

    name: str
    post: str
    job_title: str
    since: date
    position: int = 0


CONTACT_FIELDS = ("office_name", "address", "office_hours", "phone", "fax", "email")
"""What 公开指南 says about a unit (条例第十二条): its own clerk keeps these current."""

UNIT_TEXTS = (
    Text("name", "名称", 120, required=True),
    Text("short_name", "简称", 60, required=True),
    Text("office_name", "公开工作机构", 120),
    Text("address", "办公地址", 200),
    Text("office_hours", "办公时间", 120),
    Text("phone", "联系电话", 60),
    Text("fax", "传真", 60),
    Text("email", "电子邮箱", 254),
)
PERSON_TEXTS = (
    Text("name", "姓名", 60, required=True),
    Text("job_title", "职务", 60),
    Text("phone", "办公电话", 40),
    Text("mobile", "手机", 40),
    Text("email", "电子邮箱", 254),
)
GROUP_TEXTS = (Text("name", "名称", 120, required=True), Text("basis", "成立依据", 120))
MEMBER_TEXTS = (Text("name", "姓名", 60, required=True), Text("job_title", "单位及职务", 120))


def unit_differences(old: UnitDraft, new: UnitDraft) -> tuple[str, ...]:
    """Names of the fields in which *new* differs from *old*."""
    return tuple(
        field.name
        for field in fields(UnitDraft)
        if getattr(old, field.name) != getattr(new, field.name)
    )


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


def reasons_against_person(draft: PersonDraft) -> list[Reason]:
    """What is wrong with a person's entries in the register (A2)."""
    return reasons_against_texts(draft, PERSON_TEXTS)


def reasons_against_account(username: str, *, taken: bool) -> list[Reason]:
    """Whether a person may sign in under this name."""
    if not USERNAME.fullmatch(username):
        return [
            Reason("username", "账号为2至60个字符，只能用字母、数字和 _ . @ -，并以字母或数字开头")
        ]
    if taken:
        return [Reason("duplicate_username", f"账号“{username}”已存在，请换一个")]
    return []


def reasons_against_appointment(
    post: Post,
    *,
    held: Iterable[Post],
    own: bool,
    active: bool,
    unit_closed: bool,
) -> list[Reason]:
    """Whether a person may take *post*, given the posts *held* now or later.

    ``own``: the person who appoints is the one appointed. An inspector holds no other role, since
    inspection reads everything and changes nothing.
    """
    reasons = []
    if post.role is Role.SYSTEM:
        reasons.append(Reason("system_role", "“系统任务”不能授予人员"))
    if own:
        reasons.append(Reason("own_appointment", "不能任命本人，请由其他管理人员办理"))
    if not active:
        reasons.append(Reason("inactive", "该人员已停用，请先恢复其账号"))
    if unit_closed:
        reasons.append(Reason("unit_closed", "该单位已撤销，不能在此任职"))
    if post.until is not None and post.until <= post.since:
        reasons.append(Reason("term", "离任日期应晚于任职日期"))
    return reasons + _reasons_from_held(post, tuple(held))


def _reasons_from_held(post: Post, held: tuple[Post, ...]) -> list[Reason]:
    reasons = []
    label = ROLE_LABELS[post.role]
    if any(p.role is post.role and p.unit_id == post.unit_id and p.overlaps(post) for p in held):
        reasons.append(Reason("already_held", f"该人员在这一期间已任本单位{label}"))
    others = [p for p in held if p.role is not post.role and p.overlaps(post)]
    if post.role is Role.INSPECTOR and others:
        names = "、".join(sorted({ROLE_LABELS[p.role] for p in others}))
        reasons.append(Reason("inspector_alone", f"纪检监督人员不得兼任其他角色，请先免去{names}"))
    if post.role is not Role.INSPECTOR and any(p.role is Role.INSPECTOR for p in others):
        reasons.append(Reason("inspector_alone", f"该人员任纪检监督，不得兼任{label}"))
    return reasons


def reasons_against_ending(
    post: Post, *, on: date, other_admins: int, open_work: int, other_posts_in_unit: int
) -> list[Reason]:
    """Whether a post may end on a day without a hand-over (A2).

    ``other_admins``: active people other than this one who are administrators without a term;
    ``open_work``: the person's open cases in the unit.
    """
    reasons = []
    if post.until is not None and post.until <= on:
        reasons.append(Reason("ended", "该任职已经结束"))
    if on < post.since:
        reasons.append(Reason("before_start", f"离任日期不能早于任职日期{post.since}"))
    if post.role is Role.ADMIN and not other_admins:
        reasons.append(last_admin())
    if open_work and not other_posts_in_unit:
        reasons.append(handover_needed(open_work))
    return reasons


def reasons_against_deactivation(
    *, active: bool, own: bool, is_admin: bool, other_admins: int, open_work: int
) -> list[Reason]:
    """Whether a person's account may be closed: nothing may be left lying on the desk (A2)."""
    reasons = []
    if not active:
        reasons.append(Reason("inactive", "该人员已停用"))
    if own:
        reasons.append(Reason("own_account", "不能停用本人账号，请由其他管理员办理"))
    if is_admin and not other_admins:
        reasons.append(last_admin())
    if open_work:
        reasons.append(handover_needed(open_work))
    return reasons


def reasons_against_handover(
    *, same_person: bool, held: bool, own: bool, active: bool, unit_closed: bool
) -> list[Reason]:
    """Whether work and role may pass from one person to another (A2).

    ``held``: the first person holds the role today; ``own``: the second person is the one acting.
    """
    reasons = []
    if same_person:
        reasons.append(Reason("same_person", "移交人和接手人不能是同一人"))
    if not held:
        reasons.append(Reason("not_held", "移交人目前不担任这一角色，请核对单位和角色"))
    if own:
        reasons.append(Reason("own_appointment", "不能把工作移交给本人，请由其他管理人员办理"))
    if not active:
        reasons.append(Reason("inactive", "接手人已停用，请另选接手人"))
    if unit_closed:
        reasons.append(Reason("unit_closed", "该单位已撤销，不能办理交接"))
    return reasons


def reasons_against_training(*, held_on: date, hours: Decimal, today: date) -> list[Reason]:
    """Whether a course can stand in the training record (A2)."""
    reasons = []
    if held_on > today:
        reasons.append(Reason("held_on", "培训日期不能晚于今天"))
    if not Decimal("0.1") <= hours <= Decimal(999):
        reasons.append(Reason("hours", "学时应在0.1至999之间"))
    return reasons


def reasons_against_group(draft: GroupDraft) -> list[Reason]:
    """What is wrong with a leading group's entries (A1)."""
    reasons = reasons_against_texts(draft, GROUP_TEXTS)
    if draft.until is not None and draft.until < draft.since:
        reasons.append(Reason("until", "届满日期不能早于成立日期"))
    return reasons


def reasons_against_member(
    draft: MemberDraft, *, since: date, until: date | None, has_head: bool
) -> list[Reason]:
    """What keeps a member out of a group that works from *since* until *until* (A1)."""
    reasons = reasons_against_texts(draft, MEMBER_TEXTS)
    if draft.since < since:
        reasons.append(Reason("since", f"加入日期不能早于领导小组成立日期{since}"))
    if until is not None and draft.since >= until:
        reasons.append(Reason("since", f"领导小组已于{until}届满，不能再增加成员"))
    if draft.post == "head" and has_head:
        reasons.append(Reason("second_head", "领导小组已有组长，请先办理原组长退出"))
    return reasons


def last_admin() -> Reason:
    """Why the only administrator stays."""
    return Reason("last_admin", "这是最后一名系统管理员，请先任命另一名（不设任期）")


def handover_needed(open_work: int) -> Reason:
    """Why a person with open work cannot simply go (A2)."""
    sentence = f"该人员还有{open_work}件未办结事项，请先办理工作交接"
    return Reason("handover_needed", sentence)


def stale(what: str) -> Reason:
    """Why a form that was filled in on old values is not saved."""
    return Reason("stale", f"您填写期间，{what}已被他人修改。请核对最新内容后再保存")
