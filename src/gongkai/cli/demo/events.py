"""What must be seen in the demo at any scale: one of everything that can befall a document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from gongkai.cli.demo import errands, lives
from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.papers import figures, notices, policies
from gongkai.cli.demo.papers.parts import Maker, Paper, Scene
from gongkai.cli.demo.world import Story, World

Planned = Iterator[tuple[date, Story]]
OFFICE = "zfb"
TO_STATE = {
    "drafting": (),
    "section_review": ("submit",),
    "secrecy_review": ("submit", "pass_section"),
    "signing": ("submit", "pass_section", "pass_secrecy"),
}
"""The way to each open state of the publishing flow."""


def events(world: World) -> Planned:
    """All the set pieces as (day, story)."""
    yield from _endings(world)
    yield from _validity(world)
    yield from _not_published(world)
    yield from _coming(world)
    yield from _late(world)
    yield from _helped(world)
    yield from _in_hand(world)


def _day(world: World, back: int) -> date:
    return world.working_days_ago(back)


def _paper(world: World, key: str, make: Maker, back: int) -> Paper:
    """A paper as *key* writes it *back* working days before the end."""
    return make(_scene(world, key, back))


def _scene(world: World, key: str, back: int) -> Scene:
    return Scene(BY_KEY[key], _day(world, back), world.chance)


def _endings(world: World) -> Planned:
    """Corrected, withdrawn, replaced; a withdrawal refused, one waiting."""
    for back, key, reason in (
        (120, "jyj", "原文报名时间有误，现予更正。"),
        (64, "czj", "原表第3行数据单位误写为元，应为万元。"),
        (21, "wjj", "原文联系电话有误，现予更正。"),
    ):
        paper = _paper(world, key, notices.notice, back)
        yield _day(world, back), lives.corrected(world, key, paper, reason)
    for back, key, reason, decision in (
        (140, "gaj", "附件中部分内容不宜公开，经复核予以撤下。", "approve"),
        (47, "sqz", "公示期已满且名单须重新核定，予以撤下。", "approve"),
        (33, "zjj", "通知部分内容需要补充说明。", "reject"),
        (14, "nyj", "补贴标准表述不清，申请撤下。", ""),
    ):
        paper = _paper(world, key, notices.notice, back)
        yield _day(world, back), lives.withdrawn(world, key, paper, reason, decision)
    old = _paper(world, "rsj", policies.recruitment, 90)
    new = replace(old, title=old.title.replace("公告", "公告（调整岗位后）"))
    story = lives.withdrawn(world, "rsj", old, "岗位调整，以新公告为准。", "approve", new)
    yield _day(world, 90), story


def _validity(world: World) -> Planned:
    """Repealed, amended, declared lapsed; lapsed by its own term; not yet in force."""
    for back, about, kind in (
        (200, "城市供水", "repealed"),
        (180, "户外广告设置", "amended"),
        (160, "农村客运", "lapsed"),
    ):
        scene = _scene(world, OFFICE, back)
        old = policies.measures(scene, about)
        new = policies.measures(scene, f"{about}（修订）" if kind == "amended" else f"新的{about}")
        basis = f"《{new.title}》"
        yield _day(world, back), lives.ended_by(world, OFFICE, old, new, kind, basis)
    term = policies.measures(_scene(world, OFFICE, 225), "防疫物资储备", years=1)
    end = world.end.astimezone().date()
    term = replace(
        term, effective_on=end - timedelta(days=330), expires_on=end - timedelta(days=40)
    )
    yield _day(world, 225), lives.published(world, OFFICE, term)
    coming = policies.measures(_scene(world, OFFICE, 4), "共享单车停放")
    coming = replace(coming, effective_on=end + timedelta(days=45))
    yield _day(world, 4), lives.explained_later(world, OFFICE, coming)


def _not_published(world: World) -> Planned:
    """On request only, withheld, void: filed with ground and note, or ended."""
    for back, key, openness, ground, note in (
        (130, "gaj", "withheld", "E14c", "含警力部署和值守安排，公开后可能危及公共安全。"),
        (100, "rsj", "withheld", "E16a", "内部人事管理事项，不涉及公众权益。"),
        (70, "zrj", "on_request", "E15", "含企业报送的商业秘密，申请时征求第三方意见。"),
        (44, "sjj", "withheld", "E16b", "审计过程稿，结论尚未形成。"),
        (18, "mzj", "on_request", "E15", "含救助对象个人信息，处理后可依申请提供。"),
    ):
        paper = _paper(world, key, notices.notice, back)
        yield _day(world, back), lives.kept_back(world, key, paper, openness, ground, note)
    for back, key in ((80, "wlj"), (29, "tjj")):
        paper = _paper(world, key, notices.news, back)
        yield _day(world, back), lives.stopped(world, key, paper, _day(world, back), ("void",))


def _coming(world: World) -> Planned:
    """Signed, to be public in the days to come."""
    for key, make in (
        ("ybj", notices.notice),
        ("czj", figures.procurement),
        (OFFICE, notices.news),
    ):
        paper = _paper(world, key, make, 9)
        yield _day(world, 9), lives.scheduled(world, key, paper, world.chance.randrange(13, 19))


def _late(world: World) -> Planned:
    """Cases of every open state overdue or due soon by Art. 26, some supervised."""
    keys = iter(
        ("jyj", "zjj", "slj", "wjj", "nyj", "jtj", "hbj", "qqz", "lhz", "scj", "wlj", "sfj")
    )
    for actions in TO_STATE.values():
        for formed in (26 + world.chance.randrange(0, 9), 18):
            key = next(keys)
            paper = _paper(world, key, notices.notice, formed)
            story = lives.stopped(world, key, paper, _day(world, formed), actions)
            yield _day(world, formed - 2), story
    for key, answered in (("fgj", False), ("spj", True), ("ybj", False)):
        paper = _paper(world, key, notices.notice, 27)
        steps = TO_STATE["section_review"]
        story = errands.supervised(world, key, paper, _day(world, 27), steps, answered=answered)
        yield _day(world, 24), story


def _helped(world: World) -> Planned:
    """Questions to other units, answered and open."""
    for back, key, helper, answered in (
        (58, "nyj", "czj", True),
        (31, "jyj", "gaj", True),
        (3, "zjj", "zrj", False),
        (2, "wjj", "ybj", False),
        (2, "qqz", "mzj", False),
    ):
        paper = _paper(world, key, notices.notice, back)
        story = errands.with_help(world, key, helper, paper, answered=answered)
        yield _day(world, back), story
    for key in ("jyj", "czj", "qqz"):
        paper = _paper(world, key, notices.notice, 5)
        yield _day(world, 4), errands.assigned(world, key, paper, _day(world, 5))


def _in_hand(world: World) -> Planned:
    """Work of the last days in every state, for the accounts that people try first."""
    for key in ("jyj", OFFICE, "czj", "qqz", "nyj", "lsc"):
        for state, actions in TO_STATE.items():
            if state == "drafting" and key not in {"jyj", OFFICE}:
                continue
            make = figures.village_accounts if key == "lsc" else notices.notice
            story = lives.stopped(world, key, _paper(world, key, make, 4), _day(world, 4), actions)
            yield _day(world, 3), story
        paper = _paper(world, key, notices.news if key != "lsc" else figures.village_accounts, 3)
        story = lives.stopped(
            world, key, paper, _day(world, 3), ("submit",), openness="withheld", ground=""
        )
        yield _day(world, 2), story
    paper = _paper(world, "jyj", notices.notice, 4)
    steps = ("submit", "pass_section", "return_secrecy")
    yield _day(world, 3), lives.stopped(world, "jyj", paper, _day(world, 4), steps)
