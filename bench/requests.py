"""``python -m bench.requests``: what the pages of requests cost over 1,000 and 100,000 of them.

Counties are generated once per size under ``--folder`` (by default ``var/bench-requests``) and used
again. Beside each page, in the same round: a bare Django view with one query, and the page's own
SQL alone. Prints a Markdown table; see docs/performance.md.
"""

import argparse
import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench import pages, request_rows
from bench.__main__ import Places, page_table
from bench.pages import BARE, CLERK, OFFICE, TARGET_GROWTH, County, Page

SIZES = [1_000, 100_000]
LEADER = "jyj.lingdao"
REGISTER, CASES = "/desk/requests/", "/desk/requests/cases/"


def _always(address: str) -> Callable[[County, random.Random], str]:
    return lambda county, chance: address


def _sheet(county: County, chance: random.Random) -> str:
    return f"{CASES}{chance.choice(county.open_cases)}/"


def _archived(county: County, chance: random.Random) -> str:
    return f"{CASES}{chance.randint(1, county.size)}/"


def _bare(county: County, chance: random.Random) -> str:
    return f"/bench/request/{chance.randint(1, county.size)}/"


PAGES = (
    Page(BARE, "", _bare),
    Page("待办（经办人）", CLERK, _always("/desk/"), held=True),
    Page("待办（领导）", LEADER, _always("/desk/"), held=True),
    Page("登记簿，在办（公开办）", OFFICE, _always(REGISTER), held=True),
    Page("登记簿，已办结（公开办）", OFFICE, _always(f"{REGISTER}?list=closed"), held=True),
    Page("登记簿，已办结（经办人）", CLERK, _always(f"{REGISTER}?list=closed"), held=True),
    Page("登记簿，已办结，中间一页", OFFICE, lambda county, chance: county.deep_records, held=True),
    Page("申请单，在办（经办人）", CLERK, _sheet, held=True),
    Page("申请单，已归档（公开办）", OFFICE, _archived, held=True),
    Page("申请统计（公开办）", OFFICE, _always("/desk/requests/figures/"), held=True),
    Page("申请统计（经办人）", CLERK, _always("/desk/requests/figures/"), held=True),
)


def look_around(size: int) -> County:
    """Sign people in and find cases and the middle of the register."""
    from django.apps import apps

    county = County(size)
    for name in (CLERK, OFFICE, LEADER):
        county.cookies[name] = pages.cookie_of(name)
    county.deep_records = f"{REGISTER}?list=closed&after={size // 2}"
    cases = apps.get_model("casework.Case").objects.filter(
        closed_at=None, unit__slug="jiaoyuju", state="handling"
    )
    county.open_cases = list(cases.values_list("pk", flat=True)[:200])
    return county


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--folder", type=Path, default=Path("var/bench-requests"))
    options.add_argument("--rounds", type=int, default=pages.ROUNDS)
    chosen = options.parse_args()
    sizes, places = sorted(chosen.sizes), Places(chosen.folder.resolve())
    for size in sizes:
        note = places.folder / str(size) / "made.json"
        made = json.loads(note.read_text("utf-8")) if note.exists() else {}
        if made.get("version") != request_rows.VERSION:
            places.make(size, "bench.request_rows")
    pages.start(places.folder, {size: places.url(size) for size in sizes})
    counties = []
    for size in sizes:
        pages.switch(size)
        counties.append(look_around(size))
    found = pages.measure(counties, list(PAGES), chosen.rounds)
    print(f"\n{datetime.now().astimezone():%Y-%m-%d}\n")
    print(page_table(found, sizes), end="\n\n")
    grown = {page.name: pages.growth(found, page.name, sizes) for page in PAGES if page.held}
    worst = [f"{name} {ratio:.2f}" for name, ratio in grown.items() if ratio > TARGET_GROWTH]
    print(f"- 增长超过 {TARGET_GROWTH} 倍的页面：{'；'.join(worst) or '无'}")


if __name__ == "__main__":
    main()
