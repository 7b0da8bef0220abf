"""Which files are taken in, and that a text read elsewhere is not read again."""

from datetime import UTC, datetime

import pytest

from gongkai.files.rules import reasons_against_file
from gongkai.files.services import store_file
from gongkai.files.texts import text_of_file

LIMIT = 1 << 20
NOW = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0"),
        ("另存的.doc", b"PK\x03\x04"),
        ("旧稿.doc", b"{\\rtf1"),
        ("a.ppt", b"\xd0\xcf\x11\xe0"),
        ("a.rtf", b"{\\rtf1"),
        ("a.rar", b"Rar!\x1a"),
        ("a.7z", b"7z\xbc\xaf\x27"),
        ("a.tif", b"II*\x00"),
        ("a.bmp", b"BM"),
        ("A.JPG", b"\xff\xd8\xff\xe0"),
    ],
)
def test_kinds_that_offices_use_are_taken_by_their_content(name: str, data: bytes) -> None:
    assert reasons_against_file(name, data, LIMIT) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"<html>", "file_mismatch"),
        ("a.rar", b"MZ", "file_mismatch"),
        ("a.html", b"<html>", "file_type"),
        ("a.exe", b"MZ", "file_type"),
        ("a", b"x", "file_type"),
        ("a.pdf", b"", "file_empty"),
        ("a.txt", bytes(LIMIT + 1), "file_too_large"),
    ],
)
def test_others_are_refused_with_a_reason(name: str, data: bytes, code: str) -> None:
    assert code in {reason.code for reason in reasons_against_file(name, data, LIMIT)}


def test_pictures_have_no_text_and_no_problem() -> None:
    assert text_of_file(b"\xff\xd8\xff", "a.jpg") == ("", "")
    assert text_of_file("正文".encode(), "a.txt") == ("正文", "")
    assert text_of_file(b"%PDF-broken", "a.pdf")[1]


@pytest.mark.django_db
def test_a_text_that_was_read_before_is_not_read_again() -> None:
    stored = store_file(data=b"%PDF-broken", name="a.pdf", now=NOW, read=("早已读出的文字", ""))
    assert (stored.text, stored.text_problem) == ("早已读出的文字", "")
    assert store_file(data=b"%PDF-broken", name="b.pdf", now=NOW) == stored
