"""The annual reports of last year: the units write and settle theirs in January, then the county."""

from collections.abc import Iterator
from datetime import date

from gongkai.cli.demo.county import COUNTY, DEPARTMENTS, TOWNS
from gongkai.cli.demo.world import ZONE, Story, World
from gongkai.kernel.permissions import Role
from gongkai.reporting import services
from gongkai.reporting.form import TABLE2_SINGLES, TABLE2_TRIPLES

PROBLEMS = (
    "政策解读形式还不够丰富，个别栏目更新不够及时。下一步将增加图解和问答，按月检查栏目更新。",
    "依申请公开答复文书的说理还不够充分。下一步将加强业务培训，做好答复前的法律审核。",
    "主动公开的信息便于检索的程度有待提高。下一步将规范标题和关键词，方便群众查找。",
)
OTHERS = "本年度无其他需要报告的事项。"
NONE_OF_ITS_OWN = {**{key: [0, 0, 0] for key in TABLE2_TRIPLES}, **dict.fromkeys(TABLE2_SINGLES, 0)}
"""Part two of the county's government itself: the units below it state everything."""


def last_year(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """After the units have filed part two (`filings`): their reports, then the county's."""
    year = world.end.astimezone(ZONE).year - 1
    organs = (*DEPARTMENTS, *TOWNS)
    for place, organ in enumerate(organs[: max(4, round(len(organs) * scale))]):
        yield date(year + 1, 1, 25 + place % 4), _reported(world, organ.key, year)
    yield date(year + 1, 2, 20), _reported(world, COUNTY.key, year)


def _reported(world: World, key: str, year: int) -> Story:
    """The clerk writes, the leader settles; for the county both is the office's."""
    county, unit = key == COUNTY.key, world.units[key]
    problems = PROBLEMS[len(key + unit.name) % len(PROBLEMS)]
    services.save_draft(
        actor=world.actor(key, Role.OFFICE if county else Role.CLERK),
        unit=unit,
        year=year,
        filed=NONE_OF_ITS_OWN if county else {},
        source="县政府本级没有单列的业务" if county else "",
        texts={"problems": problems} if county else {"problems": problems, "others": OTHERS},
        version=0,
        now=world.now,
    )
    yield world.days_on(1, 3)
    settler = world.actor(key, Role.OFFICE if county else Role.LEADER)
    if not services.reasons_against_settling(unit, year, world.now):
        services.settle(actor=settler, unit=unit, year=year, now=world.now)
