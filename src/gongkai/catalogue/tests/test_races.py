"""Threads that take index numbers at the same time, on a real database with real transactions."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from gongkai.catalogue import services
from gongkai.catalogue.models import AllocatedIndexNumber
from gongkai.orgs.tests.factories import UnitFactory

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organ():
    return UnitFactory(code="999999001")


def at_once(*deeds):
    """Run *deeds* in threads of their own, each from the same moment; raise what they raised."""
    start = threading.Barrier(len(deeds))
    errors = []

    def run(deed):
        try:
            start.wait(timeout=10)
            deed()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if errors:
        raise errors[0]


def test_numbers_taken_at_once_are_all_different_and_without_gap(organ):
    given = []

    def take():
        for _ in range(5):
            given.append(services.allocate_index_number(unit=organ, year=2026, now=NOW))

    at_once(*[take] * 6)
    assert sorted(given) == [f"999999001/2026-{n:05d}" for n in range(1, 31)]


def test_batches_singles_and_imports_at_once_never_collide(organ):
    given = []

    def single():
        given.append(services.allocate_index_number(unit=organ, year=2026, now=NOW))

    def batch():
        given.extend(services.allocate_index_numbers(unit=organ, year=2026, now=NOW, count=20))

    def foreign():
        numbers = [f"999999001/2026-{n:05d}" for n in (3, 17, 29)]
        taken = services.register_foreign_index_numbers(numbers=numbers, now=NOW)
        given.extend(number for number in numbers if number not in taken)

    at_once(single, batch, foreign, single, batch)
    assert len(given) == len(set(given))
    assert set(given) == set(AllocatedIndexNumber.objects.values_list("number", flat=True))


def test_the_same_imported_number_goes_to_one_of_two(organ):
    taken = []

    def foreign():
        found = services.register_foreign_index_numbers(numbers=["甲-1", "甲-2"], now=NOW)
        taken.append(len(found))

    at_once(foreign, foreign)
    assert sorted(taken) == [0, 2]
    assert AllocatedIndexNumber.objects.count() == 2


def test_a_number_of_a_transaction_that_fails_is_free_for_the_next(organ):
    def fail():
        with pytest.raises(RuntimeError), transaction.atomic():
            services.allocate_index_number(unit=organ, year=2026, now=NOW)
            raise RuntimeError

    at_once(fail, fail)
    number = services.allocate_index_number(unit=organ, year=2026, now=NOW)
    assert number == "999999001/2026-00001"
