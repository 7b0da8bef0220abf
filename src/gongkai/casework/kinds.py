"""How business apps put their kinds of case into the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from gongkai.casework.flows import Action, Flow
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


@dataclass(frozen=True)
class CaseKind:
    """A kind of case: its flow, and the business behind it.

    ``reasons`` gives what the business has against an action now (beside the engine's own
    reasons); ``perform`` does it; ``sheet`` is the address of the page with the case's facts.
    """

    flow: Flow
    reasons: Callable[[int, Action, Actor, datetime], list[Reason]]
    perform: Perform
    sheet: Callable[[int], str]

    @property
    def code(self) -> str:
        return self.flow.code

    @property
    def label(self) -> str:
        return self.flow.label

    def __hash__(self) -> int:
        return hash(self.code)


kinds: Registry[CaseKind] = Registry("case kind")
