"""What an annual report costs: ``python -m bench.report [--sizes 10000 100000] [--folder DIR]``.

A county with thirty units and twelve years of requests, every constraint on (requests are concluded
as 其他处理, which needs no reply; the queries are the same). Timed in one run: the report as the desk
prepares it, settling it, and one raw SQL aggregation over the same rows. Prints Markdown.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.generate import start

UNITS, FIRST, YEARS, ROUNDS = 30, 2014, 12, 5
YEAR = FIRST + YEARS - 1
CLASSES = ("natural",) * 14 + ("business",) * 3 + ("research", "welfare", "legal_service", "other")
ENDS = (("withdrawn", "o3", "withdrawn"), ("not_clarified", "o1", "clarification_lapsed"))
ENDS += (("not_paid", "o2", "fee_lapsed"),)
CHUNK = 10_000
FILED = {"regulations": [0, 0, 0], "normative": [1, 0, 5], "licence": 20, "penalty": 3}
FILED |= {"coercion": 0, "fees_wan": 1.5}
TEXTS = {"problems": "政策解读形式不够丰富。", "others": "本年度没有收取信息处理费。"}
RAW = """
SELECT applicant_class, report_row,
  SUM(CASE WHEN arrived_at >= %s AND arrived_at < %s THEN 1 ELSE 0 END),
  SUM(CASE WHEN arrived_at < %s AND (closed_at IS NULL OR closed_at >= %s) THEN 1 ELSE 0 END),
  SUM(CASE WHEN closed_at >= %s AND closed_at < %s THEN 1 ELSE 0 END),
  SUM(CASE WHEN arrived_at < %s AND (closed_at IS NULL OR closed_at >= %s) THEN 1 ELSE 0 END)
FROM inforequests_informationrequest GROUP BY applicant_class, report_row
"""


def county() -> tuple[Any, list[Any], Any]:
    """The county, its other units, and a person of its office."""
    from gongkai.kernel.permissions import Role
    from gongkai.orgs.tests.factories import AppointmentFactory, PersonFactory, UnitFactory

    top = UnitFactory(kind="government", name="澄明县人民政府", short_name="县政府")
    others = [
        UnitFactory(parent=top, name=f"澄明县第{number}局", short_name=f"第{number}局")
        for number in range(1, UNITS)
    ]
    person = PersonFactory(unit=top)
    AppointmentFactory(person=person, unit=top, role=Role.OFFICE)
    return top, others, person


def fill(count: int, units: list[Any], person: Any) -> None:
    """*count* requests spread over the years; one in fifty of the last year is still open."""
    from django.apps import apps

    case, requester, request, event = (
        apps.get_model(name)
        for name in (
            "casework.Case",
            "inforequests.Requester",
            "inforequests.InformationRequest",
            "inforequests.RequestEvent",
        )
    )
    chance = Random(20261122)
    minutes = YEARS * 365 * 1440 - 3 * 1440
    begin = datetime(FIRST, 1, 1, tzinfo=UTC)
    for first in range(1, count + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, count + 1))
        arrived = [begin + timedelta(minutes=chance.randrange(minutes)) for _ in numbers]
        places = [chance.choice(units).pk for _ in numbers]
        closed = [moment + timedelta(days=chance.randrange(5, 30)) for moment in arrived]
        is_open = [moment.year >= YEAR and chance.random() < 0.02 for moment in arrived]
        facts = list(zip(numbers, arrived, places, closed, is_open, strict=True))
        case.objects.bulk_create(
            case(
                id=one,
                kind="request",
                number=f"B{one}",
                title="公开申请",
                unit_id=place,
                state="handling" if is_open else "archived",
                waiting_unit_id=place,
                opened_by_id=person.pk,
                opened_at=came,
                closed_at=None if is_open else went,
            )
            for one, came, place, went, is_open in facts
        )
        requester.objects.bulk_create(requester(id=one, created_at=came) for one, came, *_ in facts)
        ends = [chance.choice(ENDS) for _ in numbers]
        request.objects.bulk_create(
            request(
                id=one,
                case_id=one,
                unit_id=place,
                number=f"B{one}",
                requester_id=one,
                applicant_class=chance.choice(CLASSES),
                channel="web",
                arrived_at=came,
                description="公开申请",
                form_wanted="electronic",
                way_wanted="email",
                registered_at=came,
                closed_at=None if is_open else went,
                outcome="" if is_open else end[0],
                report_row="" if is_open else end[1],
            )
            for (one, came, place, went, is_open), end in zip(facts, ends, strict=True)
        )
        event.objects.bulk_create(
            event(request_id=one, kind=end[2], on=went.date(), made_at=went)
            for (one, _, _, went, is_open), end in zip(facts, ends, strict=True)
            if not is_open
        )


def raw() -> None:
    """One aggregation over the same rows, in the database alone."""
    from django.db import connection

    begin, end = (
        datetime(year, 1, 1, tzinfo=UTC) - timedelta(hours=8) for year in (YEAR, YEAR + 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(RAW, [begin, end, begin, begin, begin, end, end, end])
        cursor.fetchall()


def fastest(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The fastest of some runs, in milliseconds."""
    spent = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent) * 1000


def measured(count: int) -> list[tuple[str, float]]:
    """(what, milliseconds) over the present, empty database."""
    from django.db import connection

    from gongkai.orgs.selectors import actor_for
    from gongkai.reporting import selectors, services

    top, others, person = county()
    fill(count, [top, *others], person)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    now = datetime(YEAR + 1, 1, 20, 1, tzinfo=UTC)
    actor = actor_for(person, now)

    def save(unit: Any, year: int) -> None:
        given = {"filed": FILED, "source": "生成", "texts": TEXTS, "version": 0, "now": now}
        services.save_draft(actor=actor, unit=unit, year=year, **given)

    found = [
        ("一条 SQL 汇总（裸）", fastest(raw)),
        ("编一份全县报告（第一年，没有定稿可比）", fastest(lambda: selectors.prepared(top, YEAR))),
    ]
    for unit in (top, *others):
        save(unit, YEAR)
    save(top, YEAR - 1)
    services.settle(actor=actor, unit=top, year=YEAR - 1, now=now)
    for unit in others:
        services.settle(actor=actor, unit=unit, year=YEAR, now=now)
    found.append(
        (
            "编一份全县报告（有上年定稿、29 个单位定稿）",
            fastest(lambda: selectors.prepared(top, YEAR)),
        )
    )
    found.append(
        (
            "定稿（冻结每格的记录并签名）",
            fastest(lambda: services.settle(actor=actor, unit=top, year=YEAR, now=now), 1),
        )
    )
    settled = selectors.latest(top, YEAR)
    if settled is None:
        raise RuntimeError("the report was not settled")
    found.append(("与台账逐格比对", fastest(lambda: selectors.differences_of(settled))))
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="bench-report-"))
    print(f"{UNITS} 个单位，{YEARS} 年，{YEAR} 年度", flush=True)
    tables = {size: _apart(folder / str(size), size) for size in sorted(chosen.sizes)}
    sizes = sorted(tables)
    print(
        "| | " + " | ".join(f"{size:,} 件（毫秒）" for size in sizes) + " | 裸汇总的倍数 | 增长 |"
    )
    print("| --- |" + " --- |" * (len(sizes) + 2))
    for place, (what, spent) in enumerate(tables[sizes[-1]]):
        cells = [f"{tables[size][place][1]:,.1f}" for size in sizes]
        ratio, growth = spent / tables[sizes[-1]][0][1], spent / tables[sizes[0]][place][1]
        print(f"| {what} | {' | '.join(cells)} | {ratio:.1f} | {growth:.1f} |")


def _apart(folder: Path, size: int) -> list[tuple[str, float]]:
    """Measure a size in a process and a database of its own."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure_in, (folder, size))


def _measure_in(folder: Path, size: int) -> list[tuple[str, float]]:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GONGKAI_DATABASE_URL"] = f"sqlite:///{folder / 'gongkai.sqlite3'}"
    start(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return measured(size)


if __name__ == "__main__":
    main()
