"""Questions about units, people and their roles, for staff and for services."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.kernel.actor import Actor, Grant, Placed, StaffActor
from gongkai.kernel.permissions import Reach, Role, deeds
from gongkai.orgs.models import (
    Appointment,
    GroupMember,
    Handover,
    LeadingGroup,
    Person,
    PersonTraining,
    Unit,
    UnitChange,
)

PAGE = 50
Row = TypeVar("Row", bound=Model)


def page_after(found: QuerySet[Row], after: int = 0) -> list[Row]:
    """Up to 51 rows by id after *after*: fifty and the sign that there are more."""
    return list(found.filter(pk__gt=after).order_by("pk")[: PAGE + 1])


def in_force(on: date, prefix: str = "") -> Q:
    """Terms that hold on a day: ``since`` is the first day in, ``until`` the first day out."""
    open_ended = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": on})
    return Q(**{f"{prefix}since__lte": on}) & open_ended


def grants_of(person_id: int, on: date) -> tuple[Grant, ...]:
    """The roles a person holds on a day, each with its place in the tree; one query."""
    rows = (
        Appointment.objects.filter(in_force(on), person_id=person_id)
        .order_by("id")
        .values_list("role", "unit_id", "unit__path")
    )
    return tuple(Grant(Role(role), unit_id, path) for role, unit_id, path in rows)


def actor_for(person: Person, now: datetime) -> StaffActor:
    """The acting person with the roles held at *now* (local day); a closed account has none."""
    today = timezone.localdate(now)
    grants = grants_of(person.pk, today) if person.is_active else ()
    return StaffActor(person.pk, person.name, grants)


# Units


def unit_by_id(unit_id: int) -> Unit | None:
    """The unit with this id."""
    return Unit.objects.filter(pk=unit_id).first()


def unit_by_slug(slug: str) -> Unit | None:
    """The unit with this 网址标识."""
    return Unit.objects.filter(slug=slug).first()


def units_by_ids(ids: Iterable[int]) -> dict[int, Unit]:
    """Several units by id, in one query."""
    return Unit.objects.in_bulk(list(ids))


def root_unit() -> Unit | None:
    """The top of the tree."""
    return Unit.objects.filter(parent__isnull=True).first()


def open_on(on: date) -> Q:
    """Units that exist on a day."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=on)


def unit_tree(*, on: date | None = None) -> list[Unit]:
    """All units in the order of the tree (with ``depth``), parents first; one query.

    With *on*, only those that exist on that day.
    """
    units = Unit.objects.order_by("position", "id")
    children: dict[int | None, list[Unit]] = {}
    for unit in units.filter(open_on(on)) if on else units:
        children.setdefault(unit.parent_id, []).append(unit)

    def below(parent_id: int | None) -> Iterator[Unit]:
        for unit in children.get(parent_id, ()):
            yield unit
            yield from below(unit.pk)

    return list(below(None))


def unit_choices(*, on: date | None = None) -> list[tuple[int, str]]:
    """The tree as choices of a select box, indented by level."""
    return [(unit.pk, "　" * unit.depth + unit.name) for unit in unit_tree(on=on)]


def subtree(unit: Placed) -> QuerySet[Unit]:
    """A unit and everything below it."""
    return Unit.objects.filter(path__startswith=unit.path)


def ancestors(unit: Placed) -> list[Unit]:
    """The units above *unit*, root first."""
    ids = [int(part) for part in unit.path.split("/") if part][:-1]
    return sorted(Unit.objects.filter(pk__in=ids), key=lambda above: len(above.path))


def children_page(parent: Unit, *, after: tuple[int, int] | None = None) -> list[Unit]:
    """Up to 51 units directly below *parent* after ``(position, id)``, each with counts.

    ``unit_count`` (open units below it) and ``person_count`` are set on each.
    """
    found = Unit.objects.filter(parent=parent).order_by("position", "id")
    if after is not None:
        position, last = after
        found = found.filter(Q(position__gt=position) | Q(position=position, id__gt=last))
    page = list(found[: PAGE + 1])
    ids = [unit.pk for unit in page]
    units = dict(
        Unit.objects.filter(parent_id__in=ids, closed_on__isnull=True)
        .values_list("parent_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    people = dict(
        Person.objects.filter(unit_id__in=ids, is_active=True)
        .values_list("unit_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    for unit in page:
        unit.unit_count = units.get(unit.pk, 0)  # type: ignore[attr-defined]
        unit.person_count = people.get(unit.pk, 0)  # type: ignore[attr-defined]
    return page


def find_units(name: str, *, after: int = 0) -> list[Unit]:
    """Up to 51 units whose name or short name contains *name*, by id."""
    found = Unit.objects.filter(Q(name__contains=name) | Q(short_name__contains=name))
    return list(found.filter(pk__gt=after).select_related("parent").order_by("id")[: PAGE + 1])


def reach_of(actor: Actor, deed: str, path: str = "path", pk: str = "pk") -> Q:
    """A filter for the units on which *actor* may do *deed*; name the lookups to filter others.

    ``reach_of(actor, "orgs.read_people", "unit__path", "unit_id")`` filters people.
    """
    allowed = deeds[deed].grants
    found = Q(pk__in=[])
    for grant in actor.grants:
        reach = allowed.get(grant.role)
        if reach is Reach.EVERYWHERE:
            return Q()
        if reach is Reach.SUBTREE:
            found |= Q(**{f"{path}__startswith": grant.unit_path})
        if reach is Reach.UNIT:
            found |= Q(**{pk: grant.unit_id})
    return found


def units_open_to(actor: Actor, deed: str) -> QuerySet[Unit]:
    """Units on which *actor* may do *deed*."""
    return Unit.objects.filter(reach_of(actor, deed))


def history_of(unit: Unit) -> list[UnitChange]:
    """The latest fifty changes of a unit, newest first."""
    return list(UnitChange.objects.filter(unit=unit)[:PAGE])


def units_without(role: Role, on: date, *, within: Q | None = None) -> QuerySet[Unit]:
    """Open units where nobody holds *role* on a day; A2 wants a 信息员 in each."""
    held = Appointment.objects.filter(in_force(on), role=role, person__is_active=True)
    return (
        Unit.objects.filter(open_on(on), within or Q())
        .exclude(pk__in=held.values("unit_id"))
        .order_by("id")
    )


# People


def person_by_id(person_id: int) -> Person | None:
    """The person with this id, with the unit."""
    return Person.objects.select_related("unit").filter(pk=person_id).first()


def person_by_username(username: str) -> Person | None:
    """The person who signs in under this name."""
    return Person.objects.filter(username=username).first()


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, in one query."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name"))


def _with_posts(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    posts = Appointment.objects.filter(in_force(on)).select_related("unit").order_by("id")
    return people.prefetch_related(Prefetch("appointments", posts, to_attr="posts"))


def people_of(unit: Unit, on: date) -> list[Person]:
    """Active people who belong to a unit or hold a role in it; ``posts`` are their roles on *on*."""
    holding = Appointment.objects.filter(in_force(on), unit=unit).values("person_id")
    found = Person.objects.filter(Q(unit=unit) | Q(pk__in=holding), is_active=True).order_by("id")
    return list(_with_posts(found, on))


def holders(role: Role, unit: Placed, on: date) -> list[Person]:
    """Active people who hold *role* in exactly this unit on a day."""
    posts = Appointment.objects.filter(in_force(on), role=role, unit_id=unit.id)
    return list(
        Person.objects.filter(pk__in=posts.values("person_id"), is_active=True).order_by("id")
    )


def lasting_admins(on: date) -> QuerySet[Appointment]:
    """Terms without end of active administrators: one must always remain."""
    return Appointment.objects.filter(
        role=Role.ADMIN, since__lte=on, until__isnull=True, person__is_active=True
    )


def people_page(
    *,
    within: Q,
    on: date,
    unit: Unit | None = None,
    role: Role | None = None,
    name: str = "",
    active: bool = True,
    after: int = 0,
) -> list[Person]:
    """Up to 51 people of the register after id *after*; ``posts`` are their roles on *on*.

    ``unit`` means the unit and everything below it; ``within`` comes from `reach_of`.
    """
    found = Person.objects.filter(within, is_active=active, pk__gt=after).order_by("id")
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    if role is not None:
        posts = Appointment.objects.filter(in_force(on), role=role)
        found = found.filter(pk__in=posts.values("person_id"))
    if name:
        found = found.filter(Q(name__contains=name) | Q(username=name))
    return list(_with_posts(found.select_related("unit"), on)[: PAGE + 1])


def posts_of(person: Person) -> list[Appointment]:
    """Every term of a person, newest first."""
    return list(person.appointments.select_related("unit").order_by("-since", "-id"))


def posts_in(unit: Unit) -> list[Appointment]:
    """The latest hundred terms held in a unit, newest first."""
    found = unit.appointments.select_related("person").order_by("-since", "-id")
    return list(found[:100])


def post_by_id(post_id: int) -> Appointment | None:
    """One term, with its person and unit."""
    return Appointment.objects.select_related("person", "unit").filter(pk=post_id).first()


def trainings_of(person: Person) -> list[PersonTraining]:
    """The training record of a person, newest first."""
    return list(person.trainings.all())


# Hand-overs and leading groups


def handovers_page(*, within: Q, unseen: bool = False, before: int | None = None) -> list[Handover]:
    """Up to 51 hand-overs older than *before*, newest first; ``unseen``: not yet 备案."""
    found = Handover.objects.filter(within).select_related("from_person", "to_person", "unit")
    if unseen:
        found = found.filter(seen_at__isnull=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[: PAGE + 1])


def handover_by_id(handover_id: int) -> Handover | None:
    """One hand-over, with its unit."""
    return Handover.objects.select_related("unit").filter(pk=handover_id).first()


def leading_groups(*, unit: Unit | None = None, after: int | None = None) -> list[LeadingGroup]:
    """Up to 51 leading groups, newest first, older than *after*."""
    found = LeadingGroup.objects.select_related("unit", "office_unit").order_by("-id")
    if unit is not None:
        found = found.filter(unit=unit)
    if after is not None:
        found = found.filter(pk__lt=after)
    return list(found[: PAGE + 1])


def group_by_id(group_id: int) -> LeadingGroup | None:
    """One leading group with its units."""
    found = LeadingGroup.objects.select_related("unit", "office_unit")
    return found.filter(pk=group_id).first()


def members_of(group: LeadingGroup) -> list[GroupMember]:
    """Members of a group, present and former, in their order."""
    return list(group.members.all())


def member_by_id(member_id: int) -> GroupMember | None:
    """One membership with its group."""
    return GroupMember.objects.select_related("group__unit").filter(pk=member_id).first()


# What casework asks


def region_of(unit_id: int) -> str:
    """The administrative division whose calendar a unit follows; the country's if unknown."""
    found = Unit.objects.filter(pk=unit_id).values_list("region", flat=True).first()
    return found or ""


def office_of(unit: Placed, on: date) -> int:
    """The id of the unit whose 公开办 watches over *unit*: the nearest above that has one.

    Where no office is appointed, the root unit's id, or the unit's own when it stands alone.
    """
    above = [int(part) for part in unit.path.split("/") if part]
    offices = Appointment.objects.filter(in_force(on), role=Role.OFFICE, unit_id__in=above)
    found = set(offices.values_list("unit_id", flat=True))
    return next((pk for pk in reversed(above) if pk in found), above[0] if above else unit.id)
