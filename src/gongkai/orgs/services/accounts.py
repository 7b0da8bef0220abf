"""Signing in and out, passwords, two-step verification: what a person does with the own account.

These deeds need no role. Failures are recorded by the system, without the password and with the
account name only if it exists, since people type passwords into the wrong field.
"""

from datetime import datetime

from django.db import transaction
from django_otp import devices_for_user, verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, StaffActor, SystemActor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.models import Person
from gongkai.orgs.services.people import password_reasons


def _record_own(person: Person, deed: str, now: datetime, **detail: object) -> None:
    record(
        actor=StaffActor(person.pk, person.name),
        deed=deed,
        subject=f"person:{person.pk}",
        unit_id=person.unit_id,
        detail=detail,
        now=now,
    )


def note_sign_in(*, person: Person, address: str | None, now: datetime) -> None:
    """Record that a person has signed in, both steps done."""
    _record_own(person, "orgs.sign_in", now, address=address)


def note_sign_out(*, person: Person, now: datetime) -> None:
    """Record that a person has signed out."""
    _record_own(person, "orgs.sign_out", now)


def note_failure(*, username: str, address: str | None, now: datetime, step: str = "密码") -> None:
    """Record a failed attempt; *step* is 密码 or 两步验证."""
    _record_by_system("orgs.sign_in_failed", username, now, address=address, step=step)


def note_lock_out(*, username: str, address: str | None, now: datetime) -> None:
    """Record that an account was locked for an address after too many failures."""
    _record_by_system("orgs.lock_out", username, now, address=address)


def _record_by_system(deed: str, username: str, now: datetime, **detail: object) -> None:
    person = Person.objects.filter(username=username).first()
    record(
        actor=SystemActor(),
        deed=deed,
        subject=f"person:{person.pk}" if person else "person:unknown",
        unit_id=person.unit_id if person else None,
        detail=detail | ({"username": person.username} if person else {}),
        now=now,
    )


@transaction.atomic
def change_own_password(*, person: Person, password: str, now: datetime) -> Person:
    """Give the own account a new password; whoever asks has just given the old one.

    All other sessions of the account end, because they carry a digest of the old password.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)
    reasons = password_reasons(password, person)
    if person.check_password(password):
        reasons.append(Reason("same_password", "新密码不能与原密码相同"))
    refuse_if(reasons)
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    _record_own(person, "orgs.change_password", now)
    return person


@transaction.atomic
def prepare_two_step(*, person: Person) -> TOTPDevice:
    """The device waiting to be confirmed; made at the first asking and kept until confirmed."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=person, confirmed=False, defaults={"name": "手机动态口令"}
    )
    return device


def confirm_two_step(*, person: Person, code: str, now: datetime) -> TOTPDevice:
    """Switch two-step verification on after a first right code (RFC 6238, six digits)."""
    device = prepare_two_step(person=person)
    _verify(person, device, code)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        Person.objects.filter(pk=person.pk).update(two_step=True)
        _record_own(person, "orgs.enable_two_step", now)
    device.refresh_from_db()
    return device


def take_second_step(
    *, person: Person, code: str, address: str | None, now: datetime
) -> TOTPDevice:
    """The device that accepted *code*. Not one transaction: a failure must be counted."""
    device = next(iter(devices_for_user(person)), None)
    if not isinstance(device, TOTPDevice):
        raise Refusal(Reason("no_device", "本账号没有可用的两步验证设备，请联系系统管理员重设"))
    try:
        _verify(person, device, code)
    except Refusal:
        note_failure(username=person.username, address=address, now=now, step="两步验证")
        raise
    return device


def _verify(person: Person, device: TOTPDevice, code: str) -> None:
    """Refuse a wrong code, and any code while the device rests after wrong ones."""
    allowed, state = device.verify_is_allowed()
    if not allowed:
        until = (state or {}).get("locked_until")
        when = f"，请在 {until.astimezone():%H:%M:%S} 之后再试" if until else "，请稍后再试"
        raise Refusal(Reason("throttled", f"验证码连续输错，暂停验证{when}"))
    if verify_token(person, device.persistent_id, code) is None:
        raise Refusal(Reason("wrong_code", "验证码不正确或已用过，请输入手机上正在显示的6位数字"))


@transaction.atomic
def disable_two_step(*, person: Person, now: datetime) -> None:
    """Switch the own two-step verification off; whoever asks has just given the password."""
    _drop_two_step(person)
    _record_own(person, "orgs.disable_two_step", now)


@transaction.atomic
def reset_two_step(*, actor: Actor, person: Person, now: datetime) -> None:
    """An administrator switches it off for someone whose telephone is lost."""
    idle = [] if person.two_step else [Reason("off", "该人员没有启用两步验证")]
    refuse_if(reasons_against(actor, "orgs.reset_two_step", person.unit) + idle)
    _drop_two_step(person)
    record(
        actor=actor,
        deed="orgs.reset_two_step",
        subject=f"person:{person.pk}",
        unit_id=person.unit_id,
        now=now,
    )


def _drop_two_step(person: Person) -> None:
    TOTPDevice.objects.filter(user=person).delete()
    Person.objects.filter(pk=person.pk).update(two_step=False)
