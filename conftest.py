"""What every test of the house may use."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import hypothesis
import pytest

pytest_plugins = ["tests.browser", "tests.addresses", "gongkai.orgs.tests.cast"]

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

hypothesis.settings.register_profile("fast", max_examples=10)


@pytest.fixture(scope="session", autouse=True)
def _guards_let_the_clean_up_pass() -> None:
    """Let the flush between transactional tests pass the triggers that refuse a DELETE.

    `TransactionTestCase` empties every table; the guards of append-only tables refuse that, as they
    should. They are taken down for the flush; `post_migrate`, which a flush sends, restores them.
    Composite foreign keys are checked at once, and SQLite empties table by table in any order.
    """
    from django.db import connections
    from django.test import TransactionTestCase

    from gongkai.kernel.constraints import drop_guards, install_guards

    flush = TransactionTestCase._fixture_teardown

    def flush_without_guards(case: TransactionTestCase) -> None:
        aliases = case._databases_names(include_mirrors=False)
        for alias in aliases:
            drop_guards(connections[alias])
            connections[alias].disable_constraint_checking()
        try:
            flush(case)
        finally:
            for alias in aliases:
                connections[alias].enable_constraint_checking()
                install_guards(connections[alias])

    TransactionTestCase._fixture_teardown = flush_without_guards


@pytest.fixture
def count_queries(db: None) -> Callable[[str], AbstractContextManager[None]]:
    """``with count_queries("portal:home"): client.get("/")`` holds the page to its golden figure.

    Statements that only open or close a transaction are not counted: they differ by database.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.golden import assert_golden_count

    @contextmanager
    def counting(name: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        queries = [q for q in captured if not q["sql"].upper().startswith(TRANSACTION_WORDS)]
        assert_golden_count(name, len(queries))

    return counting


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["only", "without"],
        help="只运行用到数据库的测试（换一种数据库再跑时用），或只运行用不到的",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """`make fast` leaves out what needs the database; a run on a second database the rest."""
    wanted = config.getoption("--database")
    if wanted is None:
        return
    kept = [item for item in items if _uses_database(item) == (wanted == "only")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _uses_database(item: pytest.Function) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(DATABASE_FIXTURES & set(item.fixturenames))
