"""What follows a reply: ratings, papers, corrections, disputes, proposals to publish, spot checks."""

from datetime import date

from gongkai.cli.demo import lives
from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.papers.parts import Paper, paragraphs
from gongkai.cli.demo.requests.asking import Asking, applicant_of
from gongkai.cli.demo.requests.opening import STRAIGHT
from gongkai.cli.demo.requests.steps import step, walk
from gongkai.cli.demo.world import Story, World
from gongkai.documents.selectors import open_draft_of
from gongkai.inforequests import selectors, services
from gongkai.inforequests.rules.afterwards import CRITERIA
from gongkai.inforequests.services import Filed, Sample, applicants
from gongkai.inforequests.services.papers import issue_paper
from gongkai.kernel.permissions import Role

COURT, GOVERNMENT = "澄明县人民法院", "澄明县人民政府"
NOTES = {
    "revoked": "答复的事实不清，撤销并责令重新答复。",
    "changed": "不予公开的范围过宽，变更为部分公开。",
    "found_unlawful": "超过法定期限答复，确认违法。",
    "ordered": "责令在二十个工作日内履行答复职责。",
}
COMMENTS = (
    "",
    "答复及时，说明清楚。",
    "材料齐全，工作人员态度好。",
    "等待时间较长，希望再快一些。",
)


@step(2, 8)
def rate(asking: Asking, score: str) -> None:
    comment = asking.chance.choice(COMMENTS)
    applicants.rate(
        request_id=asking.request.pk, score=int(score), comment=comment, now=asking.world.now
    )


@step(3, 9)
def correction(asking: Asking, _: str) -> None:
    """The applicant shows that a record about them is wrong; it is mended (第四十一条)."""
    asking.clerk(
        issue_paper,
        code="correction",
        typed={
            "record": "所提供登记表中的家庭人口数",
            "outcome": "经核对申请人提交的证明材料，该记录确有差错，本机关已予更正。",
        },
    )


@step(5, 15)
def again(asking: Asking, _: str) -> None:
    """The same applicant asks the same once more: 不予重复处理 (第三十六条第六项)."""
    repeated = asking.again(asking.applicant, "n2")
    steps = ("accept", "assign", *STRAIGHT)
    asking.world.tell(asking.world.now, walk(repeated, steps))


@step(5, 15)
def ask_alike(asking: Asking, _: str) -> None:
    """Another applicant wants the same; both are answered alike."""
    other = asking.again(applicant_of(asking.world, asking.chance, "natural"), asking.kind)
    steps = ("accept", "assign", "search", *STRAIGHT)
    asking.world.tell(asking.world.now, walk(other, steps))


@step(20, 30)
def complain(asking: Asking, _: str) -> None:
    """行政复议 against the reply."""
    _file(asking, "reconsideration", GOVERNMENT, "澄政复")


@step(20, 30)
def sue(asking: Asking, _: str) -> None:
    """Straight to the court."""
    _file(asking, "direct_suit", COURT, "行初")


@step(5, 9)
def sue_after(asking: Asking, _: str) -> None:
    """To the court within fifteen days of the decision on the reconsideration."""
    _file(asking, "suit_after", COURT, "行初", earlier=asking.dispute)


def _file(asking: Asking, kind: str, body: str, mark: str, earlier: int | None = None) -> None:
    today = asking.world.today
    number = asking.chance.randrange(1, 90)
    made = services.record_dispute(
        actor=asking.actor(Role.CLERK),
        request_id=asking.request.pk,
        filed=Filed(kind, body, today, f"（{today.year}）{mark}{number}号", earlier_id=earlier),
        now=asking.world.now,
    )
    asking.dispute = made.pk


@step(30, 40)
def decided(asking: Asking, decision: str) -> None:
    """What was decided, in the word of the decision."""
    services.record_decision(
        actor=asking.actor(Role.CLERK),
        dispute_id=asking.dispute,
        decision=decision,
        decided_on=asking.world.today,
        note=NOTES.get(decision, ""),
        now=asking.world.now,
    )


@step(3, 9)
def propose(asking: Asking, ground: str) -> None:
    """转为主动公开 is proposed, on *ground*."""
    made = services.propose_conversion(
        actor=asking.actor(Role.CLERK),
        request_id=asking.request.pk,
        ground=ground,
        reason="该类材料咨询较多，公开后可减少重复申请。",
        now=asking.world.now,
    )
    asking.conversion = made.pk


@step(2, 6)
def decline(asking: Asking, _: str) -> None:
    services.decline_conversion(
        actor=asking.actor(Role.CLERK),
        conversion_id=asking.conversion,
        reason="材料将随年度报表一并公开，不另行发布。",
        now=asking.world.now,
    )


@step(2, 6)
def publish(asking: Asking, _: str) -> None:
    """The proposal is taken: a draft that goes the way of every document."""
    world, organ = asking.world, BY_KEY[asking.key]
    words = f"现将{asking.matter}予以公开。全文可以到{organ.name}查阅。"
    taken = services.take_conversion(
        actor=asking.actor(Role.CLERK),
        conversion_id=asking.conversion,
        title=asking.matter,
        words=words,
        now=world.now,
    )
    draft = open_draft_of(taken.document_id) if taken.document_id else None
    if draft is None:
        return
    paper = Paper(
        title=asking.matter,
        section=organ.section,
        genre="other",
        body=paragraphs(words),
        summary=f"{asking.matter}（由依申请公开转为主动公开）。",
        keywords="依申请公开,主动公开",
    )
    lives.save(world, organ, draft, lives.text_of(world, organ, paper, world.today))
    world.published += 1
    world.tell(world.now, lives.go(world, organ, draft, *lives.ALL_STEPS))


def spot_check(world: World, name: str, start: date, end: date, share: float) -> Story:
    """质量抽查: a sample of what was answered from *start* to *end*; *share* of the sheets are scored."""
    office = world.actor("xzf", Role.OFFICE)
    if not selectors.concluded_by_unit(start, end, None):
        return
    check = services.draw_sample(actor=office, sample=Sample(name, start, end, 8), now=world.now)
    sheets = selectors.sheets_of(check.pk)
    for sheet in sheets[: round(len(sheets) * share)]:
        yield world.days_on(0, 1)
        scores = {
            each.code: each.points - world.chance.choice((0, 0, 0, 1, 2, 3)) for each in CRITERIA
        }
        services.score(
            actor=office,
            sheet_id=sheet.pk,
            scores=scores,
            remark="检索记录过于简略，个别文书落款日期与送达日期不一致。",
            now=world.now,
        )
