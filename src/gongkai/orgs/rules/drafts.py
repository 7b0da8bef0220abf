"""What is written about units, people, posts and groups, before any rule is asked."""

from dataclasses import dataclass, fields
from datetime import date

from gongkai.kernel.permissions import Role
from gongkai.orgs.rules.texts import Text


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
