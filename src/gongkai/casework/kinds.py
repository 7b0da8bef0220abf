"""How business apps put their kinds of case into the engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from gongkai.casework.flows import Action, Clock, Flow
from gongkai.clock.rules import Calendar, DayNote, Deadline
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason
from gongkai.kernel.registry import Registry


class Perform(Protocol):
    """A business service that does *action* on a case with all of its own checks."""

    def __call__(
        self,
        *,
        actor: Actor,
        case_id: int,
        action: str,
        note: str,
        now: datetime,
        expected_version: int | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None: ...


class TermLine(Protocol):
    """What one day did to a count; ``counted`` is its number, None when it does not count."""

    @property
    def date(self) -> date: ...
    @property
    def counted(self) -> int | None: ...
    @property
    def text(self) -> str: ...


class Term(Protocol):
    """The deadline of a case now.

    ``due`` is the next day on which somebody has to have acted, None when nothing is awaited;
    ``standing`` says that the period itself does not run, with ``remaining`` days left over;
    ``provisional`` that a year without a known arrangement was counted.
    """

    @property
    def label(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def standing(self) -> bool: ...
    @property
    def remaining(self) -> int: ...
    @property
    def provisional(self) -> bool: ...
    @property
    def lines(self) -> Sequence[TermLine]: ...


@dataclass(frozen=True)
class FlowTerm:
    """The deadline that the flow's own clock gives."""

    clock: Clock
    deadline: Deadline

    @property
    def label(self) -> str:
        return self.clock.label

    @property
    def article(self) -> str:
        return self.clock.article

    @property
    def due(self) -> date | None:
        return self.deadline.due

    @property
    def standing(self) -> bool:
        return self.deadline.due is None

    @property
    def remaining(self) -> int:
        return self.deadline.remaining

    @property
    def provisional(self) -> bool:
        return self.deadline.provisional

    @property
    def lines(self) -> tuple[DayNote, ...]:
        return self.deadline.explanation


@dataclass(frozen=True)
class CaseKind:
    """A kind of case: its flow, and the business behind it.

    ``reasons`` gives what the business has against an action now (beside the engine's own
    reasons); ``perform`` does it; ``sheet`` is the address of the page with the case's facts.

    ``deadline`` computes the deadline of a case by its id where the flow's clock cannot express the
    law; ``number`` writes a case's number from unit, year and serial number.
    """

    flow: Flow
    reasons: Callable[[int, Action, Actor, datetime], list[Reason]]
    perform: Perform
    sheet: Callable[[int], str]
    deadline: Callable[[int, Calendar], Term | None] | None = None
    number: Callable[[int, int, int], str] | None = None

    @property
    def code(self) -> str:
        return self.flow.code

    @property
    def label(self) -> str:
        return self.flow.label

    def __hash__(self) -> int:
        return hash(self.code)


kinds: Registry[CaseKind] = Registry("case kind")
