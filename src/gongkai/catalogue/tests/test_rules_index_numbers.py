import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue.rules import IndexNumberParts, format_index_number, parse_index_number

organs = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=1, max_size=18)


@given(organ=organs, year=st.integers(1949, 2099), seq=st.integers(1, 999_999_999))
def test_a_number_read_back_gives_its_parts(organ, year, seq):
    assert parse_index_number(format_index_number(organ, year, seq)) == IndexNumberParts(
        organ, year, seq
    )


@given(
    organ=organs,
    year=st.integers(1949, 2099),
    pair=st.lists(st.integers(1, 10**9 - 1), min_size=2, max_size=2, unique=True),
)
def test_different_sequences_never_give_the_same_number(organ, year, pair):
    one, other = (format_index_number(organ, year, seq) for seq in pair)
    assert one != other


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("000014349/2017-00110", ("000014349", 2017, 110)),
        ("11370322004222241N/2021-5135380", ("11370322004222241N", 2021, 5135380)),
        ("11620622013933539B/2021-03844", ("11620622013933539B", 2021, 3844)),
    ],
)
def test_observed_numbers_of_the_default_pattern_are_read(number, parts):
    assert parse_index_number(number) == IndexNumberParts(*parts)


@pytest.mark.parametrize(
    "number", ["11341702486344515H/202110-00013", "", "A/2021-", "abc", "A/2021-1234567890"]
)
def test_other_patterns_are_left_alone(number):
    assert parse_index_number(number) is None


def test_the_running_number_has_five_digits_and_grows_when_it_must():
    assert format_index_number("999999001", 2026, 7) == "999999001/2026-00007"
    assert format_index_number("999999001", 2026, 123456) == "999999001/2026-123456"
