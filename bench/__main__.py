"""``python -m bench``: what pages cost over 1,000, 100,000 and 1,000,000 records.

Counties are generated once per size under ``--folder`` (by default ``var/bench``; a million records
take some minutes and 12 GB) and used again. Prints Markdown tables; see docs/performance.md.
"""

import argparse
import json
import math
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bench import generate, pages

SIZES = [1_000, 100_000, 1_000_000]
SEARCH_UP_TO = 100_000


class Places:
    """Where the counties are: files in a folder, or databases of a PostgreSQL server.

    The server is the one of ``GONGKAI_DATABASE_URL``, as `tools/postgres.py` gives it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = os.environ.get("GONGKAI_DATABASE_URL", "")

    def url(self, size: int) -> str:
        if self.server:
            parts = urlsplit(self.server)
            return urlunsplit(parts._replace(path=f"/bench_{size}"))
        return f"sqlite:///{self.folder / str(size) / 'gongkai.sqlite3'}"

    def run(self, size: int, module: str, *arguments: str) -> None:
        """Run a module of ours over the county of *size*."""
        environment = os.environ | {"GONGKAI_DATABASE_URL": self.url(size)}
        command = [sys.executable, "-m", module, str(self.folder / str(size)), *arguments]
        subprocess.run(command, check=True, env=environment)

    def make_database(self, size: int) -> None:
        if self.server:
            import psycopg
            from psycopg import sql

            name = sql.Identifier(f"bench_{size}")
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def make(self, size: int, module: str) -> None:
        """The county of *size*, made anew by *module*."""
        home = self.folder / str(size)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        self.make_database(size)
        self.run(size, module, str(size))

    def prepare(self, size: int, search: bool) -> dict[str, Any]:
        """The county of *size*, made or brought up to the present schema, and what is known of it."""
        home = self.folder / str(size)
        note = home / "made.json"
        made = json.loads(note.read_text("utf-8")) if note.exists() else {}
        if made.get("version") != generate.VERSION:
            self.make(size, "bench.generate")
        else:
            self.run(size, "bench.upkeep", "migrate")
        if search:
            self.run(size, "bench.upkeep", "index")
        self.run(size, "bench.rates")
        return dict(json.loads(note.read_text("utf-8")))


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(value: float, digits: int = 2) -> str:
    return "—" if math.isnan(value) else f"{value:,.{digits}f}"


def page_table(found: dict[Any, pages.Measured], sizes: list[int]) -> str:
    """Milliseconds, queries, ratios and growth, a line per page."""
    head = ["页面", "查询数"]
    head += [f"p50／p95 毫秒（{size:,} 条）" for size in sizes]
    head += ["裸视图的倍数", "自身 SQL 的倍数", f"增长（{sizes[-1]:,}∶{sizes[0]:,}）"]
    rows = []
    for name in dict.fromkeys(name for name, _ in found):
        last = max(size for page, size in found if page == name)
        spent = found[name, last]
        cells = [name, str(spent.queries)]
        for size in sizes:
            at = found.get((name, size))
            cells.append(f"{at.p50:.2f}／{at.p95:.2f}" if at else "—")
        cells.append(shown(pages.to_bare(found, name, last)))
        cells.append(shown(spent.p50 / min(spent.raw) if min(spent.raw) else math.nan, 1))
        cells.append(shown(pages.growth(found, name, sizes)))
        rows.append(cells)
    return table(head, rows)


def verdicts(found: dict[Any, pages.Measured], sizes: list[int]) -> list[str]:
    """The targets, and whether they are met."""
    lines = []
    worst = {
        page.name: grown
        for page in pages.PAGES
        if page.held and (grown := pages.growth(found, page.name, sizes)) > pages.TARGET_GROWTH
    }
    told = "；".join(f"{name} {grown:.2f}" for name, grown in worst.items()) or "无"
    lines.append(f"增长超过 {pages.TARGET_GROWTH} 倍的页面：{told}")
    for size in sizes:
        if ("信息页", size) in found:
            ratio = pages.to_bare(found, "信息页", size)
            lines.append(
                f"信息页（{size:,} 条）为裸视图的 {ratio:.2f} 倍，目标 ≤ {pages.TARGET_DOCUMENT}"
            )
    return lines


def counties_table(made: dict[int, dict[str, Any]], folder: Path) -> str:
    """What was generated, how large it is, and how fast records come in."""
    head = ["记录", "数据库 MB", "旧站迁入（条／秒）", "其中读取", "写入", "审签上线"]
    head += ["逐件起草到发布（件／秒）", "建索引（条／秒）", "索引 MB", "索引∶文字"]
    rows = []
    for size, facts in made.items():
        stored = sum(path.stat().st_size for path in (folder / str(size)).glob("gongkai.sqlite3*"))
        index, rates = facts.get("index", {}), facts["rates"]
        rows.append(
            [
                f"{size:,}",
                shown(stored / 1e6 or math.nan, 0),
                *(shown(rates[name], 0) for name in ("import", "reading", "taking", "deciding")),
                shown(rates["drafted"], 0),
                shown(index.get("rate", math.nan), 0),
                shown(index.get("bytes", math.nan) / 1e6, 1),
                shown(index.get("to_text", math.nan)),
            ]
        )
    return table(head, rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--folder", type=Path, default=Path("var/bench"))
    options.add_argument("--rounds", type=int, default=pages.ROUNDS)
    options.add_argument("--only", nargs="*", default=[], help="pages whose name holds a word")
    options.add_argument("--search-up-to", type=int, default=SEARCH_UP_TO)
    chosen = options.parse_args()
    sizes, places = sorted(chosen.sizes), Places(chosen.folder.resolve())
    made = {size: places.prepare(size, size <= chosen.search_up_to) for size in sizes}
    pages.start(places.folder, {size: places.url(size) for size in sizes})
    counties = []
    for size in sizes:
        pages.switch(size)
        counties.append(pages.look_around(size))
    wanted = [
        page
        for page in pages.PAGES
        if not chosen.only or any(word in page.name for word in chosen.only)
    ]
    found = pages.measure(counties, [pages.bare_page(), *wanted], chosen.rounds)
    today = datetime.now().astimezone()
    engine = "PostgreSQL" if places.server else f"SQLite {sqlite3.sqlite_version}"
    machine = (
        f"{os.cpu_count()} 核 {platform.machine()}，Python {platform.python_version()}，{engine}"
    )
    print(f"\n{today:%Y-%m-%d}，{machine}\n")
    print(page_table(found, sizes), end="\n\n")
    print("\n".join(f"- {line}" for line in verdicts(found, sizes)), end="\n\n")
    print(counties_table(made, places.folder))


if __name__ == "__main__":
    main()
