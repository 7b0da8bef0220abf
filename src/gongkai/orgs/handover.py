"""How open work follows a change of person (A2): engines register here, orgs never imports them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongkai.kernel.permissions import Role
from gongkai.kernel.registry import Registry

Move = Callable[[int, int, int, Role, datetime], int]
"""``(from_id, to_id, unit_id, role, now) -> how many items were moved``, in the open transaction."""

Count = Callable[[int | None, int | None], int]
"""``(person_id, unit_id) -> how many items are open``; None stands for any."""


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves one kind of open work to another person."""

    code: str
    move: Move


@dataclass(frozen=True, slots=True)
class OpenWorkCounter:
    """Counts one kind of open work of a person, of a unit, or of a person in a unit."""

    code: str
    count: Count


movers: Registry[Mover] = Registry("mover of open work")
open_work_counters: Registry[OpenWorkCounter] = Registry("counter of open work")


def move_open_work(from_id: int, to_id: int, unit_id: int, role: Role, now: datetime) -> int:
    """Let every registered mover move its items; returns how many in all."""
    return sum(mover.move(from_id, to_id, unit_id, role, now) for mover in movers)


def open_work(*, person_id: int | None = None, unit_id: int | None = None) -> int:
    """How many items are open, over every registered kind."""
    return sum(counter.count(person_id, unit_id) for counter in open_work_counters)
