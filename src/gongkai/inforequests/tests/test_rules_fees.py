"""信息处理费 by the check values of rule sheet §2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inforequests.rules.fees import MOST, Bracket, fee_by_items, fee_by_pages, item_rate

FEW = st.integers(0, 400)


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (55, 9000),
    ],
)
def test_by_items(items, yuan):
    assert fee_by_items(items).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_by_pages(pages, yuan):
    assert fee_by_pages(pages).amount == yuan


def test_the_brackets_show_how_the_sum_comes_about():
    assert fee_by_items(31).brackets == (
        Bracket(1, 10, 0),
        Bracket(11, 30, 100),
        Bracket(31, 31, 200),
    )
    assert fee_by_pages(250).brackets[-1] == Bracket(201, 250, 40)
    assert fee_by_items(0).brackets == ()


def test_what_came_earlier_in_the_month_is_not_charged_again():
    assert fee_by_items(5, already=9).brackets == (Bracket(10, 10, 0), Bracket(11, 14, 100))


@given(FEW, FEW)
def test_items_cost_the_same_in_one_request_or_in_two(first, second):
    whole = fee_by_items(first + second)
    assert whole.amount == fee_by_items(first).amount + fee_by_items(second, already=first).amount
    assert whole.amount == sum(item_rate(at) for at in range(1, first + second + 1))


@given(FEW)
def test_one_page_more_never_costs_less(pages):
    assert fee_by_pages(pages + 1).amount - fee_by_pages(pages).amount in (0, 10, 20, 40)


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_an_impossible_count_is_a_bug(count):
    with pytest.raises(ValueError, match="整数"):
        fee_by_pages(count)
    with pytest.raises(ValueError, match="整数"):
        fee_by_items(count)
    with pytest.raises(ValueError, match="整数"):
        fee_by_items(1, already=count)
