"""The product's settings over several generated counties at once (see `bench.pages`)."""

import json
import os
from pathlib import Path

from gongkai.config.env import database
from gongkai.config.settings import *  # noqa: F403

FOLDER = Path(os.environ["BENCH_FOLDER"])
DATABASES = {
    f"size_{size}": database(url) for size, url in json.loads(os.environ["BENCH_URLS"]).items()
}
DATABASES["default"] = next(iter(DATABASES.values()))
ROOT_URLCONF = "bench.urls"
