"""What every test of the house may use. Nothing here imports Django until a test needs it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

pytest_plugins = ["tests.browser", "tests.addresses", "gongkai.orgs.tests.cast"]

TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.fixture(scope="session", autouse=True)
def _guards_let_the_clean_up_pass(request: pytest.FixtureRequest) -> None:
    """Let the flush between transactional tests pass the triggers that refuse a DELETE.

    `TransactionTestCase` empties every table; the guards of append-only tables refuse that, as they
    should. They are taken down for the flush; `post_migrate`, which a flush sends, restores them.
    Composite foreign keys are checked at once, and SQLite empties table by table in any order.
    """
    if not request.config.pluginmanager.hasplugin("django"):
        return
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """`make fast` runs without Django: tests that ask for it wait for `make test`."""
    if config.pluginmanager.hasplugin("django"):
        return
    django_fixtures = {"db", "transactional_db", "client", "rf", "settings", "live_server"}
    waiting = [
        item
        for item in items
        if django_fixtures & set(item.fixturenames) or item.get_closest_marker("django_db")
    ]
    if waiting:
        config.hook.pytest_deselected(items=waiting)
        items[:] = [item for item in items if item not in waiting]
