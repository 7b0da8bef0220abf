"""Every reply kind, its basis, remedy and row of the annual report: the table of rule sheet §1.6."""

import pytest

from gongkai.inforequests.rules.remedies import (
    ReviewFacts,
    reasons_against_court,
    reasons_against_reviewing_body,
    remedy_of,
    remedy_text,
    reviewing_body,
)
from gongkai.inforequests.rules.replies import (
    ALL_GROUNDS,
    FACT_LABELS,
    REPLY_KINDS,
    REPORT_ROWS,
    refused_kind,
    report_row,
)

BODY, COURT = "澄明县人民政府", "澄明县人民法院"
TABLE = [
    # code, basis, row, remedy, facts
    ("granted_public", "36(1)", "granted", "B", ["way"]),
    ("granted", "36(2)", "granted", "B", ["provided"]),
    ("partial", "37", "partial", "A", ["provided", "withheld", "reasons"]),
    ("d1", "36(3)+14", "d1", "A", ["reasons"]),
    ("d2", "36(3)+14", "d2", "A", ["reasons", "special_law"]),
    ("d3", "36(3)+14", "d3", "A", ["reasons"]),
    ("d4", "36(3)+15", "d4", "A", ["reasons"]),
    ("d5", "36(3)+16", "d5", "A", ["reasons"]),
    ("d6", "36(3)+16", "d6", "A", ["reasons"]),
    ("d7", "36(3)+16", "d7", "A", ["reasons"]),
    ("d8", "36(7)", "d8", "B", ["special_law"]),
    ("u1_not_held", "36(4)", "u1", "B", ["search"]),
    ("u1_not_ours", "36(5)", "u1", "B", ["reasons", "responsible"]),
    ("u2", "38", "u2", "B", ["processing"]),
    ("u3", "30", "u3", "B", ["clarification", "unclear"]),
    ("n1", "39¶1", "n1", "B", ["reasons"]),
    ("n2", "36(6)", "n2", "B", ["earlier"]),
    ("n3", "39¶2", "n3", "B", ["publication"]),
    ("n4", "35", "n4", "B", ["volume", "reasons_asked", "reasons"]),
    ("n5", "–", "n5", "B", ["obtained", "reasons"]),
    ("o1", "30", "o1", "B", ["clarification", "clarification_term"]),
    ("o2", "§2.4", "o2", "B", ["fee_notice", "fee_term"]),
    ("o3", "–", "o3", "", ["note"]),
]


@pytest.mark.parametrize(("code", "basis", "row", "remedy", "facts"), TABLE)
def test_every_kind_has_its_basis_row_remedy_and_facts(code, basis, row, remedy, facts):
    kind = REPLY_KINDS[code]
    assert (kind.basis, report_row(code), list(kind.facts)) == (basis, row, facts)
    assert remedy_of(code, kind.grounds if remedy == "A" else ()) == remedy
    assert kind.article.startswith("《") is (code != "o3")
    assert {*kind.facts, *kind.may} <= set(FACT_LABELS)
    text = remedy_text(code, kind.grounds[:1], BODY, COURT)
    assert ("先向" in text) is (remedy == "A")
    assert ("6个月" in text) is (remedy == "B")
    assert bool(text) is bool(remedy)


def test_the_table_has_every_kind_and_the_kinds_fill_every_row():
    assert [row[0] for row in TABLE] == list(REPLY_KINDS)
    assert {kind.report_row for kind in REPLY_KINDS.values()} == set(REPORT_ROWS)
    assert len(REPORT_ROWS) == 21


@pytest.mark.parametrize("ground", ALL_GROUNDS)
def test_every_ground_has_one_kind_that_refuses_on_it(ground):
    assert [kind.code for kind in REPLY_KINDS.values() if kind.grounds == (ground,)] == [
        refused_kind(ground)
    ]


def test_there_is_no_refusal_on_a_ground_the_law_does_not_know():
    assert refused_kind("工作秘密") is None


def test_a_refusal_sends_to_review_first_and_offers_no_direct_suit():
    text = remedy_text("d4", ["E15"], BODY, COURT)
    assert text == (
        "如不服本答复，可以自收到本答复之日起60日内，先向澄明县人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向澄明县人民法院提起行政诉讼。"
    )


def test_everybody_else_may_choose():
    assert remedy_text("granted", [], BODY, COURT) == (
        "如不服本答复，可以自收到本答复之日起60日内向澄明县人民政府申请行政复议，"
        "或者自收到本答复之日起6个月内向澄明县人民法院提起行政诉讼。"
    )


def test_a_reply_in_part_depends_on_what_was_withheld():
    refused = remedy_text("partial", ["E15"], BODY, COURT)
    assert "不予公开的部分" in refused
    assert "6个月" not in refused
    assert remedy_of("partial", ["u1_not_held"]) == "B"
    assert "6个月" in remedy_text("partial", ["u1_not_held"], BODY, COURT)
    both = remedy_text("partial", ["E15", "u2"], BODY, COURT)
    assert both.index("先向") < both.index("因其他原因未予提供的部分") < both.index("6个月")


def test_the_remedy_of_special_queries_is_a_setting():
    assert "6个月" in remedy_text("d8", [], BODY, COURT)
    assert "先向" in remedy_text("d8", [], BODY, COURT, query_remedy="A")


def test_a_reply_served_on_line_names_the_way_to_apply_on_line():
    text = remedy_text("granted", [], BODY, COURT, "掌上复议小程序")
    assert text.endswith("行政复议申请也可以通过掌上复议小程序提出。")


@pytest.mark.parametrize(("body", "court"), [("", COURT), ([], COURT), (BODY, "")])
def test_a_remedy_without_body_or_court_is_a_bug(body, court):
    with pytest.raises(ValueError):
        remedy_text("granted", [], body, court)


@pytest.mark.parametrize(
    ("facts", "bodies"),
    [
        (ReviewFacts("department", BODY, "百湖市人民政府", "百湖市某局"), (BODY,)),
        (ReviewFacts("branch", BODY), (BODY,)),
        (ReviewFacts("local_office", BODY), (BODY,)),
        (ReviewFacts("authorised", BODY), (BODY,)),
        (ReviewFacts("government", BODY, "百湖市人民政府"), ("百湖市人民政府",)),
        (
            ReviewFacts("vertical", BODY, "", "国家税务总局百湖市税务局"),
            ("国家税务总局百湖市税务局",),
        ),
        (ReviewFacts("justice", BODY, "", "百湖市司法局"), (BODY, "百湖市司法局")),
    ],
)
def test_the_reviewing_body_by_the_kind_of_unit(facts, bodies):
    assert reviewing_body(facts) == bodies
    assert reasons_against_reviewing_body(facts) == []


def test_two_bodies_are_offered_as_a_choice():
    text = remedy_text("granted", [], (BODY, "百湖市司法局"), COURT)
    assert "向澄明县人民政府或者百湖市司法局申请行政复议" in text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (ReviewFacts(""), "机关性质"),
        (ReviewFacts("department"), "本级人民政府"),
        (ReviewFacts("government", BODY), "上一级人民政府"),
        (ReviewFacts("vertical", BODY), "上一级主管部门"),
        (ReviewFacts("justice", BODY), "上一级司法行政部门"),
    ],
)
def test_a_unit_without_the_name_is_told_what_to_enter(facts, sentence):
    (reason,) = reasons_against_reviewing_body(facts)
    assert sentence in reason.sentence
    assert reason.ground.startswith("行政复议法")
    with pytest.raises(ValueError):
        reviewing_body(facts)


@pytest.mark.parametrize(
    ("court", "of_government", "codes"),
    [
        ("澄明县人民法院", False, []),
        ("澄江市中级人民法院", True, []),
        ("清江铁路运输中级法院", True, []),
        ("清江铁路运输法院", False, []),
        ("", False, ["court_missing"]),
        ("", True, ["court_missing"]),
        ("澄明县人民法院", True, ["court_level"]),
        ("澄江市中级人民法院", False, ["court_level"]),
    ],
)
def test_the_court_is_of_the_level_that_hears_the_unit(court, of_government, codes):
    found = reasons_against_court(court, of_government)
    assert [reason.code for reason in found] == codes
    assert all(reason.ground.startswith("行政诉讼法第") for reason in found)
