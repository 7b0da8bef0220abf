"""Pages over counties of several sizes, turn and turn about in one process.

Each page is asked through the whole WSGI application, with sessions, middleware and templates.
Beside it, in the same round: a bare Django view with one query, and the page's own SQL alone
(*raw*). Figures are processor time, which other work on the machine does not lengthen, with the
median of the rounds; wall time is given too.
"""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from wsgiref.util import setup_testing_defaults

ROUNDS = 7
REQUESTS = 12
"""Requests for each page in each round, after one that does not count."""
BARE, SEARCH = "（裸视图）", "检索"
TARGET_GROWTH, TARGET_DOCUMENT = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, who opens it ("" the public), and an address for each time."""

    name: str
    who: str
    address: Callable[["County", random.Random], str]
    held: bool = False  # its growth is held to the target


@dataclass
class County:
    """What must be known of a generated county to ask its pages."""

    size: int
    cookies: dict[str, str] = field(default_factory=dict)
    deep_section: str = ""
    deep_records: str = ""
    open_cases: list[int] = field(default_factory=list)
    searched: bool = False


@dataclass
class Measured:
    """Milliseconds of one page over one county."""

    cpu: list[list[float]] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def p50(self) -> float:
        return median(value for spent in self.cpu for value in spent)

    @property
    def p95(self) -> float:
        return quantiles([value for spent in self.cpu for value in spent], n=20)[-1]

    @property
    def rounds(self) -> list[float]:
        return [median(spent) for spent in self.cpu]


def _document(county: County, chance: random.Random) -> str:
    """Any record but one of those that were withdrawn."""
    number = chance.randint(1, county.size)
    return f"/documents/{number + (number % 100 == 10)}/"


def _record(county: County, chance: random.Random) -> str:
    return f"/desk/documents/{chance.randint(1, county.size // 10) * 10}/"


def _case(county: County, chance: random.Random) -> str:
    return f"/desk/documents/cases/{chance.choice(county.open_cases)}/"


def _search(county: County, chance: random.Random) -> str:
    from urllib.parse import quote

    from bench.texts import queries

    asked = queries(200)
    text, _, _ = asked[chance.randrange(len(asked))]
    return f"/search/?q={quote(text)}"


def _always(address: str) -> Callable[[County, random.Random], str]:
    return lambda county, chance: address


SECTION = "/sections/tzgg/"
CLERK, HEAD, OFFICE, INSPECTOR = "jyj.xinxi", "jyj.kezhang", "gongkaiban", "jijian"
PAGES = (
    Page("首页", "", _always("/"), held=True),
    Page("政府信息公开", "", _always("/openness/"), held=True),
    Page("栏目列表，第一页", "", _always(SECTION), held=True),
    Page("栏目列表，中间一页", "", lambda county, chance: county.deep_section, held=True),
    Page("单位子站", "", _always("/units/jiaoyuju/"), held=True),
    Page("单位公开目录", "", _always("/openness/catalogue/jiaoyuju/"), held=True),
    Page("信息页", "", _document, held=True),
    Page(SEARCH, "", _search),
    Page("订阅（Atom）", "", _always("/feed.atom"), held=True),
    Page("待办", HEAD, _always("/desk/"), held=True),
    Page("待办（信息员）", CLERK, _always("/desk/"), held=True),
    Page("审核单", HEAD, _case, held=True),
    Page("全部办件（公开办）", OFFICE, _always("/desk/cases/"), held=True),
    Page("已办结办件（公开办）", OFFICE, _always("/desk/cases/?closed=on"), held=True),
    Page("督办（公开办）", OFFICE, _always("/desk/supervision/"), held=True),
    Page("信息，在办（信息员）", CLERK, _always("/desk/documents/"), held=True),
    Page("信息，在办（公开办）", OFFICE, _always("/desk/documents/"), held=True),
    Page("信息，已公开（信息员）", CLERK, _always("/desk/documents/?list=published"), held=True),
    Page("信息，已公开，中间一页", CLERK, lambda county, chance: county.deep_records, held=True),
    Page("信息，已公开（公开办）", OFFICE, _always("/desk/documents/?list=published"), held=True),
    Page("信息，已撤下（公开办）", OFFICE, _always("/desk/documents/?list=ended"), held=True),
    Page("信息登记", INSPECTOR, _record, held=True),
    Page("栏目与目录", OFFICE, _always("/desk/sections/"), held=True),
    Page("审计日志", INSPECTOR, _always("/desk/audit/"), held=True),
)


def start(folder: Path, urls: dict[int, str]) -> None:
    """Django over all the counties; *urls* are their databases by size."""
    os.environ["BENCH_FOLDER"] = str(folder)
    os.environ["BENCH_URLS"] = json.dumps(urls)
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ["GONGKAI_LOG_LEVEL"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    (folder / "static").mkdir(exist_ok=True)
    django.setup()


def switch(size: int) -> None:
    """Let every query and every search of this process go to the county of *size*."""
    from django.conf import settings
    from django.db import connections

    connections["default"] = connections[f"size_{size}"]
    settings.INDEX_ROOT = Path(settings.FOLDER) / str(size) / "index"


class Door:
    """The WSGI application, asked as a server asks it."""

    def __init__(self) -> None:
        from gongkai.config.wsgi import application

        self._application = application

    def ask(self, address: str, cookie: str = "") -> tuple[int, bytes]:
        """Status and body."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query}
        setup_testing_defaults(environ)
        environ["HTTP_HOST"] = "localhost"
        if cookie:
            environ["HTTP_COOKIE"] = cookie
        told: list[str] = []

        def start_response(status: str, headers: Any, error: Any = None) -> Any:
            told.append(status)

        response = self._application(environ, start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        return int(told[0].split()[0]), body


def look_around(size: int, *, close: bool = True) -> County:
    """Sign people in and find the middle of the lists."""
    from django.apps import apps
    from django.db import connection

    county = County(size)
    for name in (CLERK, HEAD, OFFICE, INSPECTOR):
        county.cookies[name] = cookie_of(name)
    publications = apps.get_model("documents.Publication").objects.order_by("-listed_at", "-id")
    slug = SECTION.strip("/").split("/")[1]
    inside = publications.filter(section__slug=slug)
    row = inside.values("listed_at", "id")[inside.count() // 2]
    county.deep_section = f"{SECTION}?after={row['listed_at'].timestamp():.6f}_{row['id']}"
    own = apps.get_model("documents.Publication").objects.filter(unit__slug="jiaoyuju")
    middle = own.order_by("-id").values_list("id", flat=True)[own.count() // 2]
    county.deep_records = f"/desk/documents/?list=published&words=&after={middle}"
    cases = apps.get_model("casework.Case").objects.filter(
        closed_at=None, unit__slug="jiaoyuju", state="section_review"
    )
    county.open_cases = list(cases.values_list("pk", flat=True)[:200])
    county.searched = _index_ready()
    if close:
        connection.close()
    return county


def cookie_of(username: str) -> str:
    """What the browser of *username*, signed in, sends along."""
    from django.test import Client

    from gongkai.orgs.selectors import person_by_username

    person = person_by_username(username)
    if person is None:
        raise LookupError(username)
    client = Client()
    client.force_login(person, "gongkai.orgs.backends.StaffBackend")
    return f"sessionid={client.cookies['sessionid'].value}"


def _index_ready() -> bool:
    from gongkai.search.public import health

    return health(index="documents").ready


@contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are executed meanwhile."""
    from django.db import connections

    heard: list[tuple[str, Any]] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append((sql, params))
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(hear):
        yield heard


def run_again(statements: list[tuple[str, Any]]) -> float:
    """Milliseconds of processor time of these statements alone."""
    from django.db import connections

    with connections["default"].cursor() as cursor:
        began = time.process_time_ns()
        for sql, params in statements:
            if sql.lstrip().upper().startswith("SELECT"):
                cursor.execute(sql, params)
                cursor.fetchall()
        return (time.process_time_ns() - began) / 1e6


def measure(counties: list[County], pages: list[Page], rounds: int) -> dict[Any, Measured]:
    """Every page over every county, in rounds."""
    door = Door()
    found: dict[Any, Measured] = {}
    for nth in range(rounds):
        for county in counties:
            switch(county.size)
            for page in pages:
                if page.name != SEARCH or county.searched:
                    spent = found.setdefault((page.name, county.size), Measured())
                    _round(door, county, page, spent, random.Random(nth))
    return found


def _round(door: Door, county: County, page: Page, spent: Measured, chance: random.Random) -> None:
    cookie = county.cookies.get(page.who, "")
    address = page.address(county, chance)
    status, _ = door.ask(address, cookie)
    if status != 200:
        raise AssertionError(f"{page.name} {address} answers {status}")
    with listening() as heard:
        door.ask(address, cookie)
    spent.queries = sum(not _is_transaction(sql) for sql, _ in heard)
    spent.raw.append(min(run_again(heard) for _ in range(3)) + _engine(page, address))
    turn: list[float] = []
    for _ in range(REQUESTS):
        address = page.address(county, chance)
        wall, began = time.perf_counter(), time.process_time_ns()
        door.ask(address, cookie)
        turn.append((time.process_time_ns() - began) / 1e6)
        spent.wall.append((time.perf_counter() - wall) * 1000)
    spent.cpu.append(turn)


def _engine(page: Page, address: str) -> float:
    """Milliseconds that the search engine takes for the same question, without the page."""
    from urllib.parse import parse_qs

    from gongkai.search.public import search

    if page.name != SEARCH:
        return 0.0
    text = parse_qs(address.partition("?")[2])["q"][0]
    began = time.process_time_ns()
    search(index="documents", text=text)
    return (time.process_time_ns() - began) / 1e6


def _is_transaction(sql: str) -> bool:
    return sql.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"))


def bare_page() -> Page:
    return Page(BARE, "", lambda c, chance: f"/bench/bare/{chance.randint(1, c.size)}/")


def growth(found: dict[Any, Measured], name: str, sizes: list[int]) -> float:
    """How much more the page costs over the largest county than over the smallest."""
    least, most = found.get((name, sizes[0])), found.get((name, sizes[-1]))
    if least is None or most is None:
        return float("nan")
    return median(b / a for a, b in zip(least.rounds, most.rounds, strict=True))


def to_bare(found: dict[Any, Measured], name: str, size: int) -> float:
    """How many bare views the page costs, round by round."""
    page, bare = found[name, size], found[BARE, size]
    return median(b / a for a, b in zip(bare.rounds, page.rounds, strict=True))
