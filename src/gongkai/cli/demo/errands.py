"""What people do with cases beside the flow: give them to somebody, ask other units, supervise."""

from collections.abc import Sequence
from datetime import date

from gongkai.casework import services as casework
from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.lives import ALL_STEPS, Steps, begin, go
from gongkai.cli.demo.papers.parts import Paper
from gongkai.cli.demo.world import World
from gongkai.documents import services as documents
from gongkai.documents.selectors import open_publication
from gongkai.kernel.permissions import Role

Said = Sequence[tuple[str, str]]
"""What is asked, and what is answered to it."""
QUESTIONS: Said = (
    ("拟公开稿第三部分涉及贵单位职责，请核对表述是否准确。", "已核对，职责表述准确，数据无误。"),
    ("请确认文中资金数额与贵单位台账是否一致。", "经核对，金额应以国库支付数为准，已在稿中标注。"),
    ("请研究文中政策与贵单位现行规定是否衔接。", "与现行规定一致，无不同意见。"),
)
DEMANDS: Said = (
    (
        "该件已临近或超过公开期限，请说明原因并尽快办理。",
        "因数据需多部门核实，已于今日完成，将尽快发布。",
    ),
    ("请于两个工作日内报送办理进展。", "已完成科室审核，正在保密审查。"),
)
CHANNELS = (
    ("new_media", "微信公众号“澄明发布”"),
    ("board", "县政务公开栏"),
    ("screen", "县政务服务大厅电子屏"),
    ("reading_point", "县图书馆政府信息查阅点"),
    ("gazette", "《澄明县人民政府公报》"),
    ("press", "县融媒体中心《澄明新闻》"),
    ("service_hall", "县政务服务大厅资料架"),
)


def ask(
    world: World, key: str, helper: str, case_id: int, *, days: int, said: Said = QUESTIONS
) -> tuple[int, str]:
    """The clerk asks another unit; the id of the question and the answer it will get."""
    question, answer = world.chance.choice(said)
    asked = casework.ask_unit(
        actor=world.actor(key, Role.CLERK),
        case_id=case_id,
        unit_id=world.units[helper].pk,
        unit_name=world.units[helper].name,
        question=question,
        days=days,
        now=world.now,
    )
    return asked.pk, answer


def answer(world: World, helper: str, asked: int, opinion: str) -> None:
    """The asked unit answers."""
    casework.answer_unit(
        actor=world.actor(helper, Role.SECTION_HEAD),
        co_handling_id=asked,
        opinion=opinion,
        now=world.now,
    )


def demand(world: World, case_id: int) -> tuple[int, str]:
    """The office supervises what is late (督办); the id of its demand and the answer it will get."""
    demanded, answered = world.chance.choice(DEMANDS)
    made = casework.supervise(
        actor=world.actor("xzf", Role.OFFICE), case_id=case_id, demand=demanded, now=world.now
    )
    return made.pk, answered


def explain(world: World, key: str, supervision: int, said: str) -> None:
    """The supervised unit answers."""
    casework.answer_supervision(
        actor=world.actor(key, Role.SECTION_HEAD),
        supervision_id=supervision,
        answer=said,
        now=world.now,
    )


def with_help(
    world: World, key: str, helper: str, paper: Paper, *, answered: bool, formed: date | None = None
) -> Steps:
    """A draft on which another unit is asked (协办); unanswered ones stay in the inbox."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper, formed=formed)
    yield world.soon()
    asked = ask(world, key, helper, draft.case_id, days=world.chance.randrange(3, 8))
    if not answered:
        return
    yield world.days_on(1, 4)
    answer(world, helper, *asked)
    yield from go(world, organ, draft, *ALL_STEPS)


def supervised(
    world: World, key: str, paper: Paper, formed: date, actions: tuple[str, ...], *, answered: bool
) -> Steps:
    """A late matter that the office supervises (督办)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper, formed=formed)
    yield from go(world, organ, draft, *actions)
    yield max(world.soon(), world.in_office(world.working_days_ago(3)))
    demanded = demand(world, draft.case_id)
    if answered:
        yield world.soon(300)
        explain(world, key, *demanded)


def assigned(world: World, key: str, paper: Paper, formed: date) -> Steps:
    """Submitted, then given by the leader to the section head by name (交办)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper, formed=formed)
    yield from go(world, organ, draft, "submit")
    yield world.soon()
    person = world.people[key, Role.SECTION_HEAD]
    casework.assign(
        actor=world.actor(key, Role.LEADER),
        case_id=draft.case_id,
        person_id=person.pk,
        person_name=person.name,
        now=world.now,
    )


def post(world: World, key: str, document_id: int) -> None:
    """Record where else a published record went (C10)."""
    publication = open_publication(document_id)
    if publication is None or publication.visible_from > world.now:
        return
    for channel, place in world.chance.sample(CHANNELS, world.chance.randrange(1, 4)):
        documents.record_channel(
            actor=world.actor(key, Role.CLERK),
            publication_id=publication.pk,
            channel=channel,
            place=place,
            posted_on=world.today,
            now=world.now,
        )
