"""Questions about forms, their versions, and who must file them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from gongkai.clock.selectors import calendar_for
from gongkai.filing.content import Content, content_of, span_of
from gongkai.filing.models import Filing, FilingRound, FormDesign, FormVersion
from gongkai.filing.rules import Cadence, Span, span_at
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import open_on, reach_of, subtree, units_by_ids

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

READ = "filing.read"
LIST = 50


def designs_for(actor: Actor, deed: str, *, after: int = 0) -> list[FormDesign]:
    """Forms whose owner *actor* may serve with *deed*; one page and one more."""
    found = FormDesign.objects.filter(reach_of(actor, deed, "owner__path", "owner_id"))
    rows = found.filter(pk__gt=after).select_related("owner").prefetch_related("versions")
    return list(rows.order_by("pk")[: LIST + 1])


def design_by_id(design_id: int) -> FormDesign | None:
    """One form with its owner."""
    return FormDesign.objects.select_related("owner").filter(pk=design_id).first()


def design_coded(code: str) -> FormDesign | None:
    """The form of that code."""
    return FormDesign.objects.filter(code=code).first()


def known_codes() -> set[str]:
    """The codes of all forms."""
    return set(FormDesign.objects.values_list("code", flat=True))


def lock_design(design_id: int) -> FormDesign:
    """The form, locked until the transaction ends. Raises Refusal when there is none."""
    found = FormDesign.objects.select_for_update().filter(pk=design_id).first()
    if found is None:
        raise Refusal(Reason("not_found", "没有这张报表，可能编号有误"))
    return found


def versions_of(design_id: int) -> list[FormVersion]:
    """Every version, the newest first."""
    found = FormVersion.objects.filter(design_id=design_id).select_related("released_by")
    return list(found.order_by("-number"))


def draft_of(design_id: int) -> FormVersion | None:
    """The version that is being written."""
    return FormVersion.objects.filter(design_id=design_id, released=False).first()


def version_in_use(design_id: int) -> FormVersion | None:
    """The latest released version."""
    found = FormVersion.objects.filter(design_id=design_id, released=True)
    return found.order_by("-number").first()


def filers(
    owner: "Unit", kinds: Iterable[str], unit_ids: Iterable[int], on: date
) -> "QuerySet[Unit]":
    """Units that exist on a day and must file: of the kinds, or named; neither: all below *owner*."""
    wanted, named = list(kinds), list(unit_ids)
    found = subtree(owner).filter(open_on(on))
    if wanted or named:
        found = found.filter(Q(kind__in=wanted) | Q(pk__in=named))
    return found.order_by("position", "id")


def offices_of(actor: Actor) -> "dict[int, str]":
    """The units whose office *actor* is: the possible owners of a new form."""
    ids = [grant.unit_id for grant in actor.grants if grant.role is Role.OFFICE]
    return {pk: unit.name for pk, unit in units_by_ids(ids).items()}


@dataclass(frozen=True, slots=True)
class Planned:
    """A date of the filing calendar: a form that falls due, opened already or not."""

    design_id: int
    name: str
    basis: str
    span: Span
    due_on: date
    round_id: int | None
    readable: bool = False


def calendar_of(actor: Actor, start: date, end: date) -> list[Planned]:
    """Everything that falls due between two days, both counted, by date.

    Rounds that are open stand with their own date, the others as their form's schedule gives it.
    """
    found = FormDesign.objects.filter(stopped_at__isnull=True).select_related("owner")
    designs = _open_to(found, actor)
    mine = Filing.objects.filter(reach_of(actor, READ, "unit__path", "unit_id"))
    readable = set(mine.values_list("round_id", flat=True).distinct())
    opened: dict[int, list[FilingRound]] = {design.pk: [] for design in designs}
    for begun in FilingRound.objects.filter(design_id__in=opened):
        opened[begun.design_id].append(begun)
    in_use = _in_use()
    planned = [
        replace(each, readable=each.round_id in readable)
        for design in designs
        for each in _planned(design, in_use.get(design.pk), opened[design.pk], start, end)
    ]
    return sorted(planned, key=lambda each: (each.due_on, each.design_id))


def _open_to(found: "QuerySet[FormDesign]", actor: Actor) -> list[FormDesign]:
    """Forms of the actor's area: those of an owner above or below one of the actor's posts."""
    paths = [grant.unit_path for grant in actor.grants]
    return [
        design
        for design in found
        if any(
            path.startswith(design.owner.path) or design.owner.path.startswith(path)
            for path in paths
        )
    ]


def _in_use() -> dict[int, FormVersion]:
    released = FormVersion.objects.filter(released=True).order_by("number")
    return {version.design_id: version for version in released}


def _planned(
    design: FormDesign,
    version: FormVersion | None,
    rounds: list[FilingRound],
    start: date,
    end: date,
) -> Iterable[Planned]:
    for begun in rounds:
        if start <= begun.due_on <= end:
            span = span_of(begun)
            yield Planned(design.pk, design.name, design.basis, span, begun.due_on, begun.pk)
    if version is None or version.cadence == Cadence.ONCE:
        return
    opened = {begun.key for begun in rounds}
    for span, due_on in _upcoming(content_of(version), design.owner.region, start, end):
        if span.key not in opened:
            yield Planned(design.pk, design.name, design.basis, span, due_on, None)


def _upcoming(content: Content, region: str, start: date, end: date) -> list[tuple[Span, date]]:
    """The periods of a form that fall due between two days, with their due dates."""
    calendar = calendar_for(region)
    found = []
    day = date(start.year - 2, 1, 1)
    while day <= end:
        span = span_at(content.cadence, day)
        due_on = content.due.on(span, calendar)
        if start <= due_on <= end:
            found.append((span, due_on))
        day = date.fromordinal(span.end.toordinal() + 1)
    return found


def versions_that_open() -> list[FormVersion]:
    """The versions in use of forms whose rounds open by themselves."""
    found = FormVersion.objects.filter(released=True, design__stopped_at__isnull=True)
    latest = {
        version.design_id: version
        for version in found.select_related("design__owner").order_by("number")
    }
    return [
        version
        for version in latest.values()
        if version.opens_itself and version.cadence != Cadence.ONCE
    ]


def audience_of(owner: "Unit") -> dict[str, Any]:
    """Who could be asked: ``kinds`` and ``units`` below *owner*, as choices."""
    units = subtree(owner).filter(closed_on__isnull=True).order_by("path")
    kinds = [(value, str(label)) for value, label in owner.Kind.choices]
    return {"kinds": kinds, "units": {unit.pk: unit.name for unit in units}}
