"""Fixed phrases that are nearly right (规则手册 §14.4 b).

A phrase with at most k slips still holds one of k + 1 pieces unharmed, so the shared pass looks for
the pieces, and only there the distance is measured.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.scene import Cue, Hit, Scene
from gongkai.screening.rules.wording.entries import Phrase


class FixedPhrases:
    """Near misses of the phrases; the phrase itself and its known relatives are right."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self._pieces: dict[str, list[tuple[Phrase, int]]] = {}
        for phrase in self._phrases:
            for piece, offset in _pieces(phrase):
                self._pieces.setdefault(piece, []).append((phrase, offset))

    @property
    def cues(self) -> Iterable[str]:
        return self._pieces

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        text = scene.text
        for cue in cues:
            for phrase, offset in self._pieces[cue.word]:
                place = cue.start - offset
                if place >= 0 and text.startswith(phrase.text, place):
                    continue
                span = _nearest(text, phrase, place)
                if span and not self._is_known(text, span, phrase):
                    yield _hit(phrase, span)

    def _is_known(self, text: str, span: tuple[int, int], phrase: Phrase) -> bool:
        """Another phrase, or an allowed relative, stands there."""
        start, end = span
        around = text[max(0, start - 12) : end + 12]
        seen = text[start:end]
        return any(right in around for right in phrase.unless) or any(
            seen in other.text for other in self._phrases
        )


def _pieces(phrase: Phrase) -> Iterator[tuple[str, int]]:
    """The phrase in k + 1 pieces and where each begins."""
    count = phrase.edits + 1
    cuts = [round(number * len(phrase.text) / count) for number in range(count + 1)]
    for begin, end in itertools.pairwise(cuts):
        yield phrase.text[begin:end], begin


def _nearest(text: str, phrase: Phrase, place: int) -> tuple[int, int] | None:
    """The stretch around *place* that differs from the phrase least, within its edits.

    First and last character must be the phrase's own: a phrase that merely begins or stops
    otherwise is another phrase.
    """
    wanted, most = phrase.text, phrase.edits
    earliest, latest = max(0, place - most), max(0, place + len(wanted) - 1 - most)
    if text.find(wanted[0], earliest, place + most + 1) < 0:
        return None
    if text.find(wanted[-1], latest, place + len(wanted) + most) < 0:
        return None
    best: tuple[int, int, int] | None = None
    for start in range(earliest, place + most + 1):
        if text[start : start + 1] != wanted[0]:
            continue
        for size in range(len(wanted) - most, len(wanted) + most + 1):
            piece = text[start : start + size]
            if piece[-1:] != wanted[-1] or len(piece) != size:
                continue
            distance = Levenshtein.distance(piece, wanted, score_cutoff=most)
            if distance <= most and (best is None or distance < best[0]):
                best = (distance, start, start + size)
    if best is None or best[0] == 0 or not _is_prose(text[best[1] : best[2]], wanted):
        return None
    return best[1], best[2]


def _is_prose(piece: str, wanted: str) -> bool:
    """The difference lies in words, not only in quotation marks, spaces or line ends."""
    return _bare(piece) != _bare(wanted)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _hit(phrase: Phrase, span: tuple[int, int]) -> Hit:
    return Hit(
        "fixed_phrase",
        Category.WORDING,
        Severity.BLOCK,
        *span,
        "与固定提法只差一两个字",
        f"核对是否应为“{phrase.text}”",
        "国办秘函〔2019〕19号（严重表述错误）",
    )
