"""Two people acting at the same time: threads on connections of their own."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs import selectors, services
from gongkai.orgs.models import Appointment, Handover, Unit
from gongkai.orgs.rules import UnitDraft
from gongkai.orgs.selectors import actor_for
from gongkai.orgs.tests.factories import AppointmentFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 6, 15, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOW.date()


def at_once(*deeds):
    """Run the deeds together; a list of their answers, refusals included. Bugs are raised."""
    start = threading.Barrier(len(deeds))
    answers = [None] * len(deeds)

    def run(place, deed):
        try:
            start.wait(10)
            answers[place] = deed()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for answer in answers:
        if isinstance(answer, Exception) and not isinstance(answer, Refusal):
            raise answer
    return answers


def refusals(answers):
    return [answer.codes for answer in answers if isinstance(answer, Refusal)]


def test_two_administrators_cannot_remove_each_other(cast):
    second = PersonFactory(unit=cast.county)
    AppointmentFactory(person=second, role=Role.ADMIN)
    first_actor, second_actor = cast.actor("admin"), actor_for(second, NOW)
    answers = at_once(
        lambda: services.deactivate_person(actor=first_actor, person=second, now=NOW),
        lambda: services.deactivate_person(actor=second_actor, person=cast.admin, now=NOW),
    )
    assert refusals(answers) == [("last_admin",)]
    assert selectors.lasting_admins(DAY).count() == 1


def test_a_code_is_given_to_one_unit_only(cast):
    actor = cast.actor("admin")

    def make(slug):
        draft = UnitDraft(
            kind="department",
            name="澄明县民政局",
            short_name="县民政局",
            slug=slug,
            code="990000009",
            region="999999",
        )
        return services.create_unit(actor=actor, parent=cast.county, draft=draft, now=NOW)

    answers = at_once(lambda: make("a"), lambda: make("b"))
    assert len(refusals(answers)) == 1
    assert Unit.objects.filter(code="990000009").count() == 1


def test_two_moves_cannot_tie_a_knot(cast):
    actor = cast.actor("admin")
    answers = at_once(
        lambda: services.move_unit(actor=actor, unit=cast.water, parent=cast.education, now=NOW),
        lambda: services.move_unit(actor=actor, unit=cast.education, parent=cast.water, now=NOW),
    )
    assert refusals(answers) == [("into_itself",)]
    for unit in Unit.objects.all():
        parent = unit.parent.path if unit.parent else "/"
        assert unit.path == f"{parent}{unit.pk}/"


def test_two_editors_at_the_same_moment_write_once(cast):
    actor = cast.actor("admin")
    before = services.draft_of_unit(cast.education)

    def change(phone):
        draft = UnitDraft(**{f: getattr(before, f) for f in before.__slots__} | {"phone": phone})
        return services.change_unit(
            actor=actor, unit=cast.education, version=1, draft=draft, now=NOW
        )

    answers = at_once(lambda: change("1"), lambda: change("2"))
    assert refusals(answers) == [("stale",)]
    cast.education.refresh_from_db()
    assert cast.education.version == 2


def test_a_role_is_given_once_by_two_offices(cast):
    actor = cast.actor("office")

    def appoint():
        return services.appoint(
            actor=actor,
            person=cast.stranger,
            unit=cast.village,
            role=Role.CLERK,
            since=DAY,
            now=NOW,
        )

    assert refusals(at_once(appoint, appoint)) == [("already_held",)]
    assert Appointment.objects.filter(person=cast.stranger).count() == 1


def test_work_is_handed_over_once(cast):
    actor = cast.actor("office")

    def pass_on(taker):
        return services.hand_over(
            actor=actor,
            from_person=cast.clerk,
            to_person=taker,
            unit=cast.education,
            role=Role.CLERK,
            now=NOW,
        )

    answers = at_once(lambda: pass_on(cast.leader), lambda: pass_on(cast.stranger))
    assert refusals(answers) == [("not_held",)]
    assert Handover.objects.count() == 1
    assert len(selectors.holders(Role.CLERK, cast.education, DAY)) == 1
