"""回头看 (条例第十八条): which non-public documents are examined again, and what may come of it."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from math import ceil

from gongkai.documents.rules import GROUND_BY_CODE
from gongkai.kernel.errors import Reason

GROUND = "条例第十八条"


class Outcome(StrEnum):
    """What an examination finds."""

    KEEP = "keep"
    PUBLISH = "publish"
    PUBLISH_PART = "publish_part"


OUTCOME_LABELS = {
    Outcome.KEEP: "维持不公开",
    Outcome.PUBLISH: "转为主动公开",
    Outcome.PUBLISH_PART: "删减后公开",
}
CONVERTS = frozenset({Outcome.PUBLISH, Outcome.PUBLISH_PART})


def sample(ids: Iterable[int], share: int, seed: str) -> list[int]:
    """*share* per cent of *ids*, at least one, drawn so that anybody can draw them again.

    The order of the draw is that of SHA-256 over seed and id; 100 takes all.
    """
    known = sorted(set(ids))
    drawn = sorted(known, key=lambda each: hashlib.sha256(f"{seed}:{each}".encode()).digest())
    return sorted(drawn[: ceil(len(known) * share / 100)])


def reasons_against_round(*, title: str, share: int, due_on: date, today: date) -> list[Reason]:
    """Why a round cannot be started so."""
    found = []
    if not title.strip():
        found.append(Reason("title", "请填写名称"))
    if not 1 <= share <= 100:
        found.append(Reason("share", "抽查比例为 1 至 100（100 为全部）"))
    if due_on < today:
        found.append(Reason("due_on", "完成期限不能早于今天"))
    return found


def reasons_against_finding(
    *, outcome: str, ground: str, note: str, person: int | None, author: int
) -> list[Reason]:
    """What an examination lacks: a result, a ground that still holds, by another than the author."""
    found = []
    if outcome not in set(Outcome):
        return [Reason("outcome", "请选择评估结论")]
    if outcome == Outcome.KEEP and ground not in GROUND_BY_CODE:
        found.append(Reason("ground", "维持不公开的，须选择仍然成立的法定理由", GROUND))
    if outcome != Outcome.KEEP and not note.strip():
        found.append(Reason("note", "转为公开的，请写明情形发生了什么变化", GROUND))
    if person is not None and person == author:
        found.append(Reason("own_text", "这一件由您起草，须由另一人评估", "先审查后公开"))
    return found


def reasons_against_settling(outcomes: Sequence[str]) -> list[Reason]:
    """Why a unit's part cannot go on: something has not been examined."""
    open_ones = sum(outcome not in set(Outcome) for outcome in outcomes)
    return [Reason("open_items", f"还有 {open_ones} 件没有评估结论")] if open_ones else []
