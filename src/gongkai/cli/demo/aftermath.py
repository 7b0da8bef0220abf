"""What befalls the county's documents later: gazette, clean-ups, 回头看, reprints, amended texts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.cli.demo import lives
from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.papers import policies
from gongkai.cli.demo.papers.parts import Paper, Scene
from gongkai.cli.demo.world import Story, World
from gongkai.documents import selectors, services
from gongkai.documents.services.drafting import text_of_draft
from gongkai.kernel.permissions import Role

if TYPE_CHECKING:
    from gongkai.documents.models import Draft

OFFICE, COUNTY = "zfb", "xzf"
Planned = Iterator[tuple[date, Story]]
SUPERIOR = (
    ("国务院", "国务院关于进一步优化政务服务提升行政效能的意见"),
    ("省人民政府", "省人民政府关于印发县域商业体系建设若干措施的通知"),
    ("省人民政府", "省人民政府关于表彰先进集体和先进个人的决定"),
    ("省人民政府办公厅", "省人民政府办公厅关于做好防汛抗旱工作的通知"),
)


def aftermath(world: World) -> Planned:
    """All of it as (day, story)."""
    for back, signed in ((150, True), (85, True), (30, True), (3, False)):
        yield world.working_days_ago(back), issue(world, signed=signed)
    yield world.working_days_ago(62), cleaned_up(world)
    yield world.working_days_ago(9), cleanup_begun(world)
    yield world.working_days_ago(36), revisited(world)
    yield world.working_days_ago(26), reprinted(world)
    yield world.working_days_ago(140), amended(world)
    yield world.working_days_ago(200), soon_over(world)


def _key_of(world: World, unit_id: int) -> str:
    return next(key for key, unit in world.units.items() if unit.pk == unit_id)


def issue(world: World, *, signed: bool) -> Story:
    """The office compiles what is not in the gazette yet; 政府办 proofreads and signs it."""
    office = world.actor(COUNTY, Role.OFFICE)
    rows = selectors.not_in_gazette(actor=office, now=world.now)[:8]
    opened = services.open_issue(
        actor=office,
        unit=world.units[OFFICE],
        year=world.today.year,
        number=selectors.next_number(world.today.year),
        issued_on=world.today,
        now=world.now,
    )
    for row in rows:
        services.add_item(
            actor=office,
            issue_id=opened.pk,
            publication_id=row.publication_id,
            heading="县政府办公室文件" if row.unit == BY_KEY[OFFICE].short else "部门规范性文件",
            now=world.now,
        )
    if not (signed and rows):
        return
    for key, role, action in (
        (COUNTY, Role.OFFICE, "submit"),
        (OFFICE, Role.SECTION_HEAD, "pass_proof"),
        (OFFICE, Role.LEADER, "sign"),
    ):
        yield world.soon()
        services.perform_gazette(
            actor=world.actor(key, role),
            case_id=opened.case_id,
            action=action,
            note="",
            now=world.now,
        )


def _start(world: World, title: str, days: int) -> int:
    campaign = services.start_cleanup(
        actor=world.actor(COUNTY, Role.OFFICE),
        unit=world.units[OFFICE],
        title=title,
        scope="以县政府及部门名义印发的行政规范性文件。",
        on=world.today,
        due_on=world.today + timedelta(days=days),
        now=world.now,
    )
    return int(campaign.pk)


def _propose(world: World, case_id: int) -> str:
    """The clerk goes through the unit's documents: three shall be repealed, one amended."""
    part = selectors.part_of_case(case_id)
    key = _key_of(world, part.unit_id)
    wanted = [("repeal", "已有新规定，不再适用")] * 3 + [("amend", "部分条款与机构职责不一致")]
    lines = selectors.items_of(part.pk)
    proposals = {
        line.item_id: (wanted[place] if place < len(wanted) else ("continue", ""))
        for place, line in enumerate(lines)
    }
    services.propose(
        actor=world.actor(key, Role.CLERK), case_id=case_id, proposals=proposals, now=world.now
    )
    return key


def cleaned_up(world: World) -> Story:
    """A clean-up from start to published lists: the repeals count from the signature."""
    campaign_id = _start(world, f"{world.today.year}年行政规范性文件全面清理", 20)
    campaign = selectors.find_campaign(campaign_id)
    if campaign is None:
        return
    for part in selectors.campaign_sheet(campaign).parts:
        yield world.days_on(1, 4)
        key = _propose(world, part.case_id)
        for place, role, action in (
            (key, Role.CLERK, "submit"),
            (key, Role.LEADER, "confirm"),
            (COUNTY, Role.OFFICE, "accept"),
        ):
            yield world.soon()
            services.perform_cleanup(
                actor=world.actor(place, role),
                case_id=part.case_id,
                action=action,
                note="",
                now=world.now,
            )
    yield world.days_on(1, 2)
    clerk = world.actor(OFFICE, Role.CLERK)
    draft = services.draft_result(actor=clerk, campaign_id=campaign_id, now=world.now)
    yield from _through(world, OFFICE, draft, "tzgg")


def _through(world: World, key: str, draft: "Draft", section: str) -> Story:
    """Choose the column and take a draft to the portal."""
    text = replace(text_of_draft(draft), section_id=world.sections[section])
    services.save_draft(
        actor=world.actor(key, Role.CLERK), draft_id=draft.pk, text=text, now=world.now
    )
    yield from lives.go(world, BY_KEY[key], draft, *lives.ALL_STEPS)
    world.published += 1


def cleanup_begun(world: World) -> Story:
    """A clean-up under way: proposals are being written."""
    _start(world, "涉及优化营商环境规范性文件专项清理", 25)
    yield from ()


def revisited(world: World) -> Story:
    """回头看 of all non-public documents: the first unit finds one that may be public now."""
    services.start_revisit(
        actor=world.actor(COUNTY, Role.OFFICE),
        title=f"{world.today.year}年不公开文件回头看",
        share=100,
        due_on=world.today + timedelta(days=30),
        now=world.now,
    )
    lines = selectors.revisit_lines(actor=world.actor(COUNTY, Role.OFFICE), year=world.today.year)
    for place, line in enumerate(lines[:3]):
        yield world.days_on(1, 4)
        part = selectors.revisit_part_of_case(line.case_id)
        key = _key_of(world, part.unit_id)
        for item in selectors.revisit_items(part.pk):
            opens = place == 0
            services.examine(
                actor=world.actor(key, Role.SECRECY_REVIEWER),
                case_id=line.case_id,
                item_id=item.pk,
                outcome="publish" if opens else "keep",
                ground="" if opens else item.edition.ground,
                note="有关事项已经办结，公开不再影响工作。" if opens else "情形没有变化。",
                now=world.now,
            )
        for role, action in ((Role.SECRECY_REVIEWER, "submit"), (Role.LEADER, "confirm")):
            yield world.soon()
            services.perform_revisit(
                actor=world.actor(key, role),
                case_id=line.case_id,
                action=action,
                note="",
                now=world.now,
            )


def reprinted(world: World) -> Story:
    """Documents of superiors: two reprinted, one not for this county, one waiting."""
    clerk, unit = world.actor(OFFICE, Role.CLERK), world.units[OFFICE]
    feed = services.add_feed(
        actor=clerk,
        unit=unit,
        name="省人民政府",
        url="https://www.sheng.example/feed.atom",
        section_id=world.sections["sjwj"],
        now=world.now,
    )
    services.switch_feed(actor=clerk, feed_id=feed.pk, now=world.now)
    for place, (source, title) in enumerate(SUPERIOR):
        yield world.days_on(2, 4)
        entry = services.add_entry(
            actor=clerk,
            unit=unit,
            title=title,
            source=source,
            url=f"https://www.sheng.example/wenjian/{world.today:%Y%m%d}.html",
            published_at=world.now - timedelta(hours=3 + 9 * place),
            body_html=f"<p>{title}（演示文本）。</p><p>全文请到原发布机关的网站阅读，本页只注明来源和原网址。</p>",
            now=world.now,
        )
        if place < 2:
            draft = services.reprint(actor=clerk, entry_id=entry.pk, now=world.now)
            yield from _through(world, OFFICE, draft, "sjwj")
        elif place == 2:
            services.put_aside(
                actor=clerk, entry_id=entry.pk, reason="与本县无直接关系", now=world.now
            )


def _measures(world: World, about: str, years: int = 5) -> Paper:
    return policies.measures(Scene(BY_KEY[OFFICE], world.today, world.chance), about, years=years)


def amended(world: World) -> Story:
    """A normative document whose amended text stands beside the one before it."""
    paper = _measures(world, "农村客运补贴资金")
    document_id = yield from lives.published(world, OFFICE, paper)
    yield world.days_on(60, 80)
    draft = services.start_amendment(
        actor=world.actor(OFFICE, Role.CLERK),
        document_id=document_id,
        basis="县政府常务会议纪要",
        on=world.today,
        now=world.now,
    )
    text = text_of_draft(draft)
    changed = text.body_html.replace("十五个工作日", "十个工作日")
    services.save_draft(
        actor=world.actor(OFFICE, Role.CLERK),
        draft_id=draft.pk,
        text=replace(text, body_html=changed),
        now=world.now,
    )
    yield from lives.go(world, BY_KEY[OFFICE], draft, *lives.ALL_STEPS)


def soon_over(world: World) -> Story:
    """A normative document whose term ends in the months to come: its evaluation is under way."""
    end = world.end.astimezone().date()
    paper = replace(_measures(world, "城区停车收费", years=1), expires_on=end + timedelta(days=75))
    yield from lives.published(world, OFFICE, paper)
