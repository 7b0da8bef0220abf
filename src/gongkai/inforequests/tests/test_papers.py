"""Every paper of rules §4.2 and §1.6, word for word, and what none of them may say."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from tests.golden import assert_golden

from gongkai.inforequests.papers import (
    PAPERS,
    PaperFacts,
    Reader,
    default_text,
    paper_of,
    reasons_against_facts,
    reasons_against_template,
    render_docx,
    render_html,
    render_text,
)
from gongkai.inforequests.papers.samples import BASE, facts_of
from gongkai.inforequests.papers.zips import write_zip
from gongkai.inforequests.rules.remedies import REVIEW_FIRST, remedy_of
from gongkai.inforequests.rules.replies import REPLY_KINDS
from gongkai.kernel.errors import Refusal

GOLDEN = Path(__file__).parent / "golden" / "papers"
CODES = list(PAPERS)
REPLY_CODES = [code for code in CODES if PAPERS[code].kind]
DIRECT_SUIT = "6个月内向"
REVIEW_THEN_SUIT = "先向澄明县人民政府申请行政复议"


@pytest.mark.parametrize("code", CODES)
def test_paper_reads_as_approved(code):
    assert_golden(f"{code}.txt", render_text(code, facts_of(code)), GOLDEN)


@pytest.mark.parametrize("code", CODES)
def test_shipped_template_keeps_its_own_rules(code):
    assert reasons_against_template(code, default_text(code)) == []


def test_every_reply_kind_of_the_law_has_its_paper_and_no_paper_a_kind_unknown_to_it():
    assert {paper.kind for paper in PAPERS.values() if paper.kind} == set(REPLY_KINDS)


@pytest.mark.parametrize("code", CODES)
def test_paper_with_nothing_known_is_refused_and_names_each_fact(code):
    bare = PaperFacts(organ="澄明县教育局", issued_on=BASE.issued_on, kind=PAPERS[code].kind)
    with pytest.raises(Refusal) as refused:
        render_text(code, bare)
    assert list(refused.value.reasons) == reasons_against_facts(code, bare)
    assert all(reason.ground for reason in refused.value.reasons)


@pytest.mark.parametrize("code", REPLY_CODES)
def test_reply_tells_the_remedy_of_its_kind(code):
    facts = facts_of(code)
    text = render_text(code, facts)
    grounds = [passage.ground for passage in facts.severed]
    remedy = remedy_of(facts.kind, grounds)
    assert (REVIEW_THEN_SUIT in text) == (remedy == REVIEW_FIRST)
    assert (DIRECT_SUIT in text) == (remedy == "B")


@pytest.mark.parametrize("kind", ["d1", "d2", "d3", "d4", "d5", "d6", "d7", "partial"])
def test_refusal_on_articles_14_to_16_offers_no_direct_suit(kind):
    text = render_text(f"reply_{kind}", facts_of(f"reply_{kind}"))
    assert REVIEW_THEN_SUIT in text
    assert DIRECT_SUIT not in text
    assert "收到行政复议决定书之日起15日内" in text


@pytest.mark.parametrize("code", [code for code in CODES if not PAPERS[code].remedy])
def test_procedural_paper_carries_no_remedy(code):
    text = render_text(code, facts_of(code))
    assert "复议" not in text
    assert "诉讼" not in text


@pytest.mark.parametrize(
    "code", [code for code in CODES if PAPERS[code].reader in {Reader.THIRD_PARTY, Reader.ORGAN}]
)
def test_paper_to_others_does_not_tell_who_asked(code):
    marked = replace(
        facts_of(code), applicant="标记姓名", contact="标记电话", identity_document="标记证件"
    )
    assert "标记" not in render_text(code, marked)


@pytest.mark.parametrize("code", CODES)
def test_parts_stand_in_the_order_of_the_law(code):
    text = render_text(code, facts_of(code))
    order = ["〔标题〕", "〔文号〕", "张晓禾：", "我机关于", "附件：", "〔署名〕", "〔日期〕"]
    places = [text.index(part) for part in order if part in text]
    assert places == sorted(places)
    if PAPERS[code].remedy:
        assert text.index("复议") > text.index("根据")


@pytest.mark.parametrize("code", CODES)
def test_word_file_and_printed_page_say_the_same(code):
    facts = facts_of(code)
    page, document = render_html(code, facts), Document(BytesIO(render_docx(code, facts)))
    paragraphs = [each.text for each in document.paragraphs if each.text.strip()]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for text in (*paragraphs, *cells):
        assert text.replace("&", "&amp;").replace('"', "&quot;") in page


@pytest.mark.parametrize("code", ["reply_partial", "fee", "third_party"])
def test_same_facts_give_the_same_bytes(code):
    assert render_docx(code, facts_of(code)) == render_docx(code, facts_of(code))


def test_zip_does_not_depend_on_the_clock_and_keeps_its_order():
    entries = [("乙.txt", b"2"), ("甲.txt", b"1")]
    assert write_zip(entries) == write_zip(entries)


def test_number_has_round_corner_brackets_and_no_leading_zero():
    assert "〔文号〕澄教公复〔2026〕3号" in render_text("reply_d1", facts_of("reply_d1"))


def test_paper_without_number_says_when_it_will_get_one():
    facts = replace(facts_of("reply_d1"), number="")
    assert "〔文号〕（文号在出具时编定）" in render_text("reply_d1", facts)


def test_organisation_is_not_spoken_to_as_a_person():
    facts = replace(facts_of("reply_d1"), applicant_is_person=False)
    text = render_text("reply_d1", facts)
    assert "你单位申请公开的政府信息" in text
    assert "您" not in text


def test_receipt_before_confirmation_promises_no_day():
    facts = replace(facts_of("receipt"), received_on=None, due_on=None, received_basis="")
    text = render_text("receipt", facts)
    assert "以双方确认之日为收到申请之日" in text
    assert "20个工作日内（至" not in text


def test_part_refused_for_other_reasons_only_may_go_to_court_at_once():
    facts = facts_of("reply_partial")
    passages = tuple(replace(each, ground="u2") for each in facts.severed)
    text = render_text("reply_partial", replace(facts, severed=passages))
    assert DIRECT_SUIT in text
    assert "先向" not in text


def test_two_reviewing_bodies_are_offered_for_choice():
    facts = replace(facts_of("reply_d1"), reviewing_bodies=("澄明县人民政府", "澄江市司法局"))
    assert "澄明县人民政府或者澄江市司法局申请行政复议" in render_text("reply_d1", facts)


def test_paper_of_a_kind_is_found_by_the_kind():
    assert paper_of("u1_not_held").label == "无法提供：政府信息不存在"


def test_facts_with_markup_stay_words():
    facts = replace(facts_of("reply_d1"), subject="<script>{机关}【救济告知】|甲|")
    assert "&lt;script&gt;{机关}【救济告知】|甲|" in render_html("reply_d1", facts)
