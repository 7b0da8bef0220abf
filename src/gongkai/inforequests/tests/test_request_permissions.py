"""The desk's pages of requests × every member of the cast, as one table."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.inforequests import flow, services
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.orgs.tests.cast import Cast

PARTS = (
    *("clerk", "section_head", "secrecy_reviewer", "legal_adviser", "leader"),
    *("office", "inspector", "admin"),
    *("other_clerk", "other_head", "other_reviewer", "other_leader"),
    *("township_clerk", "stranger"),
)

# A request to 县教育局 in the hands of its clerk, with a consultation that waits for an answer.
# ok: the page; no: refused with reasons (403); --: as if it did not exist (404);
# >>: what was filled in is refused, the page says why (409, 422).
# fmt: off
TABLE = """
#                   clk sec rev law lea off ins adm ocl ohd orv old twn str
register            ok  ok  no  ok  ok  ok  ok  no  ok  ok  no  ok  ok  no
case                ok  ok  ok  ok  ok  ok  ok  --  --  --  --  --  --  --
wizard              ok  ok  ok  ok  ok  ok  ok  --  --  --  --  --  --  --
wizard_post         ok  no  no  no  no  no  no  --  --  --  --  --  --  --
requester           ok  no  no  no  no  ok  no  --  --  --  --  --  --  --
requester_post      ok  no  no  no  no  ok  no  --  --  --  --  --  --  --
search_post         ok  no  no  no  no  no  no  --  --  --  --  --  --  --
withdraw_post       ok  no  no  no  no  ok  no  --  --  --  --  --  --  --
consultation        ok  ok  ok  ok  ok  ok  ok  --  --  --  --  --  --  --
opinion_post        ok  no  no  no  no  no  no  --  --  --  --  --  --  --
"""
# fmt: on
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
SEEN = {"ok": {200, 302}, "no": {403}, "--": {404}}
TODAY = str(NOW.date())
GIVEN = {
    "wizard_post": {"answer": "clear", "draft_version": "0"},
    "requester_post": {},
    "search_post": {
        "on": TODAY,
        "places": "档案室",
        "method": "按题名",
        "keywords": "决算",
        "result": "没有",
        "found": "no",
    },
    "withdraw_post": {"note": "当面撤回"},
    "opinion_post": {"answer": "agrees", "answered_on": TODAY},
}


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    request = standing_in(cast, flow.HANDLING)
    asked = services.consult_third_party(
        actor=cast.actor("clerk"), request_id=request.pk, party="某公司", summary="合同", now=NOW
    )
    of_request = {
        name: reverse(f"inforequests:{name}", args=[request.case_id])
        for name in ("case", "wizard", "requester")
    }
    forms = {
        f"{code}_post": reverse("inforequests:deed", args=[request.case_id, code])
        for code in ("search", "withdraw")
    }
    return {
        "register": reverse("inforequests:register"),
        **of_request,
        **forms,
        "wizard_post": of_request["wizard"],
        "requester_post": of_request["requester"],
        "consultation": reverse("inforequests:consultation", args=[asked.case_id]),
        "opinion_post": reverse("inforequests:consultation_deed", args=[asked.case_id, "opinion"]),
    }


def test_the_table_names_everybody(cast: Cast) -> None:
    assert set(PARTS) == set(cast.people)
    assert {len(row) for row in ROWS} == {len(PARTS) + 1}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_who_may_open_and_do_what(row: list[str], cast: Cast, addresses, client: Client) -> None:
    """Those who may do it come last: a deed that is done once is refused the second time."""
    name, *expected = row
    wrong = {}
    with freeze_time(NOW + timedelta(hours=1)):
        order = sorted(zip(PARTS, expected, strict=True), key=lambda each: each[1] == "ok")
        done = False
        for part, word in order:
            client.force_login(getattr(cast, part))
            post = name.endswith("_post")
            address = addresses[name]
            answer = client.post(address, GIVEN[name]) if post else client.get(address)
            repeated = done and post and answer.status_code in {409, 422}
            if answer.status_code not in SEEN[word] and not repeated:
                wrong[part] = answer.status_code
            done = done or (word == "ok" and answer.status_code in SEEN["ok"])
    assert wrong == {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_nobody_gets_in_without_signing_in(row: list[str], addresses, client: Client) -> None:
    answer = client.get(addresses[row[0]])
    assert answer.status_code == 302
    assert answer.url.startswith("/desk/sign-in/")
