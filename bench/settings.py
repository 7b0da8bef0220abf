"""The product's settings over several generated counties at once (see `bench.pages`)."""

import os
from pathlib import Path

from gongkai.config.env import database
from gongkai.config.settings import *  # noqa: F403

FOLDER = Path(os.environ["BENCH_FOLDER"])
SIZES = [int(size) for size in os.environ["BENCH_SIZES"].split(",")]
DATABASES |= {  # noqa: F405
    f"size_{size}": database(f"sqlite:///{FOLDER / str(size) / 'gongkai.sqlite3'}")
    for size in SIZES
}
DATABASES["default"] = DATABASES[f"size_{SIZES[0]}"]
ROOT_URLCONF = "bench.urls"
