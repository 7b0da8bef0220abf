"""The product's settings, with everything that is kept on disk moved to a throw-away folder.

Only what would make tests slow or dirty differs: the data folder, the cost of a password hash and
SQLite's sync to disk. Each process (and each xdist worker) has a folder of its own.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="gongkai-test-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
(_data / "static").mkdir()
os.environ["GONGKAI_DATA"] = str(_data)
os.environ["GONGKAI_SECRET_KEY"] = "only-for-tests-" + "0123456789" * 5
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver runs a loop in our thread

from gongkai.config.settings import *  # noqa: E402, F403
from gongkai.config.settings import DATABASES, MIDDLEWARE  # noqa: E402

LINK_CHECK = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = ["tests.visits.RecordVisits", *MIDDLEWARE]

VISITS_SECONDS = 0  # counted, and written only where a test says so

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file and not memory: the live server and the race tests need connections of their own.
    _database["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
_database["CONN_MAX_AGE"] = 0
