"""The engine: one native pass over a text finds where to look, rules look only there.

Words of all rules are searched for together (one automaton); number-like runs by one compiled
expression per family. What a rule does in Python it does at these places only.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

import ahocorasick_rs as ahocorasick

from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.folding import Folded, fold
from gongkai.screening.rules.passages import Passage
from gongkai.screening.rules.scene import PASSAGE_END, Cue, Hit, Rule, Scene
from gongkai.screening.rules.sets import default_rules
from gongkai.screening.rules.wording.words import ALLOWED

BATCH = 1 << 18
"""Characters of passages that are joined for one pass."""


class Engine:
    """Holds rules and the automaton of their words. Cheap to call, costly to build: keep one."""

    def __init__(self, rules: Iterable[Rule] | None = None) -> None:
        self.rules: tuple[Rule, ...] = tuple(default_rules() if rules is None else rules)
        wanted: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for word in rule.cues:
                wanted.setdefault(word, []).append(number)
        self._words = list(wanted)
        self._wanted = [wanted[word] for word in self._words]
        self._matcher = ahocorasick.AhoCorasick(
            self._words, implementation=ahocorasick.Implementation.DFA
        )

    def screen_text(
        self, text: str, *, location: str = "", shown: Folded | None = None
    ) -> list[Finding]:
        """Findings of one text in order of place; *shown* is its reading when it has markup.

        ``start`` and ``end`` count code points of *text*.
        """
        folded = fold(shown.text, base=shown) if shown else fold(text)
        hits = self._hits(Scene(folded.text))
        places = [(hit, folded.start_of(hit.start), folded.end_of(hit.end)) for hit in hits]
        lines = _Lines(text)
        findings = [
            _finding(hit, start, end, text, location or lines.location(start))
            for hit, start, end in places
        ]
        if shown is None:
            return findings
        return [
            replace(finding, text=folded.text[hit.start : hit.end])
            for finding, hit in zip(findings, hits, strict=True)
        ]

    def screen(self, passages: Iterable[Passage | Finding]) -> list[Finding]:
        """Findings of passages, in their order; findings among them are handed through.

        ``start`` and ``end`` count code points of the passage the finding stands in.
        """
        found: list[Finding] = []
        batch: list[Passage] = []
        size = 0
        for passage in passages:
            if isinstance(passage, Finding):
                found.append(passage)
                continue
            batch.append(passage)
            size += len(passage.text)
            if size >= BATCH:
                found += self._screen_batch(batch)
                batch, size = [], 0
        return found + self._screen_batch(batch)

    def _screen_batch(self, batch: Sequence[Passage]) -> list[Finding]:
        texts = [passage.text.replace(PASSAGE_END, " ") for passage in batch]
        folded = fold(PASSAGE_END.join(texts))
        starts = _starts(texts)
        breaks = _starts(folded.text.split(PASSAGE_END))
        scene = Scene(folded.text, [passage.header for passage in batch], breaks)
        findings = []
        for hit in self._hits(scene):
            start, end = folded.start_of(hit.start), folded.end_of(hit.end)
            number = bisect_right(starts, start) - 1
            passage, begin = batch[number], starts[number]
            end = min(end, begin + len(passage.text))
            findings.append(
                _finding(hit, start - begin, end - begin, passage.text, passage.location)
            )
        return findings

    def _hits(self, scene: Scene) -> list[Hit]:
        cues: list[list[Cue]] = [[] for _ in self.rules]
        words, wanted = self._words, self._wanted
        for word, start, end in self._matcher.find_matches_as_indexes(scene.text, overlapping=True):
            for number in wanted[word]:
                cues[number].append(Cue(words[word], start, end))
        hits: list[tuple[int, Hit]] = []
        for rank, (rule, seen) in enumerate(zip(self.rules, cues, strict=True)):
            hits += [(rank, hit) for hit in rule.find(scene, seen)]
        return _without_overlaps(hits)


def _without_overlaps(hits: list[tuple[int, Hit]]) -> list[Hit]:
    """Of overlapping hits of one category that of the earlier rule stays, of one rule the longer.

    Rules go from sure to unsure.
    """
    families: dict[str, list[tuple[int, Hit]]] = {}
    for rank, hit in hits:
        families.setdefault(hit.category, []).append((rank, hit))
    chosen: list[Hit] = []
    for family in families.values():
        last: tuple[int, Hit] | None = None
        for rank, hit in sorted(family, key=lambda pair: (pair[1].start, pair[0], -pair[1].end)):
            if last is None or hit.start >= last[1].end:
                chosen += [last[1]] if last else []
                last = (rank, hit)
            elif rank < last[0]:
                last = (rank, hit)
        chosen += [last[1]] if last else []
    told = (hit for hit in chosen if hit.rule != ALLOWED)
    return sorted(told, key=lambda hit: (hit.start, hit.end))


def _finding(hit: Hit, start: int, end: int, text: str, location: str) -> Finding:
    return Finding(
        rule=hit.rule,
        category=hit.category.value,
        severity=hit.severity.value,
        start=start,
        end=end,
        text=text[start:end],
        message=hit.message,
        suggestion=hit.suggestion,
        basis=hit.basis,
        location=location,
    )


def _starts(texts: Sequence[str]) -> list[int]:
    """Where each text begins when they are joined by one character."""
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + 1
    return starts


class _Lines:
    """Says in which line a place stands; counts forward only."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = 1
        self._counted = 0

    def location(self, place: int) -> str:
        if place < self._counted:
            self._line, self._counted = 1, 0
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        return f"第{self._line}行"
