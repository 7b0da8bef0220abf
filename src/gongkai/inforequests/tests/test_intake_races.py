"""Two presses of the same button at the same moment are one request."""

import threading
from datetime import datetime

import pytest
from django.db import connection, connections

from gongkai.casework.rules import ZONE
from gongkai.inforequests.intake.codes import new_token
from gongkai.inforequests.models import InformationRequest, QueryCode, Requester
from gongkai.inforequests.rules.intake import Applicant, Asked
from gongkai.inforequests.services import drafts, intake, throttle

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZONE)
PERSON = Applicant(name="王小明", identity_number="11010519491231002X", phone="13800000000")

pytestmark = pytest.mark.django_db(transaction=True)


def together(deed, times):
    """Run *deed* in so many threads that all start at once; what each gave or raised."""
    start, outcomes = threading.Barrier(times), []

    def run():
        try:
            start.wait()
            outcomes.append(deed())
        except Exception as error:  # the test looks at it
            outcomes.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_pressing_send_twice_at_once_is_one_request(cast):
    token = new_token()
    draft = drafts.save_draft(token=token, content={}, now=NOW)

    def send():
        return intake.submit_request(
            draft=draft,
            token=token,
            applicant=PERSON,
            asked=Asked("2025年决算"),
            unit_id=cast.education.pk,
            now=NOW,
        ).pk

    outcomes = together(send, 4)
    assert len(set(outcomes)) == 1, outcomes
    for model in (InformationRequest, QueryCode, Requester):
        assert model.objects.count() == 1


def test_two_applicants_at_once_get_numbers_without_a_gap(cast):
    def send():
        token = new_token()
        draft = drafts.save_draft(token=token, content={}, now=NOW)
        return intake.submit_request(
            draft=draft,
            token=token,
            applicant=PERSON,
            asked=Asked("2025年决算"),
            unit_id=cast.education.pk,
            now=NOW,
        ).number

    assert sorted(together(send, 3)) == [f"990000002-2026-{n:05d}" for n in (1, 2, 3)]


def test_no_try_of_a_door_is_lost(cast):
    together(lambda: throttle.count_try(door=throttle.CODE, who="192.0.2.1", now=NOW), 5)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM inforequests_doorcount")
        assert cursor.fetchall() == [(5,)]
