from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import SystemActor

pytestmark = pytest.mark.django_db
READERS = {"inspector", "admin"}


def enter(client: Client, person: Any) -> Client:
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    "part", ["clerk", "section_head", "leader", "office", "inspector", "admin", "stranger"]
)
def test_inspection_and_the_administrator_read_the_log(
    client: Client, cast: Any, part: str
) -> None:
    client.force_login(getattr(cast, part))
    assert client.get("/desk/audit/").status_code == (200 if part in READERS else 403)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_log_can_only_be_read(client: Client, cast: Any, method: str) -> None:
    client.force_login(cast.inspector)
    assert getattr(client, method)("/desk/audit/").status_code == 405


def test_the_log_is_filtered_and_paged(client: Client, cast: Any) -> None:
    for number in range(60):
        record(actor=SystemActor(), deed="a.b", subject=f"thing:{number % 2}", now=timezone.now())
    client.force_login(cast.inspector)
    page = client.get("/desk/audit/", {"subject": "thing:1"}).context["page"]
    assert {line.subject for line in page.lines} == {"thing:1"}
    assert len(page.lines) == 30
    first = client.get("/desk/audit/", {"deed": "a.b"}).context["page"]
    rest = client.get("/desk/audit/", {"deed": "a.b", "before": first.older}).context["page"]
    assert len(first.lines) + len(rest.lines) == 60


@pytest.mark.parametrize(
    "asked",
    [{"day": "昨天"}, {"day": "0001-01-01"}, {"actor_name": "x" * 100_000}, {"subject": "\x00"}],
)
def test_a_wrong_filter_is_explained_and_shows_the_log(
    client: Client, cast: Any, asked: dict[str, str]
) -> None:
    client.force_login(cast.inspector)
    answer = client.get("/desk/audit/", asked)
    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize("before", ["x", "9" * 30, "-1"])
def test_a_wrong_cursor_shows_the_first_page(client: Client, cast: Any, before: str) -> None:
    record(actor=SystemActor(), deed="a.b", subject="thing:1", now=timezone.now())
    page = enter(client, cast.inspector).get("/desk/audit/", {"before": before}).context["page"]
    assert "thing:1" in {line.subject for line in page.lines}


def test_the_log_speaks_chinese(client: Client, cast: Any) -> None:
    document = "document:999"
    detail = {"role": "inspector", "until": None, "address": "10.0.0.1", "摘要": "ab" * 32}
    record(
        actor=SystemActor(),
        deed="orgs.appoint",
        subject=document,
        detail=detail,
        now=timezone.now(),
    )
    body = enter(client, cast.inspector).get("/desk/audit/").content.decode()
    for words in ("信息 999", "角色：纪检监督", "登录地址：10.0.0.1", "摘要：abababababab…"):
        assert words in body
    assert "until" not in body
    assert "None" not in body


@pytest.mark.parametrize("typed", ["信息 999", "信息999", "document:999", " 信息 999 "])
def test_a_subject_is_found_as_it_is_shown(client: Client, cast: Any, typed: str) -> None:
    for number in (999, 998):
        record(actor=SystemActor(), deed="a.b", subject=f"document:{number}", now=timezone.now())
    page = enter(client, cast.inspector).get("/desk/audit/", {"subject": typed}).context["page"]
    assert [line.subject for line in page.lines] == ["document:999"]


def test_only_what_the_reader_may_open_is_linked(client: Client, cast: Any) -> None:
    record(actor=SystemActor(), deed="a.b", subject="document:999", now=timezone.now())
    assert "/desk/documents/999/" in enter(client, cast.inspector).get("/desk/audit/").text
    assert "/desk/documents/999/" not in enter(client, cast.admin).get("/desk/audit/").text
