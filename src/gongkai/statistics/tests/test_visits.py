"""Visits: counted without a query and without the reader, written together, ranked."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents.tests.factories import NOW, published
from gongkai.kernel.measures import Period, measures
from gongkai.statistics import selectors, services
from gongkai.statistics.models import VisitDay
from gongkai.statistics.tally import Tally

pytestmark = pytest.mark.django_db
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"}
DAY = date(2026, 6, 16)
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch):
    monkeypatch.setattr(services.tally, "_counts", Counter())


def counted():
    return sorted((kind, number) for (_, kind, _), number in services.tally._counts.items())


def test_a_page_is_counted_by_kind_and_costs_no_query(cast, client, django_assert_num_queries):
    public = published(cast)
    address = f"/documents/{public.document_id}/"
    client.get(address, **BROWSER)
    client.get(f"/sections/{public.section.slug}/", **BROWSER)
    client.get("/", **BROWSER)
    assert counted() == [("home", 1), ("record", 1), ("section", 1)]
    with django_assert_num_queries(0):
        services.tally.add(DAY, "record", str(public.document_id))


def test_what_the_browser_still_has_is_a_visit_too(cast, client):
    public = published(cast)
    address = f"/documents/{public.document_id}/"
    tag = client.get(address, **BROWSER)["ETag"]
    assert client.get(address, HTTP_IF_NONE_MATCH=tag, **BROWSER).status_code == 304
    assert counted() == [("record", 2)]


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"HTTP_USER_AGENT": "python-requests/2.32"},
        {},
        BROWSER | {"HTTP_SEC_PURPOSE": "prefetch"},
    ],
    ids=["spider", "program", "silent", "ahead"],
)
def test_programs_and_pages_fetched_ahead_are_no_visits(cast, client, said):
    public = published(cast)
    assert client.get(f"/documents/{public.document_id}/", **said).status_code == 200
    assert counted() == []


def test_what_is_missing_or_on_the_desk_is_no_visit(cast, client):
    client.force_login(cast.clerk)
    assert client.get("/documents/999999/", **BROWSER).status_code == 404
    assert client.head("/", **BROWSER).status_code == 200
    client.get("/desk/", **BROWSER)
    assert counted() == []


def test_visits_are_added_to_the_day_with_unit_and_section(cast):
    public = published(cast)
    key = (DAY, "record", str(public.document_id))
    services.keep_visits(counts=Counter({key: 3, (DAY, "record", "999999"): 5}))
    services.keep_visits(counts=Counter({key: 2}))
    kept = VisitDay.objects.get()
    assert (kept.count, kept.unit, kept.section) == (5, cast.education, public.section)
    assert [field.name for field in VisitDay._meta.fields] == [
        "id",
        "day",
        "kind",
        "key",
        "unit",
        "section",
        "count",
    ]


def test_what_could_not_be_written_is_kept_for_the_next_time():
    written = []

    def write(counts):
        if not written:
            written.append("failed")
            raise DatabaseError("locked")
        written.append(dict(counts))

    tally = Tally(write)
    tally.add(DAY, "home", "x")
    tally.flush()
    tally.add(DAY, "home", "x")
    tally.flush()
    tally.flush()
    assert written == ["failed", {(DAY, "home", "x"): 2}]


def test_the_ranking_adds_up_days_and_names_the_pages(cast, client):
    first, second = published(cast), published(cast, title="另一件通知")
    keys = [str(each.document_id) for each in (first, second)]
    services.keep_visits(
        counts=Counter(
            {
                (DAY, "record", keys[0]): 2,
                (DAY, "record", keys[1]): 3,
                (DAY + timedelta(days=1), "record", keys[1]): 4,
                (DAY - timedelta(days=40), "record", keys[0]): 90,
            }
        )
    )
    found = selectors.ranking("record", JUNE)
    assert [(each.title, each.number) for each in found] == [
        ("另一件通知", 7),
        (first.edition.title, 2),
    ]
    assert measures["visits.views"].total(JUNE) == 9
    client.force_login(cast.office)
    asked = {"start": "2026-06-01", "end": "2026-06-30"}
    page = client.get(reverse("statistics:visits"), asked)
    assert "另一件通知" in page.content.decode()
    file = client.get(reverse("statistics:visits"), asked | {"as": "csv"}).content.decode()
    assert file.splitlines()[1] == "1,另一件通知,县教育局,7"


def test_each_unit_ranks_its_own_pages_only(cast, client):
    public = published(cast)
    services.keep_visits(counts=Counter({(DAY, "record", str(public.document_id)): 2}))
    client.force_login(cast.other_clerk)
    asked = {"start": "2026-06-01", "end": "2026-06-30"}
    assert (
        public.edition.title not in client.get(reverse("statistics:visits"), asked).content.decode()
    )


def test_sections_are_ranked_by_their_own_page(cast):
    section = SectionFactory(unit=cast.education)
    services.keep_visits(counts=Counter({(DAY, "section", section.slug): 2}))
    assert [each.url for each in selectors.ranking("section", JUNE)] == [
        f"/sections/{section.slug}/"
    ]
    assert timezone.is_aware(NOW)
