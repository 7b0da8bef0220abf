"""Old Word and Excel files are read without other programs. The two files hold invented numbers."""

import random
from pathlib import Path

import pytest

from gongkai.kernel.errors import Refusal
from gongkai.screening.engine import Engine
from gongkai.screening.files import read_passages
from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.sets import personal_data_rules
from gongkai.screening.tests.leaks import numbers

FOLDER = Path(__file__).parent / "leaks" / "old"
BOOK = (FOLDER / "list.xls").read_bytes()
NOTICE = (FOLDER / "notice.doc").read_bytes()


def _found(data: bytes, name: str) -> dict[str, str]:
    findings = Engine(personal_data_rules()).screen(read_passages(data, name))
    return {found.text: found.location for found in findings if found.category != "file"}


def test_cells_of_an_old_workbook_are_told_with_sheet_head_and_row():
    found = _found(BOOK, "a.xls")
    assert found[numbers.identity_number(0)] == "工作表‘名单’ 第3列（身份证号）第2行"
    assert found["13812345678"] == "工作表‘名单’ 第5列第2行"
    assert found["13800000001"] == "工作表‘名单’ 第6列第2行"
    assert found[numbers.identity_number(5)[:15] + "000"] == "工作表‘名单’ 第5列第3行"
    assert found[numbers.identity_number(9)] == "工作表‘名单’ 批注或文本框"
    assert found[numbers.identity_number(77)] == "工作表‘底表’ 第1列第300行"


def test_what_an_old_workbook_hides_is_told():
    pieces = read_passages(BOOK, "a.xls")
    notes = {piece.rule: piece.location for piece in pieces if isinstance(piece, Finding)}
    assert notes["file.hidden_sheet"] == "工作表‘底表’"
    assert notes["file.hidden_column"] == "工作表‘名单’ 第3列（身份证号）"
    assert notes["file.hidden_rows"] == "工作表‘名单’ 第3行"
    assert "file.comments" in notes


def test_strings_that_run_over_a_record_are_whole():
    texts = [piece.text for piece in read_passages(BOOK, "a.xls") if not isinstance(piece, Finding)]
    assert [f"{'长长的文字' * 4}{n}" for n in range(260)] == [t for t in texts if "长长的" in t]


def test_text_tables_and_footers_of_an_old_document_are_read():
    assert set(_found(NOTICE, "a.doc")) == {
        numbers.identity_number(11),
        numbers.identity_number(12),
        numbers.mobile(45678901),
    }


def test_an_old_file_under_a_new_name_is_told():
    notes = {p.rule for p in read_passages(BOOK, "a.xlsx") if isinstance(p, Finding)}
    assert "file.mismatch" in notes


@pytest.mark.parametrize("name", ["list.xls", "notice.doc"])
def test_damaged_old_files_never_raise_anything_else(name):
    data = (FOLDER / name).read_bytes()
    source = random.Random(name)
    outcomes = []
    for number in range(60):
        broken = bytearray(data if number % 2 else data[: source.randrange(600, len(data))])
        for _ in range(source.randrange(1, 60)):
            broken[source.randrange(8, len(broken))] = source.randrange(256)
        try:
            outcomes.append(len(list(read_passages(bytes(broken), name))))
        except Refusal as refusal:
            outcomes.append(str(refusal))
    assert all(outcomes)
