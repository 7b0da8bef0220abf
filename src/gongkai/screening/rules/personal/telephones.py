"""Mobiles and personal landlines, told apart from an office's telephones (规则手册 §14.2)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.personal.digits import Number, numbers_in, runs_of
from gongkai.screening.rules.personal.identity import BASIS
from gongkai.screening.rules.personal.surroundings import (
    OFFICE,
    Meaning,
    about_persons,
    announced,
)
from gongkai.screening.rules.scene import Cue, Hit, Scene

_LENGTHS = frozenset({11, 12, 13, 14, 15})
_MOBILE = re.compile(r"(?:0|86|086|0086)?(1[3-9]\d{9})")
_AFTER = re.compile(
    r"[A-Za-z*＊●█■%％‰]|\s?(?:万|亿|元|角|吨|亩|号(?!码)|平方|㎡|公里|千瓦|人次|户|年\d|\.(?:html?|pdf|jpe?g|png|docx?|xlsx?|shtml|jsp))"
)
_BEFORE = re.compile(r"(?:[A-Za-z0-9￥¥$=#]|[A-Za-z0-9]_)\Z")
_TELEPHONE_WORD = re.compile(
    r"(?:tel|phone|mobile|mob|sjh|sj|dh|lxdh|wx|vx|[+]?86)[=:：]?\Z", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:://|www\.)[^\s\u4e00-\u9fff]*\Z")
_PREFIX = re.compile(r"(?:0|00)?86|0\d{2,3}")
"""The country's or an area's number before a mobile."""
_JOINS = {".", "-", "_", "·", "/"}
_COMPLETE = {7, 8, 11, 12, 15, 16, 17, 18, 19}
"""Lengths of numbers that stand for themselves: landlines, mobiles, identity numbers, cards."""
_NOT_MOBILE = {
    Meaning.SERIAL, Meaning.ACCOUNT, Meaning.CARD, Meaning.AMOUNT, Meaning.CREDIT_CODE,
    Meaning.SOCIAL, Meaning.PASSPORT,
}  # fmt: skip
"""Not an identity number: that never has eleven digits, so a mobile under its heading is one."""


class Mobiles:
    """Mobile numbers, seen through separators and ways of writing digits."""

    cues: tuple[str, ...] = ()

    def find(self, scene: Scene, _cues: Sequence[Cue]) -> Iterable[Hit]:
        for groups in runs_of(scene):
            for number in numbers_in(groups, _LENGTHS):
                match = _MOBILE.fullmatch(number.digits)
                if match and _fits(scene, number, match[1]):
                    yield from _judge(scene, number, match[1])


def _fits(scene: Scene, number: Number, mobile: str) -> bool:
    """The surroundings allow a telephone number here."""
    text, start = scene.text, number.start
    before = scene.before(start, 120)
    told = bool(_TELEPHONE_WORD.search(before))
    after = _AFTER.match(text, number.end)
    if after and (not after[0].strip()[:1] > "一" or not _is_announced(scene, start)):
        return False
    if (_BEFORE.search(before) and not told) or (_ADDRESS.search(before) and not told):
        return False
    if len(number.digits) > len(mobile) and number.is_whole and not before.endswith("+"):
        return _is_announced(scene, start)
    gaps = _gaps_inside(number)
    if "." in gaps and _sizes(number) != (3, 4, 4):
        return False
    if "\n" in gaps and re.match(r"[年月、.．:：]", text[number.end :][:1]):
        return False
    return _neighbours_allow(number)


def _is_announced(scene: Scene, start: int) -> bool:
    return announced(scene, start) in {Meaning.MOBILE, Meaning.CONTACT}


def _gaps_inside(number: Number) -> str:
    return "".join(group.gap for group in number.groups[number.first + 1 : number.last + 1])


def _sizes(number: Number) -> tuple[int, ...]:
    return tuple(len(group.digits) for group in number.groups[number.first : number.last + 1])


def _neighbours_allow(number: Number) -> bool:
    """Groups joined on by a hyphen, a stop or a stroke make it a longer code."""
    before, after = number.gap_before, number.gap_after
    if before in _JOINS:
        previous = number.groups[number.first - 1].digits
        if len(previous) not in _COMPLETE and not _PREFIX.fullmatch(previous):
            return False
    if after in _JOINS:
        return len(number.groups[number.last + 1].digits) in _COMPLETE
    return True


def _judge(scene: Scene, number: Number, mobile: str) -> Iterator[Hit]:
    meaning = announced(scene, number.start)
    if meaning in _NOT_MOBILE:
        return
    if number.is_spoken and not number.is_whole and meaning is Meaning.NONE and len(mobile) != 11:
        return
    contact = meaning is Meaning.CONTACT and not about_persons(scene, number.start)
    severity = Severity.CONFIRM if contact else Severity.BLOCK
    yield Hit(
        "mobile",
        Category.PERSONAL_DATA,
        severity,
        number.start,
        number.end,
        "疑似个人手机号，确需公开的请确认" if contact else "个人手机号不得公开",
        f"改为 {mobile[:3]}****{mobile[-4:]}",
        BASIS,
    )


_LANDLINE = re.compile(
    r"(?:[（(]?0\d{2,3}[)）]?[ \-‐‑–—－]{0,2})?[2-8]\d{2,3}[ \-]?\d{4}(?!\d)(?:[\-转]\d{1,5})?"
)
_PRIVATE = ("家庭电话", "住宅电话", "宅电", "家庭座机", "家庭固话", "家里电话", "住宅座机",
            "个人电话", "本人电话", "户主电话", "家长电话", "监护人电话", "家属电话", "家中电话",
            "家庭联系电话", "私人电话", "住宅号码")  # fmt: skip
_PLAIN_LABELS = ("联系电话", "电话", "联系方式", "座机", "固定电话", "电话号码")
_GAP = re.compile(r"[号码]{0,2}[\s:：为是（(]{0,4}")


class PersonalLandlines:
    """Landlines after a private label or in a column of a list of persons."""

    cues = _PRIVATE

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            gap = _GAP.match(scene.text, cue.end)
            place = gap.end() if gap else cue.end
            number = _LANDLINE.match(scene.text, place)
            if number:
                yield _landline(number.start(), number.end(), number[0])
        yield from self._in_columns(scene)

    def _in_columns(self, scene: Scene) -> Iterator[Hit]:
        for run in _AREA_NUMBER.finditer(scene.text):
            start = run.start()
            header = scene.header(start)
            if not any(label in header for label in _PRIVATE + _PLAIN_LABELS):
                continue
            if any(label in header for label in _PRIVATE) or _lists_persons(scene, start):
                yield _landline(start, run.end(), run[0])


_AREA_NUMBER = re.compile(r"0(?<![\dA-Za-z.\-]0)\d{2,3}[\-‐‑–—－ ]?[2-8]\d{6,7}(?!\d)")


def _lists_persons(scene: Scene, start: int) -> bool:
    row = scene.heading_row(start)
    told = any(re.search(r"身份证|户主|年龄|性别|补贴对象|家庭", cell) for cell in row)
    return told and not any(OFFICE.search(cell) for cell in row)


def _landline(start: int, end: int, number: str) -> Hit:
    return Hit(
        "landline",
        Category.PERSONAL_DATA,
        Severity.CONFIRM,
        start,
        end,
        "疑似个人固定电话",
        f"只保留区号和末两位：{number[:4]}****{number[-2:]}",
        BASIS,
    )
