"""Text to search tokens: pure functions, the same for documents and queries (design §6).

Every character is folded by itself (NFKC, case, traditional to simplified), never in context, so
``fold(a + b) == fold(a) + fold(b)`` and a part of a text folds to a part of the folded text. That
is what makes a phrase of tokens an exact substring match.

Folded text is a row of *atoms*: runs of CJK characters, whole numbers, Latin words. Whitespace
inside a CJK run counts for nothing (line ends of a PDF, spaced headings) unless it holds an empty
line; every other separator ends the atom, and which separator it was does not matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import add

LONGEST_ATOM = 64
"""Longer numbers and Latin words are cut into pieces of this many characters."""

SEPARATOR = ","
"""The token between two CJK runs and at the end of a text."""

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""The characters that make CJK runs, as the inside of a regular expression's class."""

JOIN = r"[^\S\n]*\n?[^\S\n]*"
"""What may stand inside a CJK run and counts for nothing."""

_ATOM = re.compile(rf"[{HAN}]+(?:{JOIN}[{HAN}]+)*|\d+|[^\W\d_{HAN}]+")
_HAN_RUN = re.compile(rf"[{HAN}]")
_SPACE = re.compile(r"\s+")
_ZEROS = "○◯"
_BRACKETS = str.maketrans("[]［］【】()（）﹝﹞〘〙〖〗「」", "〔〕" * 9)
_NUMBER = re.compile(rf"[{HAN}]{{1,15}}〔\d{{4}}〕第?\d{{1,6}}号?")


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Traditional character to simplified, one by one, by OpenCC's own table."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    ranges = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32000))
    old = [chr(code) for codes in ranges for code in codes]
    new = convert(convert("\n".join(old))).split("\n")
    return {before: after for before, after in zip(old, new, strict=True) if before != after}


def _fold_char(char: str) -> str:
    """One character folded: perhaps several, or none for controls and invisible marks."""
    if char in _ZEROS:
        return "〇"
    category = unicodedata.category(char)
    if category in {"Cf", "Cs", "Co"} or (category == "Cc" and not char.isspace()):
        return ""
    simple = _simplified()
    folded = unicodedata.normalize("NFKC", char).casefold()
    return "".join(simple.get(part, part) for part in folded)


class _Folds(dict[str, str]):
    """Folded forms by character, filled as they are met."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_char(char)
        return folded


_folds = _Folds()


def _matters(char: str) -> bool:
    """Whether folding changes *char* into something other than another separator."""
    folded = _fold_char(char)
    if folded == char:
        return False
    return not folded or char.isalnum() or any(part.isalnum() for part in folded)


@lru_cache(maxsize=1)
def _foldable() -> re.Pattern[str]:
    """Matches the characters that folding may change: few in a simplified text."""
    codes = [code for code in range(0x10000) if _matters(chr(code))]
    return re.compile(f"[{_char_class(codes)}\U00010000-\U0010ffff]")


def _char_class(codes: list[int]) -> str:
    """Sorted code points as the inside of a regular expression's class, in ranges."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in ranges)


def _fold_match(match: re.Match[str]) -> str:
    return _folds[match[0]]


def composed(text: str) -> str:
    """The text in NFC, unchanged when it is already (nearly always)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Folded text: width, case, script and invisible characters no longer matter.

    Separators stay as they are; they only separate.
    """
    return _foldable().sub(_fold_match, composed(text))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in NFC, its folded form, and the place in the text of each folded character."""

    text: str
    folded: str
    origin: tuple[int, ...] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text from which ``folded[start:end]`` came."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def fold_with_places(text: str) -> Folded:
    """Like `fold`, and able to say where in the text a folded stretch came from."""
    text = composed(text)
    changed = [match.start() for match in _foldable().finditer(text)]
    if all(len(_folds[text[place]]) == 1 for place in changed):
        return Folded(text, _foldable().sub(_fold_match, text), None)
    parts: list[str] = []
    origin: list[int] = []
    at_change = set(changed)
    for place, char in enumerate(text):
        part = _folds[char] if place in at_change else char
        parts.append(part)
        origin.extend([place] * len(part))
    return Folded(text, "".join(parts), tuple(origin))


def is_han(atom: str) -> bool:
    """Whether the atom is a CJK run, which may match inside a longer run."""
    return atom >= "\u2e80" and _HAN_RUN.match(atom) is not None


def atoms(folded: str) -> Iterator[str]:
    """The atoms of a *folded* text in order: CJK runs, whole numbers, Latin words."""
    for atom in _ATOM.findall(folded):
        if is_han(atom):
            yield atom if atom.isalnum() else _SPACE.sub("", atom)
        elif len(atom) <= LONGEST_ATOM:
            yield atom
        else:
            yield from (atom[i : i + LONGEST_ATOM] for i in range(0, len(atom), LONGEST_ATOM))


def tokens(folded: str) -> str:
    """The tokens of a *folded* text, separated by spaces, for a whitespace tokenizer.

    A CJK run becomes its overlapping pairs; beside a number or a Latin word its edge character
    stands alone as well, so that ``2022年`` is found in ``2022年底``. `SEPARATOR` stands between
    two runs and at the end. A run of one character is that character.
    """
    found: list[str] = []
    after_han: str | None = None  # the last character of the run before, if it was a run
    started = False
    for atom in atoms(folded):
        if not is_han(atom):
            if after_han:
                found.append(after_han)
            found.append(atom)
            after_han = None
        else:
            if after_han is not None:
                found.append(SEPARATOR)
            elif started and len(atom) > 1:
                found.append(atom[0])
            found.extend(map(add, atom, atom[1:]) if len(atom) > 1 else atom)
            after_han = atom[-1] if len(atom) > 1 else ""
        started = True
    found.append(SEPARATOR)
    return " ".join(found)


@dataclass(frozen=True, slots=True)
class Term:
    """A token of a phrase at its place; ``edge`` when it is one CJK character open outwards.

    An open character is the end (``edge < 0``), the start (``edge > 0``) or any part
    (``edge == 2``) of a run, and stands for every pair of that form and for itself.
    """

    place: int
    token: str
    edge: int = 0


def phrase(row: tuple[str, ...]) -> list[Term]:
    """The terms whose phrase is an exact match of a row of query atoms.

    The first and the last run are open outwards: there the text may run on.
    """
    if len(row) == 1 and len(row[0]) == 1 and is_han(row[0]):
        return [Term(0, row[0], edge=2)]
    terms: list[Term] = []
    place = 0
    for nth, atom in enumerate(row):
        han = is_han(atom)
        before = nth > 0 and is_han(row[nth - 1])
        after = nth + 1 < len(row) and is_han(row[nth + 1])
        if han and before:
            terms.append(Term(place, SEPARATOR))
            place += 1
        if not han or len(atom) == 1:
            edge = -1 if han and nth == 0 and after else 0
            edge = 1 if han and before and nth + 1 == len(row) else edge
            terms.append(Term(place, atom, edge))
            place += 1
            continue
        place += nth > 0 and not before  # its first character stands alone before the pairs
        terms.extend(Term(place + i, atom[i : i + 2]) for i in range(len(atom) - 1))
        place += len(atom) - 1
        place += nth + 1 < len(row) and not after  # and its last one after them
    return terms


def canonical(row: Iterable[str]) -> str:
    """Atoms joined and bounded by a mark: a text in which matches are plain substrings."""
    return "\x1f" + "\x1f".join(row) + "\x1f"


def needle(row: tuple[str, ...]) -> str:
    """What to look for in a `canonical` text: open at CJK ends, whole words and numbers else."""
    inner = canonical(row)
    start = 1 if is_han(row[0]) else 0
    return inner[start : -1 if is_han(row[-1]) else None]


def document_number(text: str) -> str:
    """A 文号 in one form: folded, 六角括号 for every bracket, no spaces; zero padding is kept."""
    return _SPACE.sub("", fold(text)).translate(_BRACKETS)


def looks_like_document_number(text: str) -> bool:
    """Whether a normalised text is a whole 文号 such as 国发〔2019〕5号."""
    return _NUMBER.fullmatch(text) is not None
