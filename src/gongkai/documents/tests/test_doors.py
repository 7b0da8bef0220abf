"""Every door tried: no role, address, job or command makes public what lacks a gate.

The schema's own refusals are in test_attacks.py; here the doors that people and machines have.
"""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from gongkai.documents import flow, services
from gongkai.documents.models import Approval, Draft, Publication, Review
from gongkai.documents.tests.factories import draft, take
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Refusal
from gongkai.kernel.schedule import jobs
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def addresses(resolver: Any = None, before: str = "/") -> Iterator[str]:
    """Every address of the product as a template: ``/desk/cases/<int:case_id>/act/<slug:action>/``."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here)
        elif isinstance(pattern, URLPattern):
            yield here


def filled(template: str, number: int, action: str) -> str:
    """The address with every number set to *number* and every word to *action*."""
    pieces = []
    for piece in template.split("/"):
        if piece.startswith("<int"):
            pieces.append(str(number))
        elif piece.startswith("<") or "<" in piece:
            pieces.append(action)
        else:
            pieces.append(piece)
    return "/".join(pieces)


def test_there_is_no_admin_site_and_no_superuser(cast: Cast) -> None:
    assert not any("admin" in address for address in addresses())
    assert not hasattr(cast.admin, "is_superuser")
    assert not hasattr(cast.admin, "is_staff")


@pytest.mark.parametrize(
    "part",
    ["clerk", "section_head", "secrecy_reviewer", "office", "admin", "inspector", "other_leader"],
)
@pytest.mark.parametrize("action", ["sign", "submit", "pass_secrecy", "approve"])
def test_no_address_publishes_for_the_wrong_person(
    client: Client, cast: Cast, part: str, action: str
) -> None:
    """A text at the point of signature; one who is not its leader posts to every address."""
    begun = draft(cast)
    take(cast, begun, until="pass_secrecy")
    client.force_login(getattr(cast, part))
    client.raise_request_exception = False
    values = {
        "note": "x",
        "openness": "proactive",
        "then": "submit",
        "title": "x",
        "outcome": "pass",
    }
    for template in addresses():
        if "<path" in template or "sign-out" in template:
            continue
        for number in {begun.case_id, begun.document_id, begun.pk}:
            client.post(filled(template, number, action), values)
    assert not Publication.objects.exists()
    assert client.get(f"/documents/{begun.document_id}/").status_code == 404


def test_no_job_publishes_what_is_not_signed(cast: Cast) -> None:
    for until in ("submit", "pass_section", "pass_secrecy"):
        take(cast, draft(cast), until=until)
    for job in jobs:
        job.run(timezone.now())
    assert not Publication.objects.exists()


@pytest.mark.parametrize("action", [step.code for step in flow.PUBLISHING.actions])
@pytest.mark.parametrize("until", ["", "submit", "pass_section", "pass_secrecy"])
def test_the_system_itself_may_do_no_step(cast: Cast, until: str, action: str) -> None:
    begun = draft(cast)
    if until:
        take(cast, begun, until=until)
    with pytest.raises(Refusal):
        services.perform(
            actor=SystemActor(), case_id=begun.case_id, action=action, note="x", now=timezone.now()
        )
    assert not Publication.objects.exists()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_people_try_in_whatever_order_the_gates_hold(cast: Cast, seed: int) -> None:
    """Random deeds by random people; what ends up public has attribute, review and signature."""
    dice = random.Random(seed)
    people = list(cast.people)
    begun = draft(cast, openness=dice.choice(["", "proactive", "on_request"]))
    actions = [step.code for step in flow.PUBLISHING.actions] + ["edit", "attach"]
    for turn in range(120):
        part, action = dice.choice(people), dice.choice(actions)
        try:
            _try(cast, begun, part, action, turn)
        except Refusal:
            continue
    for publication in Publication.objects.select_related("edition", "review", "approval"):
        edition = publication.edition
        assert edition.openness == "proactive"
        assert (publication.review.kind, publication.review.outcome) == ("secrecy", "pass")
        assert publication.review.reviewer_id == cast.secrecy_reviewer.pk != edition.author_id
        assert publication.approval.signer_id == cast.leader.pk != edition.author_id
        assert publication.content_hash == edition.content_hash
    assert not Review.objects.exclude(
        reviewer__in=[cast.section_head, cast.secrecy_reviewer]
    ).exists()
    assert not Approval.objects.exclude(signer=cast.leader).exists()


def _try(cast: Cast, begun: Draft, part: str, action: str, turn: int) -> None:
    actor, now = cast.actor(part), timezone.now()
    if action == "edit":
        from gongkai.documents.services.drafting import text_of_draft

        begun.refresh_from_db()
        text = text_of_draft(begun)
        changed = type(text)(
            **{**{n: getattr(text, n) for n in text.__slots__}, "openness": "proactive"}
        )
        services.save_draft(actor=actor, draft_id=begun.pk, text=changed, now=now)
    elif action == "attach":
        services.attach(
            actor=actor, draft_id=begun.pk, data=f"第{turn}件".encode(), name=f"{turn}.txt", now=now
        )
    else:
        services.perform(actor=actor, case_id=begun.case_id, action=action, note="意见", now=now)
