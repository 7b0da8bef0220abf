"""Two runs of one import, two people signing, a signature and an exclusion: all at the same time."""

from pathlib import Path

import pytest

from gongkai.audit.selectors import verify
from gongkai.documents import services
from gongkai.documents.models import (
    Approval,
    BatchDecision,
    Document,
    ImportBatch,
    ImportedRecord,
    Publication,
    Review,
)
from gongkai.documents.services import migrating
from gongkai.documents.tests import oldsite
from gongkai.documents.tests.factories import NOW
from gongkai.documents.tests.imports import REVIEW, SIGN, Importer, decide, latest_batch
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.test_races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = 60


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return oldsite.many(tmp_path, NUMBER)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "CHUNK", 7)


def test_the_same_import_run_twice_at_once_brings_nothing_twice(cast: Cast, site: Path) -> None:
    bring = Importer(cast)
    answers = at_once(lambda: bring(site), lambda: bring(site))
    assert sum(answer["counts"]["imported"] for answer in answers) == NUMBER
    assert ImportedRecord.objects.count() == Document.objects.count() == NUMBER
    assert ImportBatch.objects.filter(taken_in__gt=0).count() == 1
    assert latest_batch().taken_in in {0, NUMBER}
    assert verify() is None


def test_two_people_who_sign_at_once_write_every_row_once(
    cast: Cast, site: Path, small_chunks: None
) -> None:
    Importer(cast)(site)
    batch = latest_batch()
    decide(cast, batch, REVIEW)
    at_once(lambda: decide(cast, batch, SIGN), lambda: decide(cast, batch, SIGN))
    assert Publication.objects.count() == Approval.objects.count() == NUMBER
    assert BatchDecision.objects.filter(action="sign").count() == 1
    batch.refresh_from_db()
    assert batch.published == NUMBER
    assert verify() is None


def test_a_record_is_left_out_before_the_decision_or_not_at_all(
    cast: Cast, site: Path, small_chunks: None
) -> None:
    Importer(cast)(site)
    batch = latest_batch()
    last = ImportedRecord.objects.latest("id")
    answers = at_once(
        lambda: decide(cast, batch, REVIEW),
        lambda: services.exclude_records(
            actor=cast.actor("secrecy_reviewer"),
            case_id=batch.case_id or 0,
            record_ids=[last.pk],
            reason="有误",
            now=NOW,
        ),
    )
    last.refresh_from_db()
    reviewed = Review.objects.filter(edition=last.edition_id).exists()
    assert refusals(answers) in ([], [("deciding",)])
    batch.refresh_from_db()
    left_out = last.excluded_at is not None
    assert Review.objects.count() + (batch.excluded if not reviewed else 0) == NUMBER
    assert batch.excluded == int(left_out)


def test_the_same_batch_is_signed_or_sent_back_never_both(
    cast: Cast, site: Path, small_chunks: None
) -> None:
    Importer(cast)(site)
    batch = latest_batch()
    decide(cast, batch, REVIEW)
    answers = at_once(
        lambda: decide(cast, batch, SIGN),
        lambda: decide(cast, batch, ("leader", "reject"), note="栏目不对"),
    )
    assert len(refusals(answers)) == 1
    assert Publication.objects.count() in {0, NUMBER}
    released = ImportedRecord.objects.filter(released=True).count()
    assert released == NUMBER - Publication.objects.count()
