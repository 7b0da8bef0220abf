"""Forms of the demo county: a yearly one that everybody has filed, a quarterly one that is running."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from gongkai.cli.demo.county import DEPARTMENTS, TOWNS
from gongkai.cli.demo.world import Story, World
from gongkai.filing import selectors, services
from gongkai.filing.content import Content
from gongkai.filing.rules import (
    Cadence,
    Check,
    Field,
    FieldKind,
    RestDay,
    Span,
    last_ended,
    span_named,
)
from gongkai.filing.shipped import COUNTY_REPORT, TABLE_TWO, UNIT_REPORT
from gongkai.kernel.measures import Period
from gongkai.kernel.permissions import Role
from gongkai.kernel.schedule import jobs
from gongkai.reporting.ledger import register

if TYPE_CHECKING:
    from gongkai.filing.models import FilingRound

SEED = 20260131
KEYS = tuple(organ.key for organ in (*DEPARTMENTS, *TOWNS))
PLACES = {unit: place for place, unit in enumerate(KEYS)}
QUARTERLY = Content(
    fields=(
        Field(
            "requests",
            "新收政府信息公开申请",
            FieldKind.INTEGER,
            unit="件",
            measure="requests.new",
            group="依申请公开",
        ),
        Field("courses", "开展业务培训", FieldKind.INTEGER, unit="次", group="工作保障"),
        Field("people", "参加培训", FieldKind.INTEGER, unit="人次", group="工作保障"),
        Field("visits", "政务开放活动", FieldKind.INTEGER, unit="次", group="公众参与"),
        Field("remark", "需要说明的情况", FieldKind.TEXT, required=False),
    ),
    checks=(Check("people >= courses", "参加培训的人次不会少于培训的次数"),),
    cadence=Cadence.QUARTERLY,
    due_months=1,
    due_day=15,
    rest_day=RestDay.LATER,
)


def filings(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """The year's forms; in a smaller county fewer units file."""
    keys = KEYS[: max(4, round(len(KEYS) * scale))]
    today = world.end.astimezone().date()
    year = today.year - 1 if today >= date(today.year, 2, 1) else today.year - 2
    yield max(date(year + 1, 1, 5), today - timedelta(days=368)), _yearly(world, keys, year)
    yield world.working_days_ago(14), _quarterly(world, keys)
    yield today - timedelta(days=20), _report_dates(world, keys)


def _report_dates(world: World, keys: tuple[str, ...]) -> Story:
    """31 January and 31 March stand in the filing calendar (条例第四十九条)."""
    for shipped, units in ((UNIT_REPORT, keys), (COUNTY_REPORT, ("zfb",))):
        _adopt(world, shipped.code)
        _release(world, shipped.code, shipped.content, units)
    yield from ()


def _adopt(world: World, code: str) -> None:
    services.adopt_shipped(
        actor=world.actor("xzf", Role.OFFICE), owner=world.units["xzf"], code=code, now=world.now
    )


def _release(world: World, code: str, content: Content, keys: tuple[str, ...]) -> int:
    """Say who files and put the form to use; its number."""
    office, design = world.actor("xzf", Role.OFFICE), selectors.design_coded(code)
    assert design is not None  # noqa: S101 - made by the caller
    units = tuple(world.units[key].pk for key in keys)
    asked = replace(content, kinds=(), unit_ids=units)
    services.save_version(actor=office, design_id=design.pk, content=asked, saves=0, now=world.now)
    services.release_version(actor=office, design_id=design.pk, now=world.now)
    return design.pk


def _open(world: World, design_id: int, span: Span, due_on: date) -> "FilingRound":
    office = world.actor("xzf", Role.OFFICE)
    return services.open_round(
        actor=office, design_id=design_id, span=span, due_on=due_on, now=world.now
    )


def _yearly(world: World, keys: tuple[str, ...], year: int) -> Story:
    """Part two of the annual report: all are taken in, the last ones late, one after a return."""
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    _adopt(world, TABLE_TWO.code)
    span = span_named(Cadence.YEARLY, str(year))
    assert span is not None  # noqa: S101 - a year
    due_on = max(date(year + 1, 1, 20), world.today + timedelta(days=12))
    design_id = _release(world, TABLE_TWO.code, TABLE_TWO.content, keys)
    begun = _open(world, design_id, span, due_on)
    yield world.days_on(1, 2)
    for place, key in enumerate(keys):
        jobs["filing.urge"].run(world.now)
        typed = _table_two(world, key, year, chance)
        _file(world, begun, key, typed)
        if place == 1:
            _step(
                world, begun, key, "xzf", Role.OFFICE, "return_unit", "收费金额的单位是万元，请核对"
            )
            yield world.soon()
            _file(world, begun, key, typed)
        _step(world, begun, key, "xzf", Role.OFFICE, "accept")
        late = place >= len(keys) - 2
        yield world.in_office(due_on + timedelta(days=2)) if late else world.soon(200)


def _table_two(world: World, key: str, year: int, chance: Random) -> dict[str, str]:
    """The normative documents as the register has them, the other figures invented."""
    town, unit = PLACES[key] >= len(DEPARTMENTS), world.units[key]
    period = Period(date(year, 1, 1), date(year, 12, 31), frozenset({unit.pk}))
    counted = register(period).get(unit.pk, {})
    made, ended, in_force = (
        len(counted.get(f"table2.normative.{place}", ())) for place in range(3)
    )
    return {
        **dict.fromkeys(("regulations_made", "regulations_repealed", "regulations_in_force"), "0"),
        "normative_made": str(made),
        "normative_repealed": str(ended),
        "normative_in_force": str(in_force),
        "licence": str(0 if town else chance.randrange(0, 900)),
        "penalty": str(0 if town else chance.randrange(0, 160)),
        "coercion": str(0 if town else chance.randrange(0, 12)),
        "fees_wan": "0" if town else f"{chance.randrange(0, 9000) / 100}",
    }


def _quarterly(world: World, keys: tuple[str, ...]) -> Story:
    """The last quarter: most have filed, some wait for their head or the office, three forgot."""
    chance = Random(SEED + 1)  # noqa: S311 - a story, not a secret
    services.create_design(
        actor=world.actor("xzf", Role.OFFICE),
        owner=world.units["xzf"],
        code="openness_quarterly",
        name="政务公开工作情况季报",
        basis="县政务公开工作要点",
        now=world.now,
    )
    span = last_ended(Cadence.QUARTERLY, world.today)
    due_on = world.working_days_ago(3)
    design_id = _release(world, "openness_quarterly", QUARTERLY, keys)
    begun = _open(world, design_id, span, due_on)
    yield world.days_on(1, 2)
    for place, key in enumerate(keys[:-3]):
        _file(world, begun, key, {**_quarter_of(chance), **_counted(world, begun, key)})
        if place % 4:
            _step(world, begun, key, "xzf", Role.OFFICE, "accept")
        yield world.soon(90)
    while True:
        jobs["filing.urge"].run(world.now)
        yield world.days_on(1, 1)


def _quarter_of(chance: Random) -> dict[str, str]:
    courses = chance.randrange(0, 3)
    return {
        "courses": str(courses),
        "people": str(courses * chance.randrange(8, 40)),
        "visits": str(chance.randrange(0, 2)),
    }


def _counted(world: World, begun: "FilingRound", key: str) -> Mapping[str, str]:
    """What the system fills in for a unit; the demo county takes it as it is."""
    filing = selectors.filing_in(begun.pk, world.units[key].pk)
    return selectors.Draft(filing).typed


def _file(world: World, begun: "FilingRound", key: str, typed: dict[str, str]) -> None:
    """The clerk fills in, the head sends it to the office."""
    filing = selectors.filing_in(begun.pk, world.units[key].pk)
    services.save_answers(
        actor=world.actor(key, Role.CLERK),
        case_id=filing.case_id,
        typed=typed,
        notes={},
        saves=filing.saves,
        now=world.now,
    )
    _step(world, begun, key, key, Role.CLERK, "submit")
    _step(world, begun, key, key, Role.LEADER, "pass")


def _step(
    world: World, begun: "FilingRound", key: str, who: str, role: Role, action: str, note: str = ""
) -> None:
    filing = selectors.filing_in(begun.pk, world.units[key].pk)
    services.perform(
        actor=world.actor(who, role),
        case_id=filing.case_id,
        action=action,
        note=note,
        now=world.now,
    )
