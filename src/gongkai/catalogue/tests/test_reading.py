import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue.reading import HEADINGS, read_duties, write_duties
from gongkai.catalogue.rules import CHANNELS
from gongkai.kernel.errors import Refusal

HEAD = "序号,法定事项,公开事项,公开内容（要素）,公开依据,公开时限,公开渠道和载体,公开对象,公开栏目"


def read(*rows, head=HEAD, items=None, sections=None):
    data = "\n".join([head, *rows]).encode()
    return read_duties("a.csv", data, items=items or {}, sections=sections or {})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("财政预算、决算信息", "art20-7"),
        ("第（七）项", "art20-7"),
        ("7", "art20-7"),
        ("(十一)", "art20-11"),
        ("第十五项", "art20-15"),
        ("art21-county-land", "art21-county-land"),
        ("别的", "别的"),
    ],
)
def test_an_item_is_known_by_name_number_or_code(text, code):
    found = read(f"1,{text},甲,乙,丙,丁,政府网站,全社会", items={"财政预算、决算信息": "art20-7"})
    assert found[0][1].item_code == code


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("政府网站、政府公报", ("政府网站", "政府公报")),
        ("■政府网站 □政府公报 ■公开查阅点", ("政府网站", "公开查阅点")),
        ("■社区/企事业单位/村公示栏(电子屏)", ("社区/企事业单位/村公示栏（电子屏）",)),
        ("政府网站 政府网站；其他", ("政府网站", "其他")),
        ("", ()),
    ],
)
def test_channels_are_read_from_lists_and_tick_lists(text, channels):
    assert read(f"1,7,甲,乙,丙,丁,{text},全社会")[0][1].channels == channels


def test_every_channel_of_the_tick_list_is_read_back():
    row = ("7", "甲", "乙", "丙", "丁", "、".join(CHANNELS), "全社会", "")
    found = read_duties("a.csv", write_duties([row]).encode(), items={}, sections={})
    assert found[0][1].channels == CHANNELS


def test_ditto_takes_the_value_of_the_row_above():
    found = read(
        "1,7,甲,乙,《预算法》,20日内,政府网站,全社会",
        "2,同上,丁,戊,同上,同上,同上,特定群众：学生",
    )
    second = found[1][1]
    assert (second.basis, second.period, second.item_code) == ("《预算法》", "20日内", "art20-7")
    assert (second.audience, second.audience_group) == ("group", "学生")


def test_empty_rows_are_skipped_and_numbers_are_those_of_the_file():
    found = read(",,,,,,,,", "2,7,甲,乙,丙,丁,政府网站,全社会")
    assert [number for number, _ in found] == [3]


def test_a_section_is_found_by_name_and_a_wrong_name_is_left_to_be_refused():
    row = "1,7,甲,乙,丙,丁,政府网站,全社会,{}"
    assert read(row.format("预算栏"), sections={"预算栏": 5})[0][1].section_id == 5
    assert read(row.format("没有"))[0][1].section_id == 0
    assert read(row.format(""))[0][1].section_id is None


def test_more_rows_than_fit_are_refused():
    with pytest.raises(Refusal, match="最多导入2000行"):
        read(*["1,7,甲,乙,丙,丁,政府网站,全社会"] * 2001)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx"]))
def test_no_file_breaks_the_reader(data, name):
    with pytest.raises(Refusal) as refused:
        read_duties(name, data, items={}, sections={})
    assert refused.value.codes == ("file",)


cell = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=20
).filter(lambda text: text not in {"同上"} and not text.startswith("'"))


@given(st.lists(cell, min_size=4, max_size=4))
def test_what_is_written_is_read_back(cells):
    row = ("7", *cells, "政府网站", "全社会", "")
    [(_, draft)] = read_duties("a.csv", write_duties([row]).encode(), items={}, sections={})
    assert [draft.matter, draft.content, draft.basis, draft.period] == cells
    assert len(HEADINGS) == len(row)
