"""Building the county: set it up two years ago and let the time pass, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction

from gongkai.catalogue import selectors as catalogue_selectors
from gongkai.catalogue import services as catalogue
from gongkai.cli.demo import people
from gongkai.cli.demo.aftermath import aftermath
from gongkai.cli.demo.columns import COLUMNS, duties_of
from gongkai.cli.demo.county import ORGANS
from gongkai.cli.demo.events import events
from gongkai.cli.demo.filings import filings
from gongkai.cli.demo.moving import moved_in
from gongkai.cli.demo.names import Names
from gongkai.cli.demo.program import regular
from gongkai.cli.demo.reports import last_year
from gongkai.cli.demo.requests import two_years
from gongkai.cli.demo.screened import screened
from gongkai.cli.demo.visits import visits_of_the_year
from gongkai.cli.demo.world import OPENS, ZONE, Account, Story, World
from gongkai.clock.selectors import calendar_for
from gongkai.kernel.actor import StaffActor
from gongkai.kernel.permissions import Role
from gongkai.kernel.schedule import jobs

SEED = 20260101
SET_UP = (11, 20)
"""Month and day, two calendar years before this one, on which the county was set up: requests of
that year are carried into the last full one."""

Planned = Iterable[tuple[date, Story]]
Part = Callable[[World, float], Planned]
"""A part of the county's life at a scale: stories with the days on which they begin."""
Progress = Callable[[float], None]
"""Hears how much of the year has passed, from 0 to 1."""


def documents(world: World, scale: float) -> Planned:
    """The year's papers, and what befalls them."""
    yield from (*regular(world, scale), *events(world), *aftermath(world))


WHOLE: tuple[Part, ...] = (documents, two_years, filings, last_year, screened)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it."""

    accounts: list[Account]
    published: int
    password: str
    receipts: list[tuple[str, str]]


@transaction.atomic
def build(
    *,
    now: datetime,
    password: str,
    scale: float = 1.0,
    old_site: Path | None = None,
    progress: Progress = lambda part: None,
    parts: Sequence[Part] = WHOLE,
) -> Built:
    """Make the demo county in an empty database; all or nothing. The same *now*, the same county.

    ``old_site``: a folder of real public documents that are moved in.
    """
    start = datetime.combine(date(now.astimezone(ZONE).year - 2, *SET_UP), OPENS, ZONE)
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    world = World(
        chance=chance,
        now=start,
        end=now,
        calendar=calendar_for(settings.REGION),
        names=Names(chance),
    )
    _set_up(world, password)
    for part in parts:
        for day, story in part(world, scale):
            world.tell(world.in_office(day), story)
    _tell_of_the_house(world, password)
    if old_site is not None:
        world.tell(world.in_office(world.working_days_ago(40)), moved_in(world, old_site))
    with people.quick_hashes():
        for moment in world.run():
            progress((moment - start) / (now - start))
    visits_of_the_year(now.astimezone(ZONE).date())
    return Built(world.accounts, world.published, password, world.receipts)


def _set_up(world: World, password: str) -> None:
    people.set_up_units(world)
    people.staff(world, password)
    people.leading_group(world)
    _open_sections(world)
    _look_up_tables(world)
    _write_duties(world)


def _open_sections(world: World) -> None:
    office = world.actor("xzf", Role.OFFICE)
    made = catalogue.create_standard_sections(actor=office, unit=world.units["zfb"], now=world.now)
    there = {section.slug: section for section in made}
    for place, column in enumerate(COLUMNS, start=1):
        there[column.slug] = catalogue.create_section(
            actor=office,
            unit=world.units[column.organ],
            draft=column.draft(place),
            now=world.now,
            parent=there[column.parent] if column.parent else None,
        )
    world.sections = {slug: section.pk for slug, section in there.items()}


def _look_up_tables(world: World) -> None:
    world.themes = {theme.code: theme.pk for theme in catalogue_selectors.theme_rows()}
    world.genres = {genre.code: genre.pk for genre in catalogue_selectors.genre_rows()}


def _write_duties(world: World) -> None:
    for organ in ORGANS:
        if organ.key == "xzf":
            continue
        for draft in duties_of(organ, world.sections):
            catalogue.create_duty(
                actor=world.actor(organ.key, Role.CLERK),
                unit=world.units[organ.key],
                draft=draft,
                now=world.now,
            )


def _tell_of_the_house(world: World, password: str) -> None:
    """What happens beside the documents: guides, catalogues, courses, a new clerk, reminders."""
    today = world.end.astimezone(ZONE).date()
    world.tell(world.in_office(today - timedelta(days=372)), _guides(world))
    world.tell(world.in_office(today - timedelta(days=12)), _catalogues(world))
    world.tell(world.in_office(today - timedelta(days=330)), people.training(world))
    change = people.change_of_clerk(world, "nyj", password)
    world.tell(world.in_office(today - timedelta(days=75)), change)
    world.tell(world.in_office(today - timedelta(days=360)), _reminders(world))


def _guides(world: World) -> Story:
    for organ in ORGANS:
        catalogue.generate_guide(
            actor=_issuer(world, organ.key),
            unit=world.units[organ.key],
            reason="首次编制",
            now=world.now,
        )
    yield from ()


def _catalogues(world: World) -> Iterator[datetime]:
    for organ in ORGANS:
        catalogue.generate_catalogue(
            actor=_issuer(world, organ.key),
            unit=world.units[organ.key],
            reason="按月更新",
            now=world.now,
        )
        yield world.soon(20)


def _issuer(world: World, key: str) -> StaffActor:
    return world.actor(key, Role.OFFICE if key == "xzf" else Role.LEADER)


def _reminders(world: World) -> Story:
    """The reminders that the system would have given, day by day at half past eight."""
    while True:
        jobs["documents.expiry"].run(world.now)
        jobs["casework.remind"].run(world.now)
        tomorrow = world.in_office(world.today + timedelta(days=1))
        yield tomorrow.replace(hour=8, minute=30)
