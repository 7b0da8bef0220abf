"""What a page costs in queries: held by a golden figure, and the same for many cases as for few."""

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.casework import services, watch
from gongkai.casework.tests.errands import NOW, errand
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("errands")

PAGES = {
    "desk:inbox": ("clerk", "/desk/"),
    "desk:inbox?light=overdue": ("clerk", "/desk/?light=overdue&kind=errand"),
    "casework:cases": ("office", "/desk/cases/"),
    "casework:cases?q": ("office", "/desk/cases/?q=第"),
    "casework:cases of a unit": ("leader", "/desk/cases/?light=soon"),
    "casework:cases?closed": ("inspector", "/desk/cases/?closed=True"),
    "casework:supervision": ("office", "/desk/supervision/"),
}


def fill(cast: Cast, count: int) -> None:
    for number in range(count):
        day = ("2026-01-05", "2026-05-19", "2026-06-15")[number % 3]
        for part in ("clerk", "other_clerk"):
            case = errand(cast, part, day=day, title=f"第{number}件")
        services.supervise(actor=cast.actor("office"), case_id=case.pk, demand="催", now=NOW)
    watch.send_reminders(NOW)


@pytest.mark.parametrize("name", PAGES)
def test_a_list_costs_the_same_for_three_cases_and_for_sixty(
    name: str, cast: Cast, client: Client, count_queries
) -> None:
    part, address = PAGES[name]
    with freeze_time(NOW):
        client.force_login(getattr(cast, part))
        client.get(address)
        for count in (3, 57):
            fill(cast, count)
            with count_queries(name):
                assert client.get(address).status_code == 200


def test_a_sheet_costs_the_same_with_a_long_story(cast: Cast, client, count_queries) -> None:
    with freeze_time(NOW):
        case = errand(cast)
        client.force_login(cast.leader)
        address = reverse("casework:sheet", args=[case.pk])
        client.get(address)
        for _ in range(2):
            for number in range(10):
                services.tell(
                    case=case, actor=cast.actor("clerk"), action="x", sentence="记事", now=NOW
                )
                services.supervise(
                    actor=cast.actor("office"), case_id=case.pk, demand=f"催{number}", now=NOW
                )
            with count_queries("casework:sheet"):
                assert client.get(address).status_code == 200
