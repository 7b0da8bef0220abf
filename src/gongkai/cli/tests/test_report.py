"""``gongkai report check`` from the command line: without a database, exit codes 0, 1 and 2."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from gongkai.cli.report import command
from gongkai.orgs.tests.cast import Cast
from gongkai.reporting.checking import JSON_FIELDS, read_report
from gongkai.reporting.tests.synthetic import html_plain
from gongkai.reporting.tests.test_annual import ledger, save
from gongkai.reporting.tests.test_comparing import report_of


def write(folder, name, report):
    path = folder / name
    path.write_bytes(html_plain(report)[0])
    return str(path)


def run(*arguments):
    return CliRunner().invoke(command, ["check", *arguments])


def test_a_sound_report_is_one_object_and_exit_0(tmp_path):
    done = run("--json", write(tmp_path, "a.html", report_of()))
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert tuple(found) == JSON_FIELDS
    assert (found["year"], len(found["table3"]), found["violations"]) == (2023, 25, [])


def test_a_wrong_cell_is_exit_1_and_told_in_chinese(tmp_path):
    done = run(write(tmp_path, "a.html", report_of().with_cell("new", 0, 12)))
    assert done.exit_code == 1
    assert "[C3] “一、本年新收政府信息公开申请数量”" in done.stdout
    assert "[C1] 自然人一列" in done.stdout


def test_several_files_are_a_list_and_an_unreadable_one_is_exit_2(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("--json", write(tmp_path, "a.html", report_of()), str(tmp_path / "empty.txt"))
    assert done.exit_code == 2
    assert [one["file"][-6:] for one in json.loads(done.stdout)] == ["a.html"]
    assert "empty.txt：文件是空的" in done.stderr


def test_the_year_before_is_compared(tmp_path):
    this, before = report_of(2023), report_of(2022)
    done = run(
        write(tmp_path, "a.html", this), "--previous", write(tmp_path, "b.html", before), "--json"
    )
    assert done.exit_code == 1
    assert {one["check"] for one in json.loads(done.stdout)["violations"]} == {"C4", "T2"}


def test_neighbouring_years_given_together_are_compared(tmp_path):
    last = replace(report_of(2022), normative=(5, 0, 25))
    done = run(
        "--json", write(tmp_path, "a.html", report_of(2023)), write(tmp_path, "b.html", last)
    )
    (first, second) = json.loads(done.stdout)
    assert {one["check"] for one in first["violations"]} == {"C4"}
    assert second["violations"] == []


def test_a_missing_file_says_so():
    done = run("nowhere.html")
    assert (done.exit_code, done.stderr) == (2, "nowhere.html：文件不存在，请核对路径\n")


@pytest.mark.django_db
def test_one_command_makes_the_report(cast: Cast, tmp_path) -> None:
    ledger(cast)
    save(cast, cast.education)
    for ending in (".docx", ".xlsx", ".html", ".json"):
        out = tmp_path / f"a{ending}"
        made = CliRunner().invoke(
            command, ["make", "--year", "2026", "--unit", cast.education.slug, "--out", str(out)]
        )
        assert (made.exit_code, out.exists()) == (0, True), made.output
    assert read_report((tmp_path / "a.docx").read_bytes(), "a.docx").table3["new"][-1] == 4
    wrong = CliRunner().invoke(
        command, ["make", "--year", "2026", "--unit", "x", "--out", "a.docx"]
    )
    assert (wrong.exit_code, "没有网址标识为 x 的单位" in wrong.stderr) == (2, True)
