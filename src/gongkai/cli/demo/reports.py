"""The annual reports of last year: every unit files its figures in January, the county settles them."""

from collections.abc import Iterator
from datetime import date

from gongkai.cli.demo.county import COUNTY, DEPARTMENTS, TOWNS
from gongkai.cli.demo.world import ZONE, Story, World
from gongkai.kernel.permissions import Role
from gongkai.reporting import services

SOURCE = "行政审批系统和执法办案系统导出"
PROBLEMS = (
    "政策解读形式还不够丰富，个别栏目更新不够及时。下一步将增加图解和问答，按月检查栏目更新。",
    "依申请公开答复文书的说理还不够充分。下一步将加强业务培训，做好答复前的法律审核。",
    "主动公开的信息便于检索的程度有待提高。下一步将规范标题和关键词，方便群众查找。",
)
OTHERS = "本年度无其他需要报告的事项。"


def last_year(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """Figures and texts of the units from 6 January on, the county's report at the end of the month."""
    year = world.end.astimezone(ZONE).year - 1
    organs = (*DEPARTMENTS, *TOWNS)
    for place, organ in enumerate(organs[: max(4, round(len(organs) * scale))]):
        yield date(year + 1, 1, 6 + place % 12), _filed(world, organ.key, year)
    yield date(year + 1, 1, 26), _filed(world, COUNTY.key, year)


def _filed(world: World, key: str, year: int) -> Story:
    """The clerk files and writes, the leader settles; for the county both is the office's."""
    county = key == COUNTY.key
    unit, chance = world.units[key], world.chance
    made = 0 if county else chance.randrange(0, 3)
    services.save_draft(
        actor=world.actor(key, Role.OFFICE if county else Role.CLERK),
        unit=unit,
        year=year,
        filed={
            "regulations": [0, 0, 0],
            "normative": [made, chance.randrange(0, 2), made + chance.randrange(2, 9)],
            "licence": 0 if county else chance.randrange(0, 900),
            "penalty": 0 if county else chance.randrange(0, 160),
            "coercion": 0 if county else chance.randrange(0, 6),
            "fees_wan": 0 if county else chance.randrange(0, 4000) / 100,
        },
        source=SOURCE,
        texts={"problems": chance.choice(PROBLEMS), **({} if county else {"others": OTHERS})},
        version=0,
        now=world.now,
    )
    yield world.days_on(1, 3)
    settler = world.actor(key, Role.OFFICE if county else Role.LEADER)
    against = services.reasons_against_settling(unit, year, world.now)
    if not against:
        services.settle(actor=settler, unit=unit, year=year, now=world.now)
