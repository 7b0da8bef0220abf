"""The order of hits, held by a judged query set: nDCG over the first ten."""

from datetime import datetime
from math import log2
from zoneinfo import ZoneInfo

import pytest

from gongkai.search.engine import IndexedDocument, Question, recency
from gongkai.search.engines import tantivy_generation, tantivy_queries
from gongkai.search.engines.tantivy import TantivyEngine
from gongkai.search.query import parse
from gongkai.search.tests.judged import JUDGED, RECORDS

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = 10


def moment(day):
    return datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)


def engine_of(folder):
    engine = TantivyEngine(folder, ())
    generation = engine.new_generation()
    generation.upsert(
        IndexedDocument(
            id=object_id,
            version="1",
            title=title,
            body=body,
            document_number=number,
            published_at=moment(day),
        )
        for object_id, day, number, title, body in RECORDS
    )
    generation.commit()
    engine.swap(generation)
    return engine


def ranked(engine, text):
    return [hit.id for hit in engine.search(Question(parse(text), limit=FIRST)).hits]


def gain(grades):
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def ndcg(found, judged):
    best = gain(sorted(judged.values(), reverse=True)[:FIRST])
    return gain([judged.get(object_id, 0) for object_id in found]) / best


def mean(engine):
    return sum(ndcg(ranked(engine, text), judged) for text, judged in JUDGED.items()) / len(JUDGED)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return engine_of(tmp_path_factory.mktemp("judged"))


def test_the_judged_set_is_large_enough():
    assert len(JUDGED) >= 30
    known = {record[0] for record in RECORDS}
    assert all(judged.keys() <= known for judged in JUDGED.values())


@pytest.mark.parametrize("text", JUDGED)
def test_no_query_is_ranked_badly(engine, text):
    found = ranked(engine, text)
    assert ndcg(found, JUDGED[text]) >= 0.8, found


def test_on_the_whole_the_order_is_what_readers_want(engine):
    assert mean(engine) >= 0.97


def test_the_title_boost_earns_its_place(engine, monkeypatch):
    with_boost = mean(engine)
    monkeypatch.setattr(tantivy_queries, "TITLE_BOOST", 0.0)
    assert mean(engine) < with_boost


def test_the_recency_bonus_earns_its_place(engine, monkeypatch, tmp_path):
    monkeypatch.setattr(tantivy_generation, "recency", lambda _: 1.0)
    assert mean(engine_of(tmp_path)) < mean(engine)


def test_of_two_alike_the_newer_stands_first(engine):
    assert ranked(engine, "水质")[:2] == [39, 38]
    assert ranked(engine, "政府工作报告")[:2] == [34, 35]


def test_recency_is_bounded_and_never_decays_to_nothing():
    factors = [recency(moment(f"{year}-01-01")) for year in (1950, 2000, 2006, 2026, 2050, 2999)]
    assert factors == sorted(factors)
    assert (factors[0], factors[-1]) == (1.0, 3.0)
    assert recency(moment("2006-01-01")) / recency(moment("2026-01-01")) > 0.5


def test_an_old_record_that_fits_better_beats_a_new_one_that_mentions_it(engine):
    assert ranked(engine, "政府投资项目")[0] == 21
