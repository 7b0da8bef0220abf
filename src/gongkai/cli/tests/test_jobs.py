"""`gongkai jobs`: every job at its pace; one that fails holds up nobody; SIGTERM ends it cleanly."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from gongkai.cli.jobs import Runner, attempt, command, run_once
from gongkai.kernel import schedule
from gongkai.kernel.schedule import Job

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def clock():
    return NOW


def fails(now):
    raise ValueError("out of paper")


def test_each_job_is_told_the_moment():
    moments = []
    job = Job("one", "一", 1, lambda now: moments.append(now) or 3)
    assert attempt(job, NOW) == (3, None)
    assert moments == [NOW]


def test_once_runs_every_job_and_tells_failures(capsys):
    jobs = [Job("bad", "坏任务", 1, fails), Job("good", "好任务", 1, lambda now: 2)]
    assert run_once(jobs, clock, as_json=False) == 1
    answer = capsys.readouterr()
    assert "好任务：2 件" in answer.out
    assert "坏任务：出错：out of paper" in answer.err


def test_once_as_json(capsys):
    assert run_once([Job("good", "好任务", 1, lambda now: 2)], clock, as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == {
        "jobs": [{"code": "good", "label": "好任务", "done": 2, "error": None}]
    }


def test_a_failing_and_a_slow_job_hold_up_nobody(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    count = {"quick": 0, "bad": 0, "slow": 0}
    enough = threading.Event()

    def quick(now):
        count["quick"] += 1
        if count["quick"] == 5:
            enough.set()
        return 0

    def bad(now):
        count["bad"] += 1
        raise ValueError

    def slow(now):
        count["slow"] += 1
        enough.wait(10)
        return 1

    runner = Runner(
        [Job("bad", "", 0.01, bad), Job("slow", "", 0.01, slow), Job("quick", "", 0.01, quick)],
        clock,
    )
    threading.Thread(target=lambda: (enough.wait(10), runner._stop(15, None))).start()
    runner.run()
    assert count["quick"] >= 5
    assert count["bad"] == 1  # it pauses after a failure
    assert count["slow"] >= 1


@pytest.fixture
def place(tmp_path):
    place = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_DATA": str(tmp_path),
        "GONGKAI_DATABASE_URL": f"sqlite:///{tmp_path / 'records.sqlite3'}",
    }
    migrate = [sys.executable, "-m", "gongkai.cli", "manage", "migrate", "-v0"]
    subprocess.run(migrate, env=place, check=True, timeout=120)
    return place


def test_the_runner_builds_the_missing_index_and_ends_with_sigterm(place, tmp_path):
    runner = subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli", "jobs"], env=place, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("index/*/current.json")):
        assert runner.poll() is None
        assert time.monotonic() < deadline, "the runner does nothing"
        time.sleep(0.1)
    runner.send_signal(signal.SIGTERM)
    _, errors = runner.communicate(timeout=30)
    assert runner.returncode == 0
    assert "Traceback" not in errors


@pytest.mark.django_db
def test_once_as_a_command(monkeypatch):
    known = schedule.Registry("job")
    known.register(Job("good", "好任务", 1, lambda now: 7))
    monkeypatch.setattr(schedule, "jobs", known)
    answer = CliRunner().invoke(command, ["--once"])
    assert (answer.exit_code, answer.output) == (0, "好任务：7 件\n")
