"""``python -m bench``: what pages cost over 1,000, 100,000 and 1,000,000 records.

Counties are generated once per size under ``--folder`` (by default ``var/bench``; a million records
take some minutes and 12 GB) and used again. Prints Markdown tables; see docs/performance.md.
"""

import argparse
import json
import math
import platform
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import generate, pages

SIZES = [1_000, 100_000, 1_000_000]
SEARCH_UP_TO = 100_000


def prepare(folder: Path, size: int, search: bool) -> dict[str, Any]:
    """The county of *size* in *folder*, made or brought up to the present schema."""
    home = folder / str(size)
    note = home / "made.json"
    made = json.loads(note.read_text("utf-8")) if note.exists() else {}
    if made.get("version") != generate.VERSION:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _run("bench.generate", str(home), str(size))
    else:
        _run("bench.upkeep", str(home), "migrate")
    if search:
        _run("bench.upkeep", str(home), "index")
    return dict(json.loads(note.read_text("utf-8")))


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


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
    """What was generated, and how large it is."""
    rows = []
    for size, facts in made.items():
        home = folder / str(size)
        bytes_ = sum(path.stat().st_size for path in home.glob("gongkai.sqlite3*"))
        index = facts.get("index", {})
        rows.append(
            [
                f"{size:,}",
                f"{size / max(facts['seconds'], 1):,.0f}",
                f"{bytes_ / 1e6:,.0f}",
                shown(index.get("rate", math.nan), 0),
                shown(index.get("bytes", math.nan) / 1e6, 1),
                shown(index.get("to_text", math.nan)),
            ]
        )
    head = ["记录", "生成（条／秒）", "数据库（MB）", "建索引（条／秒）", "索引（MB）", "索引∶文字"]
    return table(head, rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--folder", type=Path, default=Path("var/bench"))
    options.add_argument("--rounds", type=int, default=pages.ROUNDS)
    options.add_argument("--only", nargs="*", default=[], help="pages whose name holds a word")
    options.add_argument("--search-up-to", type=int, default=SEARCH_UP_TO)
    chosen = options.parse_args()
    sizes, folder = sorted(chosen.sizes), chosen.folder.resolve()
    made = {size: prepare(folder, size, size <= chosen.search_up_to) for size in sizes}
    pages.start(folder, sizes)
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
    machine = f"{platform.machine()}，Python {platform.python_version()}，SQLite"
    print(f"\n{today:%Y-%m-%d}，{machine}\n")
    print(page_table(found, sizes), end="\n\n")
    print("\n".join(f"- {line}" for line in verdicts(found, sizes)), end="\n\n")
    print(counties_table(made, folder))


if __name__ == "__main__":
    main()
