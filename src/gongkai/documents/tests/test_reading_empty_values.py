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


BEFORE = [
    "",
    "首页 > 政务公开 > 通知公告\n",
    "澄明县人民政府门户网站\n无障碍浏览\n首页\n政务公开\n政府文件\n",
    "您现在的位置：首页 >> 政府信息公开目录\n\n",
]
AFTER = [
    "关于做好春季森林防火工作的通知\n各乡镇人民政府：\n",
    "澄明县人民政府办公室\n关于做好春季森林防火工作的通知\n",
    "澄明县林业局高度重视森林防火，全年未发生重大火情。\n",
    "现公告如下：\n",
    "一、总体要求\n主动公开政府信息，依申请公开及时答复。\n",
    "有效防范森林火灾\n",
    "县林业局\n2025年度部门决算\n",
    "主动公开\n综合政务\n",
    "2026年2月1日至2月28日\n",
    "《澄明县志》已出版。\n",
    "澄明县2025年森林防火工作总结\n今年以来，县林业局做了大量工作。\n",
]


def written(
    layout: Layout, chance: random.Random, empty: set[str], before: str = "", after: str = ""
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
    text = after + PARAGRAPH
    if layout in PAGE_LAYOUTS:
        text = text.replace("\n", "</p><p>")
        above = before.replace("\n", "<br>")
        page = f"<html><body>{above}{header}<div id=zoom><p>{text}</p></div></body></html>"
        return page.encode(), "a.html", states
    gap = " " if layout is all_on_one_line else "\n\n"
    return f"{before}{header}{gap}{text}\n".encode(), "a.txt", states


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


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(EVERY),
    st.integers(0, 10**6),
    st.sets(st.sampled_from(FIELDS[1:])),
    st.sampled_from(BEFORE),
    st.sampled_from(AFTER),
)
def test_neither_the_site_above_nor_the_text_below_fills_an_empty_field(
    layout: Layout, seed: int, empty: set[str], before: str, after: str
) -> None:
    data, name, states = written(layout, random.Random(seed), empty, before, after)
    assert stated(data, name) == states, data.decode()


@pytest.mark.parametrize("layout", EVERY, ids=lambda one: one.__name__)
@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_traditional_script_is_read_alike(layout: Layout, script: str) -> None:
    convert = pytest.importorskip("opencc").OpenCC(script).convert
    for seed in range(3):
        data, name, states = written(layout, random.Random(seed), {FIELDS[1 + seed]})
        expected = {field: convert(value) if value else value for field, value in states.items()}
        assert stated(convert(data.decode()).encode(), name) == expected
