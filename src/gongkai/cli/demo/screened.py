"""What 内容检查 and 脱敏 have to show: words of the county's own, false alarms, masked copies."""

from collections.abc import Iterator
from datetime import date

from gongkai.cli.demo.papers.parts import sheet
from gongkai.cli.demo.world import Story, World
from gongkai.kernel.permissions import Role
from gongkai.screening import services

WORDS = (
    ("截止目前", "wrong_word", "截至目前", "confirm", "", "县政府办公室校对要点"),
    ("清泉县", "wrong_word", "清泉镇", "block", "", "县民政局地名管理"),
    ("澄明湖国家湿地公园", "allowed", "", "hint", "", "国家林草主管部门批复名称"),
    ("内部传阅", "internal_mark", "", "block", "", "县国家保密行政管理部门提示"),
)
ALARMS = (
    ("jyj", "wrong_word", "全县中小学“做作业”课后服务安排", "“做作业”是固定说法", True),
    ("czj", "doubled_word", "对对账单逐笔核对", "“对对账单”是动宾结构，没有重复", True),
    ("nyj", "wrong_word", "截止日期为本月末", "“截止日期”写法正确", False),
    ("zjj", "phone", "合同编号0999600012的补充协议", "这是合同编号，不是电话", None),
)
MASKED = (("mzj", "特困人员供养名单"), ("jyj", "困难学生资助名单"), ("nyj", "补贴发放花名册"))
HEAD = ("序号", "姓名", "身份证号码", "金额（元）")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def screened(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """All of it as (day, story)."""
    yield world.working_days_ago(120), _words(world)
    for place, (key, rule, context, note, judged) in enumerate(ALARMS):
        day = world.working_days_ago(70 - 20 * place)
        yield day, _alarm(world, key, rule, context, note, judged=judged)
    for place, (key, name) in enumerate(MASKED):
        yield world.working_days_ago(60 - 22 * place), _masked(world, key, name)


def _words(world: World) -> Story:
    for word, kind, suggestion, severity, unless, source in WORDS:
        services.add_word(
            actor=world.actor("xzf", Role.OFFICE),
            draft=services.WordDraft(
                word, kind, suggestion, severity, unless, source, valid_from=world.today
            ),
            now=world.now,
        )
        yield world.soon(30)


def _alarm(
    world: World, key: str, rule: str, context: str, note: str, *, judged: bool | None
) -> Story:
    alarm = services.report_false_alarm(
        actor=world.actor(key, Role.CLERK), rule=rule, context=context, note=note, now=world.now
    )
    if judged is None:
        return
    yield world.days_on(1, 3)
    services.judge_false_alarm(
        actor=world.actor("xzf", Role.OFFICE), alarm=alarm, is_false=judged, now=world.now
    )


def _masked(world: World, key: str, name: str) -> Story:
    """A list with numbers that nobody alive bears; only the masked copy is kept."""
    people = [
        (place, world.names.person(), _number(world), world.chance.randrange(300, 3000))
        for place in range(1, 9)
    ]
    paper = sheet(name, name, HEAD, people)
    services.mask_copy(
        actor=world.actor(key, Role.CLERK),
        unit=world.units[key],
        name=paper.name,
        data=paper.make(),
        now=world.now,
    )
    yield from ()


def _number(world: World) -> str:
    """A number built like a resident's of one born in 1900: nobody alive bears it."""
    digits = f"1101011900{world.chance.randrange(1, 13):02d}15{world.chance.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]
