from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import SystemActor

pytestmark = pytest.mark.django_db
READERS = {"inspector", "admin"}


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
    "asked", [{"day": "昨天"}, {"before": "x"}, {"actor_name": "x" * 100_000}, {"subject": "\x00"}]
)
def test_a_wrong_filter_is_explained_and_shows_the_log(
    client: Client, cast: Any, asked: dict[str, str]
) -> None:
    client.force_login(cast.inspector)
    answer = client.get("/desk/audit/", asked)
    assert answer.status_code == 200
    assert answer.context["form"].errors
