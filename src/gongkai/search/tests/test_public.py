"""What the portal is told: pages, true counts, notes, advice; never an error."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gongkai.search import public
from gongkai.search.tests.library import document
from gongkai.search.wake import index_folder


@pytest.fixture
def filled(library, engine):
    """Twelve records of two units and three years."""
    for n in range(1, 13):
        library.put(
            document(
                n,
                f"第{n}号公开通知" if n % 2 else f"预算{n}",
                body="低保的申请，条件如下" if n == 4 else "正文",
                document_number=f"澄政发〔2024〕{n}号",
                filters={"unit": (str(n % 2 + 1),), "year": (str(2022 + n % 3),)},
                published_at=datetime(2022 + n % 3, n, 1, tzinfo=UTC),
            )
        )
    generation = engine.new_generation()
    generation.upsert(library.public.values())
    generation.commit()
    engine.swap(generation)
    return library


def search(text="", **more):
    return public.search(index="library", text=text, **more)


def test_a_page_has_hits_a_total_and_counts_with_names(filled):
    page = search("公开", page_size=4)
    assert (len(page.hits), page.total, page.page, page.pages, page.ready) == (4, 6, 1, 2, True)
    assert page.took_ms > 0
    unit, year = page.facets
    assert (unit.label, year.label) == ("发布单位", "年份")
    assert [(v.value, v.label, v.hits, v.chosen) for v in unit.values] == [
        ("2", "县教育局", 6, False)
    ]
    assert sum(value.hits for value in year.values) == 6


def test_filters_narrow_and_a_chosen_value_without_hits_is_still_shown(filled):
    page = search("公开", filters={"unit": ["1"], "year": ["2023"]})
    assert page.total == 0
    unit = page.facets[0]
    assert ("1", 0, True) in [(v.value, v.hits, v.chosen) for v in unit.values]
    assert [advice.drop for advice in page.advice] == [("unit",), ("*",)]
    assert page.advice[0].sentence == "去掉“发布单位”筛选"
    assert search("公开", filters={"year": ["2023"]}).total == page.advice[0].total


def test_facets_nobody_registered_and_empty_filters_are_ignored(filled):
    assert search("公开", filters={"colour": ["red"], "unit": []}).total == 6


def test_pages_join_without_gaps_and_date_order_is_newest_first(filled):
    first, second = (search("公开", sort="date", page=n, page_size=4).ids for n in (1, 2))
    dates = [filled.public[object_id].published_at for object_id in first + second]
    assert dates == sorted(dates, reverse=True)
    assert len(set(first + second)) == 6


def test_without_words_everything_is_listed_newest_first(filled):
    page = search("")
    assert (page.total, page.sort) == (12, public.Sort.DATE)


def test_dates_bound_the_result_from_since_to_before_until(filled):
    since, until = datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    page = search("", since=since, until=until)
    assert {filled.public[n].published_at.year for n in page.ids} == {2023}
    assert page.total == 4


@pytest.mark.parametrize(("page", "size"), [(0, 20), (-5, 0), (10**9, 10**9), (99, 1)])
def test_no_page_number_is_an_error(filled, page, size):
    found = search("公开", page=page, page_size=size)
    assert found.total == 6
    assert 1 <= found.page_size <= 100


def test_past_the_last_page_the_last_page_is_shown(filled):
    page = search("公开", page=99, page_size=4)
    assert (page.page, page.pages, len(page.hits)) == (2, 2, 2)


def test_whoever_pages_to_the_end_of_what_can_be_paged_is_told(filled, monkeypatch):
    monkeypatch.setattr(public, "DEEPEST_HIT", 4)
    page = search("公开", page=99, page_size=2)
    assert (page.page, page.pages, page.total) == (2, 2, 6)
    assert page.notes == (public.TOO_MANY,)
    assert search("公开", page=1, page_size=2).notes == ()


@pytest.mark.parametrize("sort", ["", "date; drop table", "DATE", "\0"])
def test_no_order_is_an_error(filled, sort):
    assert search("公开", sort=sort).total == 6


def test_a_document_number_stands_first(filled):
    assert search("澄政发[2024]7号").ids == [7]


def test_a_long_word_that_is_nowhere_is_taken_apart(filled):
    page = search("低保申请条件")
    assert page.total == 0
    assert [(a.sentence, a.text, a.total) for a in page.advice] == [
        ("把词拆开查", "低保 申请 条件", 1)
    ]


def test_words_that_never_meet_are_offered_alone(filled):
    page = search("低保 公开")
    assert [(a.text, a.total) for a in page.advice] == [("低保", 1), ("公开", 6)]


def test_an_exclusion_that_leaves_nothing_is_offered_without(filled):
    page = search("公开 -通知")
    assert page.advice[0].text == "公开"
    assert page.advice[0].total == 6


def test_every_advice_leads_to_as_many_hits_as_it_says(filled):
    for text in ("低保申请条件", "低保 公开", "公开 -通知", "“低保公开”", "预算公开"):
        for advice in search(text).advice:
            assert search(advice.text).total == advice.total > 0


def test_a_missing_index_is_a_friendly_note_and_no_error(library):
    page = search("公开")
    assert (page.ready, page.total, page.hits) == (False, 0, ())
    assert "正在重建" in page.notes[0]
    assert not public.health(index="library").ready


def _damage_pointer(folder):
    (folder / "current.json").write_text('{"generation": 5}', "utf-8")


def _damage_meta(folder):
    for meta in folder.glob("g-*/meta.json"):
        meta.write_text("{}", "utf-8")


def _remove_segments(folder):
    for path in folder.glob("g-*/*"):
        if path.suffix in {".idx", ".term", ".fast"}:
            path.unlink()


def _scramble_segments(folder):
    for path in folder.glob("g-*/*"):
        if path.suffix in {".idx", ".term", ".fast", ".pos"}:
            replacement = path.with_suffix(".x")
            replacement.write_bytes(bytes(byte ^ 0x5A for byte in path.read_bytes()))
            replacement.replace(path)


@pytest.mark.parametrize(
    "damage", [_damage_pointer, _damage_meta, _remove_segments, _scramble_segments]
)
def test_a_damaged_index_is_a_friendly_note_and_no_error(filled, damage):
    from gongkai.search.engines.embedded import _engine

    damage(index_folder("library"))
    _engine.cache_clear()
    page = search("公开 -会议", filters={"unit": ["1"]})
    assert not page.ready
    assert "正在重建" in page.notes[0]
    assert not public.health(index="library").ready


def test_a_reader_sees_a_commit_and_a_swap_of_another_process(filled, engine):
    from gongkai.search.engines.tantivy import TantivyEngine

    assert search("公开").total == 6
    other = TantivyEngine(index_folder("library"), ("unit", "year"))
    other.upsert([document(50, "公开")])
    other.commit()
    other.close()
    assert search("公开").total == 7
    generation = other.new_generation()
    generation.upsert([document(60, "公开")])
    generation.commit()
    other.swap(generation)
    assert search("公开").ids == [60]


@hypothesis_settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(), st.text(), st.integers())
def test_no_text_at_all_is_an_error(filled, text, value, page):
    found = search(text, filters={"unit": [value]}, page=page)
    assert found.ready


@pytest.mark.parametrize(
    "piece", ["公", "公开 ", '"', "“", "-", "\0", "😀", "(", "AND ", "\ud800", "水、"]
)
def test_a_hundred_thousand_characters_are_answered_quickly(filled, piece):
    page = search(piece * 100_000)
    assert page.ready
    assert page.took_ms < 1000


def test_an_index_nobody_registered_is_an_error_of_the_programmer(library):
    with pytest.raises(LookupError):
        public.search(index="nothing", text="公开")
