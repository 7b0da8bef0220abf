"""How a hit is masked (规则手册 §14.2): which characters stay, by rule and strictness."""

import re
import unicodedata
from dataclasses import dataclass

MARK = "*"
_PLACE = re.compile(r"^.*?(?:街道|社区|[^0-9\s]{1,8}?(?:乡|镇|村))")
_MAIL = re.compile(r"^(.)[^@＠]*([@＠].*)$", re.DOTALL)
_WHOLE = "***"


@dataclass(frozen=True, slots=True)
class Form:
    """How many significant characters stay at the front and at the end."""

    front: int
    back: int
    strict_front: int = 0
    strict_back: int = 0


RULES = {
    "id_number": "居民身份证号",
    "mobile": "手机号",
    "bank_card": "银行卡号",
    "landline": "个人固定电话",
    "home_address": "家庭住址",
    "plate": "车牌",
    "passport": "护照等证件",
    "social_security": "社保等编号",
    "email": "电子邮箱",
    "sensitive": "敏感事项",
    "by_hand": "指定的词",
}
FORMS = {
    "id_number": Form(6, 4, 0, 4),
    "mobile": Form(3, 4, 0, 4),
    "bank_card": Form(0, 4, 0, 4),
    "landline": Form(4, 2, 0, 0),
    "plate": Form(2, 1, 1, 0),
    "passport": Form(1, 2, 0, 2),
    "social_security": Form(0, 4, 0, 2),
}
"""居民身份证号 keeps six and four (strictly the last four); cards keep the last four."""


def spoken(rule: str) -> str:
    """A rule in words."""
    return RULES.get(rule) or RULES.get(rule.partition("_")[0]) or rule


def masked(rule: str, text: str, *, strict: bool = False, level: int = 0) -> str:
    """The masked form of a hit; the same length where characters are merely replaced.

    *level* 0 is the usual form; 1 keeps nothing of a form that was still recognised.
    """
    if level > 0:
        return _starred(text, 0, 0) if rule in FORMS else _WHOLE
    known = FORMS.get(rule)
    if known is not None:
        front = known.strict_front if strict else known.front
        back = known.strict_back if strict else known.back
        if rule == "landline" and not strict:
            front = _area_digits(text)
        return _starred(text, front, back)
    if "mail" in rule and (mail := _MAIL.match(text)):
        return f"{'' if strict else mail[1]}{_WHOLE}{mail[2]}"
    if (
        "address" in rule
        and not strict
        and (place := _PLACE.match(text))
        and place.end() < len(text)
    ):
        return place[0] + _WHOLE
    return _WHOLE


def _area_digits(text: str) -> int:
    """How many digits of a landline are its area: 010 and 02x have three, others four."""
    digits = [str(unicodedata.digit(char)) for char in text if char.isdigit()]
    if digits[:1] != ["0"]:
        return 0
    return 3 if digits[1:2] in (["1"], ["2"]) else 4


def _starred(text: str, front: int, back: int) -> str:
    """Stars in place of letters and digits but the first *front* and last *back*; signs stay."""
    places = [i for i, char in enumerate(text) if _counts(char)]
    if len(places) <= front + back:
        front, back = 0, min(back, max(len(places) - 4, 0))
    gone = set(places[front : len(places) - back])
    return "".join(
        MARK if i in gone else "" if _is_unseen(char) else char for i, char in enumerate(text)
    )


def _counts(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" or char in "〇○×✕✖"


def _is_unseen(char: str) -> bool:
    """Zero-width and other format characters, which only serve to hide a number."""
    return unicodedata.category(char) == "Cf"
