"""Lists of cases: order, pages, search in windows, counts, and the indexes behind them."""

from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.casework import selectors
from gongkai.casework.rules import NO_DEADLINE, Light, lamps
from gongkai.casework.selectors import Asked, inbox_counts, overview, rows
from gongkai.casework.tests.errands import NOW, act, at, errand
from gongkai.clock.selectors import calendar_for
from gongkai.kernel.permissions import Role
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.factories import AppointmentFactory

pytestmark = pytest.mark.usefixtures("errands")
REGION = "999999"


def listed(cast: Cast, part: str = "office", **asked) -> selectors.InboxPage:
    scope = selectors.scope_of(cast.actor(part))
    return selectors.cases_page(scope=scope, asked=Asked(**asked), now=NOW, region=REGION)


def test_pages_of_closed_cases_come_newest_first_without_gap(cast: Cast) -> None:
    for _ in range(23):
        case = errand(cast)
        act(cast, case, "clerk", "check")
        act(cast, case, "section_head", "finish")
    first = listed(cast, closed=True)
    rest = listed(cast, closed=True, cursor=first.next)
    ids = [item.case_id for item in (*first.items, *rest.items)]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 23
    assert rest.next == ""


def test_an_inbox_of_several_posts_is_one_list(cast: Cast) -> None:
    AppointmentFactory(person=cast.leader, unit=cast.education, role=Role.SECTION_HEAD)
    AppointmentFactory(person=cast.leader, unit=cast.water, role=Role.SECTION_HEAD)
    for part, day in (("clerk", "2026-06-10"), ("other_clerk", "2026-06-09")):
        case = errand(cast, part, day=day, title=part)
        act(cast, case, part, "check")
    page = selectors.inbox(actor=cast.actor("leader"), now=NOW, region=REGION)
    assert [item.title for item in page.items] == ["other_clerk", "clerk"]


def test_a_search_looks_through_a_window_at_a_time(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(overview, "SEARCH_WINDOW", 10)
    for number in range(25):
        errand(cast, title="要找的" if number in {3, 24} else "别的")
    first = listed(cast, words="要找")
    assert [item.title for item in first.items] == ["要找的"]
    assert first.searched == 10
    second = listed(cast, words="要找", cursor=first.next)
    assert (second.items, second.searched) == ([], 10)
    third = listed(cast, words="要找", cursor=second.next)
    assert [item.title for item in third.items] == ["要找的"]
    assert (third.next, third.searched) == ("", 0)


def test_a_search_with_many_hits_pages_without_losing_any(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(overview, "SEARCH_WINDOW", 30)
    for _ in range(50):
        errand(cast, title="到处都是")
    found, cursor = [], ""
    while True:
        page = listed(cast, words="到处", cursor=cursor)
        found += [item.case_id for item in page.items]
        cursor = page.next
        if not cursor:
            break
    assert len(found) == len(set(found)) == 50


def test_a_whole_number_is_found_beyond_every_filter(cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    assert listed(cast, words=case.number.lower()).items[0].case_id == case.pk
    assert listed(cast, "other_clerk", words=case.number).items == []


def test_percent_and_underscore_are_ordinary_characters(cast: Cast) -> None:
    errand(cast, title="完成率达到50%以上")
    errand(cast, title="完成率达到50以上")
    assert len(listed(cast, words="50%").items) == 1
    assert listed(cast, words="_").items == []


@pytest.mark.parametrize("cursor", ["", "x", "1", "_", "9" * 40 + "_1", "1_" + "9" * 40, "²_²"])
def test_a_cursor_of_nonsense_shows_the_first_page(cast: Cast, cursor: str) -> None:
    errand(cast)
    for closed in (False, True):
        assert len(listed(cast, closed=closed, cursor=cursor).items) == (not closed)


def test_the_export_is_cut_off_with_a_word(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(overview, "EXPORT_LIMIT", 6)
    monkeypatch.setattr(overview, "EXPORT_CHUNK", 3)
    for _ in range(7):
        errand(cast)
    scope = selectors.scope_of(cast.actor("office"))
    options = {"scope": scope, "asked": Asked(), "now": NOW, "region": REGION}
    found = list(selectors.cases_to_export(**options))
    assert len(found) == 7
    assert found[-1] is None
    monkeypatch.setattr(overview, "EXPORT_LIMIT", 9)
    assert None not in list(selectors.cases_to_export(**options))


def test_counts_stop_at_the_cap_and_still_tell_what_is_due_soon(cast: Cast, monkeypatch) -> None:
    for module in (import_module("gongkai.casework.selectors.inbox"), rows):
        monkeypatch.setattr(module, "COUNT_CAP", 3)
    for _ in range(5):
        errand(cast, day="2026-01-05")
    errand(cast, day="2026-05-19")
    found = inbox_counts(actor=cast.actor("clerk"), now=NOW, region=REGION)
    assert (found.waiting, found.overdue, found.soon) == (3, 3, 1)
    assert selectors.inbox_count(actor=cast.actor("clerk")) == 3


def test_the_scope_follows_from_the_roles_held(cast: Cast) -> None:
    assert selectors.scope_of(cast.actor("office")).unit_ids is None
    assert selectors.scope_of(cast.actor("inspector")).unit_ids is None
    assert selectors.scope_of(cast.actor("clerk")).unit_ids == {cast.education.pk}
    assert selectors.scope_of(cast.actor("stranger")).unit_ids == frozenset()
    AppointmentFactory(person=cast.stranger, unit=cast.township, role=Role.OFFICE)
    below = selectors.scope_of(cast.actor("stranger"))
    assert below.unit_ids == {cast.township.pk, cast.village.pk}
    assert below.narrowed(cast.water.pk).unit_ids == frozenset()


def test_days_left_count_working_days_and_are_silent_over_a_weekend() -> None:
    due = at("2026-06-12").replace(hour=23)  # a Friday
    calendar = calendar_for(REGION)

    def left(day: str) -> int | None:
        return lamps(at(day), calendar).days_left(due)

    assert [left(f"2026-06-{day}") for day in ("10", "11", "12")] == [2, 1, 0]
    assert left("2026-06-13") is None
    assert left("2026-06-15") == -1
    assert lamps(NOW, calendar).days_left(NO_DEADLINE) is None


# The plans: without statistics SQLite decides by the shape of a query alone, so an empty table
# tells which index a million cases would be read by.

PLANS = [
    ("inbox", {}, {"case_inbox", "case_mine"}),
    ("inbox", {"kind": "errand", "light": "soon"}, {"case_inbox", "case_mine"}),
    ("inbox", {"cursor": "1750000000000000_7"}, {"case_inbox", "case_mine"}),
    ("counts", {}, {"case_inbox", "case_mine"}),
    ("office", {}, {"case_due"}),
    ("office", {"light": "overdue", "cursor": "1750000000000000_7"}, {"case_due"}),
    ("office", {"kind": "errand"}, {"case_kind"}),
    ("office", {"closed": True}, {"case_closed"}),
    ("office", {"closed": True, "kind": "errand"}, {"case_closed_kind"}),
    ("office", {"words": "河道"}, {"case_due", "sqlite_autoindex_casework_case_1"}),
    ("clerk", {}, {"case_unit"}),
    ("clerk", {"kind": "errand", "light": "soon"}, {"case_unit"}),
    ("clerk", {"closed": True, "kind": "errand"}, {"case_closed_unit"}),
    ("by unit", {}, {"case_unit"}),
    ("remind", {}, {"case_remind"}),
]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="EXPLAIN QUERY PLAN is SQLite's")
@pytest.mark.parametrize(("what", "asked", "indexes"), PLANS)
def test_every_list_reads_its_own_index_in_order(cast: Cast, what, asked, indexes) -> None:
    from gongkai.casework import watch

    if what == "inbox":
        run = {"actor": cast.actor("clerk"), "now": NOW, "region": REGION, **asked}
        plans = plans_of(lambda: selectors.inbox(**run))
    elif what == "counts":
        run = {"actor": cast.actor("clerk"), "now": NOW, "region": REGION}
        plans = plans_of(lambda: selectors.inbox_counts(**run))
    elif what == "by unit":
        run = {"actor": cast.actor("office"), "now": NOW, "region": REGION}
        plans = plans_of(lambda: selectors.counts_by_unit(**run))
    elif what == "remind":
        plans = plans_of(lambda: watch.send_reminders(NOW))
    else:
        plans = plans_of(lambda: listed(cast, what, **asked))
    used = {line.split("INDEX ")[1].split()[0] for line in plans if " INDEX case_" in line}
    used |= {line.split("INDEX ")[1].split()[0] for line in plans if "autoindex_casework" in line}
    assert used == indexes
    assert not [line for line in plans if line == "SCAN casework_case"]
    if what != "by unit":
        assert not [line for line in plans if "TEMP B-TREE" in line]


def plans_of(run) -> list[str]:
    """The plan of every query on cases that *run* makes."""
    with CaptureQueriesContext(connection) as queries:
        run()
    plans = []
    with connection.cursor() as cursor:
        for query in queries:
            if 'FROM "casework_case"' in query["sql"] and query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plans += [row[3] for row in cursor.fetchall()]
    assert plans
    return plans


def test_lights_of_a_list_agree_with_the_filter(cast: Cast) -> None:
    for day in ("2026-01-05", "2026-05-19", "2026-06-15"):
        errand(cast, day=day)
    for light in (Light.OVERDUE, Light.SOON, Light.NORMAL):
        assert [item.light for item in listed(cast, light=light).items] == [light]
    assert listed(cast, light=Light.NONE).items == []
