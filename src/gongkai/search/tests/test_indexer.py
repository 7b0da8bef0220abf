"""The index follows the database: drained, rebuilt, reconciled; one writer at a time."""

from datetime import timedelta

import pytest

from gongkai.search import selectors, services
from gongkai.search.engine import IndexBusyError, IndexUnavailableError, Question
from gongkai.search.engines.brute import BruteEngine
from gongkai.search.indexer import Indexer
from gongkai.search.lease import lease
from gongkai.search.models import OutboxEntry
from gongkai.search.query import parse
from gongkai.search.tests.library import NOW, document
from gongkai.search.wake import index_folder

pytestmark = pytest.mark.django_db


def changed(*ids, not_before=NOW):
    services.enqueue(index="library", object_ids=ids, not_before=not_before)


def found(engine, text="公开"):
    return sorted(hit.id for hit in engine.search(Question(parse(text), limit=100)).hits)


def waiting():
    return OutboxEntry.objects.filter(done_at__isnull=True).count()


class TrackedEngine(BruteEngine):
    """Counts commits and can fail in them."""

    def __init__(self):
        super().__init__()
        self.commits = []
        self.broken = False

    def commit(self):
        if self.broken:
            raise IndexUnavailableError("no space left")
        self.commits.append(len(self._pending) - len(self.records))
        super().commit()


def test_what_the_owner_loads_goes_in_and_what_it_does_not_goes_out(library, indexer, engine):
    changed(*library.put(document(1), document(2), document(3)))
    assert indexer.drain(NOW) == 3
    assert found(engine) == [1, 2, 3]
    del library.public[2]
    library.change(3, title="保密", version="2")
    changed(2, 3)
    assert indexer.drain(NOW) == 2
    assert found(engine) == [1]
    assert found(engine, "保密") == [3]
    assert waiting() == 0


def test_an_entry_waits_for_its_moment(library, indexer, engine):
    changed(*library.put(document(1)), not_before=NOW + timedelta(hours=1))
    assert indexer.drain(NOW) == 0
    assert found(engine) == []
    assert indexer.drain(NOW + timedelta(hours=1)) == 1
    assert found(engine) == [1]


def test_a_record_enqueued_many_times_is_read_once(library, indexer):
    library.put(document(1))
    for _ in range(5):
        changed(1, 1)
    assert indexer.drain(NOW) == 5
    assert library.loads == [[1]]


def test_entries_are_done_only_after_the_commit_that_holds_them(library):
    engine = TrackedEngine()
    indexer = Indexer(library.index(), engine, lambda: NOW)
    changed(*library.put(document(1)))
    engine.broken = True
    with pytest.raises(IndexUnavailableError):
        indexer.drain(NOW)
    assert waiting() == 1
    engine.broken = False
    assert indexer.drain(NOW) == 1
    assert (waiting(), found(engine)) == (0, [1])


def test_one_change_is_committed_at_once_and_many_in_portions(library):
    engine = TrackedEngine()
    indexer = Indexer(library.index(), engine, lambda: NOW)
    changed(*library.put(document(1)))
    indexer.drain(NOW)
    assert engine.commits == [1]
    changed(*library.put(*(document(n) for n in range(2, 1402))))
    assert indexer.drain(NOW) == 1400
    assert sum(engine.commits) == 1401
    assert 3 <= len(engine.commits) - 1 <= 14
    assert max(engine.commits) <= 500


def test_a_record_that_cannot_be_read_holds_up_nobody_and_is_tried_again(library, indexer, engine):
    changed(*library.put(document(1), document(2), document(3)))
    library.broken = {2}
    assert indexer.drain(NOW) == 2
    assert found(engine) == [1, 3]
    backlog = selectors.backlog(index="library", now=NOW)
    assert (backlog.due, backlog.failing) == (0, 1)
    assert indexer.drain(NOW) == 0
    library.broken = set()
    assert indexer.drain(NOW + timedelta(minutes=1)) == 1
    assert found(engine) == [1, 2, 3]


def test_a_record_that_keeps_failing_is_tried_ever_more_seldom(library, indexer):
    changed(*library.put(document(1)))
    library.broken = {1}
    moment, pauses = NOW, []
    for _ in range(12):
        indexer.drain(moment)
        entry = OutboxEntry.objects.get()
        pauses.append(entry.not_before - moment)
        moment = entry.not_before
    assert pauses[0] == timedelta(seconds=15)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)


def test_a_document_that_cannot_be_indexed_leaves_its_old_form_in_place(library, indexer, engine):
    changed(*library.put(document(1), document(2)))
    indexer.drain(NOW)
    library.put(document(1, title=None), document(2, title="保密"))
    changed(1, 2)
    assert indexer.drain(NOW) == 1
    assert found(engine) == [1]
    assert found(engine, "保密") == [2]


def test_only_one_drains_at_a_time(library, indexer, engine):
    changed(*library.put(document(1)))
    with lease(index_folder("library") / "drain.lock") as ours:
        assert ours
        assert indexer.drain(NOW) == 0
    assert indexer.drain(NOW) == 1


def test_a_rebuild_makes_the_index_from_nothing(library, engine):
    library.put(*(document(n) for n in range(1, 1203)))
    seen = []
    indexer = Indexer(library.index(), engine, lambda: NOW)
    assert indexer.rebuild(seen.append) == 1202
    assert sum(seen) == 1202
    assert engine.search(Question(parse("公开"))).total == 1202


def test_a_rebuild_drops_what_is_no_longer_public(library, indexer, engine):
    changed(*library.put(document(1), document(2)))
    indexer.drain(NOW)
    del library.public[1]
    indexer.rebuild(lambda _: None)
    assert found(engine) == [2]
    assert len(list(index_folder("library").glob("g-*"))) == 1


def test_changes_made_during_a_rebuild_are_in_the_new_index_too(library, indexer, engine):
    library.put(*(document(n) for n in range(1, 601)))

    def meanwhile(_count):
        library.change(1, title="保密", version="2")
        library.public.pop(2, None)
        changed(1, 2, *library.put(document(900)))
        indexer.drain(NOW)

    indexer.rebuild(meanwhile)
    assert found(engine, "保密") == [1]
    assert {1, 2, 900} & set(found(engine)) <= {900}
    ids = [object_id for object_id, _ in engine.ids_versions(after_id=0, limit=1000)]
    assert ids == [1, *range(3, 601), 900]


def test_a_record_that_cannot_be_read_does_not_stop_a_rebuild(library, indexer, engine):
    library.put(document(1), document(2), document(3))
    library.broken = {2}
    assert indexer.rebuild(lambda _: None) == 2
    library.broken = set()
    indexer.drain(NOW)
    assert found(engine) == [1, 2, 3]


def test_two_rebuilds_at_once_are_refused(library, indexer):
    with (
        lease(index_folder("library") / "rebuild.lock"),
        pytest.raises(IndexBusyError),
    ):
        indexer.rebuild(lambda _: None)


def test_a_rebuild_that_breaks_leaves_the_old_index_in_use(library, indexer, engine):
    changed(*library.put(document(1)))
    indexer.drain(NOW)

    def breaks(_count):
        raise RuntimeError("power cut")

    for _ in range(3):
        with pytest.raises(RuntimeError):
            indexer.rebuild(breaks)
    assert found(engine) == [1]
    assert len(list(index_folder("library").glob("g-*"))) == 2, "failed attempts are cleared away"


def test_reconcile_finds_and_mends_every_kind_of_difference(library, indexer, engine):
    changed(*library.put(*(document(n) for n in range(1, 21))))
    indexer.drain(NOW)
    library.put(document(30), document(31))
    del library.public[20]
    del library.public[7]
    library.change(5, title="保密", version="2")
    differences = indexer.reconcile(NOW, lambda _: None)
    assert (differences.checked, differences.total) == (20, 5)
    assert (differences.missing, differences.outdated, differences.orphaned) == (2, 1, 2)
    indexer.drain(NOW)
    assert found(engine) == [n for n in range(1, 32) if n in library.public and n != 5]
    assert found(engine, "保密") == [5]
    assert indexer.reconcile(NOW, lambda _: None).total == 0


def test_reconcile_works_through_many_pages(library, indexer, monkeypatch):
    monkeypatch.setattr("gongkai.search.indexer.COMPARE_AT_ONCE", 3)
    changed(*library.put(*(document(n) for n in range(1, 11))))
    indexer.drain(NOW)
    for gone in (1, 4, 10):
        del library.public[gone]
    library.put(document(12), document(15))
    differences = indexer.reconcile(NOW, lambda _: None)
    assert (differences.missing, differences.outdated, differences.orphaned) == (2, 0, 3)


def test_done_entries_are_forgotten_after_a_week(library, indexer):
    changed(*library.put(document(1)))
    indexer.drain(NOW)
    assert services.forget_done(now=NOW + timedelta(days=6)) == 0
    assert services.forget_done(now=NOW + timedelta(days=8)) == 1


def test_entries_of_an_index_that_nobody_registered_wait(library, indexer):
    services.enqueue(index="archive", object_ids=[1], not_before=NOW)
    assert indexer.drain(NOW) == 0
    assert waiting() == 1


def test_a_change_that_is_rolled_back_leaves_no_entry(library):
    from django.db import transaction

    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        changed(1)
        raise Undone
    assert waiting() == 0
