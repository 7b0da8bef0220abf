"""Leaders' names, titles and order against a dated table (规则手册 §14.4 a)."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.scene import Cue, Hit, Scene
from gongkai.screening.rules.wording.entries import Leader

_BASIS = "国办秘函〔2019〕19号（严重表述错误）"


class Leaders:
    """Wrong character in a name after its title, an old title, wrong order, a name torn apart."""

    def __init__(self, table: Sequence[Leader], day: date) -> None:
        self._now = {leader.name: leader for leader in table if leader.is_valid(day)}
        self._titles: dict[str, list[Leader]] = {}
        for leader in table:
            self._titles.setdefault(leader.title, []).append(leader)
        self._torn = {
            name[:cut] + mark + name[cut:]: name
            for name in {leader.name for leader in table}
            for cut in range(1, len(name))
            for mark in ("\n", "\r\n")
        }
        self._names = {leader.name for leader in table}

    @property
    def cues(self) -> Iterable[str]:
        return [*self._names, *self._titles, *self._torn]

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        named = []
        for cue in cues:
            if cue.word in self._torn:
                yield _hit(cue.start, cue.end, "领导人姓名被断在两行", self._torn[cue.word])
            elif cue.word in self._titles:
                yield from self._after_title(scene, cue)
            else:
                named.append(cue)
        yield from self._order(scene, named)

    def _after_title(self, scene: Scene, cue: Cue) -> Iterator[Hit]:
        """The name behind a title: held now, held once, or one character off."""
        for size in (2, 3, 4):
            name = scene.text[cue.end : cue.end + size]
            if name in self._names:
                holds = any(self._now.get(name) == leader for leader in self._titles[cue.word])
                if not holds:
                    current = self._now.get(name)
                    advice = f"{current.title}{name}" if current else "核对现任职务"
                    yield _hit(cue.start, cue.end + size, f"{name}的职务与现行名单不符", advice)
                return
        for leader in self._titles[cue.word]:
            name = scene.text[cue.end : cue.end + len(leader.name)]
            wrong = sum(a != b for a, b in zip(name, leader.name, strict=False))
            if len(name) == len(leader.name) > 2 and wrong == 1:
                yield _hit(cue.end, cue.end + len(name), "领导人姓名疑有错字", leader.name)
                return

    def _order(self, scene: Scene, named: Sequence[Cue]) -> Iterator[Hit]:
        """Names in one enumeration must follow the ranks."""
        for first, second in itertools.pairwise(named):
            between = scene.text[first.end : second.start]
            one, two = self._now.get(first.word), self._now.get(second.word)
            if one and two and re.fullmatch(r"[、 　]{1,3}", between) and one.rank > two.rank:
                yield _hit(
                    first.start, second.end, "领导人排序与名单不符",
                    f"{second.word}、{first.word}", Severity.CONFIRM,
                )  # fmt: skip


def _hit(
    start: int, end: int, message: str, right: str, severity: Severity = Severity.BLOCK
) -> Hit:
    return Hit("leader", Category.WORDING, severity, start, end, message, f"核对：{right}", _BASIS)
