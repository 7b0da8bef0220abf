"""The shape of a flow: states, actions and a clock, as plain data that the engine reads.

An app describes its flow in its own ``flow.py`` with these types and registers it; the diagram in
``docs/flows/`` and on the portal is drawn from the same data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.permissions import Role


class Style(StrEnum):
    """How an action looks on a sheet."""

    PRIMARY = "primary"
    DANGER = "danger"
    PLAIN = "plain"


class Desk(StrEnum):
    """Whose inbox a state fills: the case's own unit, or the office of the whole area."""

    UNIT = "unit"
    OFFICE = "office"


@dataclass(frozen=True)
class State:
    """A step of a flow. ``role`` holds the case while it stands here (None: nobody, it is closed)."""

    code: str
    label: str
    role: Role | None = None
    desk: Desk = Desk.UNIT
    own: bool = False  # the case comes to the person who opened it, not to everyone in the role

    @property
    def closed(self) -> bool:
        return self.role is None


@dataclass(frozen=True)
class Action:
    """A deed on a case: from any of ``sources`` to ``target``.

    ``deed`` is the permission asked; ``said`` is its sentence in the timeline; ``events`` are the
    clock events it leaves. ``needs_note`` demands an opinion.
    """

    code: str
    label: str
    sources: tuple[str, ...]
    target: str
    deed: str
    said: str
    style: Style = Style.PLAIN
    needs_note: bool = False
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """Which events move a deadline, and by what article.

    ``starts`` begin (a later one begins anew), ``pauses`` maps the event that stops the clock to
    the one that lets it go on, ``extends`` adds the event's days, ``stops`` ends it.
    ``unit`` is ``wd`` (working days) or ``cd`` (calendar days).
    """

    label: str
    days: int
    article: str
    unit: str = "wd"
    starts: tuple[str, ...] = ()
    pauses: Mapping[str, str] = field(default_factory=dict)
    extends: str = ""
    stops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """One kind of case: its states in reading order, its actions, its clock.

    ``transferable`` says that the facts of the matter may move to another unit with the case (转办).
    """

    code: str
    label: str
    prefix: str
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    clock: Clock | None = None
    transferable: bool = False

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return {action.code: action for action in self.actions}

    def state(self, code: str) -> State:
        return self._states[code]

    def action(self, code: str) -> Action:
        """The action of that code. Raises Refusal for one that the flow does not have."""
        if code not in self._actions:
            sentence = "没有这项操作，页面可能已经过时，请刷新后再办"
            raise Refusal(Reason("unknown_action", sentence))
        return self._actions[code]

    @property
    def initial(self) -> State:
        return self.states[0]

    def actions_from(self, state: str) -> list[Action]:
        return [action for action in self.actions if state in action.sources]


def faults(flow: Flow) -> list[str]:
    """What is wrong with a flow's data, in English for its author; empty when it is sound."""
    codes = {state.code for state in flow.states}
    found = [
        f"action {action.code} names unknown state {name}"
        for action in flow.actions
        for name in (*action.sources, action.target)
        if name not in codes
    ]
    reached = {flow.initial.code} | {action.target for action in flow.actions}
    found += [f"state {code} is never reached" for code in codes - reached]
    for state in flow.states:
        leaves = flow.actions_from(state.code)
        if not state.closed and not leaves:
            found.append(f"open state {state.code} has no way out")
    if len({action.code for action in flow.actions}) != len(flow.actions):
        found.append("two actions share a code")
    return found


def diagram(flow: Flow) -> str:
    """The flow as a Mermaid state diagram, for docs and the public page."""
    lines = ["stateDiagram-v2", f"    [*] --> {flow.initial.code}"]
    lines += [f'    state "{state.label}" as {state.code}' for state in flow.states]
    lines += [
        f"    {source} --> {action.target}: {action.label}"
        for action in flow.actions
        for source in action.sources
    ]
    lines += [f"    {state.code} --> [*]" for state in flow.states if state.closed]
    return "\n".join(lines) + "\n"
