"""``gongkai inspect``: JSON, table, exit codes; no database, no Django, quick to start."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli.inspect import command
from gongkai.documents.reading import JSON_FIELDS
from gongkai.documents.tests.pages import PAGES, TEXTS, WHOLE


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXTS[0].text, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_one_file_is_one_object_with_exactly_the_promised_keys(record: Path) -> None:
    result = run("--json", record)
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert tuple(found) == JSON_FIELDS
    assert {key: found[key] for key in WHOLE} == WHOLE
    assert "澄明县" in result.stdout


def test_several_files_are_a_list_in_order_with_their_names(record: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGES[0].text, "utf-8")
    result = run(page, record, "--json")
    found = json.loads(result.stdout)
    assert [one["file"] for one in found] == [str(page), str(record)]
    assert tuple(found[0]) == (*JSON_FIELDS, "file")
    assert result.exit_code == 0


def test_the_table_is_readable_chinese(record: Path) -> None:
    result = run(record)
    assert result.exit_code == 0
    assert "索引号　　999999001/2026-00012" in result.stdout
    assert "发布机构　澄明县人民政府办公室" in result.stdout


def test_warnings_do_not_change_the_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(next(one.text for one in TEXTS if one.name == "题头和落款的日期不同"), "utf-8")
    result = run(path)
    assert result.exit_code == 0
    assert "成文日期不一致" in result.stdout


def test_a_text_without_any_header_gives_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("今天天气很好。", "utf-8")
    result = run(path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["title"] is None


def test_an_unreadable_file_gives_exit_code_2_and_the_others_are_printed(
    record: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing else")
    missing = tmp_path / "没有.txt"
    result = run(broken, missing, tmp_path, record, "--json")
    assert result.exit_code == 2
    assert [one["file"] for one in json.loads(result.stdout)] == [str(record)]
    assert "坏.pdf：PDF 已损坏，打不开" in result.stderr
    assert "没有.txt：文件不存在" in result.stderr
    assert "是文件夹" in result.stderr


def cpu_seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_it_starts_without_django_and_within_half_a_second(record: Path) -> None:
    code = (
        "import sys; sys.argv = ['gongkai', 'inspect', '--json', sys.argv[1]]\n"
        "from gongkai.cli import cli\n"
        "cli(standalone_mode=False)\n"
    )
    check = "import atexit, sys; atexit.register(lambda: print('django' in sys.modules, file=sys.stderr))\n"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    times = []
    for _ in range(3):
        before = cpu_seconds_of_children()
        done = subprocess.run(
            [sys.executable, "-c", check + code, str(record)],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        times.append(cpu_seconds_of_children() - before)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "False"
    assert min(times) < 0.5
