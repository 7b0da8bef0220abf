"""What an application must say (条例第二十九条), and what is refused as unreadable.

Codes of the reasons are the names of the form's fields, so that each stands at its field. The
purpose of an application is never asked for: the “三需要” test was dropped in 2019 (§1.4, §16.15).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.kernel.errors import Reason

ARTICLE = "条例第二十九条第二款"
NATURAL = "natural"
DESCRIPTION_LIMIT = 5000
IDENTITY_KINDS: Mapping[str, str] = {
    "id_card": "居民身份证",
    "passport": "护照",
    "hk_macau": "港澳居民居住证或来往内地通行证",
    "taiwan": "台湾居民居住证或来往大陆通行证",
    "foreigner": "外国人永久居留身份证",
    "military": "军官证、士兵证",
    "credit_code": "统一社会信用代码",
    "other": "其他证件",
}
OF_PEOPLE = tuple(kind for kind in IDENTITY_KINDS if kind != "credit_code")
OF_BODIES = ("credit_code", "other")
LIMITS: Mapping[str, tuple[str, int]] = {
    "name": ("姓名或者名称", 100),
    "identity_number": ("证件号码", 40),
    "representative": ("法定代表人或者负责人", 60),
    "contact_name": ("联系人", 60),
    "phone": ("联系电话", 30),
    "email": ("电子邮箱", 254),
    "address": ("通信地址", 200),
    "postcode": ("邮政编码", 10),
}
_PHONE = re.compile(r"[+(（]?[0-9][0-9 ()（）+-]{5,24}(?:[转#x ]{1,2}[0-9]{1,6})?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: a natural person, or a body of one of the report's classes (§3.3).

    ``applicant_class`` is a code of `words.ApplicantClass`. All of it is personal data.
    """

    applicant_class: str = NATURAL
    name: str = ""
    identity_kind: str = "id_card"
    identity_number: str = ""
    representative: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""

    @property
    def is_natural(self) -> bool:
        return self.applicant_class == NATURAL


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, in which form and by which way (codes of `words`)."""

    description: str = ""
    form_wanted: str = "any"
    way_wanted: str = "online"


def identity_key(applicant: Applicant) -> str:
    """The identity in one form, for telling repeats by the same applicant; "" when not known."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", applicant.identity_number)).upper()
    return f"{applicant.identity_kind}:{number}" if number else ""


def cleaned(text: str) -> str:
    """Text without control characters and lone surrogates, line ends as ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def reasons_against_asking(asked: Asked) -> list[Reason]:
    """An application must describe the information so that it can be found (第二项)."""
    length = len(asked.description)
    if not asked.description.strip():
        sentence = "请写明所需信息的名称、文号，或者便于查找的其他特征"
        return [Reason("description", sentence, ARTICLE)]
    if length > DESCRIPTION_LIMIT:
        sentence = (
            f"申请内容最多 {DESCRIPTION_LIMIT} 个字，现有 {length} 个；"
            "请概括要点，其余材料作为附件上传"
        )
        return [Reason("description", sentence)]
    return []


def reasons_against_applicant(applicant: Applicant, way: str = "") -> list[Reason]:
    """What is missing or wrong in who asks: name, identity, contact (第一项), all at once."""
    return [
        *_of_lengths(applicant),
        *_of_identity(applicant),
        *_of_contact(applicant),
        *_of_way(applicant, way),
    ]


MAY_BE_MISSING = ("identity_number", "phone", "contact_name", "address", "email")


def reasons_against_written(applicant: Applicant, way: str = "") -> list[Reason]:
    """The same for what came on paper, by mail or orally: what it lacks is a matter of 补正 (第三十条),
    but nobody unnamed asks, and nothing may be written down that cannot be right."""
    return [
        reason
        for reason in reasons_against_applicant(applicant, way)
        if reason.code not in MAY_BE_MISSING or getattr(applicant, reason.code)
    ]


def _of_lengths(applicant: Applicant) -> Iterator[Reason]:
    for field, (label, limit) in LIMITS.items():
        length = len(getattr(applicant, field))
        if length > limit:
            yield Reason(field, f"{label}最多 {limit} 个字，现有 {length} 个，请缩短")


def _of_identity(applicant: Applicant) -> Iterator[Reason]:
    if not applicant.name:
        yield Reason("name", "请填写姓名或者名称", ARTICLE)
    kinds = OF_PEOPLE if applicant.is_natural else OF_BODIES
    if applicant.identity_kind not in kinds:
        yield Reason("identity_kind", "证件种类与申请人类型不符，请重新选择")
    if not applicant.identity_number:
        yield Reason("identity_number", "请填写证件号码", ARTICLE)
    elif applicant.identity_kind not in kinds:
        return
    elif applicant.identity_kind == "id_card" and not is_id_card(applicant.identity_number):
        yield Reason("identity_number", "身份证号码有误（位数或校验码不对），请对照证件核对")
    elif applicant.identity_kind == "credit_code" and not is_credit_code(applicant.identity_number):
        sentence = "统一社会信用代码有误（应为 18 位，校验码不对），请核对；没有的请选“其他证件”"
        yield Reason("identity_number", sentence)


def _of_contact(applicant: Applicant) -> Iterator[Reason]:
    if not applicant.is_natural and not applicant.contact_name:
        yield Reason("contact_name", "请填写联系人姓名", ARTICLE)
    if not (applicant.phone or applicant.email or applicant.address):
        yield Reason("phone", "请至少填写一种联系方式：电话、电子邮箱或者通信地址", ARTICLE)
    if applicant.phone and not _PHONE.fullmatch(applicant.phone):
        yield Reason("phone", "电话号码只能有数字、空格和 + - ( )，请核对，如 0999-6000001")
    if applicant.email and not _EMAIL.fullmatch(applicant.email):
        yield Reason("email", "电子邮箱写法不对，请核对，如 name@example.cn")
    if applicant.postcode and not re.fullmatch(r"[0-9]{6}", applicant.postcode):
        yield Reason("postcode", "邮政编码应为 6 位数字，不清楚可以不填")


def _of_way(applicant: Applicant, way: str) -> Iterator[Reason]:
    if way == "post" and not applicant.address:
        yield Reason("address", "选择邮寄的，请填写通信地址", "条例第二十九条第二款第三项")
    if way == "email" and not applicant.email:
        yield Reason("email", "选择以电子邮件获取的，请填写电子邮箱", "条例第二十九条第二款第三项")


def is_id_card(number: str) -> bool:
    """Whether this can be a resident's number: 18 characters by GB 11643, or the old 15 digits."""
    number = number.strip().upper()
    if re.fullmatch(r"[0-9]{15}", number):
        return True
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]


def is_credit_code(code: str) -> bool:
    """Whether this can be a unified social credit code (GB 32100: modulus 31, weights 3^i)."""
    code = code.strip().upper()
    if len(code) != 18 or any(char not in _CREDIT for char in code):
        return False
    total = sum(_CREDIT.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return _CREDIT[(31 - total % 31) % 31] == code[17]
