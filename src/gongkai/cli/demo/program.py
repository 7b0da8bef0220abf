"""What the county writes in a year: who, when, what. The dice are seeded, the days relative."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.cli.demo import errands, lives
from gongkai.cli.demo.county import BY_KEY, DEPARTMENTS, TOWNS, VILLAGES
from gongkai.cli.demo.papers import figures, notices, policies
from gongkai.cli.demo.papers.parts import Maker, Paper, Scene
from gongkai.cli.demo.world import Story, World

DEPARTMENT_KEYS = tuple(organ.key for organ in DEPARTMENTS)
TOWN_KEYS = tuple(organ.key for organ in TOWNS)
VILLAGE_KEYS = tuple(organ.key for organ in VILLAGES)
OFFICE = "zfb"
INSPECTORS = ("scj", "hbj", "yjj", "zjj")


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of the year."""

    day: date
    key: str
    make: Maker


def monthly(start: date, end: date, every: int = 1, on: int = 12) -> Iterator[date]:
    """The day *on* of every *every*-th month from *start* to *end*."""
    months = range(start.year * 12 + start.month, end.year * 12 + end.month, every)
    for month in months:
        day = date(month // 12, month % 12 + 1, on)
        if start <= day < end:
            yield day


def yearly(start: date, end: date, month: int, on: int) -> Iterator[date]:
    """The days between *start* and *end* that are the *on*-th of *month*."""
    for year in range(start.year, end.year + 1):
        if start <= date(year, month, on) < end:
            yield date(year, month, on)


def program(world: World, scale: float) -> list[Entry]:
    """Every regular paper, thinned out to *scale* of the whole."""
    end = world.end.astimezone().date()
    start = end - timedelta(days=365)
    entries = [
        *_series(start, end),
        *_seasonal(world, start, end),
        *_now_and_then(world, start, end),
    ]
    if scale >= 1:
        return entries
    return world.chance.sample(entries, max(12, round(len(entries) * scale)))


def _series(start: date, end: date) -> Iterator[Entry]:
    """What comes month by month, quarter by quarter."""
    for day in monthly(start, end, on=14):
        yield Entry(day, "tjj", figures.statistics)
        yield Entry(day, "hbj", figures.air)
        yield Entry(day, "scj", figures.food)
        yield Entry(day, "spj", figures.licences)
    for key in ("scj", "hbj", "yjj"):
        for day in monthly(start, end, every=2, on=20):
            yield Entry(day, key, figures.penalties)
    for key in ("scj", "yjj"):
        for day in monthly(start, end, every=3, on=24):
            yield Entry(day, key, figures.random_checks)
    for key in VILLAGE_KEYS:
        for day in monthly(start, end, every=3, on=9):
            yield Entry(day, key, figures.village_accounts)
    for day in monthly(start, end, every=3, on=6):
        yield Entry(day, "mzj", figures.subsidy)


def _seasonal(world: World, start: date, end: date) -> Iterator[Entry]:
    """What has its month: budgets, accounts, reports, plans."""
    for organ in (*DEPARTMENTS, *TOWNS[:5]):
        shift = timedelta(days=world.chance.randrange(2, 20))
        yield Entry(start + shift, organ.key, notices.duties_of_unit)
    for keys, make, (month, on) in (
        (world.chance.sample((*DEPARTMENT_KEYS, *TOWN_KEYS), 24), figures.budget, (2, 6)),
        (world.chance.sample((*DEPARTMENT_KEYS, *TOWN_KEYS), 16), figures.final_account, (8, 24)),
        (world.chance.sample((*DEPARTMENT_KEYS, *TOWN_KEYS), 30), policies.annual_report, (1, 12)),
    ):
        for key in keys:
            for day in yearly(start, end, month, on):
                yield Entry(day + timedelta(days=world.chance.randrange(0, 9)), key, make)
    for key in world.chance.sample(DEPARTMENT_KEYS, 7):
        for day in yearly(start, end, 3, 8):
            yield Entry(day, key, policies.plan)


def _now_and_then(world: World, start: date, end: date) -> Iterator[Entry]:
    """What comes when it comes."""
    chance = world.chance
    wanted: tuple[tuple[int, Maker, tuple[str, ...]], ...] = (
        (27, notices.news, (OFFICE,)),
        (26, notices.news, DEPARTMENT_KEYS),
        (16, notices.news, TOWN_KEYS),
        (30, notices.notice, DEPARTMENT_KEYS),
        (9, notices.notice, TOWN_KEYS),
        (5, notices.appeal, ("gaj", "zjj", "jtj", "yjj", "slj")),
        (4, notices.opinions_wanted, DEPARTMENT_KEYS),
        (8, figures.procurement, DEPARTMENT_KEYS),
        (6, figures.subsidy, ("nyj", *TOWN_KEYS)),
        (7, policies.approval, ("fgj", "zjj", "jtj")),
        (4, policies.land, ("zrj",)),
        (4, policies.emergency_plan, ("yjj", "slj")),
        (6, policies.warning, ("yjj",)),
        (3, policies.recruitment, ("rsj", "jyj")),
    )
    for number, make, keys in wanted:
        for place in range(number):
            days = round((place + chance.random()) * 362 / number)
            yield Entry(start + timedelta(days=days), chance.choice(keys), make)


def life_of(world: World, entry: Entry) -> Story:
    """A regular paper's life, and for one in eight a record of where else it was posted."""
    paper = entry.make(world.scene(entry.key))
    document_id = yield from _way(world, entry.key, paper)
    if world.chance.random() < 0.12:
        yield world.days_on(0, 2)
        errands.post(world, entry.key, document_id)


DETOURS = (
    (0.05, ("submit", "return_section")),
    (0.08, ("submit", "pass_section", "return_secrecy")),
    (0.09, ("submit", "pass_section", "pass_secrecy", "return_signing")),
    (0.11, ("submit", "recall")),
)
"""Up to which throw of the dice a paper goes which way round."""


def _way(world: World, key: str, paper: Paper) -> lives.Published:
    """Mostly the straight way, sometimes a detour."""
    dice = world.chance.random()
    detour = next((steps for most, steps in DETOURS if dice < most), None)
    if detour:
        return lives.detoured(world, key, paper, detour)
    if dice < 0.14:
        return lives.forgotten_attribute(world, key, paper)
    if dice < 0.16:
        return lives.scheduled(world, key, paper, 2)
    return lives.published(world, key, paper)


def policies_of_the_year(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """Normative documents with explainers, spread over the year."""
    end = world.end.astimezone().date()
    for place, about in enumerate(policies.MEASURES[: max(3, round(12 * scale))]):
        yield end - timedelta(days=350 - place * 27), _policy(world, about)


def _policy(world: World, about: str) -> Story:
    paper = policies.measures(world.scene(OFFICE), about)
    explained = policies.explainer(world.scene(OFFICE), about)
    yield from lives.with_explainer(world, OFFICE, paper, explained)


def house_rules(world: World) -> Iterator[tuple[date, Story]]:
    """The county's own rules on openness, at the beginning of the year."""
    start = (world.end - timedelta(days=364)).astimezone().date()
    for place, about in enumerate(("保密审查", "责任追究", "考核评议", "依申请公开办理")):
        day = start + timedelta(days=place)
        paper = policies.house_rules(Scene(BY_KEY[OFFICE], day, world.chance), about)
        yield day, lives.published(world, OFFICE, paper)


def regular(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """Everything of the ordinary year as (day, story)."""
    for entry in program(world, scale):
        yield entry.day, life_of(world, entry)
    yield from policies_of_the_year(world, scale)
    yield from house_rules(world)
