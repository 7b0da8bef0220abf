"""Setting up the county: units, people in every role, the leading group, a hand-over."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.cli.demo.county import BY_KEY, COUNTY, ORGANS, REGION, Organ
from gongkai.cli.demo.world import Account, Story, World
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.permissions import Role
from gongkai.orgs import services
from gongkai.orgs.rules import GroupDraft, MemberDraft, PersonDraft, UnitDraft

if TYPE_CHECKING:
    from gongkai.orgs.models import Person

SYSTEM = SystemActor("演示县建立程序")
ACCOUNTS = {
    Role.CLERK: ("xinxi", "科员"),
    Role.SECTION_HEAD: ("kezhang", "办公室主任"),
    Role.SECRECY_REVIEWER: ("baomi", "保密专员"),
    Role.LEGAL_ADVISER: ("falv", "法律顾问"),
    Role.LEADER: ("lingdao", "副局长"),
    Role.OFFICE: ("gongkaiban", "政务公开股股长"),
    Role.INSPECTOR: ("jijian", "派驻纪检监察组组长"),
    Role.ADMIN: ("guanli", "信息中心主任"),
}
UNIT_ROLES = (Role.CLERK, Role.SECTION_HEAD, Role.SECRECY_REVIEWER, Role.LEGAL_ADVISER, Role.LEADER)
VILLAGE_OWN = (Role.CLERK, Role.SECTION_HEAD)
VILLAGE_FROM_TOWN = (Role.SECRECY_REVIEWER, Role.LEADER)


@contextmanager
def quick_hashes() -> Iterator[None]:
    """Hash with the least cost: the demo password is printed anyway, query codes of the demo are
    random, and 400 careful hashes take a minute. Django hashes a password anew, at full cost, when
    the person first signs in."""
    from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher

    hasher = get_hasher()
    if not isinstance(hasher, Argon2PasswordHasher):
        yield
        return
    before = dict(hasher.__dict__)
    hasher.__dict__.update(time_cost=1, memory_cost=8, parallelism=1)
    try:
        yield
    finally:
        hasher.__dict__.clear()
        hasher.__dict__.update(before)


def set_up_units(world: World) -> None:
    """Every unit, parents first, each with what its guide must say (条例第十二条)."""
    opened = world.today - timedelta(days=3650)
    for place, organ in enumerate(ORGANS):
        parent = world.units[organ.above] if organ.above else None
        world.units[organ.key] = services.create_unit(
            actor=SYSTEM,
            parent=parent,
            draft=_unit_draft(organ, place, world),
            now=world.now,
            opened_on=opened,
        )


def _unit_draft(organ: Organ, place: int, world: World) -> UnitDraft:
    village = organ.is_village
    street = world.chance.choice(("清泉路", "人民路", "文昌街", "望江大道", "育才路"))
    where = BY_KEY[organ.above].short if village else "澄明县"
    region = REGION if organ.kind in {"government", "department"} else f"{REGION}{100 + place:03d}"
    return UnitDraft(
        kind=organ.kind,
        name=organ.name,
        short_name=organ.short,
        slug=organ.slug,
        code=f"99{place + 1:07d}",
        region=region,
        office_name=f"{organ.name}{organ.offices[0]}",
        address=f"{where}{street}{world.chance.randrange(1, 260)}号",
        office_hours="工作日 8:30—12:00，14:30—17:30",
        phone=f"0999-60{10000 + place * 100:05d}",
        fax=f"0999-60{10001 + place * 100:05d}",
        email=f"{organ.key}@chengming.example",
        position=place,
    )


def staff(world: World, password: str) -> None:
    """People for every role of every unit; villages share reviewer and leader with their town."""
    since = world.today
    with quick_hashes():
        for organ in ORGANS:
            for role in _roles_of(organ):
                person = _person(world, organ, role, world.names.person(), password)
                _appoint(world, organ, role, person, since)
    for organ in ORGANS:
        if organ.is_village:
            for role in VILLAGE_FROM_TOWN:
                _appoint(world, organ, role, world.people[organ.above, role], since)


def _roles_of(organ: Organ) -> tuple[Role, ...]:
    if organ is COUNTY:
        return (Role.OFFICE, Role.INSPECTOR, Role.ADMIN)
    return VILLAGE_OWN if organ.is_village else UNIT_ROLES


def _username(organ: Organ, role: Role) -> str:
    suffix = ACCOUNTS[role][0]
    return suffix if organ is COUNTY else f"{organ.key}.{suffix}"


def known_accounts() -> list[Account]:
    """The demo accounts that the database holds; empty where it is not the demo county."""
    from gongkai.orgs.selectors import person_by_username, root_unit

    there = root_unit()
    if there is None or there.name != COUNTY.name:
        return []
    found = []
    for organ in ORGANS:
        for role in _roles_of(organ):
            person = person_by_username(_username(organ, role))
            if person is not None and person.is_active:
                found.append(Account(role, person.name, person.username, organ.short))
    return found


def _person(world: World, organ: Organ, role: Role, name: str, password: str) -> "Person":
    username, title = _username(organ, role), ACCOUNTS[role][1]
    titles = {
        "township": {Role.LEADER: "副镇长"},
        "village": {Role.CLERK: "文书", Role.SECTION_HEAD: "村委会委员"},
    }
    person = services.create_person(
        actor=SYSTEM,
        unit=world.units[organ.key],
        username=username,
        draft=PersonDraft(
            name=name,
            job_title=titles.get(organ.kind, {}).get(role, title),
            phone=world.units[organ.key].phone,
            email=f"{username}@chengming.example",
            full_time=role is Role.OFFICE,
        ),
        password=password,
        now=world.now,
        temporary=False,
    )
    world.accounts.append(Account(role, name, username, organ.short))
    return person


def _appoint(world: World, organ: Organ, role: Role, person: "Person", since: date) -> None:
    services.appoint(
        actor=SYSTEM,
        person=person,
        unit=world.units[organ.key],
        role=role,
        since=since,
        now=world.now,
        basis=f"澄政办函〔{since.year}〕1号",
    )
    world.people[organ.key, role] = person


def leading_group(world: World) -> None:
    """The county's leading group for openness, its office in 县政府办公室 (A1)."""
    office = world.actor("xzf", Role.OFFICE)
    since = world.today - timedelta(days=20)
    group = services.create_group(
        actor=office,
        unit=world.units["xzf"],
        office_unit=world.units["zfb"],
        draft=GroupDraft(
            "澄明县政务公开工作领导小组",
            since,
            since.replace(year=since.year + 5, day=1),
            f"澄政办发〔{since.year}〕3号",
        ),
        now=world.now,
    )
    seats = [
        ("head", "县委副书记、县长"),
        ("deputy", "县委常委、常务副县长"),
        ("deputy", "副县长"),
        ("office_head", "县政府办公室主任"),
        *(("member", f"{world.units[key].short_name}局长") for key in ("fgj", "czj", "sfj", "spj")),
    ]
    for place, (post, title) in enumerate(seats):
        services.add_member(
            actor=office,
            group=group,
            draft=MemberDraft(world.names.person(), post, title, since, place),
            now=world.now,
        )


def training(world: World) -> Story:
    """One course a quarter for the clerks, entered by the office (A2)."""
    courses = (
        "政府信息公开条例解读",
        "公文公开属性源头认定",
        "政策解读与回应",
        "个人信息保护与公开审查",
    )
    for course in courses:
        for key in world.chance.sample([organ.key for organ in ORGANS if organ is not COUNTY], 8):
            services.record_training(
                actor=world.actor("xzf", Role.OFFICE),
                person=world.people[key, Role.CLERK],
                held_on=world.today,
                title=course,
                organiser="澄明县人民政府办公室",
                hours=Decimal(world.chance.choice(("3.0", "3.5", "6.0"))),
                now=world.now,
            )
        yield world.in_office(world.today + timedelta(days=88))


def change_of_clerk(world: World, key: str, password: str) -> Story:
    """A new clerk takes over with the open work; the office takes note (A2)."""
    office, name = world.actor("xzf", Role.OFFICE), world.names.person()
    with quick_hashes():
        successor = services.create_person(
            actor=office,
            unit=world.units[key],
            username=f"{key}.xinxi2",
            draft=PersonDraft(name=name, job_title="科员"),
            password=password,
            now=world.now,
            temporary=False,
        )
    handover = services.hand_over(
        actor=office,
        from_person=world.people[key, Role.CLERK],
        to_person=successor,
        unit=world.units[key],
        role=Role.CLERK,
        now=world.now,
        note="岗位调整，在办文稿、栏目台账和账号已当面移交。",
    )
    world.accounts = [one for one in world.accounts if one.username != f"{key}.xinxi"]
    world.replace(key, Role.CLERK, successor)
    world.accounts.append(
        Account(Role.CLERK, name, successor.username, world.units[key].short_name)
    )
    yield world.days_on(1, 3)
    services.register_handover(actor=office, handover=handover, now=world.now)
