"""Requests for the same thing are found and explained; other years and other matters are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inforequests.rules.similar import alike

ROAD = "申请公开2024年澄明县城东路改造项目的招标文件、中标合同和工程结算审计报告"
REPEATS = [
    "请贵局提供城东路改造项目（2024年）的中标合同、招标文件以及结算审计报告，谢谢",
    "本人依据《中华人民共和国政府信息公开条例》，申请获取二〇二四年城东路改造工程项目招标文件、中标合同、工程结算审计报告的复印件",
    "２０２４年澄明县 城东路改造项目 招标文件 中标合同 工程结算审计报告",
]
OTHERS = [
    "申请公开2024年澄明县农村低保对象名单和发放金额",
    "我要投诉城东路施工噪声扰民，请处理",
    "申请公开县教育局2023年度三公经费决算",
    "申请公开我村2022年土地征收补偿安置方案及补偿费发放明细",
    "请依法公开相关政府信息",
    "",
]


@pytest.mark.parametrize("repeat", REPEATS)
def test_the_same_in_other_words_is_found(repeat):
    (found,) = alike(repeat, [(7, ROAD)])
    assert found.id == 7
    assert found.score >= 60
    assert any("城东路改造" in phrase for phrase in found.shared)
    assert (found.only_here, found.only_there) == ((), ())
    assert "相同的表述：" in found.sentence


@pytest.mark.parametrize("other", OTHERS)
def test_what_only_shares_polite_words_is_not_found(other):
    assert alike(ROAD, [(1, other)]) == []
    assert alike(other, [(1, ROAD)]) == []


def test_another_year_counts_less_and_is_pointed_out():
    other = ROAD.replace("2024", "2023")
    same, apart = alike(ROAD, [(1, other), (2, ROAD)])
    assert (same.id, same.score) == (2, 100)
    assert apart.score < 80
    assert (apart.only_here, apart.only_there) == (("2024",), ("2023",))
    assert "年份或编号不同：本件2024，该件2023" in apart.sentence


def test_document_numbers_tell_apart():
    (found,) = alike(
        "申请公开澄政发〔2024〕12号文件及其附件", [(1, "申请公开澄政发〔2024〕15号文件及其附件")]
    )
    assert (found.only_here, found.only_there) == (("12",), ("15",))


def test_the_likest_comes_first_and_only_so_many():
    many = [(number, REPEATS[number % 3]) for number in range(30)] + [(99, ROAD)]
    found = alike(ROAD, many, limit=5)
    assert len(found) == 5
    assert found[0].id == 99
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_one_matter_among_many_requests_is_found():
    crowd = [(number, text) for number, text in enumerate(OTHERS * 50)]
    assert [each.id for each in alike(REPEATS[0], [*crowd, (1000, ROAD)])] == [1000]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_compared_and_is_like_itself_or_like_nothing(text, other):
    for found in alike(text, [(1, other)], floor=0):
        assert 0 <= found.score <= 100
        assert len(found.shared) <= 6
    assert [each.score for each in alike(text, [(1, text)])] in ([100], [])


@given(st.sampled_from([ROAD, *REPEATS, *OTHERS]), st.sampled_from([ROAD, *REPEATS, *OTHERS]))
def test_likeness_is_mutual(one, other):
    there, back = alike(one, [(1, other)]), alike(other, [(1, one)])
    assert [each.score for each in there] == [each.score for each in back]
    assert [each.only_here for each in there] == [each.only_there for each in back]
