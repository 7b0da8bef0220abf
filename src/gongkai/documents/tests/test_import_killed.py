"""An import that is killed in the middle and run again: nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum

from gongkai.audit.selectors import verify
from gongkai.documents.models import (
    Document,
    Edition,
    ImportBatch,
    ImportedRecord,
    LegacyAddress,
    Publication,
)
from gongkai.documents.tests import oldsite
from gongkai.documents.tests.imports import section
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = 700
PATIENCE_SECONDS = 120


def environment() -> dict[str, str]:
    """For a child that works on this test's own database and files."""
    given = connection.settings_dict
    address = f"sqlite:///{given['NAME']}"
    if connection.vendor != "sqlite":
        login = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
        host = given["HOST"].replace("/", "%2F")
        address = f"postgresql://{login}@{host}:{given['PORT']}/{given['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_DATABASE_URL": address,
        "GONGKAI_DATA": str(settings.DATA),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def begin(root: Path) -> subprocess.Popen[bytes]:
    words = ["--unit", "jiaoyuju", "--column", "tongzhi", "--base-url", "http://many.example/"]
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli", "import", str(root), *words, "--processes", "2"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def wait_for_a_chunk(child: subprocess.Popen[bytes]) -> int:
    """Until the first chunk is committed; how many records stand then."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and child.poll() is None:
        number = ImportedRecord.objects.count()
        if number:
            return number
        time.sleep(0.01)
    return 0


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def lives(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="靠 /proc 看子进程")
def test_killed_in_the_middle_and_run_again(cast: Cast, tmp_path: Path) -> None:
    section(cast)
    root = oldsite.many(tmp_path, NUMBER)
    first = begin(root)
    standing = wait_for_a_chunk(first)
    readers = children_of(first.pid)
    first.send_signal(signal.SIGKILL)
    first.wait()
    standing = max(standing, ImportedRecord.objects.count())
    assert 0 < standing < NUMBER, (first.stdout.read() if first.stdout else b"").decode()
    assert ImportBatch.objects.get().case is None
    assert standing == ImportedRecord.objects.count() == Edition.objects.count()
    deadline = time.monotonic() + 10
    while any(map(lives, readers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(lives, readers)), "读文件的进程没有随之结束"

    second = begin(root)
    output, _ = second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 0, output.decode()
    assert f"此前已迁入，跳过　{standing}" in output.decode()
    batch = ImportBatch.objects.get()
    assert batch.case is not None
    assert batch.taken_in == NUMBER
    for model in (Document, Edition, ImportedRecord, LegacyAddress):
        assert model.objects.count() == NUMBER
    assert ImportedRecord.objects.values("source_hash").distinct().count() == NUMBER
    assert ImportBatch.objects.aggregate(Sum("taken_in"))["taken_in__sum"] == NUMBER
    assert not Publication.objects.exists()
    assert verify() is None
