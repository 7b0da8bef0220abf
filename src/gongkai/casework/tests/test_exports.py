import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework.exports import csv_lines
from gongkai.web.files import DANGEROUS, safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-1", "@x", " =1", "\t=1", "＝1", "\r\n=1", "\u3000=1"]
)
def test_what_a_spreadsheet_would_compute_is_made_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip().startswith(DANGEROUS)
    assert cell.endswith(text)


def test_rows_that_were_left_out_are_told_in_the_file() -> None:
    lines = list(csv.reader(io.StringIO("".join(csv_lines([None])).removeprefix("\ufeff"))))
    assert lines[0][:3] == ["编号", "类别", "标题"]
    assert "请按单位、类别缩小范围" in lines[1][2]
