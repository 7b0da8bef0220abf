"""Posts, units and accounts: every reason at once."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.permissions import Role
from gongkai.orgs import rules
from gongkai.orgs.deeds import deed_for
from gongkai.orgs.rules import GroupDraft, MemberDraft, PersonDraft, Post, UnitDraft

DAY = date(2026, 3, 2)
UNIT = UnitDraft(
    kind="department",
    name="澄明县教育局",
    short_name="县教育局",
    slug="jiaoyuju",
    code="990000002",
    region="999999",
)


def codes(reasons):
    return [reason.code for reason in reasons]


def against_unit(**changes):
    return codes(
        rules.reasons_against_unit(replace(UNIT, **changes), slug_taken=False, code_taken=False)
    )


def test_a_complete_unit_has_nothing_against_it():
    assert against_unit() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "　 "),
        ("name", "局" * 100_000),
        ("name", "教育局\x00"),
        ("name", "教育局\n二行"),
        ("short_name", ""),
        ("phone", "1" * 61),
        ("address", "清泉路\x0b1号"),
        ("slug", "教育局"),
        ("slug", "-a"),
        ("slug", "a" * 61),
        ("slug", ""),
        ("code", "12"),
        ("code", "a" * 9),
        ("code", "9" * 19),
        ("region", "99"),
        ("region", "９９９９９９"),
    ],
)
def test_each_bad_entry_of_a_unit_is_named(field, value):
    assert against_unit(**{field: value}) == [field]


def test_all_reasons_come_at_once():
    draft = replace(UNIT, name="", region="1")
    reasons = rules.reasons_against_unit(draft, slug_taken=True, code_taken=True)
    assert codes(reasons) == ["name", "duplicate_slug", "duplicate_code", "region"]
    assert all(reason.sentence for reason in reasons)


def test_only_the_changed_fields_differ():
    assert rules.unit_differences(UNIT, UNIT) == ()
    assert rules.unit_differences(UNIT, replace(UNIT, phone="1", name="乙")) == ("name", "phone")


def post(role, unit_id=1, since=DAY, until=None):
    return Post(role, unit_id, since, until)


def against_appointment(new, held=(), **facts):
    facts = {"own": False, "active": True, "unit_closed": False} | facts
    return codes(rules.reasons_against_appointment(new, held=held, **facts))


def test_a_free_person_may_be_appointed():
    assert against_appointment(post(Role.CLERK)) == []


def test_nobody_appoints_themselves_in_a_closed_unit_or_while_inactive():
    found = against_appointment(post(Role.LEADER), own=True, active=False, unit_closed=True)
    assert found == ["own_appointment", "inactive", "unit_closed"]


def test_the_system_role_is_not_for_people():
    assert against_appointment(post(Role.SYSTEM)) == ["system_role"]


def test_a_term_ends_after_it_begins():
    assert against_appointment(post(Role.CLERK, until=DAY)) == ["term"]


def test_an_inspector_holds_no_other_role():
    inspector = post(Role.INSPECTOR)
    assert against_appointment(post(Role.CLERK, unit_id=2), [inspector]) == ["inspector_alone"]
    assert against_appointment(inspector, [post(Role.ADMIN, unit_id=2)]) == ["inspector_alone"]


def test_an_inspector_may_inspect_two_units():
    assert against_appointment(post(Role.INSPECTOR, unit_id=2), [post(Role.INSPECTOR)]) == []


def test_a_former_clerk_may_become_inspector():
    former = post(Role.CLERK, since=DAY - timedelta(90), until=DAY)
    assert against_appointment(post(Role.INSPECTOR), [former]) == []


def test_the_same_role_is_not_given_twice_at_a_time():
    held = post(Role.CLERK)
    assert against_appointment(post(Role.CLERK, since=DAY + timedelta(5)), [held]) == [
        "already_held"
    ]
    assert against_appointment(post(Role.CLERK, unit_id=2), [held]) == []
    earlier = post(Role.CLERK, since=DAY - timedelta(9), until=DAY)
    assert against_appointment(held, [earlier]) == []


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_terms_overlap_exactly_when_they_share_a_day(a, length_a, b, length_b):
    first = post(Role.CLERK, since=DAY + timedelta(a), until=DAY + timedelta(a + length_a))
    second = post(Role.CLERK, since=DAY + timedelta(b), until=DAY + timedelta(b + length_b))
    shared = set(range(a, a + length_a)) & set(range(b, b + length_b))
    assert first.overlaps(second) is bool(shared)
    assert second.overlaps(first) is bool(shared)


def against_ending(term, on=DAY + timedelta(30), **facts):
    facts = {"other_admins": 1, "open_work": 0, "other_posts_in_unit": 0} | facts
    return codes(rules.reasons_against_ending(term, on=on, **facts))


def test_a_term_ends_once_and_not_before_it_began():
    assert against_ending(post(Role.CLERK)) == []
    assert against_ending(post(Role.CLERK, until=DAY)) == ["ended"]
    assert against_ending(post(Role.CLERK), on=DAY - timedelta(1)) == ["before_start"]


def test_the_last_administrator_stays():
    assert against_ending(post(Role.ADMIN), other_admins=0) == ["last_admin"]
    assert against_ending(post(Role.ADMIN), other_admins=1) == []


def test_open_work_wants_a_handover_unless_another_role_keeps_it():
    assert against_ending(post(Role.CLERK), open_work=3) == ["handover_needed"]
    assert against_ending(post(Role.CLERK), open_work=3, other_posts_in_unit=1) == []


def test_an_account_is_closed_only_with_an_empty_desk():
    free = {"active": True, "own": False, "is_admin": False, "other_admins": 0, "open_work": 0}
    against = rules.reasons_against_deactivation
    assert against(**free) == []
    assert codes(against(**free | {"open_work": 2, "own": True})) == [
        "own_account",
        "handover_needed",
    ]
    assert codes(against(**free | {"is_admin": True, "active": False})) == [
        "inactive",
        "last_admin",
    ]


def test_a_handover_needs_two_people_and_a_role():
    free = {
        "same_person": False,
        "held": True,
        "own": False,
        "active": True,
        "unit_closed": False,
    }
    assert rules.reasons_against_handover(**free) == []
    found = rules.reasons_against_handover(
        same_person=True, held=False, own=True, active=False, unit_closed=True
    )
    assert codes(found) == ["same_person", "not_held", "own_appointment", "inactive", "unit_closed"]


def test_a_unit_is_closed_when_nothing_hangs_on_it():
    free = {
        "closed": False,
        "is_root": False,
        "children": 0,
        "people": 0,
        "open_work": 0,
        "last_admin_here": False,
        "on": DAY,
        "since": None,
        "today": DAY,
    }
    against = rules.reasons_against_closing
    assert against(**free) == []
    held = free | {"children": 2, "people": 1, "open_work": 5, "last_admin_here": True}
    assert codes(against(**held)) == ["children", "people", "open_work", "last_admin"]
    odd = free | {"closed": True, "is_root": True, "since": DAY + timedelta(2)}
    assert codes(against(**odd | {"on": DAY + timedelta(1)})) == [
        "closed",
        "root",
        "future",
        "before_opening",
    ]


def test_a_unit_is_not_moved_into_itself():
    against = rules.reasons_against_move
    assert against(is_root=False, same_parent=False, into_itself=False) == []
    assert codes(against(is_root=True, same_parent=True, into_itself=True)) == [
        "root",
        "same_parent",
        "into_itself",
    ]
    assert codes(rules.reasons_against_place(parent_closed=True, path_length=121)) == [
        "parent_closed",
        "too_deep",
    ]


@pytest.mark.parametrize("username", ["", "a", "林", "a b", "a" * 61, "a\n", "\x00a", "-ab"])
def test_an_account_name_is_plain(username):
    assert codes(rules.reasons_against_account(username, taken=False)) == ["username"]


def test_an_account_name_is_given_once():
    assert codes(rules.reasons_against_account("linxiaoyu", taken=True)) == ["duplicate_username"]
    assert rules.reasons_against_account("lin.xy@jyj", taken=False) == []


def test_a_person_has_a_name_of_at_most_sixty_characters():
    assert codes(rules.reasons_against_person(PersonDraft(name=""))) == ["name"]
    assert codes(rules.reasons_against_person(PersonDraft(name="林" * 61))) == ["name"]
    assert rules.reasons_against_person(PersonDraft(name="林小雨")) == []


def test_a_course_has_taken_place_and_has_hours():
    against = rules.reasons_against_training
    assert against(held_on=DAY, hours=Decimal("1.5"), today=DAY) == []
    later = DAY + timedelta(1)
    assert codes(against(held_on=later, hours=Decimal(0), today=DAY)) == ["held_on", "hours"]


def test_a_leading_group_has_one_head_within_its_term():
    group = GroupDraft(name="县政务公开领导小组", since=DAY, until=DAY - timedelta(1))
    assert codes(rules.reasons_against_group(group)) == ["until"]
    head = MemberDraft(name="周远", post="head", job_title="县长", since=DAY)
    against = rules.reasons_against_member
    assert against(head, since=DAY, until=None, has_head=False) == []
    assert codes(against(head, since=DAY + timedelta(1), until=DAY, has_head=True)) == [
        "since",
        "since",
        "second_head",
    ]


def test_the_office_appoints_clerks_by_a_deed_of_its_own():
    assert deed_for(Role.CLERK, "orgs.appoint") == "orgs.appoint_clerk"
    assert deed_for(Role.LEADER, "orgs.appoint") == "orgs.appoint"
