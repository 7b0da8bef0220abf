from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue import selectors, sources
from gongkai.catalogue.sources import Entry, SectionFigures, Source
from gongkai.catalogue.tests.factories import SectionFactory

TODAY = date(2026, 6, 15)
pytestmark = pytest.mark.django_db


def entry(day, number, section_id=1, key=1):
    moment = datetime(2026, 6, day, tzinfo=UTC)
    return Entry(
        key, number, f"标题{number}", "概述", moment.date(), moment, f"/d/{number}/", section_id
    )


@pytest.fixture
def fill(monkeypatch):
    """Registers sources that hold the given entries."""
    return lambda *holdings: register(monkeypatch, holdings)


def register(patch, holdings):
    found = sources.Registry("catalogue source")
    for n, rows in enumerate(holdings):
        found.register(Source(f"s{n}", f"来源{n}", figures_of(rows), entries_of(rows)))
    patch.setattr(sources, "sources", found)


def figures_of(rows):
    def figures(unit_id):
        return {
            row.section_id: SectionFigures(
                sum(other.section_id == row.section_id for other in rows),
                max(o.published_at for o in rows if o.section_id == row.section_id),
            )
            for row in rows
        }

    return figures


def entries_of(rows):
    def entries(query):
        ordered = sorted(rows, key=lambda e: (e.published_at, e.key), reverse=True)
        found = [e for e in ordered if not query.before or (e.published_at, e.key) < query.before]
        return found[: query.limit]

    return entries


def test_figures_of_all_sources_are_added_up(fill):
    fill([entry(1, "a"), entry(3, "b")], [entry(2, "c"), entry(4, "d", section_id=2)])
    found = sources.figures()
    assert found[1] == SectionFigures(3, datetime(2026, 6, 3, tzinfo=UTC))
    assert found[2].count == 1


def test_entries_of_all_sources_come_page_by_page_newest_first_and_each_once(fill):
    fill(
        [entry(day, f"a{day}") for day in range(1, 8)],
        [entry(day, f"b{day}") for day in range(1, 5)],
    )
    assert walk(3) == ["a7", "a6", "a5", "b4", "a4", "b3", "a3", "b2", "a2", "b1", "a1"]


def walk(limit):
    """All index numbers, page by page."""
    page = sources.entries(limit=limit)
    seen = [row.index_number for row in page.entries]
    while page.next:
        page = sources.entries(after=page.next, limit=limit)
        seen += [row.index_number for row in page.entries]
    return seen


@given(
    held=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(1, 4)), unique=True),
    limit=st.integers(1, 5),
)
def test_no_entry_is_lost_or_shown_twice_though_moments_and_keys_coincide(held, limit):
    holdings = [
        [entry(day, f"{n}-{day}-{key}", key=key) for m, day, key in held if m == n]
        for n in range(3)
    ]
    with pytest.MonkeyPatch.context() as patch:
        register(patch, holdings)
        assert sorted(walk(limit)) == sorted(e.index_number for rows in holdings for e in rows)


def test_without_sources_there_is_nothing_and_no_error(fill):
    fill()
    assert sources.figures() == {}
    assert sources.entries().entries == []


def test_the_overview_shows_lamps_and_who_is_behind(fill, django_assert_num_queries):
    fresh = SectionFactory(name="新", cadence="monthly", update_days=0)
    late = SectionFactory(name="迟", cadence="ad_hoc", update_days=5)
    blank = SectionFactory(name="空", cadence="permanent")
    fill([entry(10, "a", fresh.pk), entry(1, "b", late.pk)])
    with django_assert_num_queries(2):
        lines = selectors.sections_overview(today=TODAY)
    lamps = {line.section.name: line.update.words for line in lines}
    assert lamps == {"新": "正常", "迟": "逾期未更新", "空": "空白栏目"}
    behind = selectors.overdue_sections(today=TODAY)
    assert {line.section for line in behind} == {late, blank}
    assert selectors.overdue_sections(today=TODAY, unit_id=fresh.unit_id) == []


def test_a_section_that_only_holds_others_has_no_lamp_of_its_own(fill):
    fill()
    top = SectionFactory(cadence="monthly")
    SectionFactory(parent=top)
    lines = selectors.sections_overview(today=TODAY)
    assert [line.update is None for line in lines] == [True, False]
    assert selectors.section_sheet(top.pk, today=TODAY).line.update is None


def test_the_overview_is_in_tree_order_and_can_show_closed_ones(fill):
    fill()
    second = SectionFactory(name="乙", position=2)
    first = SectionFactory(name="甲", position=1)
    SectionFactory(name="乙一", parent=second)
    SectionFactory(name="甲一", parent=first, is_open=False, closed_on=TODAY)
    names = [line.section.name for line in selectors.sections_overview(today=TODAY)]
    assert names == ["甲", "乙", "乙一"]
    lines = selectors.sections_overview(today=TODAY, closed=True)
    assert [(line.section.name, line.depth) for line in lines] == [
        ("甲", 0),
        ("甲一", 1),
        ("乙", 0),
        ("乙一", 1),
    ]
    assert lines[1].update is None


def test_a_sheet_shows_place_children_and_history(fill):
    fill()
    top = SectionFactory(name="顶")
    middle = SectionFactory(name="中", parent=top)
    SectionFactory(name="底", parent=middle)
    sheet = selectors.section_sheet(middle.pk, today=TODAY)
    assert [row.name for row in sheet.above] == ["顶"]
    assert [row.name for row in sheet.children] == ["底"]
    assert len(sheet.responsibilities) == 1
    assert selectors.section_sheet(0, today=TODAY) is None


def test_the_guide_and_the_requests_entry_are_pages_and_never_blank_columns(fill):
    fill()
    SectionFactory(area="guide")
    SectionFactory(area="requests")
    SectionFactory(area="rules")
    lines = selectors.sections_overview(today=TODAY)
    assert [line.update is None for line in lines] == [True, True, False]
