"""Roles: who may take, leave and hand them over (A2)."""

from collections.abc import Iterable
from datetime import date

from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.orgs.rules.drafts import Post


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


def last_admin() -> Reason:
    """Why the only administrator stays."""
    return Reason("last_admin", "这是最后一名系统管理员，请先任命另一名（不设任期）")


def handover_needed(open_work: int) -> Reason:
    """Why a person with open work cannot simply go (A2)."""
    sentence = f"该人员还有{open_work}件未办结事项，请先办理工作交接"
    return Reason("handover_needed", sentence)
