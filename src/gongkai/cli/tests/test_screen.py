"""``gongkai screen``: JSON with places, exit codes, encodings, folders."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli.screen import command

LEAK = "身份证号：110101199003078515。"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_leak_is_told_with_its_place_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(f"公示名单\n{LEAK}".encode(encoding))
    code, out, _ = run(file, "--json")
    answer = json.loads(out)
    (finding,) = answer["findings"]
    assert (code, answer["file"], finding["rule"]) == (1, str(file), "id_number")
    assert (finding["start"], finding["end"], finding["location"]) == (10, 28, "第2行")


def test_places_in_a_page_lead_to_its_source_and_text_is_what_readers_see(tmp_path: Path) -> None:
    page = "<html><body><p>身份证号<b>110101</b><i>199003078515</i></p></body></html>"
    file = tmp_path / "a.html"
    file.write_text(page, "utf-8")
    (finding,) = json.loads(run(file, "--json")[1])["findings"]
    assert finding["text"] == "110101199003078515"
    assert page[finding["start"] : finding["end"]] == "110101</b><i>199003078515"


def test_nothing_found_is_exit_0(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("澄明县人民政府关于印发工作方案的通知", "utf-8")
    code, out, _ = run(file)
    assert (code, "没有发现问题" in out) == (0, True)


def test_a_folder_gives_a_list_and_an_unreadable_file_exit_2(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAK, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    code, out, error = run(tmp_path, "--json")
    first, second = json.loads(out)
    assert (code, len(first["findings"]), second["findings"]) == (2, 1, [])
    assert "b.txt" in error
    assert second["error"]


def test_a_missing_file_is_exit_2_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAK, "utf-8")
    code, out, error = run(tmp_path / "none.txt", tmp_path / "a.txt")
    assert (code, "文件不存在" in error, "110101199003078515" in out) == (2, True, True)


def test_a_workbook_is_judged_by_its_headings_and_a_hidden_column_is_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号"])
    sheet.append(["张三", "110101199003078515"])
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    findings = json.loads(run(tmp_path / "a.xlsx", "--json")[1])["findings"]
    assert {finding["category"] for finding in findings} == {"file", "personal_data"}
    assert any("身份证号" in finding["location"] for finding in findings)


def test_an_entity_in_a_page_is_told_once_and_readably(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<p>手机&#49;38&nbsp;1234&nbsp;5678</p>", "utf-8")
    findings = json.loads(run(file, "--json")[1])["findings"]
    assert [finding["text"] for finding in findings] == ["138 1234 5678"]


def test_leaders_are_checked_against_a_table_that_is_given(tmp_path: Path) -> None:
    table = tmp_path / "名单.csv"
    table.write_text(
        "name,title,rank,valid_from,valid_to\n谷雨生,澄明县县长,1,2020-01-01,\n", "utf-8"
    )
    file = tmp_path / "a.txt"
    file.write_text("澄明县县长谷雨升出席", "utf-8")
    (finding,) = json.loads(run("--leaders", table, "--json", file)[1])["findings"]
    assert (finding["rule"], finding["text"]) == ("leader", "谷雨升")


def test_a_table_that_makes_no_sense_is_told_with_its_row(tmp_path: Path) -> None:
    table = tmp_path / "名单.csv"
    table.write_text("name,title,rank,valid_from,valid_to\n谷雨生,县长,第一,,\n", "utf-8")
    (tmp_path / "a.txt").write_text("公告", "utf-8")
    code, _, error = run("--leaders", table, tmp_path / "a.txt")
    assert (code, "第2行" in error) == (2, True)
