from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework import rules
from gongkai.casework.flows import Action, Clock, Flow, State, diagram, faults
from gongkai.casework.rules import ZONE, Event, Light, Stage, derive
from gongkai.clock.rules import Calendar, wd_add
from gongkai.clock.rules.library import library_table
from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import Role

CALENDAR = Calendar(library_table())
CLOCK = Clock(
    label="办理期限",
    days=20,
    article="条例第三十三条",
    starts=("received", "supplemented"),
    pauses={"consulting_from": "consulting_to"},
    extends="extended",
    stops=("replied",),
)


def at(day: str, hour: int = 9) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE).replace(hour=hour)


def due(*events: Event) -> date | None:
    found = derive(CLOCK, events, CALENDAR)
    assert found is not None
    return found.due


def test_twenty_working_days_run_from_the_day_after_receipt() -> None:
    assert due(Event("received", at("2026-01-28"))) == date(2026, 3, 3)


def test_a_second_start_begins_anew() -> None:
    events = [Event("received", at("2026-01-05")), Event("supplemented", at("2026-01-28"))]
    assert due(*events) == date(2026, 3, 3)


def test_the_start_recorded_last_counts_even_when_it_lies_earlier() -> None:
    events = [Event("received", at("2026-03-02")), Event("received", at("2026-01-28"))]
    assert due(*events) == date(2026, 3, 3)


def test_a_pause_moves_the_date_by_its_working_days_and_overlaps_count_once() -> None:
    received = Event("received", at("2026-01-28"))
    pause = [Event("consulting_from", at("2026-02-10")), Event("consulting_to", at("2026-03-05"))]
    paused = due(received, *pause)
    assert paused is not None
    days = wd_add(CALENDAR, date(2026, 3, 3), 13)
    assert paused == days


def test_an_open_pause_leaves_no_date_and_an_extension_adds_its_days() -> None:
    received = Event("received", at("2026-01-28"))
    assert due(received, Event("consulting_from", at("2026-02-10"))) is None
    extended = due(received, Event("extended", at("2026-02-20"), days=20))
    assert extended == wd_add(CALENDAR, date(2026, 1, 28), 40)


def test_no_deadline_before_the_start_and_after_the_stop() -> None:
    assert derive(CLOCK, [], CALENDAR) is None
    events = [Event("received", at("2026-01-28")), Event("replied", at("2026-02-03"))]
    assert derive(CLOCK, events, CALENDAR) is None


@pytest.mark.parametrize(
    ("due_at", "closed", "light"),
    [
        (rules.NO_DEADLINE, False, Light.NONE),
        (at("2026-03-02", 8), False, Light.OVERDUE),
        (at("2026-03-02", 10), False, Light.SOON),
        (rules.end_of(date(2026, 3, 5)), False, Light.SOON),
        (rules.end_of(date(2026, 3, 6)), False, Light.NORMAL),
        (at("2026-01-01"), True, Light.CLOSED),
    ],
)
def test_lights_follow_from_due_time_and_now(due_at: datetime, closed: bool, light: Light) -> None:
    assert rules.lamps(at("2026-03-02"), CALENDAR).light(due_at, closed) is light


@given(st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(0, 20))
def test_a_running_deadline_is_always_a_working_day(start: date, more: int) -> None:
    received = Event("received", at(start.isoformat()))
    extended = Event("extended", received.at + timedelta(hours=1), days=more)
    found = due(received, extended)
    assert found is not None
    assert CALENDAR.works(found)


def flow_with(*actions: Action) -> Flow:
    states = (State("a", "甲", Role.CLERK), State("b", "乙", Role.LEADER), State("c", "结"))
    return Flow("test", "试", "T", states, actions)


def step(code: str, source: str, target: str, **more: bool) -> Action:
    return Action(code, code, (source,), target, "x.y", code, **more)


def test_a_sound_flow_has_no_faults_and_an_unsound_one_names_them() -> None:
    sound = flow_with(step("go", "a", "b"), step("end", "b", "c"))
    assert faults(sound) == []
    assert "state c is never reached" in faults(flow_with(step("go", "a", "b")))
    assert "open state b has no way out" in faults(flow_with(step("go", "a", "b")))
    unknown = faults(flow_with(step("go", "a", "z")))
    assert "action go names unknown state z" in unknown


def test_the_diagram_names_every_state_and_edge() -> None:
    drawn = diagram(flow_with(step("go", "a", "b"), step("end", "b", "c")))
    assert 'state "甲" as a' in drawn
    assert "a --> b: go" in drawn
    assert "c --> [*]" in drawn


def test_an_action_is_refused_in_the_wrong_step_or_without_opinion() -> None:
    back = step("back", "b", "a", needs_note=True)
    flow = flow_with(step("go", "a", "b"), back, step("end", "b", "c"))
    assert [r.code for r in rules.reasons_against_action(flow, back, "a", "x")] == ["wrong_step"]
    assert [r.code for r in rules.reasons_against_action(flow, back, "b", " ")] == ["note_missing"]
    assert rules.reasons_against_action(flow, back, "b", None) == []
    assert rules.reasons_against_action(flow, back, "b", "请补充依据") == []


@given(st.dates(date(2024, 2, 1), date(2026, 11, 1)))
def test_reminders_follow_each_other_and_the_early_one_comes_with_the_light(day: date) -> None:
    due = rules.end_of(wd_add(CALENDAR, day, 1))
    early, last_day, over = (rules.reminder_at(due, CALENDAR, given) for given in GIVEN)
    assert early < last_day < over == due
    assert rules.reminder_at(due, CALENDAR, Stage.OVERDUE) == rules.NO_DEADLINE
    light = rules.lamps(early, CALENDAR).light(due, closed=False)
    before = rules.lamps(early - timedelta(seconds=1), CALENDAR).light(due, closed=False)
    assert (before, light) == (Light.NORMAL, Light.SOON)
    moments = (early, last_day, over + timedelta(seconds=1))
    assert [rules.stage_at(due, moment) for moment in moments] == list(Stage)


GIVEN = (None, Stage.EARLY, Stage.DUE)


def test_without_a_deadline_there_is_no_reminder() -> None:
    assert rules.reminder_at(rules.NO_DEADLINE, CALENDAR, None) == rules.NO_DEADLINE


def test_a_text_that_is_missing_or_too_long_is_refused() -> None:
    missing = Reason("demand_missing", "请写明督办要求")
    assert rules.reasons_against_text("\u3000 \n", missing) == [missing]
    assert rules.reasons_against_text("催", missing) == []
    assert rules.reasons_against_text("长" * rules.NOTE_LIMIT, missing) == []
    too_long = rules.reasons_against_text("长" * (rules.NOTE_LIMIT + 1), missing)
    assert [reason.code for reason in too_long] == ["text_too_long"]


def test_an_opinion_that_is_too_long_stands_against_any_action() -> None:
    go = step("go", "a", "b")
    flow = flow_with(go, step("end", "b", "c"))
    found = rules.reasons_against_action(flow, go, "a", "长" * (rules.NOTE_LIMIT + 1))
    assert [reason.code for reason in found] == ["text_too_long"]
    assert rules.reasons_against_action(flow, go, "a", "") == []
