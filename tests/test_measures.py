"""Every registered measure, over a county with records: its parts add up, and it opens what it counts."""

from datetime import date

import pytest
from bench.generate import generate
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from tools import measures_doc

from gongkai.kernel.measures import AsOf, Period, dimensions, measures, rates
from gongkai.orgs.models import Unit

LONG = Period(date(2015, 1, 1), date(2030, 12, 31))
RECORDS = 200


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker, tmp_path_factory):
    """A county with records, built once for this file and rolled back at its end."""
    with (
        django_db_blocker.unblock(),
        override_settings(INDEX_ROOT=tmp_path_factory.mktemp("index")),
        transaction.atomic(),
    ):
        generate(RECORDS)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def county(full, db):
    """The generated county, for one test."""


def of_some_units(period: Period) -> Period:
    units = Unit.objects.order_by("pk").values_list("pk", flat=True)[::2]
    return Period(period.start, period.end, frozenset(units))


each_measure = pytest.mark.parametrize("code", [measure.code for measure in measures])


@each_measure
def test_the_parts_of_a_measure_add_up_to_it(county, code):
    measure = measures[code]
    for period in (LONG, of_some_units(LONG)):
        total = measure.total(period)
        for name in measure.dimensions:
            assert sum(measure.counts(period, (name,)).values()) == total, name
        both = measure.counts(period, measure.dimensions[:2])
        assert sum(both.values()) == total


@each_measure
def test_a_measure_opens_exactly_the_records_it_counts(county, code):
    measure = measures[code]
    for name in measure.dimensions:
        for (value,), number in measure.counts(LONG, (name,)).items():
            ids = list(measure.ids(LONG, {name: value}))
            page = measure.page(LONG, {name: value}, None)
            if measure.summed:
                assert page.next or sum(row.weight for row in page.rows) == number
            else:
                assert len(ids) == number
            assert [row.id for row in page.rows] == ids[: len(page.rows)]


@each_measure
def test_a_measure_costs_one_question_however_it_is_split(county, code):
    measure = measures[code]
    for names in ((), *((name,) for name in measure.dimensions)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            measure.counts(LONG, names)
        assert len(asked) <= 1 + 4 * (measure.as_of is AsOf.NOW)


@each_measure
def test_months_of_what_happens_add_up(county, code):
    measure = measures[code]
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    months = measure.months(year)
    if measure.as_of is AsOf.WITHIN:
        assert sum(number for _, number in months) == measure.total(year)
    if measure.as_of is AsOf.AT_END:
        assert months[-1][1] == measure.total(year)


def test_every_dimension_has_words_and_every_rate_its_measures():
    for measure in measures:
        assert measure.definition
        assert measure.formula()
        assert all(name in dimensions for name in measure.dimensions)
    for rate in rates:
        assert all(code in measures for code in (*rate.parts, *rate.whole))


def test_no_two_figures_have_one_name():
    labels = [figure.label for figure in (*measures, *rates)]
    assert len(set(labels)) == len(labels)


def test_formulas_name_the_days_of_the_period():
    told = measures_doc.page()
    assert "期初零时" in told
    assert "2001-02" not in told
    assert "2004-05" not in told
