"""Who holds which role when, and how far it reaches."""

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from gongkai.kernel.actor import Actor, Grant, Placed, StaffActor
from gongkai.kernel.permissions import Reach, Role, deeds
from gongkai.orgs.models import (
    Appointment,
    Person,
    Unit,
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


def lasting_admins(on: date) -> QuerySet[Appointment]:
    """Terms without end of active administrators: one must always remain."""
    return Appointment.objects.filter(
        role=Role.ADMIN, since__lte=on, until__isnull=True, person__is_active=True
    )


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


def office_of(unit: Placed, on: date) -> int:
    """The id of the unit whose 公开办 watches over *unit*: the nearest above that has one.

    Where no office is appointed, the root unit's id, or the unit's own when it stands alone.
    """
    above = [int(part) for part in unit.path.split("/") if part]
    offices = Appointment.objects.filter(in_force(on), role=Role.OFFICE, unit_id__in=above)
    found = set(offices.values_list("unit_id", flat=True))
    return next((pk for pk in reversed(above) if pk in found), above[0] if above else unit.id)
