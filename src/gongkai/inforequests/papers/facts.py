"""All that a paper may say, as plain values. Dates are days in Asia/Shanghai; amounts are yuan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CATEGORIES: Mapping[str, str] = {
    "d3": "国家安全、公共安全、经济安全、社会稳定",
    "d4": "商业秘密、个人隐私等",
    "d5": "人事管理、后勤管理、内部工作流程等方面",
    "d6": "讨论记录、过程稿、磋商信函、请示报告等过程性信息",
    "d8": "行政查询事项",
}
"""What Arts. 14–16 and 36(7) call the class, for a reply that names no narrower one."""


@dataclass(frozen=True, slots=True)
class Annex:
    """Something sent with a paper; ``pages`` is needed for the tariff by pages (§2.3), 0 unknown."""

    name: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class SeveredPassage:
    """What was taken out of a copy, on which ground, and why (条例第三十七条).

    ``place`` says where without saying what (``第3页第2段``); ``ground`` is a code of §1.2 (``E15``)
    or of another lack (``d8``, ``u2``); ``reason`` is the sentence for the applicant.
    """

    place: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One bracket of a fee (§2.2, §2.3): so many items or pages at a rate."""

    label: str
    count: int
    rate: int

    @property
    def amount(self) -> int:
        return self.count * self.rate


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the papers of one request may say. What a paper does not need stays empty."""

    # 机关
    organ: str
    issued_on: date
    number: str = ""
    office: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""
    # 申请
    request_number: str = ""
    subject: str = ""
    channel: str = ""
    arrived_on: date | None = None
    received_on: date | None = None
    received_basis: str = ""
    due_on: date | None = None
    applicant: str = ""
    applicant_class: str = ""
    applicant_is_person: bool = True
    identity_document: str = ""
    contact: str = ""
    form_wanted: str = ""
    way_wanted: str = ""
    handler: str = ""
    # 补正、说明理由、延期
    unclear: tuple[str, ...] = ()
    guidance: str = ""
    days: int = 0
    until: date | None = None
    asked_on: date | None = None
    answered_on: date | None = None
    volume: str = ""
    cause: str = ""
    new_due_on: date | None = None
    # 征求意见、协办
    recipient: str = ""
    recipient_is_person: bool = False
    summary: str = ""
    consulted: str = ""
    sent_on: date | None = None
    opinion: str = ""
    public_interest: str = ""
    provided_on: date | None = None
    task: str = ""
    # 收费
    tariff: str = ""
    fee_lines: tuple[FeeLine, ...] = ()
    fee_amount: int = 0
    payment: str = ""
    # 答复
    kind: str = ""
    withheld_on: tuple[str, ...] = ()
    content: str = ""
    way: str = ""
    reason: str = ""
    law: str = ""
    category: str = ""
    search: str = ""
    other_organ: str = ""
    other_contact: str = ""
    earlier: str = ""
    withheld: str = ""
    severed: tuple[SeveredPassage, ...] = ()
    form_note: str = ""
    record: str = ""
    outcome: str = ""
    # 救济
    reviewing_bodies: tuple[str, ...] = ()
    court: str = ""
    online_channel: str = ""
    query_remedy: str = "B"
    # 附件、送达
    annexes: tuple[Annex, ...] = ()
    papers: tuple[str, ...] = ()
    delivery_way: str = ""
    delivery_place: str = ""
    delivered_on: date | None = None
    delivered_by: str = ""
    signed_by: str = ""
    delivery_note: str = ""

    @property
    def you(self) -> str:
        """How the addressee of a reply is spoken to."""
        return "您" if self.applicant_is_person else "你单位"

    @property
    def category_or_all(self) -> str:
        """The class of what is withheld, or the words of the law for the whole class."""
        return self.category or CATEGORIES.get(self.kind, "")

    @property
    def third(self) -> str:
        """How a third party is spoken to."""
        return "您" if self.recipient_is_person else "你单位"
