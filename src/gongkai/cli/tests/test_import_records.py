"""``gongkai import`` as a command: options, words, exit codes, the report. What it does with the
records is tested in `documents.tests.test_importing`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.cli.import_records import command
from gongkai.documents.selectors import known_sources
from gongkai.documents.tests import oldsite
from gongkai.orgs.selectors import person_by_username
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db

BASE = ["--base-url", oldsite.BASE]
INTO = ["--unit", "jiaoyuju", "--column", "tongzhi"]


@pytest.fixture
def root(tmp_path: Path, cast: Cast) -> Path:
    SectionFactory(unit=cast.education, name="通知公告", slug="tongzhi")
    return oldsite.build(tmp_path)


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


def answer(*words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--json").stdout)
    return found


def taken(report: dict[str, Any]) -> int:
    number: int = report["counts"]["imported"]
    return number


@pytest.mark.parametrize("unit", ["jiaoyuju", "县教育局", "澄明县教育局", "990000002"])
@pytest.mark.parametrize("column", ["tongzhi", "通知公告"])
def test_unit_and_column_go_by_any_of_their_names(root: Path, unit: str, column: str) -> None:
    report = answer(root, *BASE, "--unit", unit, "--column", column)
    assert taken(report) == 7
    assert report["case"].startswith("QR")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--unit", "没有这个局", "--column", "tongzhi"], "没有“没有这个局”这个单位"),
        (
            ["--unit", "jiaoyuju", "--column", "没有这个栏"],
            "没有可以发布的“没有这个栏”栏目；可用：通知公告（tongzhi）",
        ),
        (["--unit", "县水利局", "--column", "tongzhi"], "可用：无，请先设栏目"),
        ([*INTO, "--as", "other_clerk"], "没有这项权限"),
        ([*INTO, "--as", "leader"], "没有这项权限"),
        ([*INTO, "--as", "nobody"], "没有“nobody”这个账号"),
        ([*INTO, "--base-url", "ftp://x"], "须以 http:// 或 https:// 开头"),
        ([*INTO, "--report", "/nowhere/at/all.csv"], "文件夹不存在"),
        ([*INTO, "--limit-errors", "many"], "--limit-errors的内容不对"),
        (["--unit", "jiaoyuju"], "--check"),
        ([], "请用 --unit 指明发布单位"),
    ],
)
def test_what_keeps_it_from_starting_is_said_and_nothing_is_written(
    root: Path, words: list[str], said: str
) -> None:
    result = run(root, *words)
    assert result.exit_code == 2
    assert said in result.output
    assert person_by_username("system-import") is None


def test_two_columns_of_one_name_are_told_apart_by_their_slugs(root: Path, cast: Cast) -> None:
    parent = SectionFactory(unit=cast.education)
    SectionFactory(unit=cast.education, parent=parent, name="通知公告", slug="tongzhi-2")
    result = run(root, "--unit", "jiaoyuju", "--column", "通知公告")
    assert result.exit_code == 2
    assert "tongzhi、tongzhi-2" in result.output


def test_a_path_that_is_not_there_and_an_empty_folder_are_refused(
    root: Path, tmp_path: Path
) -> None:
    assert "路径不存在" in run(tmp_path / "nowhere", *INTO).output
    (tmp_path / "空").mkdir()
    result = run(tmp_path / "空", *INTO)
    assert result.exit_code == 2
    assert "没有文件" in result.output


def test_a_dry_run_needs_no_unit_and_writes_nothing(root: Path) -> None:
    report = answer(root, *BASE, "--check")
    assert report["counts"]["readable"] == 8
    assert (report["batch"], report["case"]) == (None, None)
    assert person_by_username("system-import") is None
    assert "可以迁入　8" in run(root, *BASE, "--check").output


def test_the_exit_code_tells_findings_from_a_clean_run(root: Path, tmp_path: Path) -> None:
    assert run(root, *BASE, *INTO).exit_code == 1
    clean = run(oldsite.many(tmp_path, 3), "--base-url", "http://many.example/", *INTO)
    assert clean.exit_code == 0
    assert "审查、签发之后才会上线" in clean.output
    assert "没有新的信息要送审" in run(oldsite.many(tmp_path, 3), *INTO).output


def test_single_files_are_read_too(root: Path) -> None:
    report = answer(root / "tz" / "t2.html", root / "tz" / "t3.shtml", *INTO)
    assert taken(report) == 2


def test_the_report_lists_every_file(root: Path, tmp_path: Path) -> None:
    for name in ("结果.csv", "结果.json"):
        run(root, *BASE, *INTO, "--report", tmp_path / name)
    lines = (tmp_path / "结果.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "文件,结果,原因,标题,信息编号,提示"
    assert len(lines) == 1 + 19
    assert any(line.startswith("坏/空.html,不能迁入") for line in lines)
    whole = json.loads((tmp_path / "结果.json").read_text("utf-8"))
    assert len(whole["lines"]) == 19
    assert whole["counts"]["already"] == 8


def test_the_same_run_again_brings_nothing_twice(root: Path) -> None:
    assert taken(answer(root, *BASE, *INTO)) == 7
    report = answer(root, *BASE, *INTO)
    assert taken(report) == 0
    assert report["counts"]["already"] == 8
    assert report["case"] is None


def test_it_can_be_done_in_somebodys_own_name(root: Path) -> None:
    report = answer(root, *BASE, *INTO, "--as", "clerk")
    assert taken(report) == 7
    assert person_by_username("system-import") is None
    assert known_sources([], []).by_file == {}


def test_nobody_to_review_is_pointed_out(root: Path, cast: Cast) -> None:
    SectionFactory(unit=cast.township, name="镇通知", slug="zhen")
    result = run(root, *BASE, "--unit", "qingquan", "--column", "zhen")
    assert "没有在任的保密审查员" in result.output
    assert "没有在任的分管领导" in result.output


def test_too_many_errors_stop_it(root: Path) -> None:
    result = run(root, *BASE, *INTO, "--limit-errors", "0")
    assert result.exit_code == 1
    assert "已停止" in result.output
