"""What a person typed, read as words to find and words to leave out. No text ever raises.

Words stand apart by spaces or sentence marks and must all occur; ``"…"`` and ``“…”`` hold a phrase
together; ``-词`` leaves out; a 文号 such as 国发〔2019〕5号 is one word however it is typed.
"""

import re
from dataclasses import dataclass

from gongkai.search.tokens import (
    HAN,
    atoms,
    document_number,
    fold,
    looks_like_document_number,
)

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_ATOMS = 40

_OPENING = {'"': '"', "＂": '"', "“": "”", "〝": "〞"}
_MINUS = "-－﹣−"
_BREAK = r"\s，,；;。！!？?、…"
_IN_NUMBERS = r"(?<=\d)[,，](?=\d)"
_NUMBER = re.compile(
    rf"[{HAN}]{{1,15}}\s*[\[［【(（〔﹝〘〖「]\s*[0-9０-９]{{4}}\s*[\]］】)）〕﹞〙〗」]"
    rf"\s*第?\s*[0-9０-９]{{1,6}}\s*号?"
)
_QUOTED = re.compile(r"[\"＂]([^\"＂]*)(?:[\"＂]|$)|[“〝]([^“”〝〞]*)(?:[”〞]|$)")
_WORD = re.compile(rf"(?:{_IN_NUMBERS}|[^{_BREAK}\"＂“”〝〞])+")


@dataclass(frozen=True, slots=True)
class Word:
    """A row of atoms to be found as a phrase; ``number`` when it is a whole 文号 as well."""

    row: tuple[str, ...]
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """All ``words`` must occur, none of ``excluded``. ``notes`` tell the reader what was cut."""

    text: str
    words: tuple[Word, ...] = ()
    excluded: tuple[Word, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing typed that can be looked for."""
        return not self.words and not self.excluded


def parse(text: str) -> Query:
    """Read what a person typed. Bounded: 200 characters, 12 words; what is cut is noted."""
    notes: list[str] = []
    typed = " ".join(text[: LONGEST_QUERY * 4].split())
    if len(text) > LONGEST_QUERY and (len(typed) > LONGEST_QUERY or text[LONGEST_QUERY * 4 :]):
        typed = typed[:LONGEST_QUERY]
        notes.append(f"检索词过长，只用了前 {LONGEST_QUERY} 个字")
    found: list[tuple[bool, Word]] = []
    place = 0
    while place < len(typed):
        place = _read_one(typed, place, found)
    if len(found) > MOST_WORDS:
        found = found[:MOST_WORDS]
        notes.append(f"检索词过多，只用了前 {MOST_WORDS} 个")
    wanted = tuple(dict.fromkeys(word for out, word in found if not out))
    left_out = tuple(dict.fromkeys(word for out, word in found if out))
    if typed and not wanted and not left_out:
        notes.append("请输入汉字、字母或数字")
    return Query(typed, wanted, left_out, tuple(notes))


def _read_one(typed: str, place: int, found: list[tuple[bool, Word]]) -> int:
    """Read one word at *place* into *found*; returns where the next may begin."""
    starts = place == 0 or typed[place - 1].isspace()
    out = starts and typed[place] in _MINUS and not typed[place + 1 : place + 2].isspace()
    at = place + out
    quoted = _QUOTED.match(typed, at)
    if quoted:
        _keep(quoted[1] or quoted[2] or "", out, found)
        return quoted.end()
    number = _NUMBER.match(typed, at)
    match = number or _WORD.match(typed, at)
    if match is None:
        return at + 1
    _keep(match[0], out, found)
    return match.end()


def _keep(text: str, out: bool, found: list[tuple[bool, Word]]) -> None:
    row = tuple(atoms(fold(text)))[:MOST_ATOMS]
    if row:
        number = document_number(text)
        found.append((out, Word(row, text, number if looks_like_document_number(number) else "")))
