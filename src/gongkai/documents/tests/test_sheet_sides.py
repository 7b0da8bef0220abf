"""What every sheet has beside its text: supervision, other units, who may hand the case on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.casework import services as casework
from gongkai.documents import services
from gongkai.documents.tests.factories import draft, published, take
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def sheet(client: Client, cast: Cast, part: str, case_id: int) -> str:
    client.force_login(getattr(cast, part))
    return client.get(reverse("documents:case", args=[case_id])).content.decode()


def test_the_office_supervises_from_the_sheet_and_the_author_reads_it(
    client: Client, cast: Cast
) -> None:
    case_id = draft(cast).case_id
    address = reverse("casework:supervise", args=[case_id])
    assert f'action="{address}"' in sheet(client, cast, "office", case_id)
    assert address not in sheet(client, cast, "clerk", case_id)
    client.force_login(cast.office)
    client.post(address, {"demand": "请于本周内送审"})
    html = sheet(client, cast, "clerk", case_id)
    for words in ("请于本周内送审", "回复督办", "请其他单位协办"):
        assert words in html


def test_a_reviewer_reads_what_another_unit_said(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    now = timezone.now()
    asked = casework.ask_unit(
        actor=cast.actor("clerk"),
        case_id=begun.case_id,
        unit_id=cast.water.pk,
        unit_name="县水利局",
        question="请核对校区供水安排",
        days=3,
        now=now,
    )
    casework.answer_unit(
        actor=cast.actor("other_clerk"), co_handling_id=asked.pk, opinion="安排无误", now=now
    )
    take(cast, begun, until="submit")
    html = sheet(client, cast, "section_head", begun.case_id)
    assert "请核对校区供水安排" in html
    assert "安排无误" in html


def test_a_text_stays_with_its_unit(client: Client, cast: Cast) -> None:
    case_id = draft(cast).case_id
    assert reverse("casework:transfer", args=[case_id]) not in sheet(
        client, cast, "office", case_id
    )


def test_a_withdrawal_has_the_same_side(client: Client, cast: Cast) -> None:
    public = published(cast)
    now = timezone.now() + timedelta(hours=1)
    asked = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=public.document_id, reason="内容有误", now=now
    )
    html = sheet(client, cast, "office", asked.case_id)
    assert reverse("casework:supervise", args=[asked.case_id]) in html
    assert reverse("casework:flow", args=["withdrawal"]) in html
