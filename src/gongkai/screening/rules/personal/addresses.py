"""Addresses of persons near 住址, 家住 and in columns of lists (规则手册 §14.2)."""

import re
from collections.abc import Iterable, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.personal.columns import Value, cells_headed, values_of
from gongkai.screening.rules.personal.identity import BASIS
from gongkai.screening.rules.personal.surroundings import PERSON
from gongkai.screening.rules.scene import Cue, Hit, Scene

_LABELS = (
    "家庭住址", "家庭地址", "现住址", "住址", "户籍地址", "户籍所在地", "户口所在地", "居住地址",
    "常住地址", "经常居住地", "住所地", "居住地", "身份证地址", "通讯地址", "收件地址", "户籍地",
)  # fmt: skip
_TOLD = ("家住", "现住", "，住", "；住", ",住", "居住在", "住在", "户籍地为")
_DIRECT = ("家庭住址", "家庭地址", "现住址", "住址", "户籍地址")
"""Labels behind which an address may stand without a colon."""
_COLUMN_ONLY = ("住址", "家庭地址", "户籍地址", "居住地址", "户籍所在地", "居住地", "家庭详细地址")
_NUMBER = r"(?:\d+|[一二三四五六七八九十百]+)"
_DETAIL = re.compile(
    rf"{_NUMBER}\s?(?:[之\-]\s?\d+\s?)?(?:号|室|栋|幢|座|单元|组|社|队|户|楼|弄|巷|门|层)|附\d+号|-\d+-\d+"
)
_PLACE = re.compile(r"省|市|县|区|镇|乡|街|村|路|巷|庄|屯|组|苑|园|寨|旗|队|楼|弄")
_VALUE = re.compile(
    r"(?:[^\s，。；;！？|｜、()（）\x1e]|[ ](?=[\d号栋幢单室组楼])|（[^（）]{1,10}）(?=[\u4e00-\u9fff\d])){4,60}"
)
_COMPANY = re.compile(
    r"公司|厂|企业|商行|超市|合作社|经营部|个体|法定代表人|负责人|单位|门市|药店|医院|诊所|项目"
)
_ADJOINING = re.compile(r"[址地]?[\s:：于在]{0,3}")
_OFFICE_ADDRESS = re.compile(r"政府|委员会|局(?!部)|大厅|中心|机关|管委会|办公|大厦|写字楼|街道办")


class HomeAddresses:
    """An address with house, group or room; down to the village it may stay."""

    cues = _LABELS + _TOLD

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        labels = [cue for cue in cues if cue.word in _LABELS]
        found: dict[int, Value] = {}
        for value in values_of(scene, labels, stated=True, pattern=_VALUE):
            found.setdefault(value.start, value)
        for value in cells_headed(scene, _COLUMN_ONLY):
            found.setdefault(value.start, value)
        for cue in cues:
            if cue.word in _TOLD or cue.word in _DIRECT:
                self._told(scene, cue, found)
        for value in found.values():
            if _is_home(scene, value):
                yield _hit(value.start, value.start + len(value.text.rstrip()))

    def _told(self, scene: Scene, cue: Cue, found: dict[int, Value]) -> None:
        gap = _ADJOINING.match(scene.text, cue.end)
        value = _VALUE.match(scene.text, gap.end() if gap else cue.end)
        if value and _PLACE.search(value[0]) and not re.search(r"[*＊×某]", value[0]):
            found.setdefault(value.start(), Value(cue.word, value.start(), value.end(), value[0]))


def _is_home(scene: Scene, value: Value) -> bool:
    if not _DETAIL.search(value.text) or not _PLACE.search(value.text):
        return False
    line = scene.text[scene.line_start(value.start) : value.start][-70:]
    if value.label in {"住所地", "通讯地址", "收件地址", "经常居住地"}:
        office = _COMPANY.search(line) or _OFFICE_ADDRESS.search(line + value.text)
        return bool(PERSON.search(line)) and not office
    if _OFFICE_ADDRESS.search(value.text) and not PERSON.search(line):
        return False
    return not (_COMPANY.search(line) and not re.search(r"男|女|身份证|姓名|户主", line))


def _hit(start: int, end: int) -> Hit:
    return Hit(
        "home_address",
        Category.PERSONAL_DATA,
        Severity.BLOCK,
        start,
        end,
        "个人住址写到了门牌或村组",
        "只保留到乡镇（街道）或村（社区）",
        BASIS,
    )
