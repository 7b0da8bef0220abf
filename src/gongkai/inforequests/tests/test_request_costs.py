"""What the pages of requests cost in queries: golden figures, the same for many as for few."""

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.inforequests import flow, services
from gongkai.inforequests.tests import factories as f
from gongkai.inforequests.tests.factories import NOW, received, standing_in
from gongkai.orgs.tests.cast import Cast

LISTS = {"open": "", "closed": "?list=closed", "lapsed": "?list=lapsed", "words": "?q=经费"}


@pytest.mark.parametrize("name", LISTS)
def test_the_register_costs_the_same_for_three_requests_and_for_thirty(
    name: str, cast: Cast, client: Client, count_queries
) -> None:
    with freeze_time(NOW):
        client.force_login(cast.office)
        address = reverse("inforequests:register") + LISTS[name]
        client.get(address)
        for count in (3, 27):
            for _ in range(count):
                received(cast)
            with count_queries(f"inforequests:register {name}"):
                assert client.get(address).status_code == 200


def test_a_sheet_costs_the_same_with_a_long_file(cast: Cast, client: Client, count_queries) -> None:
    with freeze_time(NOW):
        request = standing_in(cast, flow.HANDLING)
        client.force_login(cast.clerk)
        address = reverse("inforequests:case", args=[request.case_id])
        client.get(address)
        for place in range(2):
            for number in range(3):
                f.search(cast, request)
                asked = services.consult_third_party(
                    actor=cast.actor("clerk"),
                    request_id=request.pk,
                    party=f"某公司{place}{number}",
                    summary="合同",
                    now=NOW,
                )
                services.record_opinion(
                    actor=cast.actor("clerk"),
                    consultation_id=asked.pk,
                    answer="agrees",
                    reasons="",
                    answered_on=NOW.date(),
                    now=NOW,
                )
            with count_queries("inforequests:case handling"):
                assert client.get(address).status_code == 200


def test_a_sheet_for_signature_costs_a_fixed_number(
    cast: Cast, client: Client, count_queries
) -> None:
    with freeze_time(NOW):
        request = standing_in(cast, flow.SIGNING)
        client.force_login(cast.leader)
        address = reverse("inforequests:case", args=[request.case_id])
        client.get(address)
        with count_queries("inforequests:case signing"):
            assert client.get(address).status_code == 200
