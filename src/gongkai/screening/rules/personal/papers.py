"""Plates, passports, numbers of social security, e-mail (规则手册 §14.2)."""

import re
from collections.abc import Iterable, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.personal.columns import cells_headed, values_of
from gongkai.screening.rules.personal.identity import BASIS
from gongkai.screening.rules.personal.surroundings import Meaning, about_persons, announced
from gongkai.screening.rules.scene import Cue, Hit, Scene


def _hit(rule: str, severity: Severity, span: tuple[int, int], message: str, advice: str) -> Hit:
    return Hit(rule, Category.PERSONAL_DATA, severity, *span, message, advice, BASIS)


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z]"
    r"[ ·•・.\-]?(?=[A-HJ-NP-Z0-9]*[0-9])[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳领](?![A-Za-z0-9])"
)


class Plates:
    """Number plates of vehicles, of five and (new energy) six places."""

    cues = tuple(
        province + letter for province in _PROVINCES for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ"
    )

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            plate = _PLATE.match(scene.text, cue.start)
            if plate is None or sum(char.isdecimal() for char in plate[0]) < 3:
                continue
            yield _hit(
                "plate", Severity.CONFIRM, plate.span(),
                "车牌号可以找到个人", f"改为 {plate[0][:2]}***{plate[0][-2:]}",
            )  # fmt: skip


_TRAVEL = re.compile(r"[A-Z]{1,2}[ \-]?\d{7,10}(?![\dA-Za-z])")
_CHINESE_PASSPORT = re.compile(r"(?:E[A-HJ-NP-Z]\d{7}|[EGDSP]\d{8}|[SDP]E\d{7})")
_TRAVEL_LABELS = (
    "护照", "港澳通行证", "通行证", "回乡证", "台胞证", "军官证", "居留证", "士兵证",
)  # fmt: skip
_TRAVEL_GAP = re.compile(r"(?:号码?|证号|证件号码?)?\s{0,2}[:：为是（(]{0,2}\s{0,2}")
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TRAVEL_STARTS = tuple(
    letter + mark + digit for letter in _LATIN for mark in ("", " ", "-") for digit in "0123456789"
)
_TRAVEL_VALUE = re.compile(r"[（(]?[A-Z]{0,3}\d[\d\-]{5,12}(?![\dA-Za-z*])")


class Passports:
    """Passports and travel permits: by label, or by the shape of a Chinese passport."""

    cues = _TRAVEL_LABELS + _TRAVEL_STARTS

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        spans: set[tuple[int, int]] = set()
        for cue in cues:
            if cue.word in _TRAVEL_STARTS:
                number = self._number(scene, cue)
                if number and self._is_passport(scene, number):
                    spans.add(number.span())
                continue
            gap = _TRAVEL_GAP.match(scene.text, cue.end)
            value = _TRAVEL_VALUE.match(scene.text, gap.end() if gap else cue.end)
            if value:
                spans.add((value.start(), value.end()))
        for span in sorted(spans):
            number_text = scene.text[span[0] : span[1]]
            yield _hit(
                "passport", Severity.BLOCK, span, "护照、通行证等证件号不得公开",
                f"改为 {number_text[:2]}*****{number_text[-2:]}",
            )  # fmt: skip

    def _number(self, scene: Scene, cue: Cue) -> re.Match[str] | None:
        """The letters and digits around a letter that a digit follows."""
        start = cue.start
        if start and scene.text[start - 1] in _LATIN:
            start -= 1
        return _TRAVEL.match(scene.text, start)

    def _is_passport(self, scene: Scene, number: re.Match[str]) -> bool:
        before = scene.text[number.start() - 1 : number.start()]
        if (
            before.isascii()
            and (before.isalnum() or before in {"-", "/", "_", ".", "="})
            and before
        ):
            return False
        meaning = announced(scene, number.start())
        if meaning is Meaning.PASSPORT or "护照" in scene.after(number.end(), 5):
            return True
        plain = number[0].replace(" ", "").replace("-", "")
        return (
            _CHINESE_PASSPORT.fullmatch(plain) is not None
            and meaning in {Meaning.NONE, Meaning.IDENTITY, Meaning.CONTACT, Meaning.MOBILE}
            and (meaning is Meaning.IDENTITY or about_persons(scene, number.start()))
        )


_SOCIAL = (
    "社会保障号", "社会保障号码", "社保号", "社保编号", "社保卡号", "社会保障卡号", "医保号", "医保编号",
    "医保卡号", "参保编号", "参保人编号", "个人编号", "医疗证号", "合作医疗证号", "残疾证号", "低保证号",
    "社保账号", "公积金账号",
)  # fmt: skip
_SOCIAL_VALUE = re.compile(
    r"[A-Za-z]{0,3}\d[\d \-]{4,22}\d[A-Za-z]?(?:[BbXx]\d?)?(?![\dA-Za-z*＊])"
)
_SOCIAL_GAP = re.compile(r"(?:码|号码|编号)?\s{0,2}[:：为是（(|\t]{0,2}\s{0,2}")


class SocialSecurity:
    """Numbers of social security and medical insurance after their label or under it."""

    cues = _SOCIAL

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        spans: set[tuple[int, int]] = set()
        for cue in cues:
            gap = _SOCIAL_GAP.match(scene.text, cue.end)
            value = _SOCIAL_VALUE.match(scene.text, gap.end() if gap else cue.end)
            if value:
                spans.add(value.span())
        for found in [*values_of(scene, cues), *cells_headed(scene, _SOCIAL)]:
            if _SOCIAL_VALUE.fullmatch(found.text.strip()):
                spans.add((found.start, found.end))
        for span in sorted(spans):
            number = scene.text[span[0] : span[1]]
            yield _hit(
                "social_security", Severity.BLOCK, span, "社保、医保、残疾证等个人编号不得公开",
                f"改为 {number[:2]}****{number[-2:]}",
            )  # fmt: skip


_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}\s?\Z")
_DOMAIN = re.compile(r"\s?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
_OFFICIAL = re.compile(r"\.(?:gov|edu|org|mil)(?:\.cn)?$|^(?:mail\.)?gov\.cn$", re.IGNORECASE)
_PERSONS_MAIL = re.compile(r"本人|个人|姓名|申请人|身份证|手机|私人")


class PersonalMail:
    """E-mail addresses outside government, school and charity domains."""

    cues = ("@",)

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            local = _LOCAL.search(scene.before(cue.start, 66))
            domain = _DOMAIN.match(scene.text, cue.end)
            if not local or not domain or _OFFICIAL.search(domain[0].strip()):
                continue
            start = cue.start - len(local[0])
            near = scene.before(start, 30) + scene.header(start)
            person = bool(_PERSONS_MAIL.search(near))
            yield _hit(
                "email", Severity.CONFIRM if person else Severity.HINT, (start, domain.end()),
                "疑似个人电子邮箱" if person else "非政务邮箱，请确认是单位对外公布的邮箱",
                f"改为 {local[0][:1]}***@{domain[0].strip()}",
            )  # fmt: skip
