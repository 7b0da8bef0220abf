"""The drawing of a flow holds every state and edge, and nothing lies on anything else."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework.drawing import draw, steps_of
from gongkai.casework.flows import Action, Flow, State
from gongkai.casework.tests.errands import FLOW
from gongkai.kernel.permissions import Role


def flow_of(count: int, edges: list[tuple[tuple[int, ...], int]]) -> Flow:
    states = [State(f"s{number}", f"环节{number}", Role.CLERK) for number in range(count)]
    actions = [
        Action(f"a{n}", f"动作{n}", tuple(f"s{s}" for s in sources), f"s{target}", "x.y", "办")
        for n, (sources, target) in enumerate(edges)
    ]
    return Flow("test", "试", "T", tuple(states), tuple(actions))


def test_an_errand_is_drawn_as_its_data_says() -> None:
    drawing = draw(FLOW)
    assert [(box.label, box.who, box.closed) for box in drawing.boxes] == [
        ("起草", "信息员（本人）", False),
        ("核对", "科室负责人", False),
        ("已办结", "结束", True),
    ]
    assert [(arrow.label, arrow.back) for arrow in drawing.arrows] == [
        ("送核", False),
        ("办结", False),
        ("退回", True),
    ]


@pytest.mark.usefixtures("errands")
def test_the_table_says_who_does_what_and_where_it_leads() -> None:
    rows = [(step.state, step.action, step.actor, step.target) for step in steps_of(FLOW)]
    assert rows == [
        ("起草", "送核", "信息员", "核对"),
        ("核对", "退回", "科室负责人", "起草"),
        ("核对", "办结", "科室负责人", "已办结"),
    ]


edges = st.integers(2, 7).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(
            st.tuples(
                st.sets(st.integers(0, count - 1), min_size=1).map(lambda s: tuple(sorted(s))),
                st.integers(0, count - 1),
            ),
            max_size=8,
        ),
    )
)


@given(edges)
def test_every_edge_is_drawn_inside_the_picture_and_boxes_never_touch(drawn) -> None:
    drawing = draw(flow_of(*drawn))
    assert all(above.bottom < below.y for above, below in pairwise(drawing.boxes))
    straight = {(s, t) for sources, t in drawn[1] for s in sources if s + 1 == t}
    leaping = sum(s + 1 != t for sources, t in drawn[1] for s in sources)
    assert len(drawing.arrows) == len(straight) + leaping
    for arrow in drawing.arrows:
        for axis, value in re.findall(r"([HV])(\d+)", arrow.path):
            assert 0 <= int(value) <= (drawing.width if axis == "H" else drawing.height)


@given(edges)
def test_two_lanes_side_by_side_never_run_over_each_other(drawn) -> None:
    verticals: dict[tuple[bool, str], list[tuple[str, int, int]]] = {}
    for arrow in draw(flow_of(*drawn)).arrows:
        found = re.fullmatch(r"M(\d+) (\d+)H(\d+)V(\d+)H\d+", arrow.path)
        if found:
            low, high = sorted((int(found[2]), int(found[4])))
            lane = verticals.setdefault((arrow.back, found[3]), [])
            assert all(name == arrow.label or high < a or b < low for name, a, b in lane), arrow
            lane.append((arrow.label, low, high))
