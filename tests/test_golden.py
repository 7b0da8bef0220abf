"""Golden files hold what was approved, and are rewritten only when that is asked for."""

import pytest

from tests import golden


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    monkeypatch.delenv("GOLDEN", raising=False)
    return tmp_path


def test_a_missing_file_fails_with_what_to_do(folder):
    with pytest.raises(AssertionError, match="make golden"):
        golden.assert_golden("notice.txt", "告知书")
    assert list(folder.iterdir()) == []


def test_what_was_rewritten_is_held_to_afterwards(monkeypatch):
    monkeypatch.setenv("GOLDEN", "1")
    golden.assert_golden("notices/granted.txt", "告知书")
    monkeypatch.delenv("GOLDEN")
    golden.assert_golden("notices/granted.txt", "告知书")
    with pytest.raises(AssertionError, match="不一致"):
        golden.assert_golden("notices/granted.txt", "告知书！")


def test_counts_keep_one_sorted_line_each(folder, monkeypatch):
    monkeypatch.setenv("GOLDEN", "1")
    golden.assert_golden_count("portal home", 7)
    golden.assert_golden_count("desk inbox", 5)
    golden.assert_golden_count("portal home", 6)
    assert (folder / "queries.txt").read_text() == "desk inbox 5\nportal home 6\n"
    monkeypatch.delenv("GOLDEN")
    golden.assert_golden_count("portal home", 6)
    with pytest.raises(AssertionError, match="现为 8，金样为 6"):
        golden.assert_golden_count("portal home", 8)
    with pytest.raises(AssertionError, match="没有"):
        golden.assert_golden_count("portal list", 1)
