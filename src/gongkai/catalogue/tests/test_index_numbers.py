from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gongkai.catalogue import services
from gongkai.catalogue.models import AllocatedIndexNumber
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.factories import UnitFactory

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return UnitFactory(code="999999001")


def take(organ, year=2026):
    return services.allocate_index_number(unit=organ, year=year, now=NOW)


def take_foreign(*numbers):
    return services.register_foreign_index_numbers(numbers=numbers, now=NOW)


def test_numbers_run_from_one_in_each_year_of_each_organ(organ):
    other = UnitFactory(code="999999002")
    assert [take(organ), take(organ)] == ["999999001/2026-00001", "999999001/2026-00002"]
    assert take(organ, 2025) == "999999001/2025-00001"
    assert take(other) == "999999002/2026-00001"


def test_many_numbers_are_taken_at_once_in_order(organ, django_assert_max_num_queries):
    take(organ)
    with django_assert_max_num_queries(10):
        numbers = services.allocate_index_numbers(unit=organ, year=2026, now=NOW, count=250)
    assert numbers[0] == "999999001/2026-00002"
    assert numbers[-1] == take(organ).replace("00252", "00251")
    assert len(set(numbers)) == 250


def test_no_numbers_are_taken_for_nothing(organ):
    assert services.allocate_index_numbers(unit=organ, year=2026, now=NOW, count=0) == []
    assert take(organ).endswith("-00001")


def test_a_number_whose_record_never_appears_stays_taken(organ):
    lost = take(organ)
    assert AllocatedIndexNumber.objects.filter(number=lost, foreign=False).exists()
    assert take(organ) != lost


def test_a_transaction_rolled_back_gave_no_number(organ):
    with pytest.raises(RuntimeError), transaction.atomic():
        take(organ)
        raise RuntimeError
    assert take(organ) == "999999001/2026-00001"


def test_an_imported_number_pushes_the_sequence_past_itself(organ):
    assert take_foreign("999999001/2026-00041", "999999001/2026-00007") == set()
    assert take(organ) == "999999001/2026-00042"


def test_an_imported_number_of_another_pattern_is_kept_as_it_is(organ):
    odd = "11341702486344515H/202110-00013"
    services.register_foreign_index_number(number=odd, now=NOW)
    assert AllocatedIndexNumber.objects.get(number=odd).seq is None
    assert take(organ) == "999999001/2026-00001"


def test_numbers_taken_already_are_named_and_the_others_registered(organ):
    ours = take(organ)
    assert take_foreign(ours, "B/2020-00001", "B/2020-00001") == {ours}
    assert take_foreign("B/2020-00001", "B/2020-00002") == {"B/2020-00001"}
    with pytest.raises(Refusal, match="已被占用") as refused:
        services.register_foreign_index_number(number=ours, now=NOW)
    assert refused.value.codes == ("index_number_taken",)


@pytest.mark.parametrize("number", ["", "   ", " A/2020-00001", "甲" * 81, "A\x00"])
def test_an_unusable_number_is_refused_and_nothing_is_taken(number):
    with pytest.raises(Refusal, match="索引号"):
        take_foreign("B/2020-00001", number)
    assert not AllocatedIndexNumber.objects.exists()


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_itself_keeps_taken_numbers(organ, deed):
    take(organ)
    rows = AllocatedIndexNumber.objects.all()
    with pytest.raises(DatabaseError, match="索引号"), transaction.atomic():
        rows.update(number="X") if deed == "update" else rows._raw_delete(rows.db)
    assert AllocatedIndexNumber.objects.count() == 1


def test_the_same_number_cannot_stand_twice_even_by_hand(organ):
    number = take(organ)
    with pytest.raises(IntegrityError), transaction.atomic():
        AllocatedIndexNumber.objects.create(
            number=number, foreign=True, purpose="test", allocated_at=NOW
        )
