"""What may be done with the catalogue, and by whom."""

from collections.abc import Mapping

from gongkai.kernel.permissions import Deed, Reach, Role

READERS: Mapping[Role, Reach] = {role: Reach.EVERYWHERE for role in Role if role is not Role.SYSTEM}
OFFICE: Mapping[Role, Reach] = {Role.OFFICE: Reach.SUBTREE, Role.ADMIN: Reach.EVERYWHERE}
OFFICE_EVERYWHERE: Mapping[Role, Reach] = {
    Role.OFFICE: Reach.EVERYWHERE,
    Role.ADMIN: Reach.EVERYWHERE,
}
WRITERS: Mapping[Role, Reach] = {
    Role.CLERK: Reach.UNIT,
    Role.SECTION_HEAD: Reach.UNIT,
    Role.OFFICE: Reach.SUBTREE,
}
ISSUERS: Mapping[Role, Reach] = {
    Role.LEADER: Reach.UNIT,
    Role.OFFICE: Reach.SUBTREE,
    Role.SYSTEM: Reach.EVERYWHERE,
}

DEEDS = (
    Deed("catalogue.read", "查看栏目与目录", READERS),
    Deed("catalogue.create_section", "开设栏目", OFFICE),
    Deed("catalogue.change_section", "修改栏目", OFFICE),
    Deed("catalogue.move_section", "移动栏目", OFFICE),
    Deed("catalogue.reassign_section", "调整栏目责任单位", OFFICE),
    Deed("catalogue.close_section", "关闭栏目", OFFICE),
    Deed("catalogue.reopen_section", "重新启用栏目", OFFICE),
    Deed("catalogue.create_duty", "添加主动公开事项", WRITERS),
    Deed("catalogue.change_duty", "修改主动公开事项", WRITERS),
    Deed("catalogue.close_duty", "停用主动公开事项", WRITERS),
    Deed("catalogue.create_theme", "添加主题分类", OFFICE_EVERYWHERE),
    Deed("catalogue.change_theme", "修改主题分类", OFFICE_EVERYWHERE),
    Deed("catalogue.create_genre", "添加体裁分类", OFFICE_EVERYWHERE),
    Deed("catalogue.change_genre", "修改体裁分类", OFFICE_EVERYWHERE),
    Deed("catalogue.issue_guide", "发布公开指南和公开目录", ISSUERS),
)
