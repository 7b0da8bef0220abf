"""Units, people and terms for tests of every app."""

from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password

from gongkai.kernel.permissions import Role
from gongkai.orgs.models import Appointment, GroupMember, LeadingGroup, Person, Unit

PASSWORD = "Qingquan-2026-lantian"
SINCE = date(2025, 1, 1)


@cache
def hashed(password: str = PASSWORD) -> str:
    """One hash for the whole run: hashing is slow on purpose."""
    return make_password(password)


class UnitFactory(factory.django.DjangoModelFactory):
    """A department at the top of a tree of its own, or below ``parent``."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda n: n + 1)
        closed = factory.Trait(closed_on=date(2025, 12, 31))

    parent = None
    path = factory.LazyAttribute(lambda o: f"new-unit-{o.number}")
    kind = Unit.Kind.DEPARTMENT
    name = factory.LazyAttribute(lambda o: f"澄明县第{o.number}局")
    short_name = factory.LazyAttribute(lambda o: f"第{o.number}局")
    slug = factory.LazyAttribute(lambda o: f"unit-{o.number}")
    code = factory.LazyAttribute(lambda o: f"88{o.number:07d}")
    region = "999999"
    opened_on = date(2010, 1, 1)

    @factory.post_generation
    def place(self, create, extracted, **kwargs):
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        self.save(update_fields=["path"])


class PersonFactory(factory.django.DjangoModelFactory):
    """Someone on the staff, without a role, who can sign in with `PASSWORD`."""

    class Meta:
        model = Person

    class Params:
        inactive = factory.Trait(is_active=False)

    username = factory.Sequence(lambda n: f"person{n + 1}")
    name = factory.Sequence(lambda n: f"张{n + 1}明")
    unit = factory.SubFactory(UnitFactory)
    job_title = "科员"
    phone = "0999-6000000"
    mobile = "13900000000"
    password = factory.LazyFunction(hashed)


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A role held since the first day of 2025 without end."""

    class Meta:
        model = Appointment

    class Params:
        ended = factory.Trait(until=date(2025, 12, 31))

    person = factory.SubFactory(PersonFactory)
    unit = factory.SelfAttribute("person.unit")
    role = Role.CLERK
    since = SINCE


class LeadingGroupFactory(factory.django.DjangoModelFactory):
    """A group whose office is in the same unit."""

    class Meta:
        model = LeadingGroup

    name = "县政务公开领导小组"
    unit = factory.SubFactory(UnitFactory)
    office_unit = factory.SelfAttribute("unit")
    since = SINCE


class GroupMemberFactory(factory.django.DjangoModelFactory):
    """A deputy head of a group."""

    class Meta:
        model = GroupMember

    group = factory.SubFactory(LeadingGroupFactory)
    post = GroupMember.Post.DEPUTY
    name = "周远"
    since = SINCE
