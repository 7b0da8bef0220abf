"""Every layout of `pages`, in several encodings and file kinds, states the same."""

import io

import docx
import pytest

from gongkai.documents.reading import JSON_FIELDS, read_record
from gongkai.documents.tests.pages import PAGES, TEXTS, Case
from gongkai.documents.tests.pages_sites import SITE_PAGES, SITES

ALL_TEXTS = [*TEXTS, *SITES]
ALL_PAGES = [*PAGES, *SITE_PAGES]
FIELDS = JSON_FIELDS[:9]


def stated(data: bytes, name: str) -> dict[str, object]:
    found = read_record(data, name).as_json()
    return {field: found[field] for field in FIELDS}


def expected(one: Case) -> dict[str, object]:
    return {field: one.stated.get(field) for field in FIELDS}


def by_name(one: Case) -> str:
    return one.name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("one", ALL_TEXTS, ids=by_name)
def test_a_text_states_what_it_says_in_every_encoding(one: Case, encoding: str) -> None:
    assert stated(one.text.encode(encoding), "record.txt") == expected(one)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("one", ALL_PAGES, ids=by_name)
def test_a_page_states_what_it_says_even_if_its_charset_lies(one: Case, encoding: str) -> None:
    assert stated(one.text.encode(encoding), "record.html") == expected(one)


@pytest.mark.parametrize("one", ALL_TEXTS, ids=by_name)
def test_a_text_pasted_into_a_page_line_by_line_states_the_same(one: Case) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in one.text.split("\n"))
    page = f"<html><body><div>{paragraphs}</div></body></html>"
    assert stated(page.encode(), "record.htm") == expected(one)


@pytest.mark.parametrize("one", ALL_TEXTS, ids=by_name)
def test_windows_line_ends_change_nothing(one: Case) -> None:
    assert stated(one.text.replace("\n", "\r\n").encode(), "record.txt") == expected(one)


def as_word(text: str) -> bytes:
    """The text as a Word file: rows become tables, other lines paragraphs."""
    document = docx.Document()
    for line in text.split("\n"):
        if line.startswith("| ") and line.strip("| "):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            row = document.add_table(rows=1, cols=len(cells)).rows[0]
            for cell, value in zip(row.cells, cells, strict=True):
                cell.text = value
        else:
            document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("one", ALL_TEXTS, ids=by_name)
def test_a_word_file_states_the_same(one: Case) -> None:
    assert stated(as_word(one.text), "record.docx") == expected(one)
