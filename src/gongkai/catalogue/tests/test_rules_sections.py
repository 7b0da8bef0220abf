import pytest

from gongkai.catalogue.rules import Cadence, SectionSituation, misfits, reasons_against_move


def situation(**changes):
    plain = {
        "column_type": "disclosure",
        "area": "statutory",
        "cadence": Cadence.AD_HOC,
        "update_days": 0,
        "is_top": False,
        "item_code": "art20-1",
        "item_scope": "all",
        "unit_kind": "department",
    }
    return SectionSituation(**(plain | changes))


def codes(**changes):
    return [reason.code for reason in misfits(situation(**changes))]


def test_an_ordinary_section_misfits_nothing():
    assert codes() == []


@pytest.mark.parametrize(
    ("column_type", "cadence", "days", "found"),
    [
        ("news", "ad_hoc", 14, []),
        ("news", "ad_hoc", 15, ["too_slow"]),
        ("news", "ad_hoc", 0, ["too_slow"]),
        ("news", "monthly", 0, ["too_slow"]),
        ("notices", "ad_hoc", 180, []),
        ("policy", "quarterly", 30, []),
        ("policy", "yearly", 0, ["too_slow"]),
        ("policy", "permanent", 0, []),
        ("services", "ad_hoc", 0, []),
    ],
)
def test_a_rule_slower_than_the_check_of_websites_is_named(column_type, cadence, days, found):
    assert codes(column_type=column_type, cadence=Cadence(cadence), update_days=days) == found


def test_reports_come_out_yearly():
    assert codes(area="reports", item_code="", cadence=Cadence.MONTHLY) == ["reports_yearly"]
    assert codes(area="reports", item_code="", cadence=Cadence.YEARLY) == []


def test_a_statutory_section_below_the_top_names_its_item():
    assert codes(item_code="") == ["no_item"]
    assert codes(item_code="", is_top=True) == []
    assert codes(item_code="", area="news") == []


@pytest.mark.parametrize(
    ("scope", "kind", "found"),
    [
        ("township", "department", ["wrong_scope"]),
        ("township", "township", []),
        ("township", "village", []),
        ("county", "township", ["wrong_scope"]),
        ("county", "government", []),
        ("all", "township", []),
    ],
)
def test_an_item_of_another_level_of_government_is_named(scope, kind, found):
    assert codes(item_scope=scope, unit_kind=kind) == found


def test_a_branch_moves_only_where_it_fits():
    assert reasons_against_move(path="/1/", parent_path="/2/", height=4, depth=1) == []
    deep = reasons_against_move(path="/1/", parent_path="/2/", height=5, depth=1)
    assert [reason.code for reason in deep] == ["parent"]
    itself = reasons_against_move(path="/1/", parent_path="/1/3/", height=1, depth=2)
    assert "自己" in itself[0].sentence
