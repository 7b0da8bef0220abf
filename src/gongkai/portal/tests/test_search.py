"""The search page on an index that is really built."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import services
from gongkai.documents.tests.factories import draft, published, take
from gongkai.orgs.tests.cast import Cast
from gongkai.search.engines.embedded import engine_for
from gongkai.search.indexer import indexer_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: Any, tmp_path: Path) -> None:
    settings.INDEX_ROOT = tmp_path / "index"


def take_in() -> None:
    """Bring the index up to date, as the job does."""
    if not engine_for("documents").health().ready:
        indexer_for("documents").rebuild(lambda _: None)
    indexer_for("documents").drain(timezone.now())


def found(client: Client, **asked: Any) -> Any:
    answer = client.get("/search/", asked)
    assert answer.status_code == 200
    return answer


def test_a_two_character_word_from_inside_an_attachment_is_found_and_shown(
    client: Client, cast: Cast
) -> None:
    then = timezone.now() - timedelta(hours=1)
    begun = draft(cast, now=then)
    services.attach(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        data="各校须备足雨棚，确保通行。".encode(),
        name="场地要求.txt",
        now=then,
    )
    take(cast, begun, now=then)
    take_in()
    body = found(client, q="雨棚").content.decode()
    assert "<mark>雨棚</mark>" in body
    assert "场地要求.txt" in body


def test_what_is_not_public_is_never_found(client: Client, cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=2)
    take(cast, draft(cast, now=then, title="尚在签发的密语"), until="pass_secrecy", now=then)
    public = published(cast, now=then, title="先公开后撤下的密语")
    take_in()
    assert found(client, q="密语").context["found"].total == 1
    withdrawal = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=public.document_id, reason="撤", now=then
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"),
        case_id=withdrawal.case_id,
        action="approve",
        note="",
        now=timezone.now(),
    )
    assert found(client, q="密语").context["hits"] == []
    take_in()
    assert found(client, q="密语").context["found"].total == 0


def test_filters_count_and_narrow(client: Client, cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=2)
    for number in range(3):
        published(cast, now=then, title=f"供水通知{number}")
    take_in()
    page = found(client, q="供水")
    years = next(group for group in page.context["groups"] if group["label"] == "年份")
    assert years["options"][0][1] == 3
    narrowed = found(client, q="供水", year="1999")
    assert narrowed.context["found"].total == 0
    assert narrowed.context["advice"]


@pytest.mark.parametrize(
    "text", ["", " ", '"', "(", "*", "NOT", "a" * 5000, "\x00", "😀", "〔2026〕", "'; DROP", "%s"]
)
def test_no_text_is_an_error(client: Client, cast: Cast, text: str) -> None:
    published(cast, now=timezone.now() - timedelta(hours=2))
    take_in()
    found(client, q=text, sort="x", page="99999999999", year=["x", "2026"])


def test_without_an_index_the_page_says_so(client: Client) -> None:
    assert "正在重建" in found(client, q="供水").content.decode()


def test_filters_show_how_many_hits_they_leave(client: Client, cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=2)
    for number in range(3):
        published(cast, now=then, title=f"第{number}份防汛通知")
    take_in()
    answer = found(client, q="防汛")
    units = next(group for group in answer.context["groups"] if group["label"] == "单位")
    assert [(label, count) for label, count, *_ in units["options"]] == [("县教育局", 3)]
    assert '<span class="count">3</span>' in answer.content.decode()


def test_no_filter_in_the_address_is_an_error_nor_makes_the_page_grow(
    client: Client, cast: Cast
) -> None:
    published(cast, now=timezone.now() - timedelta(hours=2))
    take_in()
    odd = {"theme": "9" * 30, "unit": "\0", "section": "²", "year": "-1", "validity": "x" * 5000}
    assert len(found(client, **odd).content) < 40_000
    many = found(client, unit=[str(number) for number in range(500)], junk="x" * 3000)
    assert len(many.content) < 100_000
