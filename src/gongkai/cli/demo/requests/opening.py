"""登记, 补正, 分办, 转办, 拆分, 并案, 撤回: what the office does with a request, and the applicant."""

from gongkai.cli.demo.county import BY_KEY
from gongkai.cli.demo.requests.asking import Asking
from gongkai.cli.demo.requests.steps import step, walk
from gongkai.inforequests import services
from gongkai.inforequests.rules.receipt import needs_confirmation
from gongkai.inforequests.services import applicants, codes
from gongkai.kernel.permissions import Role

STRAIGHT = ("draft", "submit", "pass_audit", "pass_legal", "sign", "issue", "deliver", "archive")
CLARIFICATION_DAYS = 10


@step()
def accept(asking: Asking, _: str) -> None:
    asking.request.refresh_from_db()
    confirmed = asking.world.today if needs_confirmation(asking.request.channel) else None
    asking.office(services.accept_request, subject=asking.matter, confirmed_on=confirmed)
    asking.request.refresh_from_db()


@step()
def theme(asking: Asking, _: str) -> None:
    """What it is about, for the figures: the upper theme of the unit that is asked."""
    code = BY_KEY[asking.key].theme.partition("-")[0]
    asking.office(services.set_theme, theme_id=asking.world.themes[code])


@step(0, 1)
def assign(asking: Asking, person: str) -> None:
    """To the unit, or with ``person`` to its clerk by name."""
    clerk = asking.world.people[asking.key, Role.CLERK].pk if person else None
    asking.office(services.assign_request, person_id=clerk)


@step(0, 1)
def clarify(asking: Asking, _: str) -> None:
    asking.office(
        services.ask_clarification,
        unclear="未写明所申请信息的年度和具体项目",
        guidance="请写明年度、项目名称或者文号，也可以说明所需材料的其他特征",
        days=CLARIFICATION_DAYS,
    )


@step(2, 6)
def clarified(asking: Asking, _: str) -> None:
    asking.office(
        services.receive_clarification,
        answer="补充写明年度和项目名称。",
        received_on=asking.world.today,
    )


@step(2, 6)
def supplement(asking: Asking, _: str) -> None:
    """The applicant mends the application on line."""
    applicants.supplement(
        request_id=asking.request.pk,
        answer="所需的是上一年度的材料，项目名称已在附件中写明。",
        now=asking.world.now,
    )


@step(CLARIFICATION_DAYS + 2)
def propose_lapse(asking: Asking, days: str) -> None:
    """The nightly job tells that a term is over; a person has to confirm it."""
    services.close_lapsed(now=asking.world.now)


@step()
def lapse_clarification(asking: Asking, _: str) -> None:
    asking.press(Role.OFFICE, "lapse_clarification")


@step()
def transfer(asking: Asking, key: str) -> None:
    """To the unit *key*, which is responsible; it goes on there."""
    organ = BY_KEY[key]
    asking.office(
        services.transfer_out,
        unit=asking.world.units[key],
        unit_name=organ.name,
        note=f"所申请的信息由{organ.name}制作并保存，由其负责公开",
        told=True,
    )
    asking.key = key


@step(0, 1)
def send_to_office(asking: Asking, _: str) -> None:
    note = "所申请的信息不由本机关制作，请重新分办"
    asking.press(Role.CLERK, "send_to_office", note)


@step()
def merge(asking: Asking, _: str) -> None:
    """The same applicant asks the same again while the first is open; the second goes into it."""
    twin = asking.again(asking.applicant, asking.kind)
    accept(twin, "")
    twin.office(
        services.merge_request,
        into_id=asking.request.pk,
        same_information=True,
        note="申请人两次申请的内容完全相同，前一件正在办理",
    )


@step()
def split(asking: Asking, _: str) -> None:
    """一事一申请: the part that is split off goes its own straight way."""
    parts = services.split_request(
        actor=asking.actor(Role.OFFICE, "xzf"),
        request_id=asking.request.pk,
        parts=(asking.matter, f"{asking.matter}的办理依据"),
        now=asking.world.now,
    )
    for part in parts:
        other = Asking(
            *(asking.world, asking.chance, asking.key, "granted", asking.matter),
            *(asking.applicant, part),
        )
        asking.world.tell(asking.world.now, walk(other, ("assign", "search", *STRAIGHT)))


@step(0, 1)
def withdraw(asking: Asking, _: str) -> None:
    note = "申请人来电说明已从其他渠道获取，并已书面确认撤回"
    asking.office(services.withdraw_request, note=note)


@step(0, 1)
def withdraw_online(asking: Asking, _: str) -> None:
    applicants.withdraw(request_id=asking.request.pk, now=asking.world.now)


@step(0, 1)
def reset_code(asking: Asking, _: str) -> None:
    """The applicant has lost the query code and shows who they are at the counter."""
    asking.request.refresh_from_db()
    codes.reset_code(
        actor=asking.actor(Role.OFFICE, "xzf"), request=asking.request, now=asking.world.now
    )
