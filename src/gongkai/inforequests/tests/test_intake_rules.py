"""What an application must say: every reason at its field, nothing asked that the law dropped."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inforequests.rules.intake import (
    DESCRIPTION_LIMIT,
    LIMITS,
    Applicant,
    Asked,
    cleaned,
    identity_key,
    is_credit_code,
    is_id_card,
    reasons_against_applicant,
    reasons_against_asking,
)

PERSON = Applicant(name="王小明", identity_number="11010519491231002X", phone="13800000000")
BODY = Applicant(
    applicant_class="business",
    name="澄明县清泉商贸有限公司",
    identity_kind="credit_code",
    identity_number="91350100M000100Y43",
    contact_name="赵敏",
    email="info@example.cn",
)


def codes(applicant, way=""):
    return [reason.code for reason in reasons_against_applicant(applicant, way)]


def test_a_person_and_a_body_with_what_the_law_asks_for_pass():
    assert codes(PERSON) == []
    assert codes(BODY) == []


def test_nothing_given_is_told_all_at_once():
    assert codes(Applicant()) == ["name", "identity_number", "phone"]
    assert codes(Applicant(applicant_class="research", identity_kind="credit_code")) == [
        "name",
        "identity_number",
        "contact_name",
        "phone",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"identity_number": "110105194912310021"}, "identity_number"),
        ({"identity_number": "11010519491231"}, "identity_number"),
        ({"identity_kind": "credit_code"}, "identity_kind"),
        ({"identity_kind": "nonsense"}, "identity_kind"),
        ({"phone": "<script>"}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "a@b"}, "email"),
        ({"email": "a b@c.cn"}, "email"),
        ({"postcode": "12"}, "postcode"),
        ({"name": "长" * 101}, "name"),
        ({"address": "路" * 100_000}, "address"),
    ],
)
def test_a_wrong_entry_is_told_at_its_field(change, field):
    assert codes(replace(PERSON, **change)) == [field]


def test_a_way_needs_its_address():
    assert codes(PERSON, "post") == ["address"]
    assert codes(PERSON, "email") == ["email"]
    assert codes(PERSON, "online") == []
    assert codes(replace(PERSON, address="澄明县清泉路1号"), "post") == []


def test_the_purpose_of_an_application_is_never_asked():
    names = {field.name for kind in (Applicant, Asked) for field in fields(kind)}
    assert not {name for name in names if "purpose" in name or "use" in name}


def test_a_description_is_needed_and_has_a_limit():
    assert [reason.code for reason in reasons_against_asking(Asked(" \n"))] == ["description"]
    (reason,) = reasons_against_asking(Asked("字" * 100_000))
    assert str(DESCRIPTION_LIMIT) in reason.sentence
    assert "100000" in reason.sentence
    assert reasons_against_asking(Asked("2025年教育经费决算")) == []


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "11010519491231002x", "440524188001010014", "110105491231002"]
)
def test_numbers_of_identity_cards_that_can_be(number):
    assert is_id_card(number)


@pytest.mark.parametrize(
    "number", ["", "1", "110105194912310020", "A" * 18, "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_numbers_of_identity_cards_that_cannot_be(number):
    assert not is_id_card(number)


def test_credit_codes_by_their_check_sign():
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100I000100Y43")


@given(st.text(alphabet="0123456789X", min_size=17, max_size=18))
def test_at_most_one_check_sign_in_eleven_fits(number):
    fitting = [sign for sign in "0123456789X" if is_id_card(number[:17].replace("X", "1") + sign)]
    assert len(fitting) == 1


def test_one_identity_has_one_key_however_it_is_typed():
    typed = ("11010519491231002x", " 110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ")
    assert len({identity_key(replace(PERSON, identity_number=each)) for each in typed}) == 1
    assert identity_key(Applicant()) == ""
    assert identity_key(replace(PERSON, identity_kind="passport")) != identity_key(PERSON)


def test_control_characters_go_and_words_stay():
    assert cleaned(" 甲\x00乙\x1b[0m\r\n丙\ud800\t丁 ") == "甲乙[0m\n丙\t丁"


def test_every_limit_belongs_to_a_field():
    assert LIMITS.keys() <= {field.name for field in fields(Applicant)}
