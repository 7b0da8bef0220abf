"""What each page asks of the database, as golden figures, over a round of sixty units."""

from dataclasses import replace

import pytest

from gongkai.filing.tests.factories import CONTENT, begin, fill, form, of, take
from gongkai.orgs.tests.factories import UnitFactory

pytestmark = pytest.mark.django_db
MANY = 60


@pytest.fixture
def filing(cast):
    """Three forms, one of them with a round of sixty units of which one is accepted."""
    for number in range(MANY):
        UnitFactory(parent=cast.county, name=f"澄明县第{number}站", short_name=f"第{number}站")
    for code in ("second", "third"):
        form(cast, replace(CONTENT, opens_itself=False), code=code)
    begun = begin(cast)
    take(cast, of(begun, cast.education))
    waiting = of(begun, cast.water)
    fill(cast, waiting, who="other_clerk")
    return waiting


PAGES = {
    "rounds": ("office", "/desk/filing/"),
    "round": ("office", "/desk/filing/rounds/{round}/"),
    "table": ("office", "/desk/filing/rounds/{round}/table/"),
    "csv": ("office", "/desk/filing/rounds/{round}/table.csv"),
    "calendar": ("office", "/desk/filing/calendar/"),
    "designs": ("office", "/desk/filing/designs/"),
    "design": ("office", "/desk/filing/designs/{design}/"),
    "fill": ("other_clerk", "/desk/filing/cases/{case}/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_a_fixed_number_of_questions(client, cast, filing, count_queries, name):
    who, address = PAGES[name]
    client.force_login(getattr(cast, who))
    page = address.format(round=filing.round_id, case=filing.case_id, design=filing.round.design_id)
    assert client.get(page).status_code == 200
    with count_queries(f"filing:{name}"):
        client.get(page)
