"""A copy made while the site runs brings everything back, and a bad one is refused."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from gongkai.cli.backup import back_up, copies, read_manifest, reasons_against_restoring
from gongkai.kernel.errors import Refusal
from gongkai.kernel.keys import new_ring

NIGHT = datetime(2026, 3, 2, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    stored = settings.FILES_ROOT / "ab" / "cd"
    stored.parent.mkdir(parents=True)
    stored.write_bytes("附件".encode())
    return settings.FILES_ROOT


def gongkai(*arguments, data, database):
    place = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_DATA": str(data),
        "GONGKAI_DATABASE_URL": database,
    }
    del place["GONGKAI_SECRET_KEY"]
    command = [sys.executable, "-m", "gongkai.cli", *arguments]
    return subprocess.run(
        command, env=place, capture_output=True, text=True, timeout=300, check=False
    )


def own_database(folder: Path) -> str:
    """An empty database of this run's kind, beside the one of the tests."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'records.sqlite3'}"
    name = f"backup_{folder.name.replace('-', '_')}_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    return os.environ["GONGKAI_DATABASE_URL"].rsplit("/", 1)[0] + "/" + name


def test_what_was_copied_comes_back(tmp_path, django_db_setup, django_db_blocker):
    old, new = tmp_path / "old", tmp_path / "new"
    with django_db_blocker.unblock():
        old_database, new_database = own_database(old), own_database(new)
    (old / "files" / "ab").mkdir(parents=True)
    (old / "files" / "ab" / "cd").write_bytes("附件".encode())
    (old / "field_keys").write_text(new_ring().text(), "utf-8")
    assert gongkai("manage", "migrate", data=old, database=old_database).returncode == 0

    made = gongkai("backup", str(tmp_path / "copies"), data=old, database=old_database)
    assert (made.returncode, made.stderr) == (0, "")
    assert "附件 1 个" in made.stdout
    (copy,) = copies(tmp_path / "copies")
    back = gongkai("restore", str(copy), data=new, database=new_database)
    assert (back.returncode, back.stderr) == (0, "")

    assert (new / "files" / "ab" / "cd").read_bytes() == "附件".encode()
    for name in ("secret_key", "field_keys"):
        assert (new / name).read_text() == (old / name).read_text()
    check = gongkai("manage", "check", "--database", "default", data=new, database=new_database)
    assert check.returncode == 0, check.stderr
    pending = gongkai("manage", "migrate", "--check", data=new, database=new_database)
    assert pending.returncode == 0
    again = gongkai("restore", str(copy), data=new, database=new_database)
    assert again.returncode == 1
    assert "数据库不是空的" in again.stderr
    assert "附件目录" in again.stderr


@pytest.mark.django_db
def test_a_second_copy_shares_the_files_of_the_first(tmp_path, files):
    first = back_up(tmp_path / "copies", NIGHT)
    second = back_up(tmp_path / "copies", NIGHT + timedelta(days=1))
    assert (first / "files/ab/cd").samefile(second / "files/ab/cd")
    assert read_manifest(second)["files"] == 1


@pytest.mark.django_db
def test_a_copy_lies_open_to_its_owner_only(tmp_path, files):
    made = back_up(tmp_path / "copies", NIGHT)
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_damaged_copy_is_refused_with_all_reasons(tmp_path, files):
    made = back_up(tmp_path / "copies", NIGHT)
    records = made / read_manifest(made)["records"]
    records.write_bytes(records.read_bytes()[:-1])
    codes = {reason.code for reason in reasons_against_restoring(made)}
    assert codes == {"damaged", "records", "files"}


@pytest.mark.django_db
def test_a_folder_that_is_no_copy_is_refused(tmp_path):
    with pytest.raises(Refusal, match="不是一份完整的备份"):
        reasons_against_restoring(tmp_path)


def test_only_the_newest_copies_are_kept(tmp_path, monkeypatch):
    for day in range(1, 4):
        (tmp_path / f"gongkai-2026010{day}-023000").mkdir()
    (tmp_path / "gongkai-20260104-023000.unfinished").mkdir()
    assert [path.name[8:16] for path in copies(tmp_path)] == ["20260101", "20260102", "20260103"]
