from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clock.rules.dates import iso_date, written_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-28",
        "2026年1月28日",
        "2026年01月28日",
        "2026/1/28",
        "2026.1.28",
        "20260128",
        " 2026-1-28 ",
        "２０２６年１月２８日",
    ],
)
def test_a_date_is_read_as_people_write_it(text):
    assert written_date(text) == date(2026, 1, 28)


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "2026-13-01", "0000-01-01", "2026-W05-3", "1-28", "今天", "9" * 100_000],
)
def test_what_is_no_date_is_not_read(text):
    assert written_date(text) is None
    assert iso_date(text) is None


@pytest.mark.parametrize("value", [None, 20260128, "20260128", "2026-1-28", ["2026-01-28"]])
def test_files_must_write_dates_in_one_way(value):
    assert iso_date(value) is None


@given(st.dates())
def test_every_date_survives_being_written(day):
    assert iso_date(day.isoformat()) == written_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_any_text_is_read_or_not(text):
    assert written_date(text) is None or isinstance(written_date(text), date)
