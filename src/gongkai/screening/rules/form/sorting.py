"""Is a text in the right column? A transparent count of telling words (J9).

Each kind has words with weights; a word in the title counts three times. The verdict names the words
that spoke for it, so that a person can disagree.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.screening.rules.findings import Finding, Severity
from gongkai.screening.rules.form.record import form_finding

DATA = Path(__file__).parent / "data" / "kinds.csv"
IN_TITLE = 3
LEAST = 8
"""The score below which nothing is said."""
AHEAD = 3
"""How many times the score of the column's own kind another kind must reach."""
_READ = 20_000


@dataclass(frozen=True)
class Verdict:
    """The likeliest kind, the scores of all, and the words that spoke for each."""

    kind: str
    scores: Mapping[str, int]
    reasons: Mapping[str, tuple[str, ...]]


@cache
def kinds() -> dict[str, list[tuple[str, int]]]:
    """Kinds with their words and weights, from the data file."""
    lines = [line for line in DATA.read_text("utf-8").splitlines() if not line.startswith("#")]
    table: dict[str, list[tuple[str, int]]] = {}
    for row in csv.DictReader(lines):
        table.setdefault(row["kind"], []).append((row["word"], int(row["weight"])))
    return table


def sort_text(title: str, body: str) -> Verdict:
    """Which kind of information the text is, and why."""
    read = body[:_READ]
    scores: dict[str, int] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for kind, words in kinds().items():
        spoke = [
            (word, weight * (IN_TITLE if word in title else 1), word in title)
            for word, weight in words
            if word in title or word in read
        ]
        scores[kind] = sum(weight for _, weight, _ in spoke)
        ranked = sorted(spoke, key=lambda one: -one[1])
        reasons[kind] = tuple(
            f"{'标题' if titled else '正文'}有“{word}”（{weight}分）"
            for word, weight, titled in ranked
        )
    best = max(scores, key=lambda kind: scores[kind])
    return Verdict(best if scores[best] >= LEAST else "", scores, reasons)


def kind_of_section(section: str) -> str:
    """The kind that a column of this name collects; empty when it collects mixed things."""
    return next((kind for kind in kinds() if kind in section), "")


def check_section(section: str, title: str, body: str) -> list[Finding]:
    """A finding when the text is clearly of another kind than its column collects."""
    wanted = kind_of_section(section)
    if not wanted:
        return []
    verdict = sort_text(title, body)
    other = verdict.kind
    if (
        not other
        or other == wanted
        or verdict.scores[other] < AHEAD * max(1, verdict.scores[wanted])
    ):
        return []
    why = "、".join(verdict.reasons[other][:4])
    against = "、".join(verdict.reasons[wanted][:2]) or "没有它的用词"
    return [
        form_finding(
            "misfiled", Severity.CONFIRM, 0, min(len(title), 60), title[:60],
            f"像是“{other}”，却放在栏目“{section}”：{why}；作为“{wanted}”：{against}",
            f"移到“{other}”类栏目，或说明理由", "国办秘函〔2019〕19号（栏目内容准确）", "栏目",
        )
    ]  # fmt: skip
