"""A year of requests for information: every channel, every kind of reply, every side road."""

from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.world import OPENS, Story, World
from gongkai.clock.rules import wd_add
from gongkai.inforequests import services
from gongkai.inforequests.rules import chain
from gongkai.inforequests.rules.intake import Applicant, Asked
from gongkai.inforequests.rules.replies import REPLY_KINDS
from gongkai.inforequests.services import Filed, Said, Searched, Served
from gongkai.inforequests.services.intake import take_request
from gongkai.inforequests.services.stationery import save_settings
from gongkai.kernel.permissions import Role

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

Opening = Generator[datetime, None, "InformationRequest"]

SEED = 20260711
ORGANS = ("jyj", "czj", "nyj", "zfb", "jyj", "czj")
CHANNELS = (
    "counter",
    "counter",
    "post_signed",
    "post_signed",
    "email",
    "email",
    "fax",
    "post_plain",
    "oral",
)
CONFIRMED = {"fax", "email", "post_plain"}
"""Channels whose day of receipt both sides confirm (条例第三十一条)."""
CLASSES = ("natural",) * 6 + (
    "business",
    "business",
    "legal_service",
    "research",
    "welfare",
    "other",
)
KINDS = (
    *(
        "granted",
        "granted",
        "granted",
        "granted_public",
        "granted_public",
        "partial",
        "u1_not_held",
    ),
    *("granted", "u1_not_ours", "d4", "n1", "d6", "granted", "u2", "n2", "partial", "d5"),
    *("granted", "granted_public", "u1_not_held", "n3", "d7", "granted", "n5", "d8", "d2"),
)
MATTERS = (
    "{year}年{place}农村公路养护资金安排和使用情况",
    "{year}年{place}耕地地力保护补贴发放标准和依据",
    "{year}年{place}义务教育阶段学校招生划片方案",
    "{place}饮用水水源保护区划定批复文件",
    "{year}年{place}一般公共预算调整方案",
    "{place}老旧小区改造项目施工合同和验收资料",
    "{year}年{place}政府采购目录及集中采购限额标准",
    "{place}集体土地征收补偿安置方案及公告",
    "{year}年{place}安全生产检查发现问题的整改情况",
    "{place}养老服务设施建设规划和补助办法",
)
PLACES = ("全县", "清泉镇", "县城区", "青石乡", "柳河镇")
TEXTS = {
    "special_law": "依照《不动产登记暂行条例》的规定查询。",
    "reasons": "该信息的具体内容及事实经过已经逐项核对，符合所引条款规定的情形。",
    "way": "可在县政府门户网站“政府信息公开”栏目查阅、下载。",
    "provided": "随本答复书提供所申请的材料复印件，共6页。",
    "responsible": "该信息由县自然资源局负责公开，联系电话0999-6010018。",
}
USUAL = "已经逐项核对，具体情况见所附材料。"
DETOURS = ("clarify", "extend", "third", "withdraw", "dispute")


def requests_of_the_year(world: World, scale: float) -> Iterator[tuple[date, Story]]:
    """Requests spread over the year; some of the last ones are late on purpose."""
    today = world.end.astimezone().date()
    yield today - timedelta(days=373), _letterhead(world)
    count = max(6, round(54 * scale))
    for place in range(count):
        day = today - timedelta(days=round(360 - place * 352 / count))
        detour = DETOURS[place // 3 % len(DETOURS)] if place % 3 == 1 else ""
        kind = KINDS[place % len(KINDS)]
        yield day, _life(world, Random(SEED + place), ORGANS[place % len(ORGANS)], kind, detour)  # noqa: S311
    for place, days in enumerate((26, 24, 19)):
        day = world.working_days_ago(days)
        yield day, _forgotten(world, Random(SEED - place), ORGANS[place])  # noqa: S311


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


def _moment(world: World, chance: Random, days: int) -> datetime:
    """A minute in the office, *days* working days from now; later today for 0."""
    if not days:
        return world.now + timedelta(minutes=chance.randrange(3, 25))
    day = wd_add(world.calendar, world.today, days)
    at = datetime.combine(day, OPENS, world.end.astimezone().tzinfo)
    return at + timedelta(minutes=chance.randrange(0, 480))


def _matter(world: World, chance: Random) -> str:
    return chance.choice(MATTERS).format(year=world.today.year - 1, place=chance.choice(PLACES))


def _ask(world: World, chance: Random, key: str, matter: str) -> "InformationRequest":
    """Somebody asks; the office or the unit's clerk fills in what came."""
    applicant_class = chance.choice(CLASSES)
    channel = chance.choice(CHANNELS)
    taken = take_request(
        actor=world.actor("xzf", Role.OFFICE),
        unit=world.units[key],
        channel=channel,
        applicant=_applicant(world, chance, applicant_class),
        asked=Asked(
            description=f"申请公开{matter}，以复印件形式提供。",
            form_wanted=chance.choice(("paper", "electronic")),
            way_wanted=chance.choice(("post", "email", "pick_up")),
        ),
        arrived_at=world.now,
        now=world.now,
        signed_on=world.today if channel == "post_signed" else None,
    )
    return taken.request


def _applicant(world: World, chance: Random, applicant_class: str) -> Applicant:
    name = world.names.person()
    contact = {
        "phone": f"0999-60{chance.randrange(10000, 99999)}",
        "email": f"demo{chance.randrange(1000, 9999)}@example.com",
        "address": f"澄明县清泉路{chance.randrange(1, 200)}号",
        "postcode": "999900",
    }
    if applicant_class == "natural":
        return Applicant(
            name=name,
            identity_kind="other",
            identity_number=f"DEMO{chance.randrange(10**6, 10**7)}",
            **contact,
        )
    return Applicant(
        applicant_class=applicant_class,
        name=f"澄明县示例{chance.choice(('商贸', '农业', '研究', '公益', '法律'))}机构{chance.randrange(1, 99)}",
        identity_kind="other",
        identity_number=f"DEMO{chance.randrange(10**6, 10**7)}",
        representative=name,
        contact_name=name,
        **contact,
    )


def _life(world: World, chance: Random, key: str, kind: str, detour: str) -> Story:
    """One request from its arrival to the archive, by the road *detour*."""
    request = yield from _opened(world, chance, key, detour)
    if detour == "withdraw":
        _office(world, services.withdraw_request, request, note="申请人来电说明已从其他渠道获取")
        return
    yield from _prepared(world, chance, key, request, kind, detour)
    yield from _judged(world, chance, key, request, kind)
    if detour == "dispute":
        yield _moment(world, chance, 20)
        _dispute(world, chance, key, request)


def _opened(world: World, chance: Random, key: str, detour: str) -> Opening:
    """Arrival, registration, a correction where one is asked for, and the unit that handles it."""
    matter = _matter(world, chance)
    request = _ask(world, chance, key, matter)
    yield _moment(world, chance, 0)
    confirmed = world.today if request.channel in CONFIRMED else None
    _office(world, services.accept_request, request, subject=matter, confirmed_on=confirmed)
    request.refresh_from_db()
    yield _moment(world, chance, chance.randint(0, 1))
    if detour == "clarify":
        _office(
            world,
            services.ask_clarification,
            request,
            unclear="未写明所申请信息的年度和具体项目",
            guidance="请写明年度、项目名称或者文号",
            days=10,
        )
        yield _moment(world, chance, chance.randint(2, 6))
        _office(
            world,
            services.receive_clarification,
            request,
            answer="补充写明年度和项目名称。",
            received_on=world.today,
        )
        yield _moment(world, chance, 1)
    _office(world, services.assign_request, request)
    return request


def _office(
    world: World, deed: Callable[..., object], request: "InformationRequest", **more: object
) -> None:
    """A deed of the office on a request."""
    deed(actor=world.actor("xzf", Role.OFFICE), request_id=request.pk, now=world.now, **more)


def _prepared(
    world: World, chance: Random, key: str, request: "InformationRequest", kind: str, detour: str
) -> Story:
    """Searching, consulting, extending: what the record shows before a reply."""
    clerk = world.actor(key, Role.CLERK)
    common: dict[str, Any] = {"actor": clerk, "request_id": request.pk}
    yield _moment(world, chance, chance.randint(1, 4))
    services.record_search(
        **common,
        searched=Searched(
            on=world.today,
            places="机关档案室、办公系统、业务科室",
            method="按年度、题名和文号检索，并询问经办科室",
            keywords=request.subject[:40],
            result="未检索到" if kind == "u1_not_held" else "检索到相关材料",
            found=kind != "u1_not_held",
        ),
        now=world.now,
    )
    if kind in {"d4", "partial"} or detour == "third":
        asked = services.consult_third_party(
            **common, party="某公司", summary=f"{request.subject}中涉及贵公司的内容", now=world.now
        )
        yield _moment(world, chance, chance.randint(4, 9))
        objects = kind in {"d4", "partial"}
        services.record_opinion(
            actor=clerk,
            consultation_id=asked.pk,
            answer="objects" if objects else "agrees",
            reasons="涉及尚未公开的报价和工艺，公开会损害竞争地位" if objects else "",
            reasons_accepted=True if objects else None,
            answered_on=world.today,
            now=world.now,
        )
    if detour == "extend":
        yield _moment(world, chance, 3)
        services.request_extension(
            **common, days=10, reason="涉及历年档案，需逐卷核对", now=world.now
        )
        yield _moment(world, chance, 1)
        _press(world, "xzf", Role.OFFICE, request, "approve_extension")


def _judged(
    world: World, chance: Random, key: str, request: "InformationRequest", kind: str
) -> Story:
    """Draft, three judgements, issue, service, archive."""
    clerk = world.actor(key, Role.CLERK)
    yield _moment(world, chance, chance.randint(1, 3))
    services.save_draft(actor=clerk, request_id=request.pk, said=stated(kind), now=world.now)
    _press(world, key, Role.CLERK, request, "submit")
    for role, action in (
        (Role.SECTION_HEAD, "pass_audit"),
        (Role.LEGAL_ADVISER, "pass_legal"),
        (Role.LEADER, "sign"),
    ):
        yield _moment(world, chance, chance.randint(0, 1))
        _press(world, key, role, request, action)
    yield _moment(world, chance, chance.randint(0, 1))
    services.issue_reply(actor=clerk, request_id=request.pk, now=world.now)
    yield _moment(world, chance, 0)
    served = Served(
        kind="post",
        sent_on=world.today,
        receipt="none",
        carrier="邮政企业",
        tracking=f"XA{chance.randrange(10**10, 10**11)}",
    )
    services.record_delivery(actor=clerk, request_id=request.pk, served=served, now=world.now)
    yield _moment(world, chance, chance.randint(1, 3))
    _press(world, key, Role.CLERK, request, "archive")


def _press(world: World, key: str, role: Role, request: "InformationRequest", action: str) -> None:
    services.perform(
        actor=world.actor(key, role),
        case_id=request.case_id,
        action=action,
        note="",
        now=world.now,
    )


def stated(kind: str) -> Said:
    """The answers along the chain that end in *kind*, with the facts it has to give (§1.6)."""
    answers = next(answers for answers, end in _roads(chain.FIRST) if end == kind)
    facts = {name: TEXTS.get(name, USUAL) for name in REPLY_KINDS[kind].facts}
    return Said(answers, kind, facts, ("E15",) if kind == "partial" else ())


def _roads(question: str) -> Iterator[tuple[dict[str, str], str]]:
    for choice in chain.QUESTIONS[question].choices:
        if choice.kind:
            yield {question: choice.code}, choice.kind
        else:
            for answers, kind in _roads(choice.question):
                yield {question: choice.code} | answers, kind


def _forgotten(world: World, chance: Random, key: str) -> Story:
    """A request that was given to its unit and then lay there: overdue, or about to be."""
    yield from _opened(world, chance, key, "")


def _dispute(world: World, chance: Random, key: str, request: "InformationRequest") -> None:
    """The applicant asks for reconsideration; some are decided by now."""
    clerk = world.actor(key, Role.CLERK)
    made = services.record_dispute(
        actor=clerk,
        request_id=request.pk,
        filed=Filed("reconsideration", "澄明县人民政府", world.today, BY_KEY[key].short),
        now=world.now,
    )
    if chance.random() < 0.7:
        services.record_decision(
            actor=clerk,
            dispute_id=made.pk,
            decision=chance.choice(("upheld", "upheld", "revoked", "withdrawn")),
            decided_on=world.today,
            note="",
            now=world.now,
        )
