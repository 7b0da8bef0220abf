"""The tree of units."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.kernel.actor import Placed
from gongkai.kernel.permissions import Role
from gongkai.kernel.visits import Place
from gongkai.orgs.models import (
    Appointment,
    Person,
    Unit,
    UnitChange,
)
from gongkai.orgs.selectors.terms import PAGE, in_force


def unit_by_id(unit_id: int) -> Unit | None:
    """The unit with this id."""
    return Unit.objects.filter(pk=unit_id).first()


def unit_by_slug(slug: str) -> Unit | None:
    """The unit with this 网址标识."""
    return Unit.objects.filter(slug=slug).first()


def units_by_ids(ids: Iterable[int]) -> dict[int, Unit]:
    """Several units by id, in one query."""
    return Unit.objects.in_bulk(list(ids))


def unit_names() -> dict[str, str]:
    """Every unit's short name by its id as addresses carry it, in the order of the tree."""
    return {
        str(pk): name for pk, name in Unit.objects.order_by("path").values_list("pk", "short_name")
    }


def unit_places(slugs: Iterable[str]) -> dict[str, Place]:
    """What units' own pages are called, by 网址标识; one query."""
    rows = Unit.objects.filter(slug__in=list(slugs)).values_list("slug", "name", "pk")
    return {slug: Place(name, pk) for slug, name, pk in rows}


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


def units_named(word: str) -> list[Unit]:
    """Units known by exactly this 网址标识, 机构代码, name or short name."""
    named = Q(slug=word) | Q(code=word) | Q(name=word) | Q(short_name=word)
    return list(Unit.objects.filter(named).order_by("id")[:PAGE])


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


def region_of(unit_id: int) -> str:
    """The administrative division whose calendar a unit follows; the country's if unknown."""
    found = Unit.objects.filter(pk=unit_id).values_list("region", flat=True).first()
    return found or ""
