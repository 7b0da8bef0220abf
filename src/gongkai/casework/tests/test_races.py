"""Two people at the same moment, on a real database with real transactions: one wins."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from gongkai.audit.selectors import story_of
from gongkai.casework import services, watch
from gongkai.casework.models import Case, CoHandling, Reminder, TimelineEntry
from gongkai.casework.tests.errands import FLOW, NOW, act, do, errand, registered
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs.tests.cast import Cast, make_cast
from gongkai.orgs.tests.factories import AppointmentFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def players() -> Cast:
    with registered():
        yield make_cast()


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Run *deeds* in threads of their own from the same moment: "done", or why it was refused."""
    start = threading.Barrier(len(deeds))
    answers: list[str] = []
    errors: list[BaseException] = []

    def run(deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            deed()
            answers.append("done")
        except Refusal as refusal:
            answers.append(",".join(refusal.codes))
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if errors:
        raise errors[0]
    return sorted(answers)


def test_of_two_people_with_the_same_page_exactly_one_acts(players: Cast) -> None:
    case = errand(players)
    act(players, case, "clerk", "check")
    second = AppointmentFactory(
        person=PersonFactory(unit=players.education), role=Role.SECTION_HEAD
    )
    players.education.refresh_from_db()
    from gongkai.orgs.selectors import actor_for

    actors = (players.actor("section_head"), actor_for(second.person, NOW))

    def step(actor, action: str) -> Callable[[], None]:
        return lambda: do(
            actor=actor,
            case_id=case.pk,
            action=action,
            note="请补充",
            now=NOW,
            expected_version=2,
        )

    before = TimelineEntry.objects.filter(case=case).count()
    assert at_once(step(actors[0], "finish"), step(actors[1], "back")) == ["done", "stale"]
    case.refresh_from_db()
    assert case.version == 3
    assert case.state in {"begun", "done"}
    assert TimelineEntry.objects.filter(case=case).count() == before + 1
    assert [line.deed for line in story_of(f"case:{case.pk}")].count("errand.check") == 1


def test_the_same_button_pressed_twice_acts_once(players: Cast) -> None:
    case = errand(players)
    clerk = players.actor("clerk")

    def press() -> None:
        do(actor=clerk, case_id=case.pk, action="check", note="", now=NOW, expected_version=1)

    assert at_once(press, press, press) == ["done", "stale", "stale"]
    case.refresh_from_db()
    assert (case.state, case.version) == ("checked", 2)


def test_a_transfer_and_a_step_at_once_leave_one_truth(players: Cast) -> None:
    case = errand(players)
    office, clerk = players.actor("office"), players.actor("clerk")

    def transfer() -> None:
        services.transfer(
            actor=office,
            case_id=case.pk,
            unit=players.water,
            unit_name="县水利局",
            note="属水利局职责",
            now=NOW,
            expected_version=1,
        )

    def step() -> None:
        do(actor=clerk, case_id=case.pk, action="check", note="", now=NOW, expected_version=1)

    assert at_once(transfer, step) == ["done", "stale"]
    case.refresh_from_db()
    assert (case.unit_id, case.state) in {
        (players.water.pk, "begun"),
        (players.education.pk, "checked"),
    }


def test_a_step_that_waited_for_a_transfer_hears_of_it(players: Cast) -> None:
    case = errand(players)
    office, clerk = players.actor("office"), players.actor("clerk")
    moving = threading.Event()

    def transfer() -> None:
        with transaction.atomic():
            services.transfer(
                actor=office,
                case_id=case.pk,
                unit=players.water,
                unit_name="县水利局",
                note="属水利局职责",
                now=NOW,
            )
            moving.set()
            time.sleep(0.5)

    def step() -> None:
        assert moving.wait(timeout=10)
        do(actor=clerk, case_id=case.pk, action="check", note="", now=NOW, expected_version=1)

    assert at_once(transfer, step) == ["done", "stale"]


def test_another_unit_is_asked_once_by_two_people(players: Cast) -> None:
    case = errand(players)

    def ask(part: str) -> Callable[[], object]:
        actor = players.actor(part)
        return lambda: services.ask_unit(
            actor=actor,
            case_id=case.pk,
            unit_id=players.water.pk,
            unit_name="县水利局",
            question="请核对",
            days=3,
            now=NOW,
        )

    assert at_once(ask("clerk"), ask("leader")) == ["already_asked", "done"]
    asked = CoHandling.objects.get()

    def answer(part: str) -> Callable[[], None]:
        actor = players.actor(part)
        return lambda: services.answer_unit(
            actor=actor, co_handling_id=asked.pk, opinion=part, now=NOW
        )

    assert at_once(answer("other_clerk"), answer("other_head")) == ["answered", "done"]


def test_numbers_given_at_once_are_all_different(players: Cast) -> None:
    clerk = players.actor("clerk")

    def open_two() -> None:
        for _ in range(2):
            services.open_case(
                actor=clerk, kind=FLOW.code, unit=players.education, title="一件", now=NOW
            )

    assert at_once(open_two, open_two, open_two) == ["done"] * 3
    numbers = Case.objects.values_list("number", flat=True)
    assert sorted(number[-5:] for number in numbers) == [f"{n:05d}" for n in range(1, 7)]


def test_two_runs_of_the_job_remind_once(players: Cast, monkeypatch) -> None:
    monkeypatch.setattr(watch, "BATCH", 2)
    for _ in range(6):
        errand(players, day="2026-01-05")

    def remind() -> None:
        watch.send_reminders(NOW)

    assert at_once(remind, remind) == ["done", "done"]
    assert Reminder.objects.count() == 6
