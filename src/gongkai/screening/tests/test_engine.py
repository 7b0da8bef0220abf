"""The engine: places in the original text, tricks of writing, tables, passages."""

import pytest

from gongkai.screening.engine import Engine
from gongkai.screening.rules.passages import Passage
from gongkai.screening.rules.personal.checksums import id_check_digit

ENGINE = Engine()
NUMBER = "11010119900307" + "851"
NUMBER += id_check_digit(NUMBER)


def spots(text: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.text) for finding in ENGINE.screen_text(text)]


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}",
        f"{NUMBER[:6]}\u00a0{NUMBER[6:14]}\u00a0{NUMBER[14:]}",
        "\u200b".join(NUMBER),
        " ".join(NUMBER),
        f"{NUMBER[:9]}\u00ad{NUMBER[9:]}",
        f"{NUMBER[:9]}\n{NUMBER[9:]}",
        f"{NUMBER[:9]}\r\n　　{NUMBER[9:]}",
        "".join(chr(ord(char) + 0xFEE0) for char in NUMBER),
        "".join(chr(0x1D7CE + int(char)) for char in NUMBER),
        "".join(f"&#{ord(char)};" for char in NUMBER),
        f"\u202e{NUMBER}\u202c",
    ],
)
def test_an_identity_number_is_seen_however_it_is_written(written: str) -> None:
    text = f"领取人张三，身份证号：{written}，金额500元。"
    found = ENGINE.screen_text(text)
    assert [(finding.rule, finding.severity) for finding in found] == [("id_number", "block")]
    assert text[found[0].start : found[0].end] == found[0].text
    assert found[0].text.strip("\u202e\u202c") == written.strip("\u202e\u202c")


def test_a_passage_keeps_its_location_and_places_count_within_it() -> None:
    passages = [Passage("名单"), Passage(f"张三 {NUMBER}", "表1 B2"), Passage("结束")]
    (found,) = ENGINE.screen(passages)
    assert (found.location, found.start, found.end) == ("表1 B2", 3, 21)


def test_numbers_do_not_run_across_passages() -> None:
    assert ENGINE.screen([Passage(NUMBER[:9]), Passage(NUMBER[9:])]) == []


def test_a_column_is_judged_by_its_heading() -> None:
    text = "姓名|一卡通账号|流水号\n张三|6222021234567894|6222021234567894\n"
    assert spots(text) == [("bank_card", "6222021234567894")]


def test_a_line_number_is_told() -> None:
    assert ENGINE.screen_text(f"一\n二\n{NUMBER}")[0].location == "第3行"


def test_a_form_of_labels_and_values_in_cells_is_read_across() -> None:
    cells = [
        Passage("患病名称"),
        Passage("尿毒症"),
        Passage("一卡通账号"),
        Passage("6222021234567890"),
    ]
    assert [finding.text for finding in ENGINE.screen(cells)] == ["尿毒症", "6222021234567890"]


def test_the_first_cell_of_the_next_row_is_no_value_of_the_last_heading() -> None:
    cells = [
        Passage("姓名"),
        Passage("患病名称"),
        Passage("张三", "", "姓名"),
        Passage("肺炎", "", "患病名称"),
    ]
    assert [finding.text for finding in ENGINE.screen(cells)] == ["肺炎"]
