"""发文字号 written wrongly: brackets, leading zeros, 第, two-digit years (规则手册 §14.4 f)."""

import re
from collections.abc import Iterable, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.scene import Cue, Hit, Scene

_OPENING = "[（(【｛{［﹝〈《〔﹙"
_NUMBER = re.compile(
    r"(?P<open>[\[（(【｛{［﹝〈《〔﹙])\s?(?P<year>(?:19|20)?\d{2})\s?(?P<close>[\]）)】｝}］﹞〉》〕﹚])"
    r"\s?(?P<di>第?)\s?(?P<number>\d{1,5})\s?号"
)
_ORGAN = re.compile(r"[\u4e00-\u9fff]{2,14}[）)]?\s?$")
_COURT = re.compile(r"[民刑行执破仲诉裁]字?$")


class DocumentNumbers:
    """Numbers of official documents must read 机关代字〔年份〕序号 (GB/T 9704-2012 §7.2.5)."""

    cues = tuple(
        mark + digit for mark in _OPENING for digit in ("0", "1", "2", " 1", " 2", "9", "8")
    )

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            found = _NUMBER.match(scene.text, cue.start)
            if found is None or not _ORGAN.search(scene.before(found.start(), 16)):
                continue
            faults = _faults(found)
            if faults:
                right = f"〔{_full(found['year'])}〕{int(found['number'])}号"
                yield Hit(
                    "document_number",
                    Category.WORDING,
                    Severity.HINT if faults == ["年份应当用六角括号〔〕"] else Severity.CONFIRM,
                    found.start(),
                    found.end(),
                    "发文字号不规范：" + "，".join(faults),
                    f"改为“{right}”",
                    "GB/T 9704-2012《党政机关公文格式》7.2.5",
                )


def _faults(found: re.Match[str]) -> list[str]:
    faults = []
    if (found["open"], found["close"]) != ("〔", "〕"):
        faults.append("年份应当用六角括号〔〕")
    if len(found["year"]) != 4:
        faults.append("年份应当标全称")
    if found["di"]:
        faults.append("序号前不加“第”字")
    if found["number"].startswith("0"):
        faults.append("序号不编虚位（1不编为01）")
    return faults


def _full(year: str) -> str:
    if len(year) == 4:
        return year
    return f"19{year}" if int(year) > 49 else f"20{year}"
