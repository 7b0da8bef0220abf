"""`gongkai fee` by the check values of rule sheet §2."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from gongkai.cli import cli


def _run(*arguments, code=0):
    result = CliRunner().invoke(cli, ["fee", *arguments], prog_name="gongkai")
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize(
    ("option", "count", "yuan"),
    [
        *(("--items", *row) for row in [(10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000)]),
        *(("--items", *row) for row in [(41, 4300), (50, 7000), (55, 9000), (0, 0)]),
        *(("--pages", *row) for row in [(30, 0), (31, 10), (100, 700), (101, 720)]),
        *(("--pages", *row) for row in [(200, 2700), (201, 2740), (250, 4700)]),
    ],
)
def test_the_check_values(option, count, yuan):
    found = json.loads(_run(option, str(count), "--json").stdout)
    assert list(found) == ["amount", "brackets"]
    assert found["amount"] == yuan == sum(each["amount"] for each in found["brackets"])
    assert sum(each["count"] for each in found["brackets"]) == count


def test_a_bracket_says_what_it_charges():
    found = json.loads(_run("--items", "31", "--json").stdout)
    assert found["brackets"][-1] == {"from": 31, "to": 31, "count": 1, "rate": 200, "amount": 200}


def test_in_words():
    assert _run("--items", "31").stdout.splitlines() == [
        "应收：2200 元",
        "第 1—10 件：10 × 0 元 = 0 元",
        "第 11—30 件：20 × 100 元 = 2000 元",
        "第 31—31 件：1 × 200 元 = 200 元",
    ]
    assert "第 201—250 页：50 × 40 元 = 2000 元" in _run("--pages", "250").stdout


def test_what_came_earlier_in_the_month_counts():
    assert json.loads(_run("--items", "1", "--already", "30", "--json").stdout)["amount"] == 200


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "--items 件数 或 --pages 页数"),
        (["--items", "3", "--pages", "3"], "不能并用"),
        (["--pages", "3", "--already", "3"], "只与 --items 并用"),
        (["--items", "-1"], "0至100000的整数"),
        (["--items", "三"], "0至100000的整数"),
        (["--items", "1.5"], "0至100000的整数"),
        (["--pages", "9" * 5000], "0至100000的整数"),
        (["--page", "3"], "没有“--page”这个选项"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_and_ends_with_two(arguments, sentence):
    result = _run(*arguments, code=2)
    assert sentence in result.stderr
    assert not result.stdout


def test_django_is_not_loaded(tmp_path):
    program = (
        "import sys; from gongkai.cli import cli;"
        "cli(sys.argv[1:], standalone_mode=False);"
        "sys.exit('django' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program, "fee", "--items", "31"]
    result = subprocess.run(
        command, env=environment, capture_output=True, cwd=tmp_path, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
