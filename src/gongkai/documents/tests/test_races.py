"""Two people at once: exactly one deed happens, the other is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from gongkai.documents import services
from gongkai.documents.models import Approval, Publication
from gongkai.documents.services.drafting import text_of_draft
from gongkai.documents.tests.factories import draft, published, take
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """Run the deeds in threads that start together; for each "done" or the refusal's first code."""
    start, outcomes = threading.Barrier(len(deeds)), ["?"] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait()
            deed()
            outcomes[place] = "done"
        except Refusal as refusal:
            outcomes[place] = refusal.codes[0]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_leaders_sign_at_once_and_it_is_published_once(cast: Cast) -> None:
    AppointmentFactory(person=cast.legal_adviser, unit=cast.education, role="leader")
    begun = draft(cast)
    take(cast, begun, until="pass_secrecy")

    def sign(part: str) -> Callable[[], None]:
        return lambda: services.perform(
            actor=cast.actor(part),
            case_id=begun.case_id,
            action="sign",
            note="",
            now=timezone.now(),
        )

    assert at_once(sign("leader"), sign("legal_adviser")) == ["done", "wrong_step"]
    assert Publication.objects.count() == Approval.objects.count() == 1


def test_two_saves_of_the_same_version_keep_the_first(cast: Cast) -> None:
    begun = draft(cast)
    text = text_of_draft(begun)

    def save() -> None:
        services.save_draft(
            actor=cast.actor("clerk"),
            draft_id=begun.pk,
            text=text,
            now=timezone.now(),
            expected_version=1,
        )

    assert at_once(save, save) == ["done", "stale"]


def test_a_recall_and_a_review_at_once_leave_one_of_them(cast: Cast) -> None:
    begun = draft(cast)
    take(cast, begun, until="submit")

    def deed(part: str, action: str) -> Callable[[], None]:
        return lambda: services.perform(
            actor=cast.actor(part),
            case_id=begun.case_id,
            action=action,
            note="",
            now=timezone.now(),
            expected_version=2,
        )

    outcome = at_once(deed("clerk", "recall"), deed("section_head", "pass_section"))
    assert outcome == ["done", "stale"]


def test_two_corrections_are_not_opened_at_once(cast: Cast) -> None:
    first = published(cast)

    def correct() -> None:
        services.start_correction(
            actor=cast.actor("clerk"),
            document_id=first.document_id,
            reason="更正",
            now=timezone.now(),
        )

    assert at_once(correct, correct) == ["done", "draft_open"]


def test_publications_at_once_get_index_numbers_of_their_own(cast: Cast) -> None:
    begun = [draft(cast) for _ in range(6)]
    for each in begun:
        take(cast, each, until="pass_secrecy")

    def sign(case_id: int) -> Callable[[], None]:
        return lambda: services.perform(
            actor=cast.actor("leader"), case_id=case_id, action="sign", note="", now=timezone.now()
        )

    assert at_once(*(sign(each.case_id) for each in begun)) == ["done"] * 6
    numbers = Publication.objects.values_list("document__index_number", flat=True)
    assert len(set(numbers)) == 6
