"""居民身份证号: eighteen characters with check digit, and the old fifteen digits (规则手册 §14.2)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.personal.checksums import (
    has_id_shape,
    is_credit_code,
    is_id15,
    is_id18,
)
from gongkai.screening.rules.personal.digits import Number, numbers_in, runs_of
from gongkai.screening.rules.personal.surroundings import Meaning, about_persons, announced
from gongkai.screening.rules.scene import Cue, Hit, Scene

BASIS = "《个人信息保护法》第六条、第二十五条；《政府信息公开条例》第十五条"
_X = re.compile(r"[ \u3000\-‐‑–—.·_\n\r]{0,3}[XxХхΧχ×✕✖ⅩⅹⓍⓧ🅇](?![0-9](?!\d{3}年))")
_MASKED = re.compile(r"[*＊●█■◆]|[Xx×]{2}")
_AFTER_WORD = re.compile(r"[A-Za-z]")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]+\Z")
_INDEX_NUMBER = re.compile(r"\s*/\s*(?:19|20)\d\d")
_LENGTHS = frozenset({15, 17, 18})
_UNSURE = {Meaning.SERIAL, Meaning.AMOUNT, Meaning.ACCOUNT, Meaning.CARD, Meaning.CREDIT_CODE}


class IdentityNumbers:
    """Identity numbers, seen through separators, other digits and letters that look like X."""

    cues: tuple[str, ...] = ()

    def find(self, scene: Scene, _cues: Sequence[Cue]) -> Iterable[Hit]:
        for groups in runs_of(scene):
            for number in numbers_in(groups, _LENGTHS):
                yield from self._judge(scene, number)

    def _judge(self, scene: Scene, number: Number) -> Iterator[Hit]:
        digits, end = number.digits, number.end
        if len(digits) == 17:
            tail = _X.match(scene.text, end)
            if number.gap_after is not None or tail is None:
                return
            digits, end = digits + "X", tail.end()
        if number.gap_before == "." or not _stands_alone(scene, number.start, end):
            return
        if len(digits) == 15:
            severity = _severity_of_fifteen(scene, number)
        else:
            severity = _severity_of_eighteen(scene, number, digits, end)
        if severity is not None:
            yield _hit(number.start, end, digits, severity)


def _stands_alone(scene: Scene, start: int, end: int) -> bool:
    """Not the inside of a longer code and not followed by the mark of a mask."""
    after = scene.text[end : end + 2]
    if _AFTER_WORD.match(after) or _MASKED.match(after):
        return False
    letters = _LETTERS_BEFORE.search(scene.before(start, 8))
    if letters is None:
        return True
    digit_before = scene.text[start - len(letters[0]) - 1 : start - len(letters[0])].isdecimal()
    return letters[0].lower() in {"id", "sfz", "sfzh", "no", "idcard", "x"} and not digit_before


def _severity_of_eighteen(scene: Scene, number: Number, digits: str, end: int) -> Severity | None:
    meaning = announced(scene, number.start)
    if meaning is Meaning.CREDIT_CODE or _INDEX_NUMBER.match(scene.text, end):
        return None
    labelled = meaning in {Meaning.IDENTITY, Meaning.SOCIAL}
    if not is_id18(digits):
        slip = labelled and has_id_shape(digits) and not is_credit_code(digits)
        return Severity.CONFIRM if slip and (number.is_whole or labelled) else None
    if labelled:
        return Severity.BLOCK
    return Severity.CONFIRM if is_credit_code(digits) or meaning in _UNSURE else Severity.BLOCK


def _severity_of_fifteen(scene: Scene, number: Number) -> Severity | None:
    if not is_id15(number.digits) or number.gap_after == ".":
        return None
    meaning = announced(scene, number.start)
    if meaning in {Meaning.IDENTITY, Meaning.SOCIAL}:
        return Severity.BLOCK
    if meaning in _UNSURE or number.is_spoken or not number.is_whole:
        return None
    return Severity.CONFIRM if about_persons(scene, number.start) else None


def _hit(start: int, end: int, digits: str, severity: Severity) -> Hit:
    sure = severity is Severity.BLOCK
    return Hit(
        "id_number",
        Category.PERSONAL_DATA,
        severity,
        start,
        end,
        "居民身份证号不得公开" if sure else "疑似居民身份证号，请核对",
        f"改为 {digits[:6]}********{digits[-4:]}",
        BASIS,
    )
