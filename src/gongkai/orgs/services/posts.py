"""Appointing, ending terms, and handing over open work (A2)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, refuse_if
from gongkai.kernel.permissions import Role
from gongkai.orgs import rules
from gongkai.orgs.deeds import deed_for
from gongkai.orgs.handover import move_open_work, open_work
from gongkai.orgs.models import Appointment, Handover, Person, Unit
from gongkai.orgs.rules import Post
from gongkai.orgs.selectors import in_force, lasting_admins
from gongkai.orgs.services.people import lock_admins

BASIS = rules.Text("basis", "任免依据", 120)
NOTE = rules.Text("note", "交接说明", 500)


def post_of(term: Appointment) -> Post:
    """A term as the rules see it."""
    return Post(Role(term.role), term.unit_id, term.since, term.until)


def _audit(
    actor: Actor, deed: str, person: Person, unit: Unit, now: datetime, **detail: object
) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"person:{person.pk}",
        unit_id=unit.pk,
        detail=detail,
        now=now,
    )


def _lock_people(*ids: int) -> dict[int, Person]:
    """Hold the people in the order of their ids, so that two deeds cannot block each other."""
    people = Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {person.pk: person for person in people}


def _reasons_against_taking(actor: Actor, person: Person, unit: Unit, post: Post) -> list[Reason]:
    terms = Appointment.objects.filter(person=person)
    return rules.reasons_against_appointment(
        post,
        held=[post_of(term) for term in terms],
        own=actor.id == person.pk,
        active=person.is_active,
        unit_closed=unit.closed_on is not None,
    )


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    person: Person,
    unit: Unit,
    role: Role,
    since: date,
    now: datetime,
    until: date | None = None,
    basis: str = "",
) -> Appointment:
    """Give *person* the role in the unit from *since* until the day before *until*."""
    person = _lock_people(person.pk)[person.pk]
    unit = Unit.objects.get(pk=unit.pk)
    deed = deed_for(role, "orgs.appoint")
    refuse_if(
        reasons_against(actor, deed, unit)
        + _reasons_against_taking(actor, person, unit, Post(role, unit.pk, since, until))
        + rules.reasons_against_text(basis, BASIS)
    )
    term = Appointment.objects.create(
        person=person, unit=unit, role=role, since=since, until=until, basis=basis
    )
    _audit(actor, deed, person, unit, now, role=role.value, since=since, until=until)
    return term


def reasons_against_ending(
    *, actor: Actor, term: Appointment, on: date, now: datetime
) -> list[Reason]:
    """All reasons why a term cannot end on a day: the page shows them beforehand."""
    post = post_of(term)
    others = Appointment.objects.filter(in_force(on), person_id=term.person_id, unit=term.unit)
    admins = lasting_admins(timezone.localdate(now)).exclude(person_id=term.person_id)
    deed = deed_for(post.role, "orgs.end_appointment")
    return reasons_against(actor, deed, term.unit) + rules.reasons_against_ending(
        post,
        on=on,
        other_admins=admins.count(),
        open_work=open_work(person_id=term.person_id, unit_id=term.unit_id),
        other_posts_in_unit=others.exclude(pk=term.pk).count(),
    )


@transaction.atomic
def end_appointment(*, actor: Actor, term: Appointment, on: date, now: datetime) -> None:
    """End a term: *on* is the first day out of office. Open work asks for a hand-over instead."""
    lock_admins()
    person = _lock_people(term.person_id)[term.person_id]
    term = Appointment.objects.select_related("unit").get(pk=term.pk)
    refuse_if(reasons_against_ending(actor=actor, term=term, on=on, now=now))
    term.until = on
    term.save(update_fields=["until"])
    deed = deed_for(Role(term.role), "orgs.end_appointment")
    _audit(actor, deed, person, term.unit, now, role=term.role, until=on)


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    from_person: Person,
    to_person: Person,
    unit: Unit,
    role: Role,
    now: datetime,
    note: str = "",
) -> Handover:
    """Pass a role and its open work on: the old term ends today, the new one begins today.

    Both terms, the moved work and the report to the office stand in one transaction. A successor
    who already holds the role only takes over the work.
    """
    lock_admins()
    people = _lock_people(from_person.pk, to_person.pk)
    unit = Unit.objects.get(pk=unit.pk)
    passing = _Passing(people[from_person.pk], people[to_person.pk], unit, role, now)
    deed = deed_for(role, "orgs.hand_over")
    refuse_if(
        reasons_against(actor, deed, unit)
        + _reasons_against_passing(actor, passing)
        + rules.reasons_against_text(note, NOTE)
    )
    passing.terms.filter(person=passing.giver).update(until=passing.today)
    if not passing.terms.filter(person=passing.taker).exists():
        Appointment.objects.create(person=passing.taker, unit=unit, role=role, since=passing.today)
    return _report(actor, passing, note)


@dataclass(frozen=True)
class _Passing:
    """A role on its way from one person to another."""

    giver: Person
    taker: Person
    unit: Unit
    role: Role
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def terms(self) -> QuerySet[Appointment]:
        """The terms of this role in this unit that hold today."""
        return Appointment.objects.filter(in_force(self.today), unit=self.unit, role=self.role)


def _reasons_against_passing(actor: Actor, passing: _Passing) -> list[Reason]:
    giver, taker, unit = passing.giver, passing.taker, passing.unit
    reasons = rules.reasons_against_handover(
        same_person=giver.pk == taker.pk,
        held=passing.terms.filter(person=giver).exists(),
        own=actor.id == taker.pk,
        active=taker.is_active,
        unit_closed=unit.closed_on is not None,
    )
    if giver.pk != taker.pk:
        known = {"already_held", *(reason.code for reason in reasons)}
        post = Post(passing.role, unit.pk, passing.today)
        taking = _reasons_against_taking(actor, taker, unit, post)
        reasons += [reason for reason in taking if reason.code not in known]
    return reasons


def _report(actor: Actor, passing: _Passing, note: str) -> Handover:
    """Move the open work and write the report that the office sees and registers."""
    giver, taker, unit, role = passing.giver, passing.taker, passing.unit, passing.role
    moved = move_open_work(giver.pk, taker.pk, unit.pk, role, passing.now)
    handover = Handover.objects.create(
        from_person=giver,
        to_person=taker,
        unit=unit,
        role=role,
        at=passing.now,
        note=note,
        moved=moved,
        by_name=actor.name,
    )
    record(
        actor=actor,
        deed=deed_for(role, "orgs.hand_over"),
        subject=f"handover:{handover.pk}",
        unit_id=unit.pk,
        detail={"from": giver.pk, "to": taker.pk, "role": role.value, "moved": moved},
        now=passing.now,
    )
    return handover


@transaction.atomic
def register_handover(*, actor: Actor, handover: Handover, now: datetime) -> None:
    """The office takes note of a hand-over (备案, A2)."""
    handover = (
        Handover.objects.select_for_update(of=("self",)).select_related("unit").get(pk=handover.pk)
    )
    seen = [Reason("seen", "这次交接已经备案")] if handover.seen_at else []
    refuse_if(reasons_against(actor, "orgs.register_handover", handover.unit) + seen)
    handover.seen_at = now
    handover.seen_by_name = actor.name
    handover.save(update_fields=["seen_at", "seen_by_name"])
    record(
        actor=actor,
        deed="orgs.register_handover",
        subject=f"handover:{handover.pk}",
        unit_id=handover.unit_id,
        now=now,
    )
