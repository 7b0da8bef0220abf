"""The register of people: accounts, contact data, training, leaving (A2)."""

import secrets
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.kernel.permissions import Role
from gongkai.orgs import rules
from gongkai.orgs.handover import open_work
from gongkai.orgs.models import Appointment, Person, PersonTraining, Unit
from gongkai.orgs.rules import PersonDraft
from gongkai.orgs.selectors import in_force, lasting_admins

PLAIN_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TRAINING_TEXTS = (
    rules.Text("title", "培训内容", 120, required=True),
    rules.Text("organiser", "组织单位", 120),
)


def draft_of(person: Person) -> PersonDraft:
    """A person's entries as they stand."""
    return PersonDraft(**{field.name: getattr(person, field.name) for field in fields(PersonDraft)})


def lock_admins() -> None:
    """Hold every administrator's term, so that two removals at once cannot empty the role."""
    list(
        Appointment.objects.select_for_update()
        .filter(role=Role.ADMIN, until__isnull=True)
        .order_by("id")
    )


def password_reasons(password: str, person: Person) -> list[Reason]:
    """What the password policy says against a password for this person."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        return [Reason("password", message) for message in error.messages]
    return []


def temporary_password() -> str:
    """A password of 12 letters and digits that cannot be misread (some 60 bits), in groups."""
    word = "".join(secrets.choice(PLAIN_CHARACTERS) for _ in range(12))
    return "-".join(word[at : at + 4] for at in (0, 4, 8))


def _audit(actor: Actor, deed: str, person: Person, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"person:{person.pk}",
        unit_id=person.unit_id,
        detail=detail,
        now=now,
    )


@transaction.atomic
def create_person(
    *,
    actor: Actor,
    unit: Unit,
    username: str,
    draft: PersonDraft,
    password: str,
    now: datetime,
    temporary: bool = True,
) -> Person:
    """Register a person with an account and a first password, to be changed at the first sign-in.

    ``temporary=False`` is for people who chose the password themselves (demo, own import).
    """
    unit = Unit.objects.get(pk=unit.pk)
    person = Person(username=username, unit=unit, must_change_password=temporary, **asdict(draft))
    closed = [Reason("unit_closed", "该单位已撤销，请另选单位")] if unit.closed_on else []
    refuse_if(
        reasons_against(actor, "orgs.create_person", unit)
        + rules.reasons_against_account(
            username, taken=Person.objects.filter(username__iexact=username).exists()
        )
        + rules.reasons_against_person(draft)
        + password_reasons(password, person)
        + closed
    )
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise Refusal(*rules.reasons_against_account(username, taken=True)) from error
    _audit(actor, "orgs.create_person", person, now, username=username, name=person.name)
    return person


@transaction.atomic
def technical_account(*, actor: Actor, username: str, unit: Unit, now: datetime) -> Person:
    """The account in whose name the system authors something: made once, never to sign in with."""
    found = Person.objects.filter(username=username).first()
    if found is not None:
        return found
    refuse_if(reasons_against(actor, "orgs.create_person", unit))
    person, created = Person.objects.get_or_create(
        username=username,
        defaults={
            "name": rules.TECHNICAL_ACCOUNTS[username],
            "unit": unit,
            "job_title": "系统技术账号",
            "is_active": False,
            "password": make_password(None),
        },
    )
    if not created:
        return person
    _audit(actor, "orgs.create_person", person, now, username=username, name=person.name)
    return person


@transaction.atomic
def change_person(
    *, actor: Actor, person: Person, version: int, draft: PersonDraft, now: datetime
) -> Person:
    """Write new entries over those the acting person saw (*version*)."""
    person = _locked(person)
    refuse_if(
        reasons_against(actor, "orgs.change_person", person.unit)
        + ([rules.stale("该人员信息")] if person.version != version else [])
        + rules.reasons_against_person(draft)
    )
    old = draft_of(person)
    changed = [
        f.name for f in fields(PersonDraft) if getattr(old, f.name) != getattr(draft, f.name)
    ]
    for name in changed:
        setattr(person, name, getattr(draft, name))
    if changed:
        person.version += 1
        person.save()
        _audit(actor, "orgs.change_person", person, now, changed=changed)
    return person


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)


@transaction.atomic
def transfer_person(*, actor: Actor, person: Person, unit: Unit, now: datetime) -> Person:
    """Put a person into another unit; roles are not touched, they end by `end_appointment`."""
    person = _locked(person)
    unit = Unit.objects.get(pk=unit.pk)
    closed = [Reason("unit_closed", "该单位已撤销，请另选单位")] if unit.closed_on else []
    refuse_if(reasons_against(actor, "orgs.transfer_person", unit) + closed)
    old, person.unit = person.unit, unit
    person.version += 1
    person.save(update_fields=["unit", "version"])
    _audit(actor, "orgs.transfer_person", person, now, **{"from": old.pk, "to": unit.pk})
    return person


@transaction.atomic
def set_password(*, actor: Actor, person: Person, password: str, now: datetime) -> None:
    """Give a person a temporary password; all sessions end, a new one must be chosen at once."""
    person = _locked(person)
    refuse_if(
        reasons_against(actor, "orgs.set_password", person.unit)
        + password_reasons(password, person)
    )
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    _audit(actor, "orgs.set_password", person, now)


def reasons_against_deactivation(*, actor: Actor, person: Person, now: datetime) -> list[Reason]:
    """All reasons why an account cannot be closed now: the page shows them beforehand."""
    today = timezone.localdate(now)
    admin = Appointment.objects.filter(in_force(today), person=person, role=Role.ADMIN)
    return reasons_against(
        actor, "orgs.deactivate_person", person.unit
    ) + rules.reasons_against_deactivation(
        active=person.is_active,
        own=actor.id == person.pk,
        is_admin=admin.exists(),
        other_admins=lasting_admins(today).exclude(person=person).count(),
        open_work=open_work(person_id=person.pk),
    )


@transaction.atomic
def deactivate_person(*, actor: Actor, person: Person, now: datetime) -> None:
    """Close an account: terms end today, sessions end at once. Open work must be handed over."""
    today = timezone.localdate(now)
    lock_admins()
    person = _locked(person)
    refuse_if(reasons_against_deactivation(actor=actor, person=person, now=now))
    terms = Appointment.objects.filter(person=person)
    ended = terms.filter(in_force(today)).update(until=today)
    terms.filter(since__gt=today).update(until=F("since"))
    person.is_active = False
    person.save(update_fields=["is_active"])
    _audit(actor, "orgs.deactivate_person", person, now, ended_terms=ended)


@transaction.atomic
def reactivate_person(*, actor: Actor, person: Person, now: datetime) -> None:
    """Open an account again; roles do not come back by themselves."""
    person = _locked(person)
    refuse_if(
        reasons_against(actor, "orgs.reactivate_person", person.unit)
        + rules.reasons_against_reactivation(username=person.username, active=person.is_active)
    )
    person.is_active = True
    person.save(update_fields=["is_active"])
    _audit(actor, "orgs.reactivate_person", person, now)


@transaction.atomic
def record_training(
    *,
    actor: Actor,
    person: Person,
    held_on: date,
    title: str,
    organiser: str,
    hours: Decimal,
    now: datetime,
) -> PersonTraining:
    """Enter a course that a person attended (A2 培训记录). ``hours`` has one decimal, 0.1 to 999."""
    training = PersonTraining(
        person=person, held_on=held_on, title=title, organiser=organiser, hours=hours
    )
    refuse_if(
        reasons_against(actor, "orgs.record_training", person.unit)
        + rules.reasons_against_texts(training, TRAINING_TEXTS)
        + rules.reasons_against_training(
            held_on=held_on, hours=hours, today=timezone.localdate(now)
        )
    )
    training.save()
    _audit(actor, "orgs.record_training", person, now, title=title, hours=str(hours))
    return training
