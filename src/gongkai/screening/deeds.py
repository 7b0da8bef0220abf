"""What may be done with screening, and by whom."""

from collections.abc import Mapping

from gongkai.kernel.permissions import Deed, Reach, Role

EVERYBODY: Mapping[Role, Reach] = {
    role: Reach.EVERYWHERE for role in Role if role is not Role.SYSTEM
}
REPORTERS: Mapping[Role, Reach] = {
    role: Reach.EVERYWHERE for role in Role if role not in {Role.SYSTEM, Role.INSPECTOR}
}
OFFICE: Mapping[Role, Reach] = {Role.OFFICE: Reach.EVERYWHERE, Role.ADMIN: Reach.EVERYWHERE}
WAIVERS: Mapping[Role, Reach] = {
    Role.CLERK: Reach.UNIT,
    Role.SECTION_HEAD: Reach.UNIT,
    Role.SECRECY_REVIEWER: Reach.UNIT,
    Role.LEADER: Reach.UNIT,
    Role.OFFICE: Reach.SUBTREE,
}
MASKERS: Mapping[Role, Reach] = {
    Role.CLERK: Reach.UNIT,
    Role.SECTION_HEAD: Reach.UNIT,
    Role.SECRECY_REVIEWER: Reach.UNIT,
    Role.LEADER: Reach.UNIT,
    Role.OFFICE: Reach.SUBTREE,
}

DEEDS = (
    Deed("screening.read", "检查内容，查看词表、豁免和误报", EVERYBODY),
    Deed("screening.change_words", "维护词表", OFFICE),
    Deed("screening.waive", "豁免检查结果", WAIVERS),
    Deed("screening.report", "报告误报", REPORTERS),
    Deed("screening.mask", "生成脱敏副本，查看脱敏登记", MASKERS),
    Deed("screening.judge_report", "核对误报", OFFICE),
)
