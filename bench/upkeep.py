"""A stored county brought up to the present schema, or its search index built.

``python -m bench.upkeep FOLDER migrate|index``.
"""

import json
import sys
import time
from pathlib import Path

from bench.county import start


def migrate() -> None:
    """Apply what the product has added since."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def index(folder: Path) -> None:
    """Build the search index if there is none, and note its rate and its size."""
    from django.db.models import Sum
    from django.db.models.functions import Length
    from tqdm import tqdm

    from gongkai.documents.models import Edition
    from gongkai.search.indexer import indexer_for
    from gongkai.search.public import health

    if health(index="documents").ready:
        return
    began = time.perf_counter()
    with tqdm(desc="建索引", unit="条", disable=None) as bar:
        count = indexer_for("documents").rebuild(bar.update)
    seconds = time.perf_counter() - began
    public = Edition.objects.filter(pk__in=range(1, min(count, 2000) + 1))
    characters = public.aggregate(
        all=Sum(Length("title") + Length("body_text") + Length("document_number"))
    )["all"]
    text = characters * 3 / min(count, 2000) * count
    size = health(index="documents").size_bytes
    note = folder / "made.json"
    made = json.loads(note.read_text("utf-8"))
    made["index"] = {"rate": count / seconds, "bytes": size, "to_text": size / text}
    note.write_text(json.dumps(made), "utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    start(folder)
    if sys.argv[2] == "migrate":
        migrate()
    else:
        index(folder)


if __name__ == "__main__":
    main()
