"""The engine with a flow of its own, so that no business stands behind these tests."""

from datetime import date, timedelta

import pytest

from gongkai.audit.selectors import story_of
from gongkai.casework import selectors, services, watch
from gongkai.casework.models import Reminder, TimelineEntry
from gongkai.casework.rules import NO_DEADLINE, ZONE, Light
from gongkai.casework.tests.errands import NOW, act, errand
from gongkai.clock.rules import DayKind
from gongkai.clock.services import set_day
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs import services as orgs
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.factories import AppointmentFactory

pytestmark = pytest.mark.usefixtures("errands")


def inbox(cast: Cast, part: str, **filters: str) -> list[str]:
    page = selectors.inbox(actor=cast.actor(part), now=NOW, region="999999", **filters)
    return [item.title for item in page.items]


def test_a_case_is_numbered_per_unit_and_year(cast: Cast) -> None:
    first, second = errand(cast), errand(cast)
    other = errand(cast, "other_clerk")
    unit = cast.education.pk
    assert first.number == f"CS{unit:03d}-2026-00001"
    assert second.number == f"CS{unit:03d}-2026-00002"
    assert other.number == f"CS{cast.water.pk:03d}-2026-00001"


def test_the_deadline_is_cached_from_events_and_cleared_when_closed(cast: Cast) -> None:
    case = errand(cast, day="2026-01-28")
    assert case.next_due_at.astimezone(ZONE).date() == date(2026, 3, 3)
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    case.refresh_from_db()
    assert case.next_due_at == NO_DEADLINE
    assert case.closed_at == NOW


def test_the_inbox_holds_what_waits_for_my_post_or_for_me_by_name(cast: Cast) -> None:
    case = errand(cast)
    assert inbox(cast, "clerk") == ["一件事"]
    assert inbox(cast, "section_head") == []
    act(cast, case, "clerk", "check")
    assert inbox(cast, "clerk") == []
    assert inbox(cast, "section_head") == ["一件事"]
    assert inbox(cast, "other_head") == []


def test_an_inbox_is_ordered_by_due_date_and_pages_by_cursor(cast: Cast) -> None:
    days = [f"2026-05-{day:02d}" for day in range(1, 26)]
    for day in reversed(days):
        errand(cast, day=day, title=day)
    actor = cast.actor("clerk")
    first = selectors.inbox(actor=actor, now=NOW, region="999999")
    rest = selectors.inbox(actor=actor, now=NOW, region="999999", cursor=first.next)
    due = [item.due_at for item in (*first.items, *rest.items)]
    assert len(first.items) == 20
    assert rest.next == ""
    assert due == sorted(due)
    assert len({item.case_id for item in (*first.items, *rest.items)}) == 25


def test_a_cursor_that_was_tampered_with_shows_the_first_page(cast: Cast) -> None:
    errand(cast)
    assert inbox(cast, "clerk", cursor="x_y") == ["一件事"]
    assert inbox(cast, "clerk", cursor="1e400_1") == ["一件事"]


def test_lights_filter_the_inbox(cast: Cast) -> None:
    errand(cast, day="2026-01-05", title="旧")
    errand(cast, day="2026-05-19", title="近")
    errand(cast, day="2026-06-15", title="新")
    assert inbox(cast, "clerk", light=Light.OVERDUE) == ["旧"]
    assert inbox(cast, "clerk", light=Light.SOON) == ["近"]
    assert inbox(cast, "clerk") == ["旧", "近", "新"]


def test_a_step_from_a_page_that_is_out_of_date_is_refused(cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check", expected_version=1)
    with pytest.raises(Refusal, match="林小雨：送核") as refused:
        act(cast, case, "section_head", "finish", expected_version=1)
    assert refused.value.codes == ("stale",)


def test_the_wrong_step_person_and_a_missing_note_are_refused(cast: Cast) -> None:
    case = errand(cast)
    with pytest.raises(Refusal) as refused:
        act(cast, case, "section_head", "finish")
    assert refused.value.codes == ("wrong_step",)
    act(cast, case, "clerk", "check")
    with pytest.raises(Refusal) as refused:
        act(cast, case, "clerk", "back")
    assert set(refused.value.codes) == {"permission", "note_missing"}
    with pytest.raises(Refusal) as refused:
        act(cast, case, "section_head", "back")
    assert refused.value.codes == ("note_missing",)


def test_offers_carry_all_reasons_and_only_what_the_role_could_do(cast: Cast) -> None:
    case = errand(cast)
    offers = selectors.offers(case=case, actor=cast.actor("clerk"), now=NOW)
    assert [(offer.action.code, offer.allowed) for offer in offers] == [("check", True)]
    assert selectors.offers(case=case, actor=cast.actor("section_head"), now=NOW) == []


def test_a_send_back_comes_to_the_person_who_opened_it(cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "back", note="补充附件")
    case.refresh_from_db()
    assert case.handler == cast.clerk
    last = TimelineEntry.objects.filter(case=case).last()
    assert last is not None
    assert (last.sentence, last.note, last.actor_name) == ("退回", "补充附件", "陈志远")


def test_assigning_takes_a_case_out_of_the_common_inbox(cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    give = {
        "actor": cast.actor("leader"),
        "case_id": case.pk,
        "person_id": cast.legal_adviser.pk,
        "person_name": "方正平",
        "now": NOW,
    }
    with pytest.raises(Refusal, match="方正平现在不是承办单位的科室负责人") as refused:
        services.assign(**give)
    assert refused.value.codes == ("wrong_role",)
    AppointmentFactory(person=cast.legal_adviser, role=Role.SECTION_HEAD)
    services.assign(**give)
    assert inbox(cast, "section_head") == []
    assert inbox(cast, "legal_adviser") == ["一件事"]
    with pytest.raises(Refusal) as refused:
        services.assign(**give)
    assert refused.value.codes == ("already_assigned",)


def test_a_transfer_moves_the_case_with_its_clock(cast: Cast) -> None:
    case = errand(cast)
    transfer = {"case_id": case.pk, "unit": cast.water, "unit_name": "县水利局", "now": NOW}
    with pytest.raises(Refusal) as refused:
        services.transfer(actor=cast.actor("clerk"), note="", **transfer)
    assert set(refused.value.codes) == {"permission", "note_missing"}
    due = case.next_due_at
    services.transfer(actor=cast.actor("office"), note="属水利局职责", **transfer)
    case.refresh_from_db()
    assert (case.unit, case.waiting_unit) == (cast.water, cast.water)
    assert case.next_due_at == due
    assert inbox(cast, "other_clerk") == ["一件事"]


def test_another_unit_is_asked_once_and_answers(cast: Cast) -> None:
    case = errand(cast)
    ask = {
        "actor": cast.actor("clerk"),
        "case_id": case.pk,
        "unit_id": cast.water.pk,
        "unit_name": "县水利局",
        "days": 3,
        "now": NOW,
    }
    asked = services.ask_unit(question="请核对水域范围", **ask)
    assert asked.due_at.astimezone(ZONE).date() == date(2026, 6, 18)
    with pytest.raises(Refusal) as refused:
        services.ask_unit(question="", **ask)
    assert set(refused.value.codes) == {"question_missing", "already_asked"}
    assert selectors.questions_for(cast.actor("other_clerk")) == [asked]
    with pytest.raises(Refusal) as refused:
        services.answer_unit(
            actor=cast.actor("clerk"), co_handling_id=asked.pk, opinion="x", now=NOW
        )
    assert refused.value.codes == ("permission",)
    services.answer_unit(
        actor=cast.actor("other_clerk"), co_handling_id=asked.pk, opinion="范围无误", now=NOW
    )
    assert selectors.questions_for(cast.actor("other_clerk")) == []
    assert [entry.action for entry in selectors.timeline_of(case.pk)] == [
        "open",
        "ask_unit",
        "answer_unit",
    ]


def test_the_office_supervises_and_the_unit_answers_once(cast: Cast) -> None:
    case = errand(cast, day="2026-01-05")
    with pytest.raises(Refusal) as refused:
        services.supervise(actor=cast.actor("leader"), case_id=case.pk, demand="", now=NOW)
    assert set(refused.value.codes) == {"permission", "demand_missing"}
    found = services.supervise(
        actor=cast.actor("office"), case_id=case.pk, demand="请说明超期原因", now=NOW
    )
    answer = {"supervision_id": found.pk, "answer": "本周办结", "now": NOW}
    services.answer_supervision(actor=cast.actor("clerk"), **answer)
    with pytest.raises(Refusal) as refused:
        services.answer_supervision(actor=cast.actor("clerk"), **answer)
    assert refused.value.codes == ("answered",)
    told = [line.deed for line in story_of(services.subject_of(case.pk))]
    assert told == ["casework.supervise", "casework.answer_supervision"]


def test_reminders_are_given_once_per_stage_and_due_date(cast: Cast) -> None:
    case = errand(cast, day="2026-05-19")
    due = case.next_due_at
    moments = [due - timedelta(days=1), due - timedelta(hours=3), due + timedelta(hours=9)]
    sent = [watch.send_reminders(moment) for moment in (*moments, moments[-1])]
    assert sent == [1, 1, 1, 0]
    stages = Reminder.objects.order_by("id").values_list("stage", flat=True)
    assert list(stages) == ["early", "due", "overdue"]


def test_a_new_holiday_moves_running_deadlines_and_says_so(cast: Cast) -> None:
    case = errand(cast)
    before = case.next_due_at
    set_day(
        actor=cast.actor("office"),
        region="",
        day=date(2026, 6, 24),
        kind=DayKind.PUBLIC_HOLIDAY,
        name="临时放假",
        source="澄政办〔2026〕9号",
        now=NOW,
    )
    case.refresh_from_db()
    assert case.next_due_at == before + timedelta(days=1)
    assert "工作日历调整" in selectors.timeline_of(case.pk)[-1].sentence
    assert [line.deed for line in story_of("calendar:national")] == ["clock.edit_calendar"]


def test_open_work_follows_a_hand_over_and_tells_it(cast: Cast) -> None:
    case, closed = errand(cast), errand(cast)
    act(cast, closed, "clerk", "check")
    act(cast, closed, "section_head", "finish")
    report = orgs.hand_over(
        actor=cast.actor("admin"),
        from_person=cast.clerk,
        to_person=cast.stranger,
        unit=cast.education,
        role=Role.CLERK,
        now=NOW,
    )
    assert report.moved == 1
    case.refresh_from_db()
    assert (case.handler, case.version) == (cast.stranger, 2)
    assert selectors.timeline_of(case.pk)[-1].sentence == "工作交接：承办人由林小雨改为路人甲"
    assert selectors.open_work(cast.clerk.pk, None) == 0
    assert inbox(cast, "stranger") == ["一件事"]


def test_open_work_of_another_unit_stays(cast: Cast) -> None:
    errand(cast, "other_clerk")
    moved = services.move_open_work(
        cast.other_clerk.pk, cast.clerk.pk, cast.education.pk, Role.CLERK, NOW
    )
    assert moved == 0
    assert inbox(cast, "other_clerk") == ["一件事"]


def test_a_send_back_to_somebody_who_has_left_comes_to_everyone_in_the_role(cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    AppointmentFactory(person=cast.stranger, unit=cast.education, role=Role.CLERK)
    cast.clerk.appointments.update(until=NOW.date())
    act(cast, case, "section_head", "back", note="补充附件")
    assert inbox(cast, "clerk") == []
    assert inbox(cast, "stranger") == ["一件事"]


def test_words_that_are_too_long_are_refused_and_never_cut(cast: Cast) -> None:
    case = errand(cast)
    with pytest.raises(Refusal, match="现有 2001 字") as refused:
        act(cast, case, "clerk", "check", note="长" * 2001)
    assert refused.value.codes == ("text_too_long",)
    with pytest.raises(Refusal, match="不能超过 2000 字"):
        services.supervise(actor=cast.actor("office"), case_id=case.pk, demand="长" * 2001, now=NOW)


def test_nothing_is_handed_on_once_a_case_is_closed(cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    office, common = cast.actor("office"), {"case_id": case.pk, "now": NOW}
    deeds = (
        lambda: services.assign(
            actor=office, person_id=cast.clerk.pk, person_name="林小雨", **common
        ),
        lambda: services.transfer(
            actor=office, unit=cast.water, unit_name="县水利局", note="因", **common
        ),
        lambda: services.ask_unit(
            actor=office,
            unit_id=cast.water.pk,
            unit_name="县水利局",
            question="问",
            days=3,
            **common,
        ),
        lambda: services.supervise(actor=office, demand="催", **common),
    )
    for deed in deeds:
        with pytest.raises(Refusal, match="此件已办结") as refused:
            deed()
        assert refused.value.codes == ("closed",)


def test_the_office_sees_every_open_case_below_it(cast: Cast) -> None:
    errand(cast, title="教育")
    errand(cast, "other_clerk", title="水利")

    def listed(part: str) -> list[str]:
        scope = selectors.scope_of(cast.actor(part))
        asked = selectors.Asked()
        page = selectors.cases_page(scope=scope, asked=asked, now=NOW, region="999999")
        return [item.title for item in page.items]

    assert sorted(listed("office")) == ["教育", "水利"]
    assert listed("other_clerk") == ["水利"]
    assert listed("admin") == []


def test_reading_is_for_the_unit_the_office_inspection_and_those_asked(cast: Cast) -> None:
    case = errand(cast)
    readers = [part for part in cast.people if selectors.visible_to(cast.actor(part), case)]
    unit = ["clerk", "section_head", "secrecy_reviewer", "legal_adviser", "leader"]
    assert readers == [*unit, "office", "inspector"]
