"""What may be done with units, people and accounts, and by whom."""

from collections.abc import Mapping

from gongkai.kernel.permissions import Deed, Reach, Role

EVERYONE: tuple[Role, ...] = tuple(role for role in Role if role is not Role.SYSTEM)

ADMINS: Mapping[Role, Reach] = {Role.ADMIN: Reach.EVERYWHERE, Role.SYSTEM: Reach.EVERYWHERE}
OFFICE_AND_ADMINS: Mapping[Role, Reach] = {Role.OFFICE: Reach.SUBTREE, **ADMINS}
READERS: Mapping[Role, Reach] = {
    **dict.fromkeys(EVERYONE, Reach.UNIT),
    Role.OFFICE: Reach.SUBTREE,
    Role.INSPECTOR: Reach.EVERYWHERE,
    Role.ADMIN: Reach.EVERYWHERE,
}
DESCRIBERS: Mapping[Role, Reach] = {Role.CLERK: Reach.UNIT, **OFFICE_AND_ADMINS}
OWN: Mapping[Role, Reach] = dict.fromkeys(EVERYONE, Reach.UNIT)
SYSTEM: Mapping[Role, Reach] = {Role.SYSTEM: Reach.EVERYWHERE}

DEEDS = (
    Deed("orgs.read_units", "查阅单位", dict.fromkeys(EVERYONE, Reach.EVERYWHERE)),
    Deed("orgs.create_unit", "设立单位", ADMINS),
    Deed("orgs.change_unit", "变更单位", ADMINS),
    Deed("orgs.describe_unit", "维护单位联系方式", DESCRIBERS),
    Deed("orgs.move_unit", "调整单位隶属关系", ADMINS),
    Deed("orgs.close_unit", "撤销单位", ADMINS),
    Deed("orgs.read_people", "查阅人员名册", READERS),
    Deed("orgs.create_person", "登记人员", OFFICE_AND_ADMINS),
    Deed("orgs.change_person", "变更人员信息", OFFICE_AND_ADMINS),
    Deed("orgs.record_training", "登记培训", OFFICE_AND_ADMINS),
    Deed("orgs.transfer_person", "调动人员", ADMINS),
    Deed("orgs.deactivate_person", "停用人员账号", ADMINS),
    Deed("orgs.reactivate_person", "恢复人员账号", ADMINS),
    Deed("orgs.set_password", "重设密码", ADMINS),
    Deed("orgs.reset_two_step", "重设两步验证", ADMINS),
    Deed("orgs.appoint", "任命（信息员以外的角色）", ADMINS),
    Deed("orgs.appoint_clerk", "任命信息员", OFFICE_AND_ADMINS),
    Deed("orgs.end_appointment", "免去任职（信息员以外的角色）", ADMINS),
    Deed("orgs.end_clerk_appointment", "免去信息员", OFFICE_AND_ADMINS),
    Deed("orgs.hand_over", "办理工作交接（信息员以外的角色）", ADMINS),
    Deed("orgs.hand_over_clerk", "办理信息员工作交接", OFFICE_AND_ADMINS),
    Deed("orgs.register_handover", "工作交接备案", {Role.OFFICE: Reach.SUBTREE}),
    Deed("orgs.manage_groups", "维护领导小组", OFFICE_AND_ADMINS),
    Deed("orgs.sign_in", "登录", OWN),
    Deed("orgs.sign_out", "退出登录", OWN),
    Deed("orgs.change_password", "修改本人密码", OWN),
    Deed("orgs.enable_two_step", "启用两步验证", OWN),
    Deed("orgs.disable_two_step", "停用两步验证", OWN),
    Deed("orgs.sign_in_failed", "登录失败", SYSTEM),
    Deed("orgs.lock_out", "登录锁定", SYSTEM),
)

_FOR_CLERKS = {
    "orgs.appoint": "orgs.appoint_clerk",
    "orgs.end_appointment": "orgs.end_clerk_appointment",
    "orgs.hand_over": "orgs.hand_over_clerk",
}


def deed_for(role: Role, deed: str) -> str:
    """The deed to ask for when *deed* concerns *role*: the office keeps the register of clerks."""
    return _FOR_CLERKS[deed] if role is Role.CLERK else deed
