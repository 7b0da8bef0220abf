"""kill -9 in the middle of indexing loses nothing and leaves nothing behind."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

WORKER = [sys.executable, str(Path(__file__).with_name("killed_worker.py"))]
KILLS = 5
RECORDS = 12_000


def installation(folder):
    """The environment of an installation of its own whose database has the outbox alone."""
    place = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_DATA": str(folder),
        "GONGKAI_DATABASE_URL": f"sqlite:///{folder / 'records.sqlite3'}",
    }
    migrate = [sys.executable, "-m", "gongkai.cli", "manage", "migrate", "search", "-v0"]
    subprocess.run(migrate, env=place, check=True, timeout=120)
    return place


def database(place):
    return closing(sqlite3.connect(place["GONGKAI_DATABASE_URL"].removeprefix("sqlite:///")))


def enqueue(place, records):
    rows = [("killed", n, "2026-01-01 00:00:00", 0) for n in range(1, records + 1)]
    insert = "INSERT INTO search_outboxentry (index_, object_id, not_before, attempts)"
    insert = insert.replace("index_", '"index"') + " VALUES (?, ?, ?, ?)"
    with database(place) as connection, connection:
        connection.executemany(insert, rows)


def done(place):
    with database(place) as connection:
        query = "SELECT object_id FROM search_outboxentry WHERE done_at IS NOT NULL"
        return {row[0] for row in connection.execute(query)}


def indexed(place, *options):
    finished = subprocess.run(
        [*WORKER, *options], env=place, capture_output=True, text=True, timeout=120, check=True
    )
    return [int(word) for word in finished.stdout.split()]


def start_and_kill(place, after: float) -> None:
    """Start the worker, wait for its first commit, and kill it a little later."""
    before = len(done(place))
    worker = subprocess.Popen(WORKER, env=place, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len(done(place)) == before:
        assert time.monotonic() < deadline, "the worker does nothing"
        time.sleep(0.02)
    time.sleep(after)
    worker.kill()
    worker.communicate()


def test_killed_again_and_again_the_index_ends_up_complete(tmp_path):
    place = installation(tmp_path)
    chance = random.Random(26)
    enqueue(place, RECORDS)
    for _ in range(KILLS):
        start_and_kill(place, chance.uniform(0, 0.25))
    assert KILLS <= len(done(place)) < RECORDS, "all killings hit the worker while it worked"
    assert indexed(place, "--once") == list(range(2, RECORDS + 1, 2))
    assert done(place) == set(range(1, RECORDS + 1))
