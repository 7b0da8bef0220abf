"""Search beside the raw engine, in one run: ``python -m bench.search [--sizes 1000 100000]``.

*Raw* is tantivy called by hand with the same tokens, fields, scoring and facets, and nothing of
ours around it. Prints a Markdown table; figures are milliseconds unless they say otherwise.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

QUERIES = 300
ROUNDS = 5
MOST_IN_MEMORY = 100_000


def start(folder: Path) -> None:
    """Django over a throw-away folder and database, with the index ``bench`` registered."""
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ["GONGKAI_DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    os.environ["GONGKAI_LOG_LEVEL"] = "ERROR"
    import django

    django.setup()
    from bench.search_raw import FACETS

    from gongkai.search.public import Facet, SearchIndex, indexes

    indexes.register(
        SearchIndex(
            "bench", "测量", tuple(Facet(code, code) for code in FACETS), load, all_versions
        )
    )


class Records:
    """The made records of this run: how many there are, and those that fit into memory."""

    count = 0
    kept: dict[int, Any] = {}
    text_bytes = 0
    making = 0.0


def load(ids: Iterable[int]) -> list[Any]:
    """Made documents as the index wants them; keeps count of their bytes and of its own time."""
    started = time.perf_counter()
    found = [Records.kept.get(number) or indexed(number) for number in ids]
    Records.text_bytes += sum(
        len((one.title + one.document_number + one.body).encode()) for one in found
    )
    Records.making += time.perf_counter() - started
    return found


def indexed(number: int) -> Any:
    from bench.texts import document

    from gongkai.search.public import IndexedDocument

    made = document(number)
    return IndexedDocument(
        id=made.id,
        version="1",
        title=made.title,
        body=made.body,
        document_number=made.number,
        filters=made.filters,
        published_at=made.published_at,
    )


def all_versions(after_id: int, limit: int) -> list[tuple[int, str]]:
    return [(n, "1") for n in range(after_id + 1, min(after_id + limit, Records.count) + 1)]


def generation() -> Path:
    """The folder of the generation in use."""
    from gongkai.search.wake import index_folder

    (folder,) = index_folder("bench").glob("g-*")
    return folder


def raw_engine() -> Any:
    from bench.search_raw import RawEngine

    return RawEngine(generation())


def served(text: str, filters: dict[str, tuple[str, ...]], sort: str) -> int:
    from gongkai.search import public

    return public.search(index="bench", text=text, filters=filters, sort=sort).total


def p(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


def measure_queries() -> dict[str, float]:
    """The same 300 queries by hand and through the service, turn and turn about.

    Each question counts with the best of its turns: other work on the machine is not our matter.
    """
    from bench.texts import queries

    asked = queries(QUERIES)
    ways = {"raw": raw_engine().ask, "service": served}
    best = {name: [float("inf")] * QUERIES for name in ways}
    for _ in range(ROUNDS):
        for nth, question in enumerate(asked):
            totals = set()
            for name, ask in ways.items():
                started = time.perf_counter()
                totals.add(ask(*question))
                spent = (time.perf_counter() - started) * 1000
                best[name][nth] = min(best[name][nth], spent)
            if len(totals) > 1:
                raise AssertionError(f"{question} finds {totals}")
    found: dict[str, float] = {}
    for name, values in best.items():
        found |= {f"{name}_mean": fmean(values), f"{name}_p50": p(values, 50)}
        found |= {f"{name}_p95": p(values, 95)}
    return found


def _busy(folder: str, seconds: float, name: str) -> float:
    """Questions answered per second of processor time by this process."""
    start(Path(folder))
    from bench.texts import queries

    ask = raw_engine().ask if name == "raw" else served
    asked = queries(QUERIES)
    for question in asked:
        ask(*question)
    count, end, started = 0, time.perf_counter() + seconds, time.process_time()
    while time.perf_counter() < end or count % QUERIES:
        ask(*asked[count % QUERIES])
        count += 1
    return count / (time.process_time() - started)


def measure_rates(folder: Path) -> dict[str, float]:
    """Questions per second of one and of two processes; the best of some short runs of each.

    Per second of processor time, so that neighbours on the machine do not count; on an idle machine
    with two processors it is what the clock on the wall shows.
    """
    found: dict[str, float] = {}
    for _ in range(3):
        for name in ("raw", "service"):
            for workers in (1, 2):
                with get_context("spawn").Pool(workers) as pool:
                    rates = pool.starmap(_busy, [(str(folder), 1.0, name)] * workers)
                key = f"{name}_rate_{workers}"
                found[key] = max(found.get(key, 0.0), sum(rates))
    return found


def measure_marks() -> float:
    """Milliseconds to mark title and snippet of twenty hits."""
    from bench.texts import queries

    from gongkai.search.public import highlight, parse, search, snippet

    spent: list[float] = []
    for text, _, _ in queries(60):
        documents = load(search(index="bench", text=text).ids)
        if len(documents) == 20:
            query = parse(text)
            started = time.perf_counter()
            for document in documents:
                highlight(document.title, query)
                snippet(document.body, query)
            spent.append((time.perf_counter() - started) * 1000)
    return fmean(spent)


def measure_visible(times: int = 30) -> tuple[list[float], list[float]]:
    """Milliseconds from publication to visible: by hand, and through outbox and jobs process."""
    from bench.search_raw import raw_visible
    from django.db import transaction

    from gongkai.search import services

    raw = raw_visible(load, generation(), times)
    jobs = subprocess.Popen(
        [sys.executable, "-m", "bench.search", "--jobs", os.environ["GONGKAI_DATA"]]
    )
    ours: list[float] = []
    try:
        for nth in range(times + 1):
            number = 10_000_000 + nth
            wanted = _only_in(number)
            time.sleep(0.05 + random.Random(nth).random() / 20)
            started = time.perf_counter()
            with transaction.atomic():
                services.enqueue(index="bench", object_ids=[number], not_before=datetime.now(UTC))
            while not served(wanted, {}, "relevance"):
                time.sleep(0.001)
                if time.perf_counter() - started > 60:
                    raise AssertionError("never became visible")
            ours.append((time.perf_counter() - started) * 1000)
    finally:
        jobs.send_signal(signal.SIGTERM)
        jobs.wait()
    return raw, ours[1:]  # the first waits for the process to start


def _only_in(number: int) -> str:
    made = load([number])[0]
    return f"{made.document_number} “{made.title}”"


def run_jobs(folder: Path) -> None:
    """What `gongkai jobs` does for the search, in a process of its own."""
    start(folder)
    from django.utils import timezone

    from gongkai.cli.jobs import Runner
    from gongkai.kernel.schedule import Job
    from gongkai.search.jobs import LOOK_SECONDS, keep_index_up

    look = Job("search.index", "检索入库", LOOK_SECONDS, partial(keep_index_up, "bench"))
    Runner([look], timezone.now).run()


def measure_build(count: int, folder: Path) -> dict[str, float]:
    """Records per second, by hand (up to 100,000) and by `rebuild`, and the size of the index.

    Making the records is taken out: they are made beforehand, or the time it takes is subtracted.
    """
    from bench.search_raw import raw_build

    from gongkai.search.indexer import indexer_for
    from gongkai.search.public import health

    found: dict[str, float] = {"documents": count}
    in_memory = count <= MOST_IN_MEMORY
    if in_memory:
        Records.kept.update((number, indexed(number)) for number in range(1, count + 1))
        found["raw_build"] = count / raw_build(load, folder / "raw", count)
        shutil.rmtree(folder / "raw")
    Records.text_bytes, Records.making = 0, 0.0
    started = time.perf_counter()
    indexer_for("bench").rebuild(lambda _: None)
    found["build"] = count / (time.perf_counter() - started - Records.making)
    found["index_to_text"] = health(index="bench").size_bytes / Records.text_bytes
    return found


def measure(count: int) -> dict[str, float]:
    """Everything for one size, in a folder of its own."""
    from django.conf import settings

    Records.count = count
    Records.kept.clear()
    shutil.rmtree(settings.INDEX_ROOT, ignore_errors=True)
    folder = Path(settings.DATA)
    found = measure_build(count, folder) | measure_queries() | measure_rates(folder)
    found["marks"] = measure_marks()
    raw, ours = measure_visible()
    found |= {"raw_visible_p95": p(raw, 95), "visible_p50": p(ours, 50), "visible_p95": p(ours, 95)}
    return found


def measure_kills(times: int) -> str:
    """Kill the indexer in the middle of its work, again and again, and count what is missing."""
    from gongkai.search.tests import test_kill

    records = times * 600
    with tempfile.TemporaryDirectory(prefix="gongkai-kills-") as name:
        place = test_kill.installation(Path(name))
        test_kill.enqueue(place, records)
        chance = random.Random(5)
        for _ in range(times):
            test_kill.start_and_kill(place, chance.uniform(0, 0.25))
        left = records - len(test_kill.done(place))
        there = set(test_kill.indexed(place, "--once"))
        lost = len(set(range(2, records + 1, 2)) - there)
        extra = len(there) - len(set(range(2, records + 1, 2)) & there)
    return f"{times} kill -9 ({left} of {records} records were left): {lost} lost, {extra} too many"


def report(found: dict[str, float]) -> str:
    """One size as a Markdown table with ratios and targets."""
    f = found
    rows = [
        ("query, mean", f["raw_mean"], f["service_mean"], "≤ 1.5"),
        ("query, p50", f["raw_p50"], f["service_p50"], ""),
        ("query, p95", f["raw_p95"], f["service_p95"], "≤ 1.3"),
        ("queries/s, 1 process", f["raw_rate_1"], f["service_rate_1"], ""),
        ("queries/s, 2 processes", f["raw_rate_2"], f["service_rate_2"], ""),
        ("rebuild, records/s", f.get("raw_build", 0.0), f["build"], "≥ 0.75"),
        ("publish to visible, p95", f["raw_visible_p95"], f["visible_p95"], "≤ 3"),
    ]
    lines = [
        f"### {int(f['documents']):,} records",
        "",
        "| | raw | gongkai | ratio | target |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {raw:,.2f} | {ours:,.2f} | {ours / raw:.2f} | {target} |"
        if raw
        else f"| {name} | | {ours:,.2f} | | {target} |"
        for name, raw, ours, target in rows
    ]
    two = f["service_rate_2"] / f["service_rate_1"]
    lines += [
        f"| two processes to one | {f['raw_rate_2'] / f['raw_rate_1']:.2f} | {two:.2f} | | ≥ 1.9 |",
        f"| index to text (bytes) | | {f['index_to_text']:.2f} | | ≤ 0.75 |",
        f"| title and snippet of 20 hits | | {f['marks']:.2f} | | |",
    ]
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000])
    options.add_argument("--million", action="store_true", help="also one million records")
    options.add_argument("--kills", type=int, default=0, help="kill the indexer so many times")
    options.add_argument("--json", action="store_true")
    options.add_argument("--jobs", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.jobs:
        run_jobs(chosen.jobs)
        return
    if chosen.kills:
        print(measure_kills(chosen.kills))
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        start(Path(name))
        from django.core.management import call_command

        call_command("migrate", "search", verbosity=0)
        for size in [*chosen.sizes, *([1_000_000] if chosen.million else [])]:
            found = measure(size)
            print(json.dumps(found) if chosen.json else report(found), flush=True)


if __name__ == "__main__":
    main()
