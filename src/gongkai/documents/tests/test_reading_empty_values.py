"""Any field without a value is None, whatever the layout, the order and the script."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.reading import JSON_FIELDS
from gongkai.documents.reading.dates import leading
from gongkai.documents.tests.layouts import (
    LABELS,
    PAGE_LAYOUTS,
    TEXT_LAYOUTS,
    VALUES,
    Pairs,
    all_on_one_line,
)
from gongkai.documents.tests.test_reading_layouts import stated

FIELDS = JSON_FIELDS[:9]
PARAGRAPH = "各单位要压实责任，加强值守，确保不发生重大火情，遇有情况随时报告，不得迟报漏报瞒报。"
Layout = Callable[[Pairs], str]
EVERY = [*TEXT_LAYOUTS, *PAGE_LAYOUTS]


def written(
    layout: Layout, chance: random.Random, empty: set[str]
) -> tuple[bytes, str, dict[str, object]]:
    """A file with a header in that layout, its name, and what it states."""
    order = [field for field in FIELDS if field != "title"]
    chance.shuffle(order)
    order.insert(0, "title")
    pairs, states = [], {}
    for field in order:
        value = "" if field in empty else chance.choice(VALUES[field])
        pairs.append((chance.choice(LABELS[field]), value))
        states[field] = meant(field, value)
    header = layout(pairs)
    if layout in PAGE_LAYOUTS:
        page = f"<html><body>{header}<div id=zoom><p>{PARAGRAPH}</p></div></body></html>"
        return page.encode(), "a.html", states
    gap = " " if layout is all_on_one_line else "\n\n"
    return f"{header}{gap}{PARAGRAPH}\n".encode(), "a.txt", states


def meant(field: str, value: str) -> str | None:
    if field.endswith("_on"):
        found = leading(value)
        return found.day.isoformat() if found else None
    return (value.replace("\\", "/") if field == "topic" else value) or None


@pytest.mark.parametrize("layout", EVERY, ids=lambda one: one.__name__)
@pytest.mark.parametrize("empty", [*FIELDS[1:], "none", "all"])
def test_one_empty_field_is_none_and_the_others_stay(layout: Layout, empty: str) -> None:
    chosen = {"none": set(), "all": set(FIELDS[1:])}.get(empty, {empty})
    for seed in range(4):
        data, name, states = written(layout, random.Random(seed), chosen)
        assert stated(data, name) == states, data.decode()


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EVERY), st.integers(0, 10**6), st.sets(st.sampled_from(FIELDS[1:])))
def test_any_set_of_empty_fields_is_none(layout: Layout, seed: int, empty: set[str]) -> None:
    data, name, states = written(layout, random.Random(seed), empty)
    assert stated(data, name) == states, data.decode()


@pytest.mark.parametrize("layout", EVERY, ids=lambda one: one.__name__)
@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_traditional_script_is_read_alike(layout: Layout, script: str) -> None:
    convert = pytest.importorskip("opencc").OpenCC(script).convert
    for seed in range(3):
        data, name, states = written(layout, random.Random(seed), {FIELDS[1 + seed]})
        expected = {field: convert(value) if value else value for field, value in states.items()}
        assert stated(convert(data.decode()).encode(), name) == expected
