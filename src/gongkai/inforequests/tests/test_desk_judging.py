"""The sheet for whoever judges a reply, and the forms of a consultation that are really open."""

import pytest
from django.urls import reverse

from gongkai.inforequests import flow, services
from gongkai.inforequests.models import Consultation
from gongkai.inforequests.tests.edges import ASIDE, asked_party, objected, overridden
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.inforequests.tests.paperwork import letterhead, somebody
from gongkai.orgs.tests.cast import Cast


def page(client, person, name: str, case_id: int) -> str:
    client.force_login(person)
    return client.get(reverse(f"inforequests:{name}", args=[case_id])).content.decode()


@pytest.mark.parametrize(
    ("state", "part"),
    [(flow.AUDIT, "section_head"), (flow.LEGAL, "legal_adviser"), (flow.SIGNING, "leader")],
)
def test_who_judges_sees_the_reply_first_and_its_paper(
    client, cast: Cast, state: str, part: str
) -> None:
    letterhead(cast)
    request = standing_in(cast, state)
    shown = page(client, getattr(cast, part), "case", request.case_id)
    paper = reverse("inforequests:paper", args=[request.case_id, "reply_granted"])
    assert f'href="{paper}?ref=draft"' in shown
    assert shown.index('aria-label="答复稿"') < shown.index('aria-label="下一步"')
    assert shown.index('aria-label="下一步"') < shown.index('aria-label="基本情况"')
    assert client.get(f"{paper}?ref=draft").status_code == 200
    others = page(client, cast.clerk, "case", request.case_id)
    assert "看答复书全文" not in others


def test_a_judge_is_told_that_an_objection_was_overridden(client, cast: Cast) -> None:
    letterhead(cast)
    request = standing_in(cast, flow.HANDLING, requester=somebody())
    overridden(cast, request)
    ASIDE["override_notice"](cast, "clerk", request)
    for step in ("draft", "search"):
        ASIDE[step](cast, "clerk", request)
    services.perform(
        actor=cast.actor("clerk"), case_id=request.case_id, action="submit", note="", now=NOW
    )
    shown = page(client, cast.section_head, "case", request.case_id)
    assert "因公共利益决定公开：关系在校学生饮食安全" in shown


def offered(cast: Cast, part: str, asked: Consultation) -> list[str]:
    asked.refresh_from_db()
    return services.consultation_offers(actor=cast.actor(part), asked=asked, now=NOW)


def test_the_forms_of_a_consultation_follow_what_has_happened(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    asked = services.consult_third_party(
        actor=cast.actor("clerk"), request_id=request.pk, party="某公司", summary="合同", now=NOW
    )
    assert offered(cast, "clerk", asked) == ["received", "opinion"]
    assert offered(cast, "other_clerk", asked) == []
    assert offered(cast, "leader", asked) == []
    request = standing_in(cast, flow.HANDLING)
    asked = asked_party(cast, request)
    assert offered(cast, "clerk", asked) == ["opinion"]


@pytest.mark.parametrize(
    ("before", "forms"), [(objected, ["override"]), (overridden, ["override_notice"])]
)
def test_a_reasonable_objection_is_overridden_and_then_told(cast: Cast, before, forms) -> None:
    request = standing_in(cast, flow.HANDLING)
    before(cast, request)
    asked = Consultation.objects.get(request=request)
    assert offered(cast, "clerk", asked) == forms


def test_a_party_whose_objection_is_without_reason_is_told_too(client, cast: Cast) -> None:
    """条例第三十二条, ADR 0011: whoever objects is told before anything is disclosed."""
    request = standing_in(cast, flow.HANDLING)
    asked = asked_party(cast, request)
    services.record_opinion(
        actor=cast.actor("clerk"),
        consultation_id=asked.pk,
        answer="objects",
        reasons="不想公开",
        reasons_accepted=False,
        answered_on=NOW.date(),
        now=NOW,
    )
    assert offered(cast, "clerk", asked) == ["override_notice"]
    shown = page(client, cast.clerk, "consultation", asked.case_id)
    assert "登记书面告知第三方" in shown
    assert "因公共利益决定公开" not in shown
    ASIDE["override_notice"](cast, "clerk", request)
    assert offered(cast, "clerk", asked) == []
