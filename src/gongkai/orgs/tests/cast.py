"""The shared cast of all tests: a county, its units, and one person for every part.

``def test_x(cast): client.force_login(cast.clerk)``; services take ``cast.actor("clerk")``.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from gongkai.kernel.actor import StaffActor
    from gongkai.kernel.permissions import Role
    from gongkai.orgs.models import Person, Unit

TODAY = date(2026, 6, 15)


@dataclass(frozen=True)
class Cast:
    """澄明县 with two departments, a township and a village; people by their part.

    Everybody without prefix works in 县教育局; ``other_…`` in 县水利局; the office, the inspector
    and the administrator in 县人民政府. The stranger has an account and no role.
    """

    county: "Unit"
    education: "Unit"
    water: "Unit"
    township: "Unit"
    village: "Unit"

    clerk: "Person"
    section_head: "Person"
    secrecy_reviewer: "Person"
    legal_adviser: "Person"
    leader: "Person"
    office: "Person"
    inspector: "Person"
    admin: "Person"
    other_clerk: "Person"
    other_head: "Person"
    other_reviewer: "Person"
    other_leader: "Person"
    township_clerk: "Person"
    stranger: "Person"

    def actor(self, part: str) -> "StaffActor":
        """The acting person who plays *part*, with the roles held today."""
        from django.utils import timezone

        from gongkai.orgs.selectors import actor_for

        return actor_for(getattr(self, part), timezone.now())

    @property
    def people(self) -> "dict[str, Person]":
        """Everybody by part."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {part: member for part, member in named.items() if hasattr(member, "username")}


def _units() -> "dict[str, Unit]":
    from gongkai.orgs.tests.factories import UnitFactory

    county = UnitFactory(
        kind="government",
        name="澄明县人民政府",
        short_name="县政府",
        slug="xianzhengfu",
        code="990000001",
        office_name="澄明县人民政府办公室政务公开股",
        address="澄明县清泉路1号",
        office_hours="工作日 8:30—12:00，14:30—17:30",
        phone="0999-6000001",
        fax="0999-6000002",
        email="gongkai@chengming.example",
    )
    education = UnitFactory(
        parent=county, name="澄明县教育局", short_name="县教育局", slug="jiaoyuju", code="990000002"
    )
    water = UnitFactory(
        parent=county, name="澄明县水利局", short_name="县水利局", slug="shuiliju", code="990000003"
    )
    township = UnitFactory(
        parent=county,
        kind="township",
        name="清泉镇人民政府",
        short_name="清泉镇",
        slug="qingquan",
        code="990000004",
        region="999999100",
    )
    village = UnitFactory(
        parent=township,
        kind="village",
        name="柳树村村民委员会",
        short_name="柳树村",
        slug="liushucun",
        code="990000005",
        region="999999100201",
    )
    return {
        "county": county,
        "education": education,
        "water": water,
        "township": township,
        "village": village,
    }


def _parts() -> "tuple[tuple[str, str, str, Role | None, str], ...]":
    from gongkai.kernel.permissions import Role

    return (
        ("clerk", "林小雨", "education", Role.CLERK, "办公室科员"),
        ("section_head", "陈志远", "education", Role.SECTION_HEAD, "办公室主任"),
        ("secrecy_reviewer", "何静", "education", Role.SECRECY_REVIEWER, "保密专员"),
        ("legal_adviser", "方正平", "education", Role.LEGAL_ADVISER, "法律顾问"),
        ("leader", "高建国", "education", Role.LEADER, "副局长"),
        ("office", "苏敏", "county", Role.OFFICE, "政务公开股股长"),
        ("inspector", "严明", "county", Role.INSPECTOR, "派驻纪检监察组组长"),
        ("admin", "程工", "county", Role.ADMIN, "信息中心工程师"),
        ("other_clerk", "江帆", "water", Role.CLERK, "办公室科员"),
        ("other_head", "罗庆", "water", Role.SECTION_HEAD, "办公室主任"),
        ("other_reviewer", "谢宁", "water", Role.SECRECY_REVIEWER, "保密专员"),
        ("other_leader", "唐海", "water", Role.LEADER, "副局长"),
        ("township_clerk", "马跃", "township", Role.CLERK, "党政办科员"),
        ("stranger", "路人甲", "water", None, "借调人员"),
    )


def make_cast() -> Cast:
    """Write the county and its people into the database."""
    from gongkai.orgs.tests.factories import AppointmentFactory, PersonFactory

    units = _units()
    people = {}
    for part, name, place, role, title in _parts():
        person = PersonFactory(username=part, name=name, unit=units[place], job_title=title)
        if role is not None:
            AppointmentFactory(person=person, role=role)
        people[part] = person
    return Cast(**units, **people)


@pytest.fixture
def cast(db: None) -> Cast:
    """The shared cast, fresh for each test."""
    return make_cast()
