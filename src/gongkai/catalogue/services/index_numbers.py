"""索引号: taken inside the caller's transaction, never reused (rules §7.1, trap 12).

A number taken in a transaction that is rolled back was never given; one whose record never
appears stays taken. Gaps are allowed. Take numbers before `audit.services.record` in the same
transaction: every service locks the sequence first and the ledger's head last.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db import IntegrityError, transaction

from gongkai.catalogue.models import AllocatedIndexNumber, IndexSequence
from gongkai.catalogue.rules import (
    IndexNumberParts,
    format_index_number,
    parse_index_number,
)
from gongkai.catalogue.rules.index_numbers import LONGEST
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules import Text, reasons_against_text

NUMBER = Text("index_number", "索引号", LONGEST, required=True)
BATCH = 500
"""Parameters per statement, under SQLite's limit."""


class Organ(Protocol):
    """A unit that gives numbers: its code stands before the stroke."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...


def _locked_sequence(organ: str, year: int) -> IndexSequence:
    """The sequence of an organ's year, locked until the caller's transaction ends."""
    sequence, _ = IndexSequence.objects.select_for_update().get_or_create(organ=organ, year=year)
    return sequence


@transaction.atomic
def allocate_index_numbers(
    *, unit: Organ, year: int, now: datetime, count: int, purpose: str = "document"
) -> list[str]:
    """*count* consecutive new numbers ``{机构代码}/{YYYY}-{seq:05d}``, in order.

    ``purpose`` says what they are for (``document``), as the register of numbers shows it.
    """
    if count < 1:
        return []
    sequence = _locked_sequence(unit.code, year)
    seqs = range(sequence.last + 1, sequence.last + count + 1)
    rows = [
        AllocatedIndexNumber(
            number=format_index_number(unit.code, year, seq),
            organ=unit.code,
            year=year,
            seq=seq,
            purpose=purpose,
            allocated_at=now,
        )
        for seq in seqs
    ]
    AllocatedIndexNumber.objects.bulk_create(rows, batch_size=BATCH // 5)
    sequence.last = seqs[-1]
    sequence.save(update_fields=["last"])
    return [row.number for row in rows]


def allocate_index_number(
    *, unit: Organ, year: int, now: datetime, purpose: str = "document"
) -> str:
    """One new number of *unit* for *year*; see `allocate_index_numbers`."""
    return allocate_index_numbers(unit=unit, year=year, now=now, count=1, purpose=purpose)[0]


@transaction.atomic
def register_foreign_index_numbers(
    *, numbers: Sequence[str], now: datetime, purpose: str = "import"
) -> set[str]:
    """Take the numbers that imported records brought with them; return those already taken.

    Numbers of the default pattern also push that organ's sequence of that year forward, so that
    the generator never gives one of them or one below. Others are kept as they are. Raises
    Refusal when a number is empty or longer than 80 characters: nothing is taken then.
    """
    refuse_if(reason for number in numbers for reason in _reasons_against_number(number))
    wanted = list(dict.fromkeys(numbers))
    parts = {number: parse_index_number(number) for number in wanted}
    _push_sequences(part for part in parts.values() if part)
    taken = _known(wanted)
    while True:
        free = [number for number in wanted if number not in taken]
        try:
            with transaction.atomic():
                AllocatedIndexNumber.objects.bulk_create(
                    [_foreign_row(number, parts[number], purpose, now) for number in free],
                    batch_size=BATCH // 5,
                )
        except IntegrityError:
            newly = _known(free)
            if not newly:
                raise
            taken |= newly
        else:
            return taken


def register_foreign_index_number(*, number: str, now: datetime, purpose: str = "import") -> None:
    """Take one number that came with an imported record; Refusal when it is taken already."""
    if register_foreign_index_numbers(numbers=[number], now=now, purpose=purpose):
        raise Refusal(Reason("index_number_taken", f"索引号“{number}”已被占用，索引号不得重复"))


def _reasons_against_number(number: str) -> list[Reason]:
    reasons = reasons_against_text(number, NUMBER)
    if number.strip() and number != number.strip():
        reasons.append(Reason("index_number", "索引号首尾不能有空格"))
    return reasons


def _push_sequences(parts: Iterable[IndexNumberParts]) -> None:
    """Move each sequence named by *parts* to at least the highest number seen, in a fixed order."""
    highest: dict[tuple[str, int], int] = {}
    for part in parts:
        key = (part.organ, part.year)
        highest[key] = max(part.seq, highest.get(key, 0))
    for (organ, year), seq in sorted(highest.items()):
        sequence = _locked_sequence(organ, year)
        if sequence.last < seq:
            sequence.last = seq
            sequence.save(update_fields=["last"])


def _known(numbers: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(numbers), BATCH):
        chunk = numbers[start : start + BATCH]
        rows = AllocatedIndexNumber.objects.filter(number__in=chunk)
        found.update(rows.values_list("number", flat=True))
    return found


def _foreign_row(
    number: str, parts: IndexNumberParts | None, purpose: str, now: datetime
) -> AllocatedIndexNumber:
    return AllocatedIndexNumber(
        number=number,
        organ=parts.organ if parts else "",
        year=parts.year if parts else None,
        seq=parts.seq if parts else None,
        foreign=True,
        purpose=purpose,
        allocated_at=now,
    )
