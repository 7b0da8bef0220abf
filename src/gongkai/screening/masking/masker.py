"""Finds what must be masked in the slots of a document and remembers what was done, not the text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from gongkai.screening.engine import Engine
from gongkai.screening.files.reading import Bounds, Budget
from gongkai.screening.masking.forms import masked
from gongkai.screening.masking.slots import Edit, Slot
from gongkai.screening.rules.findings import Category
from gongkai.screening.rules.passages import Passage

BY_HAND = "by_hand"
ROUNDS = (1, 3)
"""How many times a document is gone through: once, and when that was not enough, anew thrice."""
CHUNK = 20_000
"""Slots judged at a time."""


@dataclass(frozen=True, slots=True)
class Masking:
    """One masked place: the rule, where, and what stands there now."""

    rule: str
    location: str
    shown: str

    def as_json(self) -> dict[str, Any]:
        return {"rule": self.rule, "location": self.location, "shown": self.shown}


@dataclass
class Masker:
    """Settings of one masking and its record.

    *words* are masked wholly wherever they stand (names of minors, complainants …).
    """

    engine: Engine
    strict: bool = False
    words: Sequence[str] = ()
    rounds: int = ROUNDS[0]
    budget: Budget = field(default_factory=lambda: Budget(Bounds()))
    done: list[Masking] = field(default_factory=list)
    removed: Counter[str] = field(default_factory=Counter)
    redrawn: list[int] = field(default_factory=list)

    def mask(self, slots: Iterable[Slot], level: int = 0) -> bool:
        """Mask what is found in the slots, some thousands at a time; whether there was anything."""
        anything = False
        waiting = iter(slots)
        while chunk := list(islice(waiting, CHUNK)):
            passages = [Passage(slot.text, slot.location, slot.header) for slot in chunk]
            for number, found in self.edits(passages, level).items():
                chunk[number].apply(found)
                anything = True
        return anything

    def edits(self, passages: Sequence[Passage], level: int = 0) -> dict[int, list[Edit]]:
        """Edits by the number of the passage."""
        self.budget.check()
        numbered = [
            Passage(passage.text, str(number), passage.header)
            for number, passage in enumerate(passages)
        ]
        found: dict[int, list[Edit]] = {}
        for finding in self.engine.screen(numbered):
            if finding.category != Category.PERSONAL_DATA:
                continue
            new = masked(finding.rule, finding.text, strict=self.strict, level=level)
            number = int(finding.location)
            found.setdefault(number, []).append(Edit(finding.start, finding.end, new))
            self.done.append(Masking(finding.rule, passages[number].location, new))
        self._by_hand(passages, found)
        return found

    def _by_hand(self, passages: Sequence[Passage], found: dict[int, list[Edit]]) -> None:
        wanted = [re.escape(word) for word in sorted(self.words, key=len, reverse=True) if word]
        if not wanted:
            return
        pattern = re.compile("|".join(wanted))
        for number, passage in enumerate(passages):
            taken = found.get(number, [])
            for match in pattern.finditer(passage.text):
                if any(e.start < match.end() and match.start() < e.end for e in taken):
                    continue
                new = masked(BY_HAND, match[0])
                found.setdefault(number, []).append(Edit(match.start(), match.end(), new))
                self.done.append(Masking(BY_HAND, passage.location, new))

    def counts(self) -> dict[str, int]:
        """Masked places by rule."""
        return dict(Counter(one.rule for one in self.done))
