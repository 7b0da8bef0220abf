"""The lives of documents: how a text goes from draft to portal, and what else may befall it.

Each life is a story (see `World`): it does a deed through the services as the person whose deed it
is, and yields the moment of the next one. A moment beyond today leaves the matter where it stands.
"""

from collections.abc import Generator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai.cli.demo.county import BY_KEY, Organ
from gongkai.cli.demo.papers.parts import Paper
from gongkai.cli.demo.world import World
from gongkai.documents import services
from gongkai.documents.content import Text
from gongkai.kernel.permissions import Role

if TYPE_CHECKING:
    from gongkai.documents.models import Draft

Steps = Generator[datetime, None, None]
Published = Generator[datetime, None, int]
"""A life that ends on the portal; it returns the document's id."""

REVIEWERS = {
    "pass_section": Role.SECTION_HEAD,
    "return_section": Role.SECTION_HEAD,
    "pass_secrecy": Role.SECRECY_REVIEWER,
    "return_secrecy": Role.SECRECY_REVIEWER,
    "sign": Role.LEADER,
    "sign_and_file": Role.LEADER,
    "return_signing": Role.LEADER,
    "approve": Role.LEADER,
    "reject": Role.LEADER,
}
OPINIONS = {
    "pass_section": (
        "",
        "",
        "内容属实，同意。",
        "数据已与业务股室核对，同意。",
        "拟同意，请保密审查。",
    ),
    "pass_secrecy": ("经审查，不涉及国家秘密、工作秘密和个人隐私，同意公开。", "同意公开。"),
    "sign": ("", "同意。", "同意发布。"),
    "return_section": (
        "请补充咨询电话和办理地点后再报。",
        "第二部分数据口径与上月不一致，请与业务股室核对。",
        "标题过长且未写明事由，请修改。",
    ),
    "return_secrecy": (
        "附件含有个人身份证号码，请去标识化处理后再报。",
        "文中所附内部通讯录不宜公开，请删除。",
    ),
    "return_signing": ("请先征求县财政局意见。", "请按会议讨论意见修改第三条后再报。"),
    "void": ("与县政府办公室已发文件内容重复，作废。", "事项已取消，不再印发。"),
    "recall": ("",),
}


def text_of(world: World, organ: Organ, paper: Paper, formed: date, **changes: Any) -> Text:
    """What the draft states; *formed* is 成文日期, from which Art. 26 counts."""
    theme = paper.theme or organ.theme
    whole = Text(
        title=paper.title,
        document_number=world.number(organ, formed) if paper.numbered else "",
        issuer=organ.name,
        department=world.chance.choice(organ.offices),
        openness="proactive",
        section_id=world.sections[paper.section],
        theme_id=world.themes.get(theme),
        genre_id=world.genres[paper.genre],
        keywords=paper.keywords,
        summary=paper.summary,
        signed_on=formed,
        effective_on=paper.effective_on,
        expires_on=paper.expires_on,
        body_html=paper.body,
    )
    return replace(whole, **changes)


def begin(
    world: World,
    organ: Organ,
    paper: Paper,
    *,
    formed: date | None = None,
    publish_at: datetime | None = None,
    **changes: Any,
) -> "Draft":
    """The clerk opens the draft and attaches the files."""
    draft = services.create_draft(
        actor=world.actor(organ.key, Role.CLERK),
        unit=world.units[organ.key],
        text=text_of(world, organ, paper, formed or world.today, **changes),
        now=world.now,
        publish_at=publish_at,
    )
    for file in paper.files:
        services.attach(
            actor=world.actor(organ.key, Role.CLERK),
            draft_id=draft.pk,
            data=file.make(),
            name=file.name,
            now=world.now,
        )
    return draft


def do(world: World, organ: Organ, draft: "Draft", action: str) -> None:
    """One action on the draft's case by the person whose part it is."""
    role = REVIEWERS.get(action, Role.CLERK)
    services.perform(
        actor=world.actor(organ.key, role),
        case_id=draft.case_id,
        action=action,
        note=world.chance.choice(OPINIONS.get(action, ("",))),
        now=world.now,
    )


ALL_STEPS = ("submit", "pass_section", "pass_secrecy", "sign")


def go(world: World, organ: Organ, draft: "Draft", *actions: str, pace: int = 600) -> Steps:
    """Action after action, with the time that people take: up to *pace* minutes for each."""
    for action in actions:
        yield world.soon(pace)
        do(world, organ, draft, action)


def published(world: World, key: str, paper: Paper, formed: date | None = None) -> Published:
    """The straight way, from draft to portal."""
    draft = begin(world, BY_KEY[key], paper, formed=formed)
    yield from go(world, BY_KEY[key], draft, *ALL_STEPS)
    return _public(world, draft)


def _public(world: World, draft: "Draft") -> int:
    world.published += 1
    if draft.section_id == world.sections["gfxwj"]:
        mark_normative(world, draft)
    return draft.document_id


def mark_normative(world: World, draft: "Draft") -> None:
    """The clerk says that this is a 规范性文件, and whom to ask about it (rules §6.4)."""
    key = next(key for key, unit in world.units.items() if unit.pk == draft.document.unit_id)
    services.mark_policy(
        actor=world.actor(key, Role.CLERK),
        document_id=draft.document_id,
        normative=True,
        important=False,
        contact=f"{BY_KEY[key].name}，0999-6000{draft.document_id % 1000:03d}",
        now=world.now,
    )


def with_explainer(world: World, key: str, paper: Paper, told: Paper) -> Published:
    """Policy, 解读方案 and explainer drafted, signed and published together (三同步, §5.3)."""
    organ, clerk = BY_KEY[key], world.actor(key, Role.CLERK)
    draft = begin(world, organ, paper)
    mark_normative(world, draft)
    kind = world.chance.choice(("text", "questions", "leader", "expert"))
    services.save_plan(
        actor=clerk,
        document_id=draft.document_id,
        outline="出台背景、主要内容、新旧变化、咨询方式",
        forms=[kind],
        planned_on=world.today,
        channels="政府门户网站、政务新媒体",
        now=world.now,
    )
    explainer = services.draft_explainer(
        actor=clerk,
        document_id=draft.document_id,
        kind=kind,
        text=text_of(world, organ, told, world.today),
        interpreter=f"{organ.name}",
        leader_id=world.people[key, Role.LEADER].pk if kind == "leader" else None,
        now=world.now,
    )
    yield from go(world, organ, explainer, *ALL_STEPS[:-1])
    yield from go(world, organ, draft, *ALL_STEPS)
    world.published += 1
    return _public(world, draft)


def explained_later(world: World, key: str, paper: Paper) -> Steps:
    """A policy that went out first: its explainer is owed within three working days (§12.9)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper)
    mark_normative(world, draft)
    services.save_plan(
        actor=world.actor(key, Role.CLERK),
        document_id=draft.document_id,
        outline="一图读懂：适用范围、办理流程、联系方式",
        forms=["chart"],
        planned_on=world.today,
        follow_reason="图解正在设计制作",
        now=world.now,
    )
    yield from go(world, organ, draft, *ALL_STEPS)
    world.published += 1


def detoured(world: World, key: str, paper: Paper, detour: tuple[str, ...]) -> Published:
    """Sent back once on the way (*detour* ends with the return or recall), mended, published."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper)
    yield from go(world, organ, draft, *detour)
    yield world.days_on(0, 2)
    mended = replace(
        paper, body=paper.body + "<p>咨询时间：工作日上午8:30—12:00，下午14:30—17:30。</p>"
    )
    save(world, organ, draft, text_of(world, organ, mended, world.today))
    yield from go(world, organ, draft, *ALL_STEPS)
    return _public(world, draft)


def save(world: World, organ: Organ, draft: "Draft", text: Text) -> None:
    """The clerk saves the text; the date on which it was formed stays."""
    kept = replace(text, signed_on=draft.signed_on, document_number=draft.document_number)
    services.save_draft(
        actor=world.actor(organ.key, Role.CLERK), draft_id=draft.pk, text=kept, now=world.now
    )


def forgotten_attribute(world: World, key: str, paper: Paper) -> Published:
    """Submitted without 公开属性: returned at once (退文), supplied, published (rules §5.1)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper, openness="")
    yield from go(world, organ, draft, "submit")
    yield world.days_on(0, 1)
    save(world, organ, draft, text_of(world, organ, paper, world.today))
    yield from go(world, organ, draft, *ALL_STEPS)
    return _public(world, draft)


def scheduled(world: World, key: str, paper: Paper, days: int) -> Published:
    """Signed today, public at nine some working days later."""
    organ = BY_KEY[key]
    at = world.days_on(days, days).replace(hour=9, minute=0)
    draft = begin(world, organ, paper, publish_at=at)
    yield from go(world, organ, draft, *ALL_STEPS)
    return _public(world, draft)


def stopped(
    world: World, key: str, paper: Paper, formed: date, actions: tuple[str, ...], **changes: Any
) -> Steps:
    """Goes as far as *actions* and stays there, while the clock of Art. 26 goes on."""
    draft = begin(world, BY_KEY[key], paper, formed=formed, **changes)
    yield from go(world, BY_KEY[key], draft, *actions, pace=150)


def kept_back(world: World, key: str, paper: Paper, openness: str, ground: str, note: str) -> Steps:
    """Not published on the unit's own initiative: reviewed, signed, filed (条例第十四至十七条)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper, openness=openness, ground=ground, ground_note=note)
    yield from go(world, organ, draft, "submit", "pass_section", "pass_secrecy", "sign_and_file")


def corrected(world: World, key: str, paper: Paper, reason: str) -> Steps:
    """Published, then corrected by a second edition that is reviewed and signed anew (C11)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper)
    yield from go(world, organ, draft, *ALL_STEPS)
    _public(world, draft)
    yield world.days_on(1, 6)
    again = services.start_correction(
        actor=world.actor(key, Role.CLERK),
        document_id=draft.document_id,
        reason=reason,
        now=world.now,
    )
    mended = replace(paper, body=paper.body + f"<p>更正说明：{reason}</p>")
    text = text_of(world, organ, replace(mended, numbered=False), world.today)
    save(world, organ, again, text)
    yield from go(world, organ, again, *ALL_STEPS)


def withdrawn(
    world: World,
    key: str,
    paper: Paper,
    reason: str,
    decision: str,
    successor: Paper | None = None,
) -> Steps:
    """Published; a withdrawal is asked for and decided (*decision* "": it waits for the leader)."""
    organ = BY_KEY[key]
    draft = begin(world, organ, paper)
    yield from go(world, organ, draft, *ALL_STEPS)
    other = None
    if successor is not None:
        yield world.days_on(2, 9)
        other = begin(world, organ, successor)
        yield from go(world, organ, other, *ALL_STEPS)
        _public(world, other)
    yield world.days_on(1, 3)
    asked = services.request_withdrawal(
        actor=world.actor(key, Role.CLERK),
        document_id=draft.document_id,
        reason=reason,
        now=world.now,
        successor_id=other.document_id if other else None,
    )
    if decision:
        yield world.soon()
        services.perform_withdrawal(
            actor=world.actor(key, Role.LEADER),
            case_id=asked.case_id,
            action=decision,
            note=""
            if decision == "approve"
            else "内容无误，只需补充说明，不宜撤下，请按更正办理。",
            now=world.now,
        )


def ended_by(world: World, key: str, old: Paper, new: Paper, kind: str, basis: str) -> Steps:
    """A normative document that a later one repeals, amends or declares lapsed (rules §6.3)."""
    organ = BY_KEY[key]
    first = begin(world, organ, old)
    yield from go(world, organ, first, *ALL_STEPS)
    _public(world, first)
    yield world.days_on(60, 110)
    second = begin(world, organ, new)
    yield from go(world, organ, second, *ALL_STEPS)
    _public(world, second)
    yield world.soon()
    services.change_validity(
        actor=world.actor(key, Role.CLERK),
        document_id=first.document_id,
        kind=kind,
        on=world.today,
        basis=basis,
        acting_document_id=second.document_id,
        now=world.now,
    )
