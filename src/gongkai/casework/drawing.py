"""A flow as a drawing and as a table, from its data: states down the page, actions as arrows.

A step to the next state goes straight down; one that leaps forward runs along the right, one that
goes back along the left, each in a lane of its own. Lengths are in pixels.
"""

from dataclasses import dataclass, field

from gongkai.casework.flows import Action, Desk, Flow, State
from gongkai.kernel.permissions import ROLE_LABELS, deeds

BOX_WIDTH = 180
STATE_CHARACTER = 15
BOX_HEIGHT = 56
PORT = 24
LANE = 18
GAP = 26
GAP_WITH_LABEL = 52
CHARACTER = 14
MARGIN = 12
TOP = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A state: its place, its name, and who has the case there."""

    x: int
    y: int
    width: int
    height: int
    label: str
    who: str
    closed: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def label_y(self) -> int:
        return self.y + self.height // 2 - 3

    @property
    def who_y(self) -> int:
        return self.y + self.height // 2 + 17


@dataclass(frozen=True, slots=True)
class Arrow:
    """An action: an SVG path, and its name beside it. ``anchor`` is SVG's text-anchor."""

    path: str
    label: str
    x: int
    y: int
    anchor: str
    back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template draws."""

    width: int
    height: int
    boxes: list[Box]
    arrows: list[Arrow]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table: what may be done in a state, by whom, and where it leads."""

    state: str
    who: str
    action: str
    actor: str
    target: str
    needs_note: bool


@dataclass(frozen=True, slots=True)
class Leap:
    """An action that does not simply lead to the next state; one lane for all its sources."""

    action: Action
    sources: tuple[int, ...]
    target: int

    @property
    def span(self) -> tuple[int, int]:
        ends = (*self.sources, self.target)
        return min(ends), max(ends)


@dataclass
class Side:
    """The lanes on one side of the column, and where each leaves and enters a box."""

    leaps: list[Leap]
    lanes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.leaps.sort(key=lambda leap: (leap.span[1] - leap.span[0], leap.span))
        taken: list[list[tuple[int, int]]] = []
        for leap in self.leaps:
            low, high = leap.span
            free = [
                n for n, spans in enumerate(taken) if all(high < a or b < low for a, b in spans)
            ]
            lane = free[0] if free else len(taken)
            if lane == len(taken):
                taken.append([])
            taken[lane].append((low, high))
            self.lanes.append(lane)

    @property
    def width(self) -> int:
        """The room the side needs: names at the boxes, then the lanes."""
        if not self.leaps:
            return MARGIN
        return self.reach + LANE * (max(self.lanes) + 1) + MARGIN

    @property
    def reach(self) -> int:
        """From a box to its first lane."""
        return CHARACTER * max(len(leap.action.label) for leap in self.leaps) + 24

    def ports(self, state: int) -> list[tuple[int, str]]:
        """The ports of a box from top to bottom: which leap, and whether it leaves or enters."""
        found = [
            (number, part)
            for number, leap in enumerate(self.leaps)
            for part, here in (("out", state in leap.sources), ("in", state == leap.target))
            if here
        ]
        return sorted(found, key=lambda port: (self._goes_down(state, *port), port))

    def _goes_down(self, state: int, number: int, part: str) -> bool:
        leap = self.leaps[number]
        return leap.target > state if part == "out" else min(leap.sources) > state


def _who(state: State) -> str:
    if state.role is None:
        return "结束"
    place = "公开办所在单位" if state.desk is Desk.OFFICE else ""
    return f"{place}{ROLE_LABELS[state.role]}" + ("（本人）" if state.own else "")


def steps_of(flow: Flow) -> list[Step]:
    """The flow as a table, in reading order; a closed state has no row."""
    return [
        Step(
            state=state.label,
            who=_who(state),
            action=action.label,
            actor="、".join(ROLE_LABELS[role] for role in deeds[action.deed].grants),
            target=flow.state(action.target).label,
            needs_note=action.needs_note,
        )
        for state in flow.states
        for action in flow.actions_from(state.code)
    ]


def draw(flow: Flow) -> Drawing:
    """Place states and actions of *flow*."""
    places = {state.code: number for number, state in enumerate(flow.states)}
    straight: dict[int, list[str]] = {}
    sides: dict[bool, list[Leap]] = {False: [], True: []}
    for action in flow.actions:
        target = places[action.target]
        sources = [places[source] for source in action.sources]
        for source in sources:
            if source + 1 == target:
                straight.setdefault(source, []).append(action.label)
        for back in (False, True):
            rest = tuple(s for s in sources if s + 1 != target and (s >= target) is back)
            if rest:
                sides[back].append(Leap(action, rest, target))
    left, right = Side(sides[True]), Side(sides[False])
    boxes = _boxes(flow, left, right, straight)
    arrows = [_down(boxes[s], boxes[s + 1], "、".join(names)) for s, names in straight.items()]
    arrows += _leaps(left, boxes, back=True) + _leaps(right, boxes, back=False)
    width = left.width + _box_width(flow) + right.width
    return Drawing(width, boxes[-1].bottom + MARGIN, boxes, arrows)


def _box_width(flow: Flow) -> int:
    longest = max(len(words) for state in flow.states for words in (state.label, _who(state)))
    return max(BOX_WIDTH, STATE_CHARACTER * longest + 2 * MARGIN)


def _boxes(flow: Flow, left: Side, right: Side, straight: dict[int, list[str]]) -> list[Box]:
    boxes, y = [], TOP
    width = _box_width(flow)
    for number, state in enumerate(flow.states):
        ports = max(len(left.ports(number)), len(right.ports(number)))
        height = max(BOX_HEIGHT, PORT * (ports + 1) - 4)
        boxes.append(Box(left.width, y, width, height, state.label, _who(state), state.closed))
        y += height + (GAP_WITH_LABEL if number in straight else GAP)
    return boxes


def _down(above: Box, below: Box, label: str) -> Arrow:
    path = f"M{above.middle} {above.bottom}V{below.y}"
    return Arrow(path, label, above.middle + 10, (above.bottom + below.y) // 2 + 4, "start", False)


def _leaps(side: Side, boxes: list[Box], *, back: bool) -> list[Arrow]:
    def port(state: int, number: int, part: str) -> int:
        ports = side.ports(state)
        box = boxes[state]
        place = ports.index((number, part)) + 1
        return box.y + place * box.height // (len(ports) + 1)

    arrows = []
    for number, (leap, lane) in enumerate(zip(side.leaps, side.lanes, strict=True)):
        away = side.reach + LANE * lane
        for source in leap.sources:
            box = boxes[source]
            start = port(source, number, "out")
            end = port(leap.target, number, "in")
            edge, sign = (box.x, -1) if back else (box.x + box.width, 1)
            path = f"M{edge} {start}H{edge + sign * away}V{end}H{edge}"
            anchor = "end" if back else "start"
            arrows.append(Arrow(path, leap.action.label, edge + sign * 10, start - 5, anchor, back))
    return arrows
