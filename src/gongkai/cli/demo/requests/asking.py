"""Who asks, by which way it comes, and the request in the hands of those who handle it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from random import Random
from typing import TYPE_CHECKING

from gongkai.cli.demo.world import OPENS, ZONE, World
from gongkai.clock.rules import wd_add
from gongkai.inforequests.intake.codes import code_from
from gongkai.inforequests.rules.intake import Applicant, Asked
from gongkai.inforequests.services import drafts, intake, perform
from gongkai.kernel.permissions import Role

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest
    from gongkai.kernel.actor import StaffActor

MAIL = "mail"
"""An e-mail that is imported as it came; the other e-mails are typed in by the office."""
PORTAL = "internet"
BODIES = {
    "business": ("商贸有限公司", "农业发展有限公司", "建材经营部"),
    "research": ("县域经济研究所", "乡村建设研究中心"),
    "welfare": ("助学公益服务中心", "生态环境志愿者协会"),
    "legal_service": ("律师事务所", "法律服务所"),
    "other": ("业主委员会", "农民专业合作社"),
}
FORMS = ("paper", "electronic")
WAYS = {"paper": ("post", "pick_up"), "electronic": ("email", "online")}


@dataclass
class Asking:
    """One request while it is being told. ``heard``: the answer along the chain that its course gave."""

    world: World
    chance: Random
    key: str
    kind: str
    matter: str
    applicant: Applicant
    request: "InformationRequest"
    heard: dict[str, str] = field(default_factory=dict)
    consultation: int = 0
    consultation_case: int = 0
    question: tuple[int, str] = (0, "")
    dispute: int = 0
    conversion: int = 0

    def actor(self, role: Role, key: str = "") -> "StaffActor":
        return self.world.actor(key or self.key, role)

    def office(self, deed: Callable[..., object], **more: object) -> None:
        """A deed of the county's office on the request."""
        self._do(deed, self.actor(Role.OFFICE, "xzf"), more)

    def clerk(self, deed: Callable[..., object], **more: object) -> None:
        """A deed of the unit's clerk on the request."""
        self._do(deed, self.actor(Role.CLERK), more)

    def _do(
        self, deed: Callable[..., object], actor: "StaffActor", more: dict[str, object]
    ) -> None:
        deed(actor=actor, request_id=self.request.pk, now=self.world.now, **more)

    def press(self, role: Role, action: str, note: str = "") -> None:
        """A step of the flow that needs at most an opinion."""
        perform(
            actor=self.actor(role, "xzf" if role is Role.OFFICE else ""),
            case_id=self.request.case_id,
            action=action,
            note=note,
            now=self.world.now,
        )

    def later(self, least: int, most: int) -> datetime:
        """A minute in the office some working days from now; a little later today for 0."""
        days = self.chance.randint(least, most)
        if not days:
            return self.world.now + timedelta(minutes=self.chance.randrange(3, 25))
        day = wd_add(self.world.calendar, self.world.today, days)
        at = datetime.combine(day, OPENS, ZONE)
        return at + timedelta(minutes=self.chance.randrange(0, 480))

    def again(self, applicant: Applicant, kind: str) -> "Asking":
        """Somebody asks the same unit for the same, at the counter."""
        return arrive(self.world, self.chance, self.key, kind, self.matter, "counter", applicant)


def applicant_of(world: World, chance: Random, applicant_class: str) -> Applicant:
    """Somebody invented; numbers and addresses are such as nobody has."""
    name = world.names.person()
    person = Applicant(
        name=name,
        identity_kind="other",
        identity_number=f"DEMO{chance.randrange(10**6, 10**7)}",
        phone=f"0999-60{chance.randrange(10000, 99999)}",
        email=f"demo{chance.randrange(1000, 9999)}@example.com",
        address=f"澄明县清泉路{chance.randrange(1, 200)}号",
        postcode="999900",
    )
    if person.applicant_class == applicant_class:
        return person
    kind = chance.choice(BODIES[applicant_class])
    return replace(
        person,
        applicant_class=applicant_class,
        name=f"澄明县示例{chance.randrange(1, 99)}号{kind}",
        representative=name,
        contact_name=name,
    )


def arrive(
    world: World,
    chance: Random,
    key: str,
    kind: str,
    matter: str,
    channel: str,
    applicant: Applicant,
) -> Asking:
    """The request comes in by *channel*; what is known of it only there is filled in."""
    form = chance.choice(FORMS)
    asked = Asked(
        description=f"申请公开{matter}，以{'纸质' if form == 'paper' else '电子'}形式提供。",
        form_wanted=form,
        way_wanted=chance.choice(WAYS[form]),
    )
    comes = {PORTAL: _on_line, MAIL: _by_mail}.get(channel)
    if comes is not None:
        request = comes(world, chance, key, applicant, asked)
    else:
        request = _written_down(world, key, channel, applicant, asked)
    return Asking(world, chance, key, kind, matter, applicant, request)


def _written_down(
    world: World, key: str, channel: str, applicant: Applicant, asked: Asked
) -> "InformationRequest":
    """The office fills in what came by post, fax or e-mail, or was said at the counter."""
    taken = intake.take_request(
        actor=world.actor("xzf", Role.OFFICE),
        unit=world.units[key],
        channel=channel,
        applicant=applicant,
        asked=asked,
        arrived_at=world.now,
        now=world.now,
        signed_on=world.today if channel == "post_signed" else None,
    )
    return taken.request


def _by_mail(
    world: World, chance: Random, key: str, applicant: Applicant, asked: Asked
) -> "InformationRequest":
    """The mail is imported; then the clerk writes down who asked."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{applicant.contact_name or applicant.name} <{applicant.email}>"
    mail["Subject"] = "政府信息公开申请"
    mail["Date"] = world.now
    mail["Message-ID"] = f"<{chance.randrange(10**12)}@example.com>"
    mail.set_content(asked.description, cte="base64")
    office = world.actor("xzf", Role.OFFICE)
    taken = intake.import_mail(
        actor=office, unit=world.units[key], data=mail.as_bytes(), now=world.now
    )
    person = replace(applicant, applicant_class="natural")
    intake.complete_requester(actor=office, request=taken.request, applicant=person, now=world.now)
    return taken.request


def _on_line(
    world: World, chance: Random, key: str, applicant: Applicant, asked: Asked
) -> "InformationRequest":
    """The applicant types on the portal, comes back to the draft, adds a file and sends."""
    token = f"demo-{chance.getrandbits(128):032x}"
    content = {"description": asked.description}
    draft = drafts.save_draft(token=token, content=content, now=world.now)
    if chance.random() < 0.5:
        drafts.add_file(
            draft=draft,
            data="所需信息的补充说明：用于了解本地政策执行情况。".encode(),
            name="补充说明.txt",
            purpose="material",
            now=world.now,
        )
    request = intake.submit_request(
        draft=draft,
        token=token,
        applicant=applicant,
        asked=asked,
        unit_id=world.units[key].pk,
        now=world.now,
    )
    world.receipts.append((request.number, code_from(token)))
    return request
