"""Bank cards and accounts of persons: Luhn, known issuers and labels (规则手册 §14.2)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.personal.checksums import (
    has_id_shape,
    is_credit_code,
    is_id18,
    passes_luhn,
)
from gongkai.screening.rules.personal.digits import Number, numbers_in, runs_of
from gongkai.screening.rules.personal.identity import BASIS
from gongkai.screening.rules.personal.surroundings import Meaning, about_persons, announced
from gongkai.screening.rules.scene import Cue, Hit, Scene

_LENGTHS = frozenset(range(12, 20))
_ISSUERS = re.compile(r"62\d|9558|9559|60[0-9]|69\d|4[0-9]{3}|5[1-5]\d\d|35[2-8]|3[47]\d")
_UNION_PAY = re.compile(r"62\d|955[89]")
_OLD_ISSUERS = re.compile(
    r"4367(?:42|45)|43406[12]|456351|45812[34]|601382|601428|60142|405512|521899|52016|402658|410062"
    r"|468203|512425|524011|518710|439225|439227|479228|552534|545619|545623|545947|3568[3589]\d"
    r"|40336|40411[78]|40412|463758|51941[23]|520082|535910|552599|558730|491020|514027|40966[5-9]"
    r"|40967[012]|427\d{3}|451461|4563|370246|520083|528856|356868|356869|421349|421393|524094"
)
"""Six digits (or fewer) of the cards that Chinese banks issued under foreign marks."""
_AFTER = re.compile(
    r"[A-Za-z*＊●█■]|\s?(?:万|亿|元|吨)|\.(?:html?|pdf|jpe?g|png|docx?|xlsx?|shtml)"
)
_BEFORE = re.compile(r"[A-Za-z0-9￥¥$=#]\Z|(?:://|www\.)[^\s\u4e00-\u9fff]*\Z")
_ORGANISATION = re.compile(
    r"公司|局|财政|委员会|中心|专户|政府|学校|医院|法院|国库|银行本部|集团|协会|村委|居委|单位|对公|保证金|合作社|管理处"
)


class BankCards:
    """Card numbers of 16 to 19 digits, and shorter account numbers after a card's label."""

    cues: tuple[str, ...] = ()

    def find(self, scene: Scene, _cues: Sequence[Cue]) -> Iterable[Hit]:
        for groups in runs_of(scene):
            told: list[Number] = []
            for number in sorted(numbers_in(groups, _LENGTHS), key=_likeliest):
                if any(number.overlaps(one) for one in told):
                    continue
                for hit in self._judge(scene, number):
                    told.append(number)
                    yield hit

    def _judge(self, scene: Scene, number: Number) -> Iterator[Hit]:
        digits = number.digits
        if number.gap_before in {".", "/"} or number.gap_after in {".", "/"}:
            return
        if _AFTER.match(scene.text, number.end) or _BEFORE.search(scene.before(number.start, 60)):
            return
        severity = _severity(scene, number, announced(scene, number.start))
        if severity is not None and not (len(digits) == 18 and is_id18(digits)):
            yield _hit(number, severity)


def _likeliest(number: Number) -> tuple[bool, bool, bool, int]:
    """Whole cards first, then what stands on one line, in one piece, then the longer."""
    card = len(number.digits) >= 16 and passes_luhn(number.digits)
    return (not card, number.is_broken, not number.is_whole, -len(number.digits))


def _severity(scene: Scene, number: Number, meaning: Meaning) -> Severity | None:
    digits = number.digits
    card = len(digits) >= 16 and passes_luhn(digits)
    if meaning is Meaning.CARD or (meaning is Meaning.SOCIAL and card):
        if card:
            return Severity.BLOCK
        return Severity.CONFIRM if number.is_whole or len(digits) >= 16 else None
    if meaning is Meaning.ACCOUNT:
        return _severity_of_account(scene, number, card=card)
    if not card or meaning not in {Meaning.NONE, Meaning.MOBILE, Meaning.CONTACT, Meaning.AMOUNT}:
        return None
    if len(digits) == 18 and (has_id_shape(digits) or is_credit_code(digits)):
        return None
    if _UNION_PAY.match(digits):
        return Severity.BLOCK
    if len(digits) == 16 and _OLD_ISSUERS.match(digits):
        return Severity.CONFIRM
    persons = about_persons(scene, number.start)
    return Severity.CONFIRM if persons and _ISSUERS.match(digits) and len(digits) == 16 else None


def _severity_of_account(scene: Scene, number: Number, *, card: bool) -> Severity | None:
    """An account: a card's issuer decides; otherwise who holds it."""
    if card and _UNION_PAY.match(number.digits):
        return Severity.BLOCK
    if card and len(number.digits) == 16 and _OLD_ISSUERS.match(number.digits):
        return Severity.CONFIRM
    if about_persons(scene, number.start):
        return Severity.CONFIRM
    near = scene.before(number.start, 80)
    if _ORGANISATION.search(near) or not card:
        return None
    return Severity.CONFIRM


def _hit(number: Number, severity: Severity) -> Hit:
    sure = severity is Severity.BLOCK
    return Hit(
        "bank_card",
        Category.PERSONAL_DATA,
        severity,
        number.start,
        number.end,
        "银行卡号（一卡通账号）不得公开" if sure else "疑似个人银行账号，请核对",
        f"改为 **** **** **** {number.digits[-4:]}",
        BASIS,
    )
