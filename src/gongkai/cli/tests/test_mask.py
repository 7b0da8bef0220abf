"""``gongkai mask``: a clean copy, a report without the clear text, refusals that write nothing."""

import json

from click.testing import CliRunner

from gongkai.cli.mask import command
from gongkai.screening.tests.leaks import numbers

ID = numbers.identity_number(3)


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_masked_copy_is_written_beside_the_original(tmp_path):
    original = tmp_path / "名单.txt"
    original.write_text(f"身份证号：{ID}\n", "utf-8")
    answer = run(original)
    copy = tmp_path / "名单（脱敏）.txt"
    assert answer.exit_code == 0, answer.output
    assert copy.read_text("utf-8") == f"身份证号：{ID[:6]}********{ID[-4:]}\n"
    assert original.read_text("utf-8") == f"身份证号：{ID}\n"
    assert ID not in answer.output


def test_the_report_tells_what_was_masked_where_but_never_the_clear_text(tmp_path):
    original, copy = tmp_path / "a.txt", tmp_path / "b.txt"
    original.write_text(f"李小花，身份证号：{ID}", "utf-8")
    answer = run(original, "-o", copy, "--strict", "--word", "李小花", "--json")
    report = json.loads(answer.output)
    assert report["out"] == str(copy)
    assert report["counts"] == {"id_number": 1, "by_hand": 1}
    assert [place["shown"] for place in report["masked"]] == [f"{'*' * 14}{ID[-4:]}", "***"]
    assert ID not in answer.output
    assert "李小花" not in copy.read_text("utf-8")


def test_the_original_is_never_overwritten(tmp_path):
    original = tmp_path / "a.txt"
    original.write_text(f"身份证号：{ID}", "utf-8")
    answer = run(original, "-o", original)
    assert answer.exit_code == 2
    assert "不能覆盖原件" in answer.output
    assert ID in original.read_text("utf-8")


def test_what_cannot_be_read_is_told_and_nothing_is_written(tmp_path):
    broken = tmp_path / "a.docx"
    broken.write_bytes(b"PK\x03\x04rubbish")
    answer = run(broken)
    assert answer.exit_code == 2
    assert "解压后" in answer.output or "损坏" in answer.output
    assert run(tmp_path / "none.txt").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
