"""`gongkai due` as a person and as a script call it."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import OperationalError
from django.utils import timezone

from gongkai.cli import cli, due
from gongkai.clock.rules import DayKind
from gongkai.clock.services import set_day
from gongkai.clock.tests.cast import OFFICE, year_file

SPRING = ["--received", "2026-01-28", "--days", "20"]


@pytest.fixture(autouse=True)
def _no_database(monkeypatch, tmp_path):
    monkeypatch.delenv("GONGKAI_DATABASE_URL", raising=False)
    monkeypatch.delenv("GONGKAI_DATABASE_URL_FILE", raising=False)
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))


def _run(*arguments, code=0):
    result = CliRunner().invoke(cli, ["due", *arguments], prog_name="gongkai")
    assert result.exit_code == code, result.output
    return result


def _json(*arguments):
    return json.loads(_run(*arguments, "--json").stdout)


def test_the_answer_is_three_fields_of_json():
    found = _json(*SPRING)
    assert list(found) == ["due", "provisional", "explanation"]
    assert (found["due"], found["provisional"]) == ("2026-03-03", False)
    assert found["explanation"][-1] == {
        "date": "2026-03-03",
        "kind": "working",
        "counted": 20,
        "paused": False,
        "provisional": False,
        "text": "星期二，工作日，计第20天（共20个工作日），期限届满",
    }


def test_the_explanation_can_be_asked_for_in_words():
    plain = _run(*SPRING).stdout
    told = _run(*SPRING, "--explain").stdout
    assert plain.startswith("到期日：2026-03-03 星期二\n")
    assert told.startswith(plain)
    assert "2026-02-16  星期一，春节（法定节假日），不计" in told


def test_calendar_days_are_moved_off_a_weekend():
    assert _json("--received", "2026-03-01", "--days", "20", "--unit", "cd")["due"] == "2026-03-23"


def test_pauses_are_a_union_and_an_open_one_leaves_the_date_open():
    two = ["--pause", "2026-02-10:2026-03-05", "--pause", "2026-02-12:2026-03-03"]
    assert _json(*SPRING, *two)["due"] == "2026-03-20"
    found = _json(*SPRING, "--pause", "2026-02-10:")
    assert found["due"] is None
    assert found["explanation"][-1]["text"].endswith("已计9天，余11天")
    assert (
        "未定（中止计时尚未结束，期限还余 11 天）"
        in _run(*SPRING, "--pause", "2026年2月10日：").stdout
    )


def test_a_pause_that_has_no_bearing_is_named():
    result = _run(*SPRING, "--pause", "2026-05-01:2026-05-08")
    assert result.stdout.startswith("到期日：2026-03-03")
    assert "2026-05-01:2026-05-08 与期限无关" in result.stderr


def test_a_year_that_is_not_arranged_is_said_to_be_provisional():
    late = ["--received", "2026-12-04", "--days", "20"]
    found = _json(*late)
    assert found["provisional"]
    assert found["explanation"][-1]["provisional"]
    assert "暂定：" in _run(*late).stdout


def test_a_file_with_the_arrangement_makes_it_sure(tmp_path):
    file = tmp_path / "2027.json"
    file.write_bytes(year_file())
    found = _json("--received", "2026-12-04", "--days", "20", "--calendar", str(file))
    assert (found["due"], found["provisional"]) == ("2027-01-04", False)


@pytest.mark.parametrize("text", ["2026年1月28日", "2026/1/28", "２０２６-01-28"])
def test_dates_are_read_as_people_write_them(text):
    assert _json("--received", text, "--days", "20")["due"] == "2026-03-03"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少--received"),
        (["--received", "2026-01-28"], "缺少--days"),
        (["--received"], "选项“--received”后面"),
        (["--recieved", "2026-01-28"], "没有“--recieved”这个选项"),
        ([*SPRING, "多余"], "有多余的"),
        (["--received", "2026-02-30", "--days", "1"], "“2026-02-30”不是有效的日期"),
        (["--received", "", "--days", "1"], "不是有效的日期"),
        (["--received", "1" * 100_000, "--days", "1"], "不是有效的日期"),
        (["--received", "1900-01-01", "--days", "1"], "只能计算1949—2199年"),
        (["--received", "2026-01-28", "--days", "0"], "1至3660的整数"),
        (["--received", "2026-01-28", "--days", "-5"], "1至3660的整数"),
        (["--received", "2026-01-28", "--days", "二十"], "1至3660的整数"),
        (["--received", "2026-01-28", "--days", "9" * 5000], "1至3660的整数"),
        ([*SPRING, "--unit", "month"], "wd（工作日）或 cd（自然日）"),
        ([*SPRING, "--pause", "2026-02-01"], "开始日:结束日"),
        ([*SPRING, "--pause", ":2026-02-01"], "不是有效的日期"),
        ([*SPRING, "--pause", "2026-02-03:2026-02-01"], "早于开始日"),
        ([*SPRING, "--region", "广西"], "行政区划代码"),
        ([*SPRING, "--calendar", "/nowhere.json"], "读不到文件 /nowhere.json"),
        ([*SPRING, "--calendar", "/"], "读不到文件 /"),
        ([*SPRING, "--calendar", __file__], "不是有效的JSON"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_and_ends_with_two(arguments, sentence):
    result = _run(*arguments, code=2)
    assert sentence in result.stderr
    assert not result.stdout
    assert "Error" not in result.stderr


def test_without_a_database_django_is_not_even_loaded(tmp_path):
    program = (
        "import sys; from gongkai.cli import cli;"
        "cli(sys.argv[1:], standalone_mode=False);"
        "sys.exit('django' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program, "due", *SPRING]
    result = subprocess.run(
        command, env=environment, capture_output=True, cwd=tmp_path, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert "2026-03-03" in result.stdout.decode()


def test_a_region_without_a_database_is_answered_with_a_hint():
    assert "各地区自定的日子没有计入" in _run(*SPRING, "--region", "450000").stderr


@pytest.mark.django_db
def test_the_table_of_the_database_is_used_when_there_is_one(monkeypatch):
    monkeypatch.setattr(due, "database_stands", lambda: True)
    set_day(
        actor=OFFICE,
        region="450000",
        day=date(2026, 3, 2),
        kind=DayKind.PUBLIC_HOLIDAY,
        name="三月三",
        source="通知",
        now=timezone.now(),
    )
    assert _json(*SPRING)["due"] == "2026-03-03"
    assert _json(*SPRING, "--region", "451022")["due"] == "2026-03-04"


def test_a_database_is_noticed_by_its_file_or_its_address(monkeypatch, tmp_path):
    assert not due.database_stands()
    file = tmp_path / "gongkai.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE other (id)")
    assert not due.database_stands()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE clock_calendarday (id)")
    assert due.database_stands()
    monkeypatch.setenv("GONGKAI_DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
    assert not due.database_stands()
    monkeypatch.setenv("GONGKAI_DATABASE_URL", "postgresql://gongkai@localhost/gongkai")
    assert due.database_stands()


def test_a_database_that_cannot_be_read_is_left_to_its_reader(tmp_path):
    (tmp_path / "gongkai.sqlite3").write_bytes(b"not a database" * 100)
    assert due.database_stands()


def test_when_the_database_fails_the_built_in_arrangement_answers_and_says_so(monkeypatch):
    def fail(region):
        raise OperationalError

    monkeypatch.setattr(due, "database_stands", lambda: True)
    monkeypatch.setattr("gongkai.clock.selectors.tables_for", fail)
    result = _run(*SPRING)
    assert result.stdout.startswith("到期日：2026-03-03")
    assert "数据库打不开或尚未建表" in result.stderr
