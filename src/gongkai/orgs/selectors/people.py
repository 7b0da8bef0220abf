"""The register of people, their training and their hand-overs."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gongkai.kernel.actor import Actor, Placed
from gongkai.kernel.permissions import Role
from gongkai.orgs.models import (
    Appointment,
    Handover,
    Person,
    PersonTraining,
    Unit,
)
from gongkai.orgs.selectors.terms import PAGE, in_force, reach_of


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


def trainings_of(person: Person) -> list[PersonTraining]:
    """The training record of a person, newest first."""
    return list(person.trainings.all())


def handovers_page(*, within: Q, unseen: bool = False, before: int | None = None) -> list[Handover]:
    """Up to 51 hand-overs older than *before*, newest first; ``unseen``: not yet 备案."""
    found = Handover.objects.filter(within).select_related("from_person", "to_person", "unit")
    if unseen:
        found = found.filter(seen_at__isnull=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[: PAGE + 1])


def unseen_handovers(actor: Actor) -> int:
    """How many hand-overs wait for the acting office to take note of them."""
    within = reach_of(actor, "orgs.register_handover", "unit__path", "unit_id")
    return Handover.objects.filter(within, seen_at__isnull=True).count()


def handover_by_id(handover_id: int) -> Handover | None:
    """One hand-over, with its unit."""
    return Handover.objects.select_related("unit").filter(pk=handover_id).first()
