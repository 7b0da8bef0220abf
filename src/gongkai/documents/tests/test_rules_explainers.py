from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.rules.explainers import (
    ELEMENTS,
    Standing,
    copied_share,
    elements_in,
    missing_elements,
    reasons_against_acceptance,
    reasons_against_explainer,
    reasons_against_going_alone,
    reasons_against_link,
)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_an_ordinary_document_needs_nothing():
    assert reasons_against_acceptance(Standing(needed=False)) == []
    assert reasons_against_going_alone(Standing(needed=False), 3) == []


def test_an_important_document_without_plan_and_material_is_not_accepted():
    bare = Standing(needed=True)
    assert codes(reasons_against_acceptance(bare)) == ["plan_missing", "explainer_missing"]
    assert codes(reasons_against_acceptance(Standing(True, planned=True))) == ["explainer_missing"]
    assert reasons_against_acceptance(Standing(True, planned=True, drafted=True)) == []
    assert reasons_against_acceptance(Standing(True, exempted=True)) == []


def test_it_goes_out_with_a_ready_explainer_an_exemption_or_a_reason_where_that_is_allowed():
    later = Standing(True, planned=True, follow_reason="图解正在制作")
    assert reasons_against_going_alone(Standing(True, ready=True), 3) == []
    assert reasons_against_going_alone(Standing(True, exempted=True), 0) == []
    assert reasons_against_going_alone(later, 3) == []
    assert codes(reasons_against_going_alone(later, 0)) == ["explainer_not_ready"]
    assert codes(reasons_against_going_alone(Standing(True, drafted=True), 3)) == [
        "explainer_not_ready"
    ]


def test_the_parts_of_an_explainer_are_found_and_what_is_missing_is_named():
    text = "一、出台背景。二、主要内容。三、适用范围。四、新旧政策有哪些变化。咨询电话：12345。"
    there = elements_in(text)
    assert there == {"background", "contents", "scope", "difference", "contact"}
    missing = missing_elements(text, ["aims", "terms"])
    assert [each.code for each in missing] == ["standard", "notice", "benefit"]


@given(st.text(max_size=200))
def test_every_element_is_either_there_or_missing(text):
    missing = {each.code for each in missing_elements(text, [])}
    assert missing | elements_in(text) == {each.code for each in ELEMENTS}
    assert not missing & elements_in(text)


def test_a_mere_copy_is_no_explainer():
    document = "第一条为了规范城市养犬管理，制定本办法。第二条本县行政区域内适用本办法。"
    assert copied_share(document, document) == 1.0
    copied = reasons_against_explainer(
        kind="text", text=document, explained_text=document, attachments=0
    )
    assert codes(copied) == ["copied"]
    own = "养狗的人要办什么手续？到社区登记、打疫苗即可，全程免费。"
    assert (
        reasons_against_explainer(kind="text", text=own, explained_text=document, attachments=0)
        == []
    )


def test_a_picture_explainer_needs_something_to_look_at():
    assert codes(
        reasons_against_explainer(kind="chart", text="", explained_text="", attachments=0)
    ) == ["material_missing"]
    assert reasons_against_explainer(kind="chart", text="", explained_text="", attachments=1) == []


def test_a_record_explains_one_document_of_its_own_unit():
    found = reasons_against_link(same=True, taken=True, chain=True, other_unit=True)
    assert codes(found) == ["linked_self", "linked_before", "linked_chain", "linked_unit"]
