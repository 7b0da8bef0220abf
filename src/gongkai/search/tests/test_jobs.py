"""The jobs: an index that builds itself, hears the bell, and survives damage."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.search import jobs, services, wake
from gongkai.search.engine import Question
from gongkai.search.engines.tantivy import TantivyEngine
from gongkai.search.indexer import indexer_for
from gongkai.search.query import parse
from gongkai.search.registry import indexes
from gongkai.search.tests.library import NOW, document
from gongkai.search.wake import index_folder


def total(engine):
    return engine.search(Question(parse("公开"))).total


@pytest.mark.django_db
def test_a_missing_index_is_built_at_the_first_look(library, engine):
    library.put(document(1), document(2))
    assert not engine.health().ready
    assert jobs.keep_up(NOW) == 2
    assert engine.health().ready
    assert total(engine) == 2


@pytest.mark.django_db
def test_a_damaged_index_is_built_anew(library, engine, monkeypatch):
    library.put(document(1))
    jobs.keep_up(NOW)
    (index_folder("library") / "current.json").write_text("{", "utf-8")
    monkeypatch.setattr(jobs, "_seen", {})
    assert jobs.keep_up(NOW) == 1
    assert total(engine) == 1


@pytest.mark.django_db
def test_an_index_with_other_facets_is_built_anew(library, engine):
    library.put(document(1))
    jobs.keep_up(NOW)
    older = TantivyEngine(index_folder("library"), ("other",))
    assert not older.health().ready
    assert "重建" in older.health().message


@pytest.mark.django_db(transaction=True)
def test_a_change_is_indexed_as_soon_as_the_bell_rings(library, engine):
    jobs.keep_up(NOW)
    assert jobs.keep_up(NOW) == 0
    services.enqueue(index="library", object_ids=library.put(document(1)), not_before=NOW)
    later = NOW + timedelta(days=3650)  # the bell's time is the machine's, not the test's
    assert jobs.keep_up(later) == 1
    assert total(engine) == 1


@pytest.mark.django_db
def test_between_rings_the_outbox_is_left_alone(library, django_assert_num_queries):
    jobs.keep_up(NOW)
    with django_assert_num_queries(0):
        assert jobs.keep_up(NOW) == 0


@pytest.mark.django_db
def test_without_a_bell_the_outbox_is_looked_at_once_a_second(library, monkeypatch):
    jobs.keep_up(NOW)
    services.enqueue(index="library", object_ids=library.put(document(1)), not_before=NOW)
    assert jobs.keep_up(NOW) == 0
    later = time.monotonic() + 1.1
    monkeypatch.setattr("gongkai.search.jobs.time.monotonic", lambda: later)
    assert jobs.keep_up(NOW) == 1


@pytest.mark.django_db
def test_the_right_to_write_is_given_back_after_a_while_without_work(library, engine, monkeypatch):
    library.put(document(1))
    jobs.keep_up(NOW)
    services.enqueue(index="library", object_ids=[1], not_before=NOW)
    start = time.monotonic()
    for seconds, writing in ((2, True), (10, True), (40, False)):
        monkeypatch.setattr("gongkai.search.jobs.time.monotonic", lambda s=seconds: start + s)
        jobs.keep_up(NOW)
        assert (engine._writing is not None) is writing


@pytest.mark.django_db
def test_tidying_forgets_old_entries(library):
    services.enqueue(index="library", object_ids=library.put(document(1)), not_before=NOW)
    jobs.keep_up(NOW)
    services.mark_done(entries=[_only_entry()], now=NOW)
    assert jobs.tidy(NOW + timedelta(days=30)) == 1


@pytest.mark.django_db
def test_every_index_is_compared_with_the_database_once_a_night(library, engine):
    jobs.keep_up(NOW)
    library.put(document(1))
    night = NOW.replace(hour=19, minute=30)  # half past three in Shanghai
    assert jobs.reconcile_at_night(NOW) == 0
    assert jobs.reconcile_at_night(night) == 1
    assert indexer_for("library").drain(night) == 1
    assert total(engine) == 1


@pytest.mark.django_db
def test_an_index_that_fails_holds_up_no_other(library, engine, monkeypatch):
    library.put(document(1))

    def fails(after_id, limit):
        raise ValueError("its table is missing")

    bad = replace(library.index(), code="bad", all_versions=fails)
    monkeypatch.setattr(indexes, "_things", {"bad": bad, "library": library.index()})
    with pytest.raises(ValueError, match="its table is missing"):
        jobs.keep_up(NOW)
    assert total(engine) == 1


def _only_entry():
    from gongkai.search.models import OutboxEntry

    return OutboxEntry.objects.get().id


def test_ringing_makes_the_folder_when_there_is_none(settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "not" / "there"
    assert wake.last_ring("library") == 0
    wake.indexer("library")
    assert wake.last_ring("library") > 0
