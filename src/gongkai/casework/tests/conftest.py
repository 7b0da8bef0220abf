from collections.abc import Iterator

import pytest


@pytest.fixture
def errands(db: None) -> Iterator[None]:
    """The tests' own kind of case, registered for one test."""
    from gongkai.casework.tests.errands import registered

    with registered():
        yield
