"""Two years of requests for information: every channel, every kind of reply, every side road."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from random import Random

from gongkai.cli.demo.requests import afterwards, handling, opening, replying
from gongkai.cli.demo.requests.asking import MAIL, PORTAL, applicant_of, arrive
from gongkai.cli.demo.requests.matters import ENDINGS, MATTERS, matter_of
from gongkai.cli.demo.requests.roads import ROADS, STANDING, USUAL, Road
from gongkai.cli.demo.requests.steps import walk
from gongkai.cli.demo.world import ZONE, Story, World
from gongkai.inforequests.services.stationery import save_settings
from gongkai.kernel.permissions import Role

__all__ = ["afterwards", "handling", "opening", "replying", "two_years"]
# Each of the four modules enters its steps when it is imported.

SEED = 20260711
CHANNELS = ("counter", PORTAL, "post_signed", "email", PORTAL, "fax", "oral", "post_plain", MAIL)
CLASSES = (
    *("natural", "natural", "business", "natural", "natural", "legal_service"),
    *("natural", "research", "natural", "welfare", "natural", "other"),
)
LEAST = 0.1
"""The scale from which every step of the flow has a request that stands in it."""
USUAL_OF_A_YEAR = 24
"""How many usual requests come in a whole year, beside one of every road in the last full year."""


def two_years(
    world: World, scale: float, roads: Sequence[Road] = ROADS
) -> Iterator[tuple[date, Story]]:
    """Last calendar year, with a request along each of *roads*, this year so far, what stands now."""
    today = world.end.astimezone(ZONE).date()
    year = today.year
    yield world.today, _letterhead(world)
    usual = round(USUAL_OF_A_YEAR * scale)
    turns = _Turns(world)
    yield from turns.told(date(year - 2, 11, 24), date(year - 2, 12, 28), _mixed(4, ()))
    yield from turns.told(date(year - 1, 1, 4), date(year - 1, 10, 25), _mixed(usual, roads))
    yield from turns.told(date(year - 1, 10, 26), date(year - 1, 12, 29), _mixed(4, ()))
    passed = (today - date(year, 1, 1)).days / 365
    so_far = _mixed(round(usual * passed), _thinned(roads, passed))
    yield from turns.told(date(year, 1, 3), today, so_far)
    for road in STANDING if scale >= LEAST else STANDING[::4]:
        day = world.working_days_ago(road.start)
        yield day, turns.story(road)
    yield from _checks(world, year)


def _thinned(roads: Sequence[Road], passed: float) -> Sequence[Road]:
    """Every second road in a year that is over, fewer while less of it has *passed* (0 to 1)."""
    return roads[:: max(2, round(2 / max(passed, 0.1)))]


def _mixed(usual: int, roads: Sequence[Road]) -> list[Road]:
    """*roads* in their order, the usual ones strewn evenly between them."""
    common = list(islice(cycle(USUAL), usual))
    places = [
        (place / len(rows), road) for rows in (roads, common) for place, road in enumerate(rows)
    ]
    return [road for _, road in sorted(places, key=lambda each: each[0])]


class _Turns:
    """Units, channels and classes of applicants come in turn, each request with dice of its own."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._units = cycle(MATTERS)
        self._channels = cycle(CHANNELS)
        self._classes = cycle(CLASSES)
        self._seed = SEED

    def told(self, start: date, end: date, roads: Sequence[Road]) -> Iterator[tuple[date, Story]]:
        """Each of *roads* on its day, evenly from *start* to *end*."""
        days = max((end - start).days, 0)
        for place, road in enumerate(roads):
            yield start + timedelta(days=days * (place + 1) // len(roads)), self.story(road)

    def story(self, road: Road) -> Story:
        """The story of one request; who asks is drawn when it comes in."""
        self._seed += 1
        ending = ENDINGS.get(road.kind)
        key = road.key or (ending.key if ending else "") or next(self._units)
        channel = road.channel or next(self._channels)
        who = road.who or ("natural" if channel == MAIL else next(self._classes))
        chance = Random(self._seed)  # noqa: S311 - a story, not a secret
        return _life(self._world, chance, road, key, channel, who)


def _life(world: World, chance: Random, road: Road, key: str, channel: str, who: str) -> Story:
    if channel == PORTAL:
        yield _evening(world, chance)
    matter = matter_of(chance, key, road.kind, world.today.year)
    applicant = applicant_of(world, chance, who)
    asking = arrive(world, chance, key, road.kind, matter, channel, applicant)
    if channel == PORTAL:
        yield asking.later(1, 1)
    yield from walk(asking, road.steps)


def _evening(world: World, chance: Random) -> datetime:
    """People write on line after work; on the last day what is written by now."""
    at = datetime.combine(world.today, time(19), ZONE) + timedelta(minutes=chance.randrange(150))
    return min(max(at, world.now), world.end)


def _letterhead(world: World) -> Story:
    """What papers say about remedies: entered once for the county, taken over by its units."""
    save_settings(
        actor=world.actor("xzf", Role.OFFICE),
        unit_id=world.units["xzf"].pk,
        values={
            "mark": "澄公",
            "review_kind": "department",
            "own_government": "澄明县人民政府",
            "higher_government": "云河市人民政府",
            "court": "澄明县人民法院",
            "higher_court": "云河市中级人民法院",
        },
        now=world.now,
    )
    yield from ()


def _checks(world: World, year: int) -> Iterator[tuple[date, Story]]:
    """办理质量抽查 of both halves of last year and of the half-year that ended last."""
    halves = (
        (year - 1, 1, 6, "上半年"),
        (year - 1, 7, 12, "下半年"),
        (year, 1, 6, "上半年"),
    )
    for which, first, last, name in halves:
        start = date(which, first, 1)
        end = date(which, last, 30 if last == 6 else 31)
        title = f"{which}年{name}依申请公开办理质量抽查"
        share = 1.0 if which < year else 0.5
        story = afterwards.spot_check(world, title, start, end, share)
        yield end + timedelta(days=15), story
