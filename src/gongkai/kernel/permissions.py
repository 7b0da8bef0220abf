"""Who may do what: roles, reach, and the one table of deeds that every service asks.

An app registers its deeds in ``AppConfig.ready``; `docs/reference/permissions.md` is computed from
the registry and tested as one table. There is no superuser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.kernel.registry import Registry


class Role(StrEnum):
    """A post a person holds in a unit for a term."""

    CLERK = "clerk"
    SECTION_HEAD = "section_head"
    SECRECY_REVIEWER = "secrecy_reviewer"
    LEGAL_ADVISER = "legal_adviser"
    LEADER = "leader"
    OFFICE = "office"
    INSPECTOR = "inspector"
    ADMIN = "admin"
    SYSTEM = "system"


ROLE_LABELS: Mapping[Role, str] = {
    Role.CLERK: "信息员",
    Role.SECTION_HEAD: "科室负责人",
    Role.SECRECY_REVIEWER: "保密审查员",
    Role.LEGAL_ADVISER: "法律顾问",
    Role.LEADER: "分管领导",
    Role.OFFICE: "公开办",
    Role.INSPECTOR: "纪检监督",
    Role.ADMIN: "系统管理员",
    Role.SYSTEM: "系统任务",
}


class Reach(StrEnum):
    """How far a role's right extends from the unit in which it is held."""

    UNIT = "unit"
    SUBTREE = "subtree"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Deed:
    """Something a person may do, and by which role within which reach.

    ``code`` is ``app.verb`` (``documents.publish``); ``grants`` maps a role to its reach.
    """

    code: str
    label: str
    grants: Mapping[Role, Reach]

    def __hash__(self) -> int:
        return hash(self.code)


deeds: Registry[Deed] = Registry("deed")
