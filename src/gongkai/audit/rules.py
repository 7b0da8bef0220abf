"""How an entry is hashed, and how a chain is walked. Plain Python."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """The hashed content of one ledger entry; ``detail`` is plain JSON."""

    seq: int
    at: datetime
    actor_id: int | None
    actor_name: str
    deed: str
    subject: str
    unit_id: int | None
    detail: dict[str, Any]
    algorithm: str
    previous: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold: at entry ``seq``, because of ``sentence``."""

    seq: int
    sentence: str


def canonical(entry: Entry) -> bytes:
    """The bytes that are hashed: sorted compact JSON, time in UTC with microseconds."""
    fields = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "deed": entry.deed,
        "subject": entry.subject,
        "unit_id": entry.unit_id,
        "detail": entry.detail,
        "algorithm": entry.algorithm,
        "previous": entry.previous,
    }
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest_of(entry: Entry) -> str:
    """64 hex digits, by SHA-256 or SM3 (GB/T 32905) as ``entry.algorithm`` says.

    Raises ValueError for any other algorithm.
    """
    data = canonical(entry)
    if entry.algorithm == "sha256":
        return hashlib.sha256(data).hexdigest()
    if entry.algorithm == "sm3":
        hasher = hashes.Hash(hashes.SM3())
        hasher.update(data)
        return hasher.finalize().hex()
    raise ValueError(f"不认识的摘要算法：{entry.algorithm}（应为 sha256 或 sm3）")


def first_break(
    entries: Iterable[tuple[Entry, str]], head_seq: int, head_digest: str
) -> Break | None:
    """Walk (entry, stored digest) pairs from the beginning; None when all links hold.

    A removed, added, reordered or altered entry is named; so is a cut tail, by the head.
    """
    seq, previous = 0, GENESIS
    for entry, stored in entries:
        if entry.seq != seq + 1:
            return Break(seq + 1, f"第 {seq + 1} 条缺失（其后一条序号为 {entry.seq}）")
        if entry.previous != previous:
            return Break(entry.seq, f"第 {entry.seq} 条与上一条不相衔接")
        if digest_of(entry) != stored:
            return Break(entry.seq, f"第 {entry.seq} 条的内容与摘要不符，曾被改动")
        seq, previous = entry.seq, stored
    if (seq, previous) != (head_seq, head_digest):
        return Break(seq + 1, f"链条止于第 {seq} 条，而登记的末条为第 {head_seq} 条")
    return None
