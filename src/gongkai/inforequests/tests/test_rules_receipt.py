"""R by channel, the table of rule sheet §1.4."""

import pytest

from gongkai.inforequests.rules.receipt import (
    CHANNELS,
    needs_confirmation,
    reasons_against_receipt,
    receipt_day,
)
from gongkai.inforequests.tests.law import day

SIGNED, ARRIVED, CONFIRMED = day("01-26"), day("01-28"), day("01-30")


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("counter", ARRIVED),
        ("oral", ARRIVED),
        ("post_signed", SIGNED),
        ("post_plain", CONFIRMED),
        ("internet", CONFIRMED),
        ("fax", CONFIRMED),
        ("email", CONFIRMED),
    ],
)
def test_the_day_of_receipt_by_channel(channel, expected):
    assert receipt_day(channel, ARRIVED, SIGNED, CONFIRMED) == expected
    assert needs_confirmation(channel) is (expected == CONFIRMED)
    assert CHANNELS[channel].article.startswith("条例第")


def test_without_the_deciding_date_the_day_is_not_fixed():
    assert receipt_day("internet", ARRIVED, SIGNED, None) is None
    assert receipt_day("post_signed", ARRIVED, None, CONFIRMED) is None


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("pigeon", ARRIVED, None, None), ["channel_unknown"]),
        (("post_signed", ARRIVED, None, None), ["signed_missing"]),
        (("post_signed", ARRIVED, CONFIRMED, None), ["signed_after_arrival"]),
        (("fax", ARRIVED, None, SIGNED), ["confirmed_before_arrival"]),
        (("fax", ARRIVED, None, CONFIRMED), []),
        (("post_signed", ARRIVED, SIGNED, None), []),
    ],
)
def test_dates_that_cannot_be_are_told(arguments, codes):
    found = reasons_against_receipt(*arguments)
    assert [reason.code for reason in found] == codes
    assert all(reason.ground.startswith("条例第") for reason in found)


def test_an_unknown_channel_is_a_bug():
    assert not needs_confirmation("pigeon")
    with pytest.raises(ValueError, match="pigeon"):
        receipt_day("pigeon", ARRIVED, None, None)
