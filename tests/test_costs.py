"""What every list page asks of the database, as golden figures, over a county full of records.

The county is the one that `python -m bench` measures, at its smallest; every list has more than a
page of rows, so that a query per row would show.
"""

import pytest
from bench.generate import generate
from bench.pages import CLERK, HEAD, INSPECTOR, OFFICE, PAGES, County, look_around
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from gongkai.audit import selectors as audit
from gongkai.documents.services.figures import recount
from gongkai.orgs.selectors import person_by_username

RECORDS = 800
ADMIN = "guanli"
OTHERS = (
    ("", "/openness/rules/"),
    ("", "/openness/statutory/"),
    ("", "/openness/reports/"),
    ("", "/openness/requests/"),
    ("", "/openness/guide/"),
    ("", "/openness/responsibility/"),
    ("", "/sections/tzgg/feed.atom"),
    ("", "/units/"),
    ("", "/units/jiaoyuju/feed.rss"),
    ("", "/sitemap/"),
    ("", "/sitemap.xml"),
    ("", "/sitemap-5000.xml"),
    (OFFICE, "/desk/cases/export.csv"),
    (OFFICE, "/desk/flows/publishing/"),
    (OFFICE, "/desk/documents/imports/"),
    (OFFICE, "/desk/sections/duties/"),
    (OFFICE, "/desk/sections/issues/"),
    (OFFICE, "/desk/sections/tables/"),
    (OFFICE, "/desk/units/"),
    (OFFICE, "/desk/units/without-clerk/"),
    (OFFICE, "/desk/people/"),
    (OFFICE, "/desk/people/handovers/"),
    (OFFICE, "/desk/groups/"),
    (OFFICE, "/desk/statistics/"),
    (CLERK, "/desk/statistics/"),
    (OFFICE, "/desk/statistics/rows/?measure=documents.published"),
    (OFFICE, "/desk/statistics/visits/"),
    (OFFICE, "/desk/reports/summaries/"),
    (ADMIN, "/desk/"),
    (ADMIN, "/desk/people/"),
    (INSPECTOR, "/desk/"),
    (INSPECTOR, "/desk/cases/"),
    (HEAD, "/desk/cases/"),
    (CLERK, "/desk/sections/duties/"),
)


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker, tmp_path_factory):
    """A county with records, built once for this file and rolled back at its end."""
    with (
        django_db_blocker.unblock(),
        override_settings(INDEX_ROOT=tmp_path_factory.mktemp("index")),
        transaction.atomic(),
    ):
        generate(RECORDS)
        yield look_around(RECORDS, close=False)
        transaction.set_rollback(True)


@pytest.fixture
def county(full, db) -> County:
    return full


def test_generated_records_pass_every_gate_and_every_account_of_them_holds(county):
    assert recount() == 0
    assert audit.verify() is None


def test_the_search_index_holds_what_is_public(county, tmp_path, settings):
    from gongkai.search.indexer import indexer_for

    settings.INDEX_ROOT = tmp_path
    assert indexer_for("documents").rebuild(lambda done: None) == RECORDS - RECORDS // 100


def sign_in(client, who):
    if who:
        client.force_login(person_by_username(who), settings.AUTHENTICATION_BACKENDS[-1])


@pytest.mark.parametrize("page", [page for page in PAGES if page.held], ids=lambda page: page.name)
def test_a_measured_page_asks_a_fixed_number_of_questions(county, page, client, count_queries):
    sign_in(client, page.who)
    address = page.address(county, _Same())
    assert client.get(address).status_code == 200
    with count_queries(f"measured:{page.name}"):
        client.get(address)


@pytest.mark.parametrize(("who", "address"), OTHERS, ids=str)
def test_a_list_asks_a_fixed_number_of_questions(county, who, address, client, count_queries):
    sign_in(client, who)
    assert client.get(address).status_code == 200
    with count_queries(f"lists:{address} {who or '公众'}"):
        client.get(address)


class _Same:
    """Dice that fall the same way every time: a record that was moved in, or drafted here."""

    def randint(self, least, most):
        return most // 3

    def choice(self, things):
        return things[0]
