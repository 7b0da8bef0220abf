"""Planted leaks in every kind of file are found at their place; clean files stay silent."""

import html

import pytest

from gongkai.screening.engine import Engine
from gongkai.screening.files.pdf_tables import ContinuedTable, torn_numbers
from gongkai.screening.reading import screen_data
from gongkai.screening.rules.passages import Passage
from gongkai.screening.tests.leaks import numbers
from gongkai.screening.tests.leaks.file_cases import FileCase, cases

CASES = cases()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def _only_digits(text: str) -> str:
    return "".join(char for char in html.unescape(text) if char.isalnum())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_planted_leak_is_found_and_nothing_else(engine: Engine, case: FileCase):
    findings = screen_data(engine, case.data, case.file)
    personal = [found for found in findings if found.category == "personal_data"]
    if not case.secret:
        assert personal == []
        return
    assert {found.rule for found in personal} == {case.rule}
    assert {_only_digits(found.text) for found in personal} == {case.secret}
    assert all(found.location for found in personal)


def test_there_are_enough_cases():
    assert len(CASES) >= 240
    assert sum(not case.secret for case in CASES) >= 80


def test_the_unit_of_an_address_is_no_amount_for_the_number_after_it(engine: Engine):
    row = "某甲\t{}\t城关镇和平路3号2单元\n"
    text = "".join(row.format(numbers.mobile(20_304_050 + n)) for n in range(4))
    assert [f.rule for f in engine.screen([Passage(text)]) if f.rule == "mobile"] == ["mobile"] * 4


def test_the_last_heading_of_a_list_does_not_speak_for_the_second_number_below(engine: Engine):
    rows = [
        f"某甲{numbers.identity_number(n)} {numbers.mobile(99_887_766 - n)} {numbers.bank_card(n)}"
        for n in range(3)
    ]
    text = "\n".join(
        ["序号姓名 身份证号 电话 账号", *(f"{n}\t{row}" for n, row in enumerate(rows))]
    )
    found = [f.rule for f in engine.screen([Passage(text)])]
    assert [found.count(rule) for rule in ("id_number", "mobile", "bank_card")] == [3, 3, 3]


def test_a_table_that_goes_on_over_the_page_keeps_its_heads():
    table = ContinuedTable()
    first = table.headed("公示\n姓名\t住址\n某甲\t城东")
    assert first == "公示\n姓名\t住址\n某甲\t城东"
    assert table.headed("某乙\t城西\n某丙\t城南").startswith("姓名\t住址\n某乙")
    assert table.headed("姓名\t住址\n某丁\t城北\n以上").count("姓名") == 1
    assert table.headed("收入\t支出").count("姓名") == 0


def test_a_number_torn_by_the_edge_of_a_page_is_put_together():
    number = numbers.identity_number(47)
    before = f"46\t某甲\t无\n47\t某乙\t{number[:16]}\t138112"
    found = [torn.whole for torn in torn_numbers(before, f"{number[16:]}\t69263\n48\t某丙")]
    assert found == [number, "13811269263"]
    assert torn_numbers("没有表格", "68\t266") == []
