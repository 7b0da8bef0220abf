"""Words of the lists, with their context (规则手册 §14.4 c, d, e, g)."""

from collections.abc import Iterable, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.scene import Cue, Hit, Scene
from gongkai.screening.rules.wording.entries import Entry

_MESSAGES = {
    "wrong_word": "疑为错别字或误用",
    "swapped_word": "疑为转抄中被替换的近义词",
    "doubled_word": "重复的字、词或标点",
    "discriminatory": "带有歧视的称呼",
    "region_wording": "涉及领土、港澳台、民族宗教的表述不规范",
    "internal_mark": "带有内部、涉密或未定稿的标记，不得公开",
}
_BASES = {
    "internal_mark": "《保守国家秘密法》；《政府信息公开条例》第十四条、第十七条",
    "region_wording": "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
}
_BASIS = "国办秘函〔2019〕19号（严重表述错误、错别字）"


class ListedWords:
    """Every word of the lists where its surroundings do not make it right."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.word, []).append(entry)

    @property
    def cues(self) -> Iterable[str]:
        return self._entries

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            for entry in self._entries[cue.word]:
                if entry.stands(scene.text, cue.start, cue.end):
                    yield _hit(entry, cue)
                    break


def _hit(entry: Entry, cue: Cue) -> Hit:
    return Hit(
        entry.kind,
        Category.WORDING,
        entry.severity,
        cue.start,
        cue.end,
        _MESSAGES.get(entry.kind, "用语有误"),
        f"改为“{entry.suggestion}”" if entry.suggestion else "删去，并核对文件能否公开",
        _BASES.get(entry.kind, _BASIS),
    )


ALLOWED = "allowed"


class AllowedWords:
    """Words the house lets pass: they win over every other wording rule and tell nothing."""

    def __init__(self, words: Iterable[str]) -> None:
        self.cues = tuple(words)

    def find(self, _scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            yield Hit(ALLOWED, Category.WORDING, Severity.HINT, cue.start, cue.end, "")


_LEVELS = ("绝密", "机密", "秘密")


class SecretMarks:
    """密级 marks with the star: 秘密★, 机密★10年."""

    cues = ("★", "☆")

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        for cue in cues:
            before = scene.before(cue.start, 8).rstrip(" 　")
            level = next(
                (level for level in _LEVELS if before.replace(" ", "").endswith(level)), ""
            )
            if level:
                start = scene.text.rindex(level[0], 0, cue.start)
                yield Hit(
                    "secret_mark",
                    Category.WORDING,
                    Severity.BLOCK,
                    start,
                    cue.end,
                    f"标有“{level}”密级，不得公开",
                    "立即停止发布，报保密审查",
                    "《保守国家秘密法》；《政府信息公开条例》第十四条",
                )
