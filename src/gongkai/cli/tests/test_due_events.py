"""`gongkai due --events`: a request's deadline from a file, without a database."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from gongkai.cli import cli

RECEIVED = {"kind": "received", "on": "2026-01-28"}
SENT = {"kind": "consult_sent", "on": "2026-02-10", "ref": "甲"}
CLOSED = {"kind": "consult_closed", "on": "2026-03-05", "ref": "甲"}


@pytest.fixture(autouse=True)
def _no_database(monkeypatch, tmp_path):
    monkeypatch.delenv("GONGKAI_DATABASE_URL", raising=False)
    monkeypatch.delenv("GONGKAI_DATABASE_URL_FILE", raising=False)
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def _run(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(cli, ["due", *arguments], prog_name="gongkai", input=stdin)
    assert result.exit_code == code, result.output
    return result


def _of(*rows, options=(), code=0):
    content = json.dumps(rows, ensure_ascii=False)
    return _run("--events", "-", *options, code=code, stdin=content)


def _json(*rows):
    return json.loads(_of(*rows, options=["--json"]).stdout)


def test_the_json_keeps_the_fields_of_a_plain_deadline_and_adds_its_own():
    found = _json(RECEIVED)
    assert list(found)[:3] == ["due", "provisional", "explanation"]
    assert (found["due"], found["provisional"], found["state"]) == ("2026-03-03", False, "running")
    last = found["explanation"][-1]
    assert list(last)[:6] == ["date", "kind", "counted", "paused", "provisional", "text"]
    assert (last["date"], last["counted"]) == ("2026-03-03", 20)
    assert (found["due0"], found["receipt"], found["next_date"]) == (
        "2026-03-03",
        "2026-01-28",
        "2026-03-03",
    )


def test_an_open_consultation_leaves_the_date_open_and_says_until_when():
    found = _json(RECEIVED, SENT)
    assert (found["due"], found["state"], found["remaining"]) == (None, "paused", 11)
    assert [(each["kind"], each["by"]) for each in found["pending"]] == [("opinion", "2026-03-09")]
    text = _of(RECEIVED, SENT).stdout
    assert "未定（征求意见，暂停计时，期限还余 11 天）" in text
    assert "等待：征求意见的答复，2026-03-09前" in text


@pytest.mark.parametrize(
    ("rows", "due"),
    [
        ([{"event": "received", "date": "2026-01-28"}], "2026-03-03"),
        ([{"type": "收到申请", "日期": "2026年1月28日"}], "2026-03-03"),
        ([{"type": "received", "at": "2026-01-27T16:30:00Z"}], "2026-03-03"),
        ([{"type": "received", "at": "2026-01-28T23:30:00"}], "2026-03-03"),
        ([RECEIVED, {"kind": "extended", "on": "2026-03-02", "days": "20"}], "2026-03-31"),
        ([RECEIVED, {"kind": "extended", "on": "2026-03-02"}], "2026-03-31"),
        (
            [
                RECEIVED,
                {"event": "consulting_from", "date": "2026-02-10"},
                {"event": "consulting_to", "date": "2026-03-05"},
            ],
            "2026-03-20",
        ),
        (
            [
                RECEIVED,
                {"event": "supplement_asked", "date": "2026-02-03"},
                {"event": "supplemented", "date": "2026-02-25"},
            ],
            "2026-03-24",
        ),
        (
            [
                RECEIVED,
                {"event": "fee_noticed", "date": "2026-02-03"},
                {"event": "fee_paid", "date": "2026-03-02"},
            ],
            "2026-03-30",
        ),
        (
            [{**RECEIVED, "channel": "internet"}, {"kind": "confirmed", "on": "2026-01-29"}],
            "2026-03-04",
        ),
    ],
)
def test_files_are_read_as_people_and_programs_write_them(rows, due):
    assert _json(*rows)["due"] == due


@pytest.mark.parametrize(
    ("content", "due"),
    [
        ('{"received": "2026-01-28", "extended": {"on": "2026-03-02", "days": 20}}', "2026-03-31"),
        ('{"kind": "received", "on": "2026-01-28"}', "2026-03-03"),
        (
            '{"kind": "received", "on": "2026-01-28"}\n\n'
            '{"kind": "extended", "on": "2026-03-02", "working_days": 5}\n',
            "2026-03-10",
        ),
        ('{"channel": "internet", "events": [{"kind": "received", "on": "2026-01-28"}]}', None),
        (
            '{"channel": "counter", "events": [{"kind": "received", "on": "2026-01-28"}]}',
            "2026-03-03",
        ),
    ],
)
def test_other_shapes_of_a_file_are_read_too(content, due):
    assert json.loads(_run("--events", "-", "--json", stdin=content).stdout)["due"] == due


def test_a_file_may_be_an_object_in_an_old_encoding(tmp_path):
    file = tmp_path / "经过.json"
    file.write_bytes(
        json.dumps({"events": [RECEIVED], "备注": "甲"}, ensure_ascii=False).encode("gb18030")
    )
    assert "到期日：2026-03-03 星期二" in _run("--events", str(file)).stdout


def test_the_explanation_names_articles():
    told = _of(RECEIVED, SENT, CLOSED, options=["--explain"]).stdout
    assert "2026-02-16  星期一，春节（法定节假日），征求意见，中止计时，不计" in told
    assert "发出征求意见书（条例第三十三条第三款）" in told
    assert "扣除征求意见 13 个工作日" in told


def test_what_had_no_effect_is_said():
    result = _of(RECEIVED, {"kind": "extended", "on": "2026-03-04", "days": 20})
    assert result.stdout.startswith("到期日：2026-03-03")
    assert (
        "提示：2026-03-04的延期没有计入：答复期限届满之后不能再延长（条例第三十三条第二款）"
        in result.stderr
    )
    late = _json(RECEIVED, {"kind": "extended", "on": "2026-03-04", "days": 20})
    assert [each["code"] for each in late["remarks"]] == ["extension_late"]


def test_an_answered_request_says_whether_it_was_in_time():
    rows = [
        RECEIVED,
        {"kind": "replied", "on": "2026-03-03"},
        {"kind": "served", "on": "2026-03-04"},
    ]
    assert "答复于2026-03-04送达：逾期" in _of(*rows).stdout
    assert _json(*rows)["on_time"] is False


def test_a_year_that_is_not_arranged_is_said_to_be_provisional():
    assert "暂定：" in _of({"kind": "received", "on": "2026-12-04"}).stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "应当是事件的列表"),
        ("{", "不是有效的JSON"),
        ("[" * 100_000, "不是有效的JSON"),
        ("3", "应当是事件的列表"),
        ('{"events": 3}', "应当是事件的列表"),
        ("[]", "没有事件"),
        ("[3]", "第1项应当是一个对象"),
        ('[{"on": "2026-01-28"}]', "第1项没有写事件"),
        ('[{"kind": "begun", "on": "2026-01-28"}]', "第1项不认识的事件“begun”；可以用：received、"),
        ('[{"kind": "received"}]', "第1项没有写日期"),
        ('[{"kind": "received", "on": "2026-02-30"}]', "“2026-02-30”不是有效的日期"),
        ('[{"kind": "received", "on": 20260128}]', "“20260128”不是有效的日期"),
        ('[{"kind": "received", "on": "1900-01-28"}]', "只能计算1949—2199年"),
        ('[{"kind": "received", "on": "2026-01-28", "channel": "鸽子"}]', "渠道“鸽子”不认识"),
        ('[{"kind": "extended", "on": "2026-01-28", "days": -3}]', "天数（days）"),
        ('[{"kind": "extended", "on": "2026-01-28", "days": true}]', "天数（days）"),
        ('[{"kind": "extended", "on": "2026-01-28", "days": 20}]', "期限无从起算"),
        (json.dumps([RECEIVED] * 2001), "至多读2000项"),
    ],
)
def test_a_file_that_makes_no_sense_is_told_in_chinese_and_ends_with_two(content, sentence):
    result = _run("--events", "-", code=2, stdin=content)
    assert sentence in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--events", "没有.json"], "读不到文件 没有.json"),
        (["--events", "/"], "读不到文件 /"),
        (["--events", "-", "--received", "2026-01-28"], "不要再写 --received"),
        (["--events", "-", "--pause", "2026-01-28:"], "不要再写 --received、--days、--pause"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(arguments, sentence):
    assert sentence in _run(*arguments, code=2, stdin="[]").stderr


def test_without_a_database_django_is_not_even_loaded(tmp_path):
    program = (
        "import sys; from gongkai.cli import cli;"
        "cli(sys.argv[1:], standalone_mode=False);"
        "sys.exit('django' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    file = tmp_path / "events.json"
    file.write_text(json.dumps([RECEIVED]), "utf-8")
    command = [sys.executable, "-c", program, "due", "--events", str(file)]
    result = subprocess.run(
        command, env=environment, capture_output=True, cwd=tmp_path, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert "2026-03-03" in result.stdout.decode()
