"""The flows that the apps have registered, as the engine will read them."""

import pytest

from gongkai.casework.drawing import draw
from gongkai.casework.flows import faults
from gongkai.casework.kinds import kinds
from gongkai.kernel.permissions import deeds

REGISTERED = list(kinds)


def test_there_are_kinds_of_case() -> None:
    assert REGISTERED


@pytest.mark.parametrize("kind", REGISTERED, ids=lambda kind: kind.code)
def test_a_flow_is_sound_and_asks_for_deeds_that_exist(kind) -> None:
    assert faults(kind.flow) == []
    assert [action.deed for action in kind.flow.actions if action.deed not in deeds] == []


@pytest.mark.parametrize("kind", REGISTERED, ids=lambda kind: kind.code)
def test_a_flow_can_be_drawn(kind) -> None:
    drawing = draw(kind.flow)
    assert [box.label for box in drawing.boxes] == [state.label for state in kind.flow.states]
    drawn = {name for arrow in drawing.arrows for name in arrow.label.split("、")}
    assert drawn == {action.label for action in kind.flow.actions}
