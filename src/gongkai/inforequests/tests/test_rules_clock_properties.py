"""Whatever happens to a request, its clock says when, and what it waits for (issue 3, E3)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework.rules import ZONE
from gongkai.clock.rules import Calendar, wd_add
from gongkai.clock.rules.library import library_table
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts import Opinion, RequestFacts
from gongkai.inforequests.rules.clock import ClockState, deadline_of, prospects, silences
from gongkai.inforequests.rules.events import EVENT_LABELS, Event
from gongkai.inforequests.rules.receipt import CHANNELS

CALENDARS = [Calendar(library_table()), Calendar()]
START = date(2025, 12, 1)
KINDS = list(EVENT_LABELS)
DAYS = st.integers(0, 150).map(lambda days: START + timedelta(days=days))


@st.composite
def happenings(draw, kinds=KINDS):
    kind = draw(st.sampled_from(kinds))
    ref = draw(st.sampled_from(list(CHANNELS) if kind == ev.RECEIVED else ["甲", "乙"]))
    return Event(kind, draw(DAYS), draw(st.integers(0, 40)), ref)


ANY = st.lists(happenings(), max_size=12)
CALENDAR = st.sampled_from(CALENDARS)


def _holds(found, calendar):
    """What is true of every request at every time."""
    pending = [each.kind for each in found.pending]
    if found.state is ClockState.STOPPED:
        assert pending == []
        assert found.next_date is None
        return
    assert found.next_date is not None
    assert all(isinstance(each.by, date) and each.article for each in found.pending)
    if found.state is ClockState.RUNNING:
        assert found.due is not None
    else:
        assert found.due is None
        assert pending
    if found.state is ClockState.PAUSED:
        assert "opinion" in pending
        assert 0 <= found.remaining <= 20 + found.extended_days + found.delayed_days
    if found.state is ClockState.WAITING:
        assert {"confirmation", "clarification", "payment"} & set(pending)
    assert found.due is None or calendar.works(found.due)
    assert 0 <= found.extended_days <= 20


@given(ANY, CALENDAR)
def test_an_open_clock_always_has_a_date_and_a_standing_one_something_pending(known, calendar):
    found = deadline_of(known, calendar)
    if found.due is not None:
        assert calendar.works(found.due)
    _holds(found, calendar)


@given(ANY, CALENDAR, st.randoms())
def test_the_order_of_recording_never_matters(known, calendar, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    first, second = deadline_of(known, calendar), deadline_of(shuffled, calendar)
    assert first == second
    assert first.explanation == second.explanation


@given(ANY, CALENDAR)
def test_the_explanation_counts_every_day_once_up_to_the_due_date(known, calendar):
    found = deadline_of(known, calendar)
    lines = found.explanation
    assert [line.date for line in lines] == sorted({line.date for line in lines})
    last_start = max((at for at, line in enumerate(lines) if "起算" in line.text[:30]), default=0)
    counted = [line.counted for line in lines[last_start:] if line.counted]
    assert counted == list(range(1, len(counted) + 1))
    assert all(calendar.works(line.date) for line in lines if line.counted)
    if found.state is ClockState.RUNNING:
        assert len(counted) == 20 + found.extended_days + found.delayed_days


CONSULTED = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 30)).map(
        lambda span: (START + timedelta(days=span[0]), START + timedelta(days=span[0] + span[1]))
    ),
    max_size=4,
)


def _history(spans):
    events = [Event(ev.RECEIVED, START)]
    for number, (sent, closed) in enumerate(spans):
        events += [Event(ev.CONSULT_SENT, sent, ref=str(number))]
        events += [Event(ev.CONSULT_CLOSED, closed, ref=str(number))]
    return events


def _counted_by_hand(calendar, spans):
    """The twentieth working day on which no consultation was open, one day at a time.

    A consultation begins to bear on the period while that is not over.
    """
    left, at = 20, START
    while left:
        at += timedelta(days=1)
        if calendar.works(at) and not any(sent < at <= closed for sent, closed in spans):
            left -= 1
    return at


@given(CONSULTED, CALENDAR)
def test_consultations_are_a_union_counted_by_hand(spans, calendar):
    due = deadline_of(_history(spans), calendar).due
    by_hand = _counted_by_hand(calendar, spans)
    on_the_last_day = any(sent <= by_hand < closed for sent, closed in spans)
    assert due == by_hand or (on_the_last_day and due > by_hand)


@given(CONSULTED, CALENDAR)
def test_asking_the_same_twice_or_within_changes_nothing(spans, calendar):
    due = deadline_of(_history(spans), calendar).due
    inside = [(sent, closed) for sent, closed in spans]
    assert deadline_of(_history([*spans, *inside]), calendar).due == due


@given(CONSULTED, CALENDAR, st.integers(1, 20))
def test_an_extension_adds_its_working_days_and_nothing_else(spans, calendar, days):
    early = [span for span in spans if span[0] <= START + timedelta(days=14)]
    plain = deadline_of(_history(early), calendar).due
    longer = [*_history(early), Event(ev.EXTENDED, START, days)]
    assert deadline_of(longer, calendar).due == wd_add(calendar, plain, days)


class Handling:
    """A clerk who does whatever he likes and is stopped by the law only."""

    def __init__(self, calendar, channel):
        self.calendar = calendar
        self.today = START
        self.events = [Event(ev.RECEIVED, START, ref=channel)]
        self.opinions = {}
        self.judged = None

    @property
    def facts(self):
        return RequestFacts(
            tuple(self.events), self.calendar, tuple(self.opinions.values()), (), self.judged
        )

    @property
    def now(self):
        return datetime.combine(self.today, time(10), ZONE)

    def do(self, deed):
        getattr(self, deed)()

    def note(self, kind, days=0, ref=""):
        self.events.append(Event(kind, self.today, days, ref))

    def confirm(self):
        if self.facts.clock.receipt is None and self.facts.clock.ended is None:
            self.note(ev.CONFIRMED)

    def ask_clarification(self):
        if not acts.reasons_against_clarification(self.facts, self.now, "年份", "写明", 10):
            self.note(ev.CLARIFICATION_ASKED, 10)

    def take_clarification(self):
        if not acts.reasons_against_clarified(self.facts, self.today):
            self.note(ev.CLARIFIED)

    def lapse_clarification(self):
        if not acts.reasons_against_clarification_lapse(self.facts, self.now):
            self.note(ev.CLARIFICATION_LAPSED)

    def consult(self):
        party = f"第{len(self.opinions)}家"
        law = acts.reasons_against_consultation
        if len(self.opinions) < 3 and not law(self.facts, self.now, "third_party", party, "合同"):
            self.opinions[party] = Opinion(party, "third_party", party, self.today, self.today)
            self.note(ev.CONSULT_SENT, ref=party)
            self.note(ev.CONSULT_RECEIVED, ref=party)

    def hear(self, answer="agrees"):
        for party, opinion in self.opinions.items():
            if not acts.reasons_against_opinion(self.facts, self.now, opinion, answer, "理由"):
                self.opinions[party] = Opinion(
                    party, "third_party", party, opinion.sent, opinion.received, answer
                )
                self.note(ev.CONSULT_CLOSED, ref=party)
                return

    def sleep(self):
        for end in silences(self.events, self.calendar, self.today):
            self.events.append(end)
            opinion = self.opinions[end.ref]
            self.opinions[end.ref] = Opinion(
                end.ref, "third_party", end.ref, opinion.sent, opinion.received, "silent"
            )

    def extend(self):
        if not acts.reasons_against_extension(self.facts, self.now, 20, "案卷多"):
            self.note(ev.EXTENDED, 20)

    def ask_reasons(self):
        if not acts.reasons_against_asking_reasons(self.facts, self.now, "41件", 7):
            self.note(ev.REASONS_ASKED, 7)
            self.judged = True

    def delay(self):
        if not acts.reasons_against_delay(self.facts, self.now, 30, "量大"):
            self.note(ev.DELAY_SET, 30)

    def charge(self):
        if not acts.reasons_against_fee_notice(self.facts, self.now, "items", 31, "41件"):
            self.note(ev.FEE_NOTICED)
            self.note(ev.FEE_RECEIPT)

    def pay(self):
        pending = [each for each in self.facts.clock.pending if each.kind == "payment"]
        if pending and self.today <= pending[0].by:
            assert acts.reasons_against_payment(self.facts) == []
            self.note(ev.FEE_PAID)

    def lapse_fee(self):
        if not acts.reasons_against_fee_lapse(self.facts, self.now):
            self.note(ev.FEE_LAPSED)

    def reply(self):
        stated = {"provided": "合同一份"}
        if not acts.reasons_against_reply(self.facts, self.now, "granted", stated):
            self.note(ev.REPLIED)

    def serve(self):
        way = acts.Service("direct", self.today, self.today, signed=True)
        if not acts.reasons_against_service(self.facts, self.now, way):
            self.note(ev.SERVED)

    def withdraw(self):
        if not acts.reasons_against_withdrawal(self.facts):
            self.note(ev.WITHDRAWN)


MIDDLE = [
    *("ask_clarification", "take_clarification", "consult", "hear", "sleep", "extend"),
    *("ask_reasons", "delay", "charge", "pay"),
]
ENDS = ["reply", "serve", "withdraw", "lapse_clarification", "lapse_fee"]
STEPS = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from([*MIDDLE, *MIDDLE, *ENDS])), max_size=14
)


@pytest.mark.parametrize("channel", ["counter", "internet"])
@given(STEPS, CALENDAR)
def test_lawful_handling_never_loses_the_clock_and_never_does_what_has_no_effect(
    channel, steps, calendar
):
    handling = Handling(calendar, channel)
    handling.confirm()
    for days, deed in steps:
        handling.today += timedelta(days=days)
        handling.sleep()
        handling.do(deed)
        found = deadline_of(handling.events, calendar)
        _holds(found, calendar)
        assert found.remarks == (), found.remarks


@given(STEPS, CALENDAR)
def test_what_is_still_to_come_never_changes_what_has_been_decided(steps, calendar):
    """Each lawful deed leaves the past alone: an overdue request stays overdue."""
    handling = Handling(calendar, "counter")
    for days, deed in steps:
        handling.today += timedelta(days=days)
        handling.sleep()
        before = deadline_of(handling.events, calendar)
        handling.do(deed)
        after = deadline_of(handling.events, calendar)
        if before.due is not None and before.due < handling.today:
            assert after.due == before.due, (deed, before.due, after.due)


@given(STEPS, CALENDAR)
def test_prospects_are_what_comes_true(steps, calendar):
    handling = Handling(calendar, "counter")
    for days, deed in steps:
        handling.today += timedelta(days=days)
        handling.do(deed)
    today = handling.today
    promised = {each.label: each for each in prospects(handling.events, calendar, today)}
    assert all(each.due is None or calendar.works(each.due) for each in promised.values())
    extension = promised.get("今日延期20个工作日")
    lawful = not acts.reasons_against_extension(handling.facts, handling.now, 20, "案卷多")
    if extension is not None:
        assert lawful
        handling.extend()
        assert deadline_of(handling.events, calendar).due == extension.due
