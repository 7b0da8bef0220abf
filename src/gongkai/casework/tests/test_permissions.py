"""Every address of casework × every member of the cast, as one table."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.casework import services
from gongkai.casework.tests.errands import NOW, errand
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("errands")

PARTS = (
    *("clerk", "section_head", "secrecy_reviewer", "legal_adviser", "leader"),
    *("office", "inspector", "admin"),
    *("other_clerk", "other_head", "other_reviewer", "other_leader"),
    *("township_clerk", "stranger"),
)

# The errand is 县教育局's and stands with its clerk; 县水利局 was asked to help; it is supervised.
# ok: the page; no: refused with reasons (403); --: as if it did not exist (404).
# fmt: off
TABLE = """
#                   clk sec rev law lea off ins adm ocl ohd orv old twn str
inbox               ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
cases               ok  ok  ok  ok  ok  ok  ok  no  ok  ok  ok  ok  ok  no
export              ok  ok  ok  ok  ok  ok  ok  no  ok  ok  ok  ok  ok  no
case                ok  ok  ok  ok  ok  ok  ok  --  ok  ok  ok  ok  --  --
sheet               ok  ok  ok  ok  ok  ok  ok  --  ok  ok  ok  ok  --  --
assign              no  ok  no  no  ok  ok  no  --  no  no  no  no  --  --
transfer            no  no  no  no  no  ok  no  --  no  no  no  no  --  --
ask                 ok  ok  ok  ok  ok  ok  no  --  no  no  no  no  --  --
supervise           no  no  no  no  no  ok  no  --  no  no  no  no  --  --
answer_question     no  no  no  no  no  no  no  --  ok  ok  ok  ok  --  --
answer_supervision  ok  ok  ok  ok  ok  no  no  --  --  --  --  --  --  --
supervision         no  no  no  no  no  ok  ok  no  no  no  no  no  no  no
flows               ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
flow                ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
act                 ok  no  no  no  no  no  no  --  no  no  no  no  --  --
"""
# fmt: on
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
SEEN = {"ok": {200, 302}, "no": {403}, "--": {404}}


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    """The address of every page, about one errand."""
    with freeze_time(NOW):
        case = errand(cast)
        asked = services.ask_unit(
            actor=cast.actor("clerk"),
            case_id=case.pk,
            unit_id=cast.water.pk,
            unit_name="县水利局",
            question="请核对范围",
            days=3,
            now=NOW,
        )
        demand = services.supervise(
            actor=cast.actor("office"), case_id=case.pk, demand="请说明进展", now=NOW
        )
    of_case = ("case", "sheet", "assign", "transfer", "ask", "supervise")
    plain = ("cases", "export", "supervision", "flows")
    return {
        "inbox": reverse("desk:inbox"),
        **{name: reverse(f"casework:{name}") for name in plain},
        **{name: reverse(f"casework:{name}", args=[case.pk]) for name in of_case},
        "answer_question": reverse("casework:answer_question", args=[asked.pk]),
        "answer_supervision": reverse("casework:answer_supervision", args=[demand.pk]),
        "flow": reverse("casework:flow", args=["errand"]),
        "act": reverse("casework:act", args=[case.pk, "check"]),
    }


def answer(client: Client, name: str, address: str) -> Any:
    if name != "act":
        return client.get(address)
    return client.post(address, {"version": 1, "note": ""})


def test_the_table_names_every_address_and_everybody(cast: Cast, addresses) -> None:
    from gongkai.casework.urls import home, urlpatterns

    assert {row[0] for row in ROWS} == {route.name for route in (*home, *urlpatterns)}
    assert set(PARTS) == set(cast.people)
    assert {len(row) for row in ROWS} == {len(PARTS) + 1}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_who_may_open_what(row: list[str], cast: Cast, addresses, client: Client) -> None:
    name, *expected = row
    wrong = {}
    with freeze_time(NOW):
        for part, word in reversed(list(zip(PARTS, expected, strict=True))):
            client.force_login(getattr(cast, part))
            response = answer(client, name, addresses[name])
            status = response.status_code
            if name == "act" and status == 302 and response.url != "/desk/":
                status = 403  # refused: sent back to the sheet, which says why
            if status not in SEEN[word]:
                wrong[part] = status
    assert wrong == {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_nobody_gets_in_without_signing_in(row: list[str], addresses, client: Client) -> None:
    response = answer(client, row[0], addresses[row[0]])
    assert response.status_code == 302
    assert response.url.startswith("/desk/sign-in/")


def test_a_hidden_case_and_a_missing_one_look_the_same(cast: Cast, client: Client) -> None:
    case = errand(cast, title="教育局内部事项")
    client.force_login(cast.township_clerk)
    hidden = client.get(reverse("casework:sheet", args=[case.pk]))
    for missing in (case.pk + 1, 2**63 - 1, 2**63, 10**30):
        other = client.get(f"/desk/cases/{missing}/sheet/")
        assert other.status_code == hidden.status_code == 404
    page = hidden.content.decode()
    assert "没有这个办件，或者它不归您查看" in page
    assert case.title not in page
    assert case.number not in page
