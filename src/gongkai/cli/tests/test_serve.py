"""`gongkai serve` as an administrator meets it: a process, its words and its exit code."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.db import connection

from gongkai.cli.serve import reasons_against_listening, reasons_against_serving
from gongkai.kernel.constraints import drop_guards, guards


@pytest.fixture
def place(tmp_path):
    """The environment of an installation of its own, with an empty data folder."""
    database = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_DATA": str(tmp_path),
        "GONGKAI_DATABASE_URL": database,
    }


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def gongkai(*arguments, place):
    command = [sys.executable, "-m", "gongkai.cli", *arguments]
    return subprocess.run(
        command, env=place, capture_output=True, text=True, timeout=120, check=False
    )


def test_an_empty_database_is_refused_with_what_to_do(place, free_port):
    answer = gongkai("serve", "--port", str(free_port), place=place)
    assert answer.returncode == 1
    assert "请先运行 gongkai manage migrate" in answer.stderr


def test_a_database_out_of_reach_is_refused_in_plain_words(place, free_port):
    place["GONGKAI_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
    answer = gongkai("serve", "--port", str(free_port), place=place)
    assert answer.returncode == 1
    assert "连不上数据库，请核对 GONGKAI_DATABASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_port_in_use_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        (reason,) = reasons_against_listening("127.0.0.1", taken.getsockname()[1])
    assert reason.code == "port"
    assert "已被占用" in reason.sentence


def test_an_address_that_is_not_ours_is_refused():
    (reason,) = reasons_against_listening("203.0.113.1", 8000)
    assert "--port" in reason.sentence or "--host" in reason.sentence


def test_a_free_port_is_not_refused(free_port):
    assert reasons_against_listening("127.0.0.1", free_port) == []


@pytest.mark.django_db
def test_a_whole_database_is_not_refused():
    assert reasons_against_serving() == []


@pytest.mark.django_db
def test_a_database_that_lost_its_guards_is_refused_for_each_of_them():
    drop_guards(connection)
    reasons = reasons_against_serving()
    assert {reason.code for reason in reasons} == {"gate"}
    assert len(reasons) == len(guards)


def test_it_serves_until_told_to_stop_and_leaves_nothing_running(place, free_port):
    gongkai("manage", "migrate", "--verbosity", "0", place=place)
    command = [sys.executable, "-m", "gongkai.cli", "serve", "--workers", "1"]
    server = subprocess.Popen(
        [*command, "--port", str(free_port), "--no-jobs"],
        env=place,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout.readline() == f"门户    http://localhost:{free_port}/\n"
        assert _status(f"http://127.0.0.1:{free_port}/no-such-page") == 404
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    assert code == 0
    assert reasons_against_listening("127.0.0.1", free_port) == []


def test_it_ends_when_the_web_server_cannot_start(place, free_port):
    gongkai("manage", "migrate", "--verbosity", "0", place=place)
    place["GUNICORN_CMD_ARGS"] = "--chdir /no/such/folder"
    started = time.monotonic()
    answer = gongkai("serve", "--port", str(free_port), "--no-jobs", place=place)
    assert answer.returncode == 1
    assert "网页服务意外停止" in answer.stderr
    assert time.monotonic() - started < 60


def _status(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("command", [["audit", "verify"], ["search", "--health"]])
def test_any_command_says_in_plain_words_that_the_database_is_not_ready(command, place):
    answer = gongkai(*command, place=place)
    assert answer.returncode == 2
    assert "请先运行 gongkai manage migrate" in answer.stderr
    assert "Traceback" not in answer.stderr
