"""The private PostgreSQL cluster is there for its command, and gone after it, however it ends."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tools import postgres

from tests.architecture.house import ROOT

pytestmark = pytest.mark.skipif(
    postgres.installed() is None, reason="本机没有 PostgreSQL（apt-get install postgresql）"
)
TOOL = [sys.executable, ROOT / "tools" / "postgres.py"]
SAY = "import os, sys; print(os.environ['GONGKAI_DATABASE_URL'], flush=True); "


def folder_of(address: str) -> Path:
    return Path(unquote(urlsplit(address).hostname))


def test_the_command_gets_an_address_and_its_exit_code_is_passed_on():
    command = [*TOOL, sys.executable, "-c", SAY + "sys.exit(7)"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 7
    assert answer.stdout.startswith("postgresql://gongkai@%2Ftmp%2Fgongkai-pg-")
    assert not folder_of(answer.stdout.strip()).exists()


def test_a_told_to_stop_cluster_stops_its_command_and_itself():
    command = [*TOOL, sys.executable, "-c", SAY + "import time; time.sleep(600)"]
    tool = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    folder = folder_of(tool.stdout.readline().strip())
    server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    tool.send_signal(signal.SIGTERM)
    assert tool.wait(60) == 128 + signal.SIGTERM
    assert not folder.exists()
    assert not Path(f"/proc/{server}").exists()


def test_without_a_command_it_says_how_it_is_called():
    answer = subprocess.run(TOOL, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "COMMAND" in answer.stderr
