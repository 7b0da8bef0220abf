"""What the world may know of units: never account names, mobiles or people without a public post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.permissions import Role
from gongkai.orgs.models import Appointment, Unit
from gongkai.orgs.selectors import in_force, open_on, unit_tree


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """A unit in lists and links; ``depth`` 0 is the root."""

    id: int
    slug: str
    name: str
    short_name: str
    kind: str
    kind_label: str
    parent_id: int | None
    path: str
    depth: int


@dataclass(frozen=True, slots=True)
class PublicLeader:
    """A leader by name and post (条例第二十条第（二）项: 负责人姓名)."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class PublicUnitSheet:
    """A unit with what 公开指南 must say of it (条例第十二条)."""

    unit: PublicUnit
    code: str
    region: str
    office_name: str
    address: str
    office_hours: str
    phone: str
    fax: str
    email: str
    leaders: tuple[PublicLeader, ...]


def _public(unit: Unit) -> PublicUnit:
    return PublicUnit(
        id=unit.pk,
        slug=unit.slug,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        kind_label=unit.get_kind_display(),
        parent_id=unit.parent_id,
        path=unit.path,
        depth=unit.depth,
    )


def public_units(on: date) -> list[PublicUnit]:
    """All units that exist on a day, in the order of the tree; one query."""
    return [_public(unit) for unit in unit_tree(on=on)]


def public_unit(slug: str, on: date) -> PublicUnitSheet | None:
    """The sheet of one unit with its leaders on a day; None when there is no such unit."""
    unit = Unit.objects.filter(open_on(on), slug=slug).first()
    if unit is None:
        return None
    posts = (
        Appointment.objects.filter(
            in_force(on), unit=unit, role=Role.LEADER, person__is_active=True
        )
        .select_related("person")
        .order_by("since", "id")
    )
    return PublicUnitSheet(
        unit=_public(unit),
        code=unit.code,
        region=unit.region,
        office_name=unit.office_name,
        address=unit.address,
        office_hours=unit.office_hours,
        phone=unit.phone,
        fax=unit.fax,
        email=unit.email,
        leaders=tuple(PublicLeader(p.person.name, p.person.job_title) for p in posts),
    )


def unit_names(ids: Collection[int]) -> dict[str, str]:
    """Short names of units by their id as text, for filters; one query."""
    names = Unit.objects.filter(pk__in=ids).values_list("pk", "short_name")
    return {str(pk): name for pk, name in names}
