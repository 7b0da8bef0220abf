"""One contract for all engines: perfect recall and precision against substrings, true counts."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.search.engine import IndexedDocument, Question, Sort, version_key
from gongkai.search.engines.brute import BruteEngine
from gongkai.search.engines.tantivy import TantivyEngine
from gongkai.search.query import parse
from gongkai.search.tests.corpora import FACETS, corpora, documents, filters, moments, queries

CONTRACT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tantivy_engine(folder):
    engine = TantivyEngine(folder, FACETS)
    engine.swap(committed(engine.new_generation(), []))
    return engine


def committed(generation, docs):
    generation.upsert(docs)
    generation.commit()
    return generation


@pytest.fixture(params=["tantivy", "brute"])
def engine(request, tmp_path):
    made = BruteEngine() if request.param == "brute" else tantivy_engine(tmp_path)
    yield made
    made.close()


def ask(engine, text="", **more):
    return engine.search(Question(parse(text), facets=FACETS, limit=100, **more))


def ids(page):
    return [hit.id for hit in page.hits]


def document(object_id, title="", **more):
    return IndexedDocument(id=object_id, version=more.pop("version", "1"), title=title, **more)


def same(left, right):
    assert sorted(ids(left)) == sorted(ids(right))
    assert left.total == right.total == len(left.hits)
    plain = [{code: dict(counts) for code, counts in page.facets.items()} for page in (left, right)]
    assert plain[0] == plain[1]


@CONTRACT
@given(corpora(), moments, st.data())
def test_tantivy_answers_as_the_oracle_does(tmp_path_factory, docs, moment, data):
    engine, oracle = tantivy_engine(tmp_path_factory.mktemp("index")), BruteEngine()
    for one in (engine, oracle):
        committed(one, docs)
    for _ in range(8):
        text, chosen = data.draw(queries(docs)), data.draw(filters)
        for more in ({}, {"since": moment}, {"until": moment}):
            left = ask(engine, text, filters=chosen, **more)
            same(left, ask(oracle, text, filters=chosen, **more))
            dated = ask(engine, text, filters=chosen, sort=Sort.DATE, **more)
            assert ids(dated) == ids(ask(oracle, text, filters=chosen, sort=Sort.DATE, **more))
            assert sorted(ids(dated)) == sorted(ids(left))
    engine.close()


@CONTRACT
@given(corpora(), st.lists(st.integers(1, 40), max_size=10), st.data())
def test_tantivy_holds_what_the_oracle_holds_after_changes(tmp_path_factory, docs, gone, data):
    engine, oracle = tantivy_engine(tmp_path_factory.mktemp("index")), BruteEngine()
    changed = [data.draw(documents(doc.id)) for doc in docs[::2]]
    for one in (engine, oracle):
        committed(one, docs)
        one.delete(gone)
        one.upsert(changed)
        one.commit()
    same(ask(engine), ask(oracle))
    assert engine.ids_versions(after_id=0, limit=99) == oracle.ids_versions(after_id=0, limit=99)
    engine.close()


def test_an_upsert_replaces_and_a_delete_takes_out(engine):
    committed(engine, [document(1, "财政"), document(2, "公开")])
    committed(engine, [document(1, "公开", version="2")])
    assert sorted(ids(ask(engine, "公开"))) == [1, 2]
    engine.delete([2, 99])
    engine.commit()
    assert ids(ask(engine, "公开")) == [1]
    assert engine.ids_versions(after_id=0, limit=9) == [(1, version_key("2"))]


def test_nothing_is_visible_before_the_commit_and_a_rollback_forgets(engine):
    engine.upsert([document(1, "财政")])
    assert ask(engine, "财政").total == 0
    engine.rollback()
    engine.commit()
    assert ask(engine, "财政").total == 0


def test_text_is_found_in_title_body_number_and_attachments_but_not_across_them(engine):
    committed(
        engine,
        [
            document(1, "财政", body="预算"),
            document(2, body="财政", attachments=("附表", "预算")),
            document(3, document_number="财政〔2022〕5号"),
        ],
    )
    assert sorted(ids(ask(engine, "财政"))) == [1, 2, 3]
    assert sorted(ids(ask(engine, "财政 预算"))) == [1, 2]
    assert ids(ask(engine, "政预")) == []
    assert ids(ask(engine, "财政预算")) == []


def test_each_facet_is_counted_under_the_filters_of_the_others(engine):
    rows = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "x"), ("c", "y")]
    committed(
        engine,
        [
            document(n, "公开", filters={"unit": (unit,), "theme": (theme,)})
            for n, (unit, theme) in enumerate(rows, 1)
        ],
    )
    page = ask(engine, "公开", filters={"unit": ("a", "b"), "theme": ("x",)})
    assert page.total == 3
    assert dict(page.facets["unit"]) == {"a": 1, "b": 2}
    assert dict(page.facets["theme"]) == {"x": 3, "y": 1}


def test_a_record_may_have_several_values_of_a_facet(engine):
    committed(engine, [document(1, "公开", filters={"unit": ("a", "b")})])
    page = ask(engine, "公开", filters={"unit": ("b",)})
    assert (page.total, dict(page.facets["unit"])) == (1, {"a": 1, "b": 1})


def test_hits_are_taken_in_pages_without_gaps_or_repeats(engine):
    day = datetime(2026, 1, 1, tzinfo=UTC)
    committed(engine, [document(n, "公开", published_at=day) for n in range(1, 31)])
    for sort in Sort:
        taken = []
        for offset in range(0, 40, 7):
            question = Question(parse("公开"), sort=sort, offset=offset, limit=7)
            page = engine.search(question)
            assert page.total == 30
            taken += ids(page)
        assert sorted(taken) == list(range(1, 31))
    assert taken == list(range(30, 0, -1))


def test_ids_and_versions_come_in_order_and_in_pieces(engine):
    committed(engine, [document(n) for n in (5, 3, 9, 1)])
    first = engine.ids_versions(after_id=0, limit=3)
    assert [object_id for object_id, _ in first] == [1, 3, 5]
    assert [object_id for object_id, _ in engine.ids_versions(after_id=5, limit=3)] == [9]


def test_a_new_generation_is_unseen_until_the_swap_and_then_is_all_there_is(engine):
    committed(engine, [document(1, "财政")])
    generation = committed(engine.new_generation(), [document(2, "财政")])
    assert ids(ask(engine, "财政")) == [1]
    engine.swap(generation)
    assert ids(ask(engine, "财政")) == [2]
    committed(engine, [document(3, "财政")])
    assert sorted(ids(ask(engine, "财政"))) == [2, 3]
    assert engine.health().documents == 2


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '""',
        "AND OR NOT",
        "a:b",
        "text:财政~2^3",
        "[a TO b]",
        "\\",
        "*",
        "财*",
        "(财",
        "\ud800",
    ],
)
def test_no_query_text_is_read_as_syntax_of_the_engine(engine, text):
    committed(engine, [document(1, "财政")])
    assert ask(engine, text).total in {0, 1}


@settings(max_examples=60, deadline=None)
@given(text=st.text(), value=st.text())
def test_any_text_and_any_filter_value_get_an_answer(tmp_path_factory, text, value):
    engine = _shared(tmp_path_factory)
    assert ask(engine, text, filters={"unit": (value, "a"), "theme": (value,)}).total == 0


_engines = []


def _shared(tmp_path_factory):
    if not _engines:
        _engines.append(tantivy_engine(tmp_path_factory.mktemp("shared")))
        committed(_engines[0], [document(1, "财政", filters={"unit": ("财",)})])
        _engines[0].close()
    return _engines[0]


def test_the_own_document_number_stands_first_and_zero_padding_tells_two_apart(engine):
    day = datetime(2001, 1, 1, tzinfo=UTC)
    new = datetime(2026, 1, 1, tzinfo=UTC)
    mention = "国发〔2019〕5号国发〔2019〕5号国发〔2019〕5号"
    committed(
        engine,
        [
            document(1, mention, body=mention, published_at=new),
            document(2, "旧文", document_number="国发[2019]5号", published_at=day),
            document(3, "他文", document_number="国发〔2019〕05号", published_at=new),
        ],
    )
    assert ids(ask(engine, "國發【2019】5号")) == [2, 1]
    assert ids(ask(engine, "国发〔2019〕05号")) == [3]


def test_a_single_character_is_found_wherever_it_stands(engine):
    texts = ["税", "纳税", "税收", "纳税人", "2022税", "税2022", "减、税、降", "水果", "a税"]
    committed(engine, [document(n, text) for n, text in enumerate(texts)])
    assert sorted(ids(ask(engine, "税"))) == [0, 1, 2, 3, 4, 5, 6, 8]


def test_only_exclusions_give_everything_else(engine):
    committed(engine, [document(1, "财政会议"), document(2, "财政预算")])
    assert ids(ask(engine, "-会议")) == [2]
