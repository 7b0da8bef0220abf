"""Attacks with nothing but the ORM and SQL: the schema itself must refuse (design §3)."""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.filing.models import (
    Acceptance,
    Filing,
    FilingRound,
    FilingSheet,
    FormVersion,
    SheetReview,
    Urging,
)
from gongkai.filing.tests.factories import NOW, begin, form, of, take
from gongkai.kernel.constraints import missing_guards

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    """One accepted filing, and one that its unit's head has not passed yet."""
    begun = begin(cast)
    accepted = take(cast, of(begun, cast.education))
    Urging.objects.create(filing=accepted, on=NOW.date(), by_name="甲", words="请报送", at=NOW)
    waiting = of(begun, cast.water)
    FilingSheet.objects.create(
        filing=waiting,
        number=1,
        values={},
        submitted_by=cast.other_clerk,
        submitted_at=NOW,
    )
    return accepted, waiting


def repelled(attack):
    with pytest.raises(DatabaseError), transaction.atomic():
        attack()
        connection.check_constraints()


ROWS = {
    "sheet": FilingSheet,
    "review": SheetReview,
    "acceptance": Acceptance,
    "round": FilingRound,
    "urging": Urging,
    "filing": Filing,
    "version": FormVersion,
}


@pytest.mark.parametrize("name", ROWS)
def test_what_counts_is_not_deleted(world, name):
    table = ROWS[name]._meta.db_table

    def attack():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")

    repelled(attack)


CHANGES = {
    "values": (FilingSheet, {"values": {"taken": 99}}),
    "outcome": (SheetReview, {"outcome": "return"}),
    "moment": (Acceptance, {"at": NOW}),
    "date": (FilingRound, {"due_on": "2030-01-01"}),
    "words": (Urging, {"words": "没有催过"}),
    "fields": (FormVersion, {"fields": []}),
    "taken_back": (FormVersion, {"released": False, "released_at": None, "released_by": None}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_counts_is_not_rewritten(world, name):
    model, change = CHANGES[name]
    repelled(lambda: model.objects.update(**change))


def test_a_filing_keeps_its_unit_its_first_report_and_what_was_accepted(world):
    accepted, waiting = world
    rows = Filing.objects.filter(pk=accepted.pk)
    for change in ({"unit": waiting.unit}, {"accepted": None}, {"reported_at": None}):
        repelled(lambda change=change: rows.update(**change))


def test_an_acceptance_of_another_filing_is_not_borrowed(world):
    accepted, waiting = world
    rows = Filing.objects.filter(pk=waiting.pk)
    repelled(lambda: rows.update(accepted=accepted.accepted))


def accept(filing, sheet, review, who, **changes):
    fields = {
        "sheet": sheet,
        "filing": filing,
        "submitted_by": sheet.submitted_by,
        "review": review,
        "accepted_by": who,
        "at": NOW,
    }
    return Acceptance.objects.create(**(fields | changes))


def review(filing, sheet, who, outcome="pass", **changes):
    fields = {
        "sheet": sheet,
        "filing": filing,
        "submitted_by": sheet.submitted_by,
        "reviewer": who,
        "outcome": outcome,
        "at": NOW,
    }
    return SheetReview.objects.create(**(fields | changes))


def test_only_what_the_head_has_passed_is_taken_in(cast, world):
    accepted, waiting = world
    sheet = waiting.sheets.get()
    passed = accepted.sheets.get().review
    repelled(lambda: accept(waiting, sheet, passed, cast.office))
    returned = review(waiting, sheet, cast.other_leader, "return")
    repelled(lambda: accept(waiting, sheet, returned, cast.office))
    repelled(lambda: accept(waiting, sheet, returned, cast.office, review_outcome="return"))


def test_who_filled_in_neither_checks_nor_takes_in(cast, world):
    _, waiting = world
    sheet = waiting.sheets.get()
    repelled(lambda: review(waiting, sheet, cast.other_clerk))
    repelled(lambda: review(waiting, sheet, cast.other_clerk, submitted_by=cast.clerk))
    passed = review(waiting, sheet, cast.other_leader)
    repelled(lambda: accept(waiting, sheet, passed, cast.other_clerk))
    repelled(lambda: accept(waiting, sheet, passed, cast.other_clerk, submitted_by=cast.clerk))


def test_a_review_is_of_the_filings_own_sheet(cast, world):
    accepted, waiting = world
    repelled(lambda: review(accepted, waiting.sheets.get(), cast.leader))


def test_a_second_sheet_says_why(cast, world):
    _, waiting = world
    second = {"number": 2, "values": {}, "submitted_by": cast.other_clerk, "submitted_at": NOW}
    repelled(lambda: FilingSheet.objects.create(filing=waiting, **second))


def test_a_round_is_of_a_version_in_use_and_of_its_own_form(cast, world):
    version = FormVersion.objects.get()
    other = form(cast, code="other")
    fields = {"key": "2020", "start": "2020-01-01", "end": "2020-12-31", "due_on": "2021-01-20"}
    repelled(
        lambda: FilingRound.objects.create(design=other, version=version, opened_at=NOW, **fields)
    )
    draft = FormVersion.objects.create(
        design=other, number=2, cadence="yearly", rest_day="later", edited_at=NOW
    )
    for released in (True, False):
        repelled(
            lambda released=released: FilingRound.objects.create(
                design=other, version=draft, version_released=released, opened_at=NOW, **fields
            )
        )


def test_the_gates_stand(db):
    assert missing_guards(connection) == []
