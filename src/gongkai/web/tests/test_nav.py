"""The desk's menu shows each person what is open to them."""

import pytest

from gongkai.kernel.actor import StaffActor
from gongkai.kernel.registry import Registry
from gongkai.web import nav
from gongkai.web.nav import GROUPS, NavItem, menu_of


@pytest.fixture
def items(monkeypatch):
    known = Registry("menu entry")
    monkeypatch.setattr(nav, "nav_items", known)
    known.register(
        NavItem("orgs:people", "人员", "people", 61, "orgs.read_people"),
        NavItem("orgs:handovers", "交接", "people", 62, "orgs.read_people", lambda actor: 7),
        NavItem("desk:password", "本人账号", "key", 10),
    )
    return known


def rows_of(actor, here):
    return [row for _, rows in menu_of(actor, here) for row in rows]


def test_entries_stand_in_groups_by_the_tens_of_their_place(items, cast):
    groups = menu_of(cast.actor("clerk"), "/desk/x/")
    assert [(heading, [row[0] for row in rows]) for heading, rows in groups] == [
        ("", ["本人账号"]),
        (GROUPS[6], ["人员", "交接"]),
    ]


def test_every_entry_of_the_product_has_a_group_and_a_place_of_its_own():
    places = [item.position for item in nav.nav_items]
    assert {place // 10 for place in places} == set(GROUPS)
    assert len(places) == len(set(places))


def test_entries_without_a_right_are_open_to_everybody(items):
    rows = rows_of(StaffActor(1, "甲"), "/desk/password/")
    assert rows == [("本人账号", "/desk/password/", "key", True, 0)]


def test_the_longest_matching_address_is_the_present_one(items, cast):
    rows = rows_of(cast.actor("clerk"), "/desk/people/handovers/")
    assert [(label, active, count) for label, _, _, active, count in rows] == [
        ("本人账号", False, 0),
        ("人员", False, 0),
        ("交接", True, 7),
    ]


def test_the_first_page_is_the_present_one_only_for_itself(items):
    items.register(NavItem("desk:inbox", "待办", "inbox", 10))
    actor = StaffActor(1, "甲")
    present = {here: [row[0] for row in rows_of(actor, here) if row[3]] for here in HERE}
    assert present == {"/desk/": ["待办"], "/desk/password/": ["本人账号"], "/desk/x/": []}


HERE = ("/desk/", "/desk/password/", "/desk/x/")


def test_a_large_figure_is_cut_short(items):
    items.register(NavItem("desk:inbox", "待办", "inbox", 10, count=lambda actor: 100))
    assert rows_of(StaffActor(1, "甲"), "/desk/x/")[-1][-1] == "99+"
