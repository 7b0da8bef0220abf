"""People, their accounts and training, and leading groups (A1, A2)."""

import re
from datetime import date
from decimal import Decimal

from gongkai.kernel.errors import Reason
from gongkai.orgs.rules.drafts import (
    GROUP_TEXTS,
    MEMBER_TEXTS,
    PERSON_TEXTS,
    GroupDraft,
    MemberDraft,
    PersonDraft,
)
from gongkai.orgs.rules.posts import handover_needed, last_admin
from gongkai.orgs.rules.texts import reasons_against_texts

TECHNICAL_ACCOUNTS = {"system-import": "系统导入"}
"""Names under which the system itself authors something; nobody signs in with them."""
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{1,59}")


def reasons_against_person(draft: PersonDraft) -> list[Reason]:
    """What is wrong with a person's entries in the register (A2)."""
    return reasons_against_texts(draft, PERSON_TEXTS)


def reasons_against_account(username: str, *, taken: bool) -> list[Reason]:
    """Whether a person may sign in under this name."""
    if not USERNAME.fullmatch(username):
        return [
            Reason("username", "账号为2至60个字符，只能用字母、数字和 _ . @ -，并以字母或数字开头")
        ]
    if taken or username in TECHNICAL_ACCOUNTS:
        return [Reason("duplicate_username", f"账号“{username}”已存在，请换一个")]
    return []


def reasons_against_reactivation(*, username: str, active: bool) -> list[Reason]:
    """Whether a closed account may be opened again: those of the system itself never are."""
    if username in TECHNICAL_ACCOUNTS:
        return [Reason("technical", "这是系统的技术账号，不能登录，也不能启用")]
    return [Reason("active", "该人员在岗，无须恢复")] if active else []


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


def stale(what: str) -> Reason:
    """Why a form that was filled in on old values is not saved."""
    return Reason("stale", f"您填写期间，{what}已被他人修改。请核对最新内容后再保存")
