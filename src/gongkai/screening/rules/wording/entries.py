"""Entries of the word lists: what is looked for, when it is right after all, where it comes from."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from gongkai.kernel.errors import Reason, Refusal
from gongkai.screening.rules.findings import Severity

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Entry:
    """A word that is wrong unless its surroundings make it right.

    *not_after* and *not_before* list single characters that, standing there, make it right;
    *unless* lists longer words that contain it; *followed* is an expression that must match what
    follows. *kind* is the list it belongs to; the dates say from when until when it is used.
    """

    word: str
    suggestion: str
    severity: Severity = Severity.CONFIRM
    kind: str = "wrong_word"
    not_after: str = ""
    not_before: str = ""
    unless: tuple[str, ...] = ()
    followed: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @cached_property
    def _followed(self) -> re.Pattern[str]:
        return re.compile(self.followed)

    def is_valid(self, day: date) -> bool:
        """Used on *day* (first and last day included)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether it is wrong at this place of *text*."""
        if start and text[start - 1] in self.not_after:
            return False
        if end < len(text) and text[end] in self.not_before:
            return False
        if self.followed and not self._followed.match(text, end):
            return False
        return not any(self._is_part_of(longer, text, start) for longer in self.unless)

    def _is_part_of(self, longer: str, text: str, start: int) -> bool:
        place = longer.find(self.word)
        return place >= 0 and text.startswith(longer, max(0, start - place))


def read_entries(file: Path, kind: str) -> Iterator[Entry]:
    """The entries of a list: comment lines tell its source, the first other line its columns."""
    comments, rows = _lines(file)
    source = "；".join(comment.lstrip("# ") for comment in comments)
    for row in csv.DictReader(rows):
        yield Entry(
            word=row["word"],
            suggestion=row["suggestion"],
            severity=Severity(row["severity"]),
            kind=kind,
            not_after=row["not_after"],
            not_before=row["not_before"],
            unless=tuple(row["unless"].split()),
            followed=row["followed"],
            source=source,
        )


def _lines(file: Path) -> tuple[list[str], list[str]]:
    lines = file.read_text("utf-8").splitlines()
    return (
        [line for line in lines if line.startswith("#")],
        [line for line in lines if not line.startswith("#")],
    )


@dataclass(frozen=True)
class Phrase:
    """A fixed phrase and by how many characters a slip of it may differ."""

    text: str
    edits: int
    unless: tuple[str, ...] = ()


def read_phrases(file: Path = DATA / "fixed_phrases.csv") -> list[Phrase]:
    """The fixed phrases that come with the product."""
    return [
        Phrase(row["phrase"], int(row["edits"]), tuple((row["unless"] or "").split()))
        for row in csv.DictReader(_lines(file)[1])
    ]


@dataclass(frozen=True)
class Leader:
    """A name with a title on days from *valid_from* to *valid_to*; rank 1 comes first."""

    name: str
    title: str
    rank: int
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def read_leaders(file: Path = DATA / "leaders.csv") -> list[Leader]:
    """The table of leaders; it ships empty and is filled by those who use it.

    Columns: name,title,rank,valid_from,valid_to (days as 2026-01-01, open ends empty). A row that
    makes no sense raises `Refusal` with its number.
    """
    leaders = []
    for number, row in enumerate(csv.DictReader(_lines(file)[1]), 2):
        try:
            leaders.append(
                Leader(
                    row["name"].strip(),
                    row["title"].strip(),
                    int(row["rank"]),
                    _day(row["valid_from"]),
                    _day(row["valid_to"]),
                )
            )
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise Refusal(
                Reason(
                    "screening.leaders",
                    f"领导人名单第{number}行读不懂；各列应为 name,title,rank,valid_from,valid_to，"
                    "排序是整数，日期写成 2026-01-01",
                )
            ) from error
    return leaders


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text.strip()) if text and text.strip() else None


LISTS = {
    "wrong_word": "wrong_words.csv",
    "swapped_word": "swapped_words.csv",
    "doubled_word": "doubled.csv",
    "discriminatory": "discriminatory.csv",
    "region_wording": "regions.csv",
    "internal_mark": "internal_marks.csv",
}


def shipped_entries() -> list[Entry]:
    """All entries that come with the product."""
    return [entry for kind, name in LISTS.items() for entry in read_entries(DATA / name, kind)]


def in_force(entries: Iterable[Entry], day: date) -> list[Entry]:
    """Those used on *day*."""
    return [entry for entry in entries if entry.is_valid(day)]
