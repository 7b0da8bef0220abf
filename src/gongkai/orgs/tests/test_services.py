"""Deeds on units, people and roles: permission, rules, record."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q

from gongkai.audit.selectors import log_page, story_of, verify
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role, deeds
from gongkai.orgs import handover, selectors, services
from gongkai.orgs.models import Handover, Unit, UnitChange
from gongkai.orgs.rules import GroupDraft, MemberDraft, PersonDraft, UnitDraft
from gongkai.orgs.services.people import draft_of as person_draft_of
from gongkai.orgs.services.units import draft_of
from gongkai.orgs.tests.factories import (
    PASSWORD,
    AppointmentFactory,
    LeadingGroupFactory,
    PersonFactory,
    UnitFactory,
)

NOW = datetime(2026, 6, 15, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOW.date()
DRAFT = UnitDraft(
    kind="department",
    name="澄明县民政局",
    short_name="县民政局",
    slug="minzhengju",
    code="990000009",
    region="999999",
)
NEWCOMER = PersonDraft(name="新来的", job_title="科员", full_time=True)


@pytest.fixture
def desk(monkeypatch):
    """Open work kept in a dictionary {(person, unit): items}, as casework would register it."""
    work = {}

    def count(person_id, unit_id):
        return sum(
            items
            for (person, unit), items in work.items()
            if person_id in (None, person) and unit_id in (None, unit)
        )

    def move(from_id, to_id, unit_id, role, now):
        items = work.pop((from_id, unit_id), 0)
        work[to_id, unit_id] = work.get((to_id, unit_id), 0) + items
        return items

    monkeypatch.setattr(handover.movers, "_things", {"t": handover.Mover("t", move)})
    counters = {"t": handover.OpenWorkCounter("t", count)}
    monkeypatch.setattr(handover.open_work_counters, "_things", counters)
    return work


def refused(call, **arguments):
    with pytest.raises(Refusal) as caught:
        call(now=NOW, **arguments)
    return caught.value.codes


# Units


def test_the_administrator_sets_up_a_unit_with_its_place_and_history(cast):
    unit = services.create_unit(
        actor=cast.actor("admin"), parent=cast.county, draft=DRAFT, now=NOW, note="机构改革方案"
    )
    assert unit.path == f"{cast.county.path}{unit.pk}/"
    assert [(c.kind, c.note) for c in selectors.history_of(unit)] == [("created", "机构改革方案")]
    assert [line.label for line in story_of(f"unit:{unit.pk}")] == ["设立单位"]
    assert verify() is None


def test_only_one_root_stands(cast):
    found = refused(services.create_unit, actor=cast.actor("admin"), parent=None, draft=DRAFT)
    assert found == ("second_root",)


def test_the_system_can_set_up_the_first_root(db):
    root = services.create_unit(actor=SystemActor(), parent=None, draft=DRAFT, now=NOW)
    assert root.path == f"/{root.pk}/"


@pytest.mark.parametrize("part", ["clerk", "leader", "office", "inspector", "stranger"])
def test_others_do_not_set_up_units(cast, part):
    found = refused(services.create_unit, actor=cast.actor(part), parent=cast.county, draft=DRAFT)
    assert found == ("permission",)
    assert not Unit.objects.filter(slug=DRAFT.slug).exists()


def test_all_reasons_against_a_unit_come_at_once(cast):
    draft = replace(DRAFT, slug="jiaoyuju", code="990000003", name="")
    found = refused(
        services.create_unit, actor=cast.actor("clerk"), parent=cast.county, draft=draft
    )
    assert found == ("permission", "name", "duplicate_slug", "duplicate_code")


def test_no_unit_is_set_up_below_a_closed_one(cast):
    closed = UnitFactory(parent=cast.county, closed=True)
    found = refused(services.create_unit, actor=cast.actor("admin"), parent=closed, draft=DRAFT)
    assert found == ("parent_closed",)


def change(cast, part, unit, version=1, **changes):
    return {
        "actor": cast.actor(part),
        "unit": unit,
        "version": version,
        "draft": replace(draft_of(unit), **changes),
    }


def test_a_change_keeps_what_was_before(cast):
    changed = services.change_unit(
        **change(cast, "admin", cast.education, name="澄明县教育和体育局"), now=NOW, note="更名"
    )
    assert changed.version == 2
    history = selectors.history_of(cast.education)[0]
    assert history.differences == [["name", "澄明县教育局", "澄明县教育和体育局"]]


def test_the_clerk_keeps_the_contact_data_of_the_own_unit_and_nothing_else(cast):
    services.change_unit(**change(cast, "clerk", cast.education, phone="0999-6111111"), now=NOW)
    cast.education.refresh_from_db()
    assert cast.education.phone == "0999-6111111"
    own = change(cast, "clerk", cast.education, version=2, name="改名", phone="1")
    assert refused(services.change_unit, **own) == ("permission",)
    other = change(cast, "clerk", cast.water, phone="1")
    assert refused(services.change_unit, **other) == ("permission",)


def test_the_second_of_two_editors_is_told(cast):
    first = change(cast, "admin", cast.education, phone="1")
    second = change(cast, "office", cast.education, phone="2")
    services.change_unit(**first, now=NOW)
    assert refused(services.change_unit, **second) == ("stale",)
    cast.education.refresh_from_db()
    assert cast.education.phone == "1"


def test_a_change_of_nothing_leaves_no_trace(cast):
    services.change_unit(**change(cast, "admin", cast.education), now=NOW)
    assert selectors.history_of(cast.education) == []
    assert story_of(f"unit:{cast.education.pk}") == []


def test_a_code_of_another_unit_is_refused(cast):
    taken = change(cast, "admin", cast.education, code=cast.water.code)
    assert refused(services.change_unit, **taken) == ("duplicate_code",)


def test_a_subtree_moves_with_its_top(cast):
    hamlet = UnitFactory(parent=cast.village)
    moved = services.move_unit(
        actor=cast.actor("admin"), unit=cast.village, parent=cast.water, now=NOW
    )
    hamlet.refresh_from_db()
    assert moved.path == f"{cast.water.path}{cast.village.pk}/"
    assert hamlet.path == f"{moved.path}{hamlet.pk}/"
    assert moved.parent == cast.water
    assert [unit.pk for unit in selectors.ancestors(hamlet)] == [
        cast.county.pk,
        cast.water.pk,
        cast.village.pk,
    ]


def test_a_unit_is_not_moved_below_itself_or_where_it_is(cast):
    admin = cast.actor("admin")
    move = services.move_unit
    assert refused(move, actor=admin, unit=cast.township, parent=cast.village) == ("into_itself",)
    assert refused(move, actor=admin, unit=cast.village, parent=cast.township) == ("same_parent",)
    assert refused(move, actor=admin, unit=cast.county, parent=cast.village) == (
        "root",
        "into_itself",
    )


def test_the_tree_does_not_grow_deeper_than_its_path(cast):
    Unit.objects.filter(pk=cast.village.pk).update(path=cast.township.path + "1" * 100 + "/")
    cast.village.refresh_from_db()
    found = refused(
        services.create_unit, actor=cast.actor("admin"), parent=cast.village, draft=DRAFT
    )
    assert found == ("too_deep",)


def test_an_empty_unit_is_closed_and_its_terms_end(cast, desk):
    AppointmentFactory(person=cast.office, unit=cast.village, role=Role.CLERK)
    services.close_unit(actor=cast.actor("admin"), unit=cast.village, on=DAY, now=NOW)
    cast.village.refresh_from_db()
    assert cast.village.closed_on == DAY
    assert selectors.holders(Role.CLERK, cast.village, DAY) == []
    assert selectors.history_of(cast.village)[0].kind == "closed"


def test_a_unit_with_people_children_or_work_stays_open(cast, desk):
    desk[cast.township_clerk.pk, cast.township.pk] = 4
    close = {"actor": cast.actor("admin"), "unit": cast.township, "on": DAY}
    assert refused(services.close_unit, **close) == ("children", "people", "open_work")


def test_the_unit_of_the_last_administrator_stays_open(cast):
    cast.admin.appointments.update(unit=cast.village)
    close = {"actor": cast.actor("admin"), "unit": cast.village, "on": DAY}
    assert refused(services.close_unit, **close) == ("last_admin",)


def test_the_history_of_a_unit_cannot_be_rewritten(cast):
    unit = services.create_unit(actor=cast.actor("admin"), parent=cast.county, draft=DRAFT, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitChange.objects.filter(unit=unit).update(note="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        UnitChange.objects.filter(unit=unit).delete()


# People


def test_the_office_registers_a_person_with_a_password_to_be_changed(cast):
    person = services.create_person(
        actor=cast.actor("office"),
        unit=cast.village,
        username="xinren",
        draft=NEWCOMER,
        password=PASSWORD,
        now=NOW,
    )
    assert person.check_password(PASSWORD)
    assert person.must_change_password
    assert person.full_time
    line = story_of(f"person:{person.pk}")[0]
    assert PASSWORD not in str(line)
    assert line.label == "登记人员"


def test_all_reasons_against_a_person_come_at_once(cast):
    found = refused(
        services.create_person,
        actor=cast.actor("clerk"),
        unit=UnitFactory(parent=cast.county, closed=True),
        username="office",
        draft=PersonDraft(name="x\x07"),
        password="12345",
    )
    assert found[:3] == ("permission", "duplicate_username", "name")
    assert found[-1] == "unit_closed"
    assert found.count("password") >= 2


def test_a_persons_entries_change_over_what_was_seen(cast):
    draft = replace(person_draft_of(cast.clerk), mobile="13811111111")
    arguments = {"actor": cast.actor("office"), "person": cast.clerk, "draft": draft}
    assert services.change_person(**arguments, version=1, now=NOW).version == 2
    assert refused(services.change_person, **arguments, version=1) == ("stale",)
    assert "13811111111" not in str(story_of(f"person:{cast.clerk.pk}"))


def test_a_person_is_transferred_by_the_administrator_only(cast):
    transfer = {"person": cast.stranger, "unit": cast.education}
    assert refused(services.transfer_person, actor=cast.actor("office"), **transfer) == (
        "permission",
    )
    moved = services.transfer_person(actor=cast.actor("admin"), **transfer, now=NOW)
    assert moved.unit == cast.education


def test_a_new_password_is_temporary_and_follows_the_policy(cast):
    reset = {"actor": cast.actor("admin"), "person": cast.clerk}
    services.set_password(**reset, password="Xinmima-2026-yu", now=NOW)
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password("Xinmima-2026-yu")
    assert cast.clerk.must_change_password
    assert refused(services.set_password, **reset, password="short") == ("password",)


def test_the_office_cannot_take_over_an_account_by_a_new_password(cast):
    found = refused(
        services.set_password,
        actor=cast.actor("office"),
        person=cast.admin,
        password="Xinmima-2026-yu",
    )
    assert found == ("permission",)


def test_a_person_with_open_work_is_not_deactivated(cast, desk):
    desk[cast.clerk.pk, cast.education.pk] = 2
    leave = {"actor": cast.actor("admin"), "person": cast.clerk}
    assert refused(services.deactivate_person, **leave) == ("handover_needed",)
    desk.clear()
    services.deactivate_person(**leave, now=NOW)
    cast.clerk.refresh_from_db()
    assert not cast.clerk.is_active
    assert selectors.grants_of(cast.clerk.pk, DAY) == ()


def test_a_term_that_was_to_begin_later_never_begins_after_leaving(cast):
    later = AppointmentFactory(person=cast.stranger, role=Role.LEADER, since=DAY + timedelta(30))
    services.deactivate_person(actor=cast.actor("admin"), person=cast.stranger, now=NOW)
    services.reactivate_person(actor=cast.actor("admin"), person=cast.stranger, now=NOW)
    assert selectors.grants_of(cast.stranger.pk, later.since) == ()


def test_nobody_deactivates_themselves_and_the_last_administrator_stays(cast):
    found = refused(services.deactivate_person, actor=cast.actor("admin"), person=cast.admin)
    assert found == ("own_account", "last_admin")
    second = PersonFactory(unit=cast.county)
    AppointmentFactory(person=second, role=Role.ADMIN)
    actor = selectors.actor_for(second, NOW)
    services.deactivate_person(actor=actor, person=cast.admin, now=NOW)
    found = refused(services.deactivate_person, actor=SystemActor(), person=second)
    assert found == ("last_admin",)


def test_an_administrator_for_a_term_does_not_count_as_the_remaining_one(cast):
    second = PersonFactory(unit=cast.county)
    AppointmentFactory(person=second, role=Role.ADMIN, until=DAY + timedelta(10))
    found = refused(
        services.deactivate_person, actor=selectors.actor_for(second, NOW), person=cast.admin
    )
    assert found == ("last_admin",)


def test_a_course_enters_the_training_record(cast):
    course = {
        "person": cast.clerk,
        "held_on": DAY,
        "title": "政府信息公开条例专题培训",
        "organiser": "县公开办",
    }
    services.record_training(actor=cast.actor("office"), **course, hours=Decimal("3.5"), now=NOW)
    assert [t.hours for t in selectors.trainings_of(cast.clerk)] == [Decimal("3.5")]
    found = refused(
        services.record_training,
        actor=cast.actor("clerk"),
        **course | {"title": "训" * 100_000},
        hours=Decimal(0),
    )
    assert found == ("permission", "title", "hours")


# Roles


def appointment(cast, part, person, role, unit=None, **term):
    return {
        "actor": cast.actor(part),
        "person": person,
        "unit": unit or cast.education,
        "role": role,
        "since": DAY,
    } | term


def test_the_office_appoints_a_clerk_in_its_subtree(cast):
    services.appoint(
        **appointment(cast, "office", cast.stranger, Role.CLERK, cast.village), now=NOW
    )
    assert selectors.holders(Role.CLERK, cast.village, DAY) == [cast.stranger]
    assert [line.label for line in story_of(f"person:{cast.stranger.pk}")] == ["任命信息员"]


def test_a_township_office_appoints_no_clerk_elsewhere(cast):
    AppointmentFactory(person=cast.stranger, unit=cast.township, role=Role.OFFICE)
    person = PersonFactory(unit=cast.village)
    services.appoint(**appointment(cast, "stranger", person, Role.CLERK, cast.village), now=NOW)
    found = refused(services.appoint, **appointment(cast, "stranger", person, Role.CLERK))
    assert found == ("permission",)


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.CLERK, Role.SYSTEM}])
def test_the_office_appoints_to_no_other_role(cast, role):
    found = refused(services.appoint, **appointment(cast, "office", cast.stranger, role))
    assert found == ("permission",)


def test_nobody_appoints_themselves(cast):
    found = refused(services.appoint, **appointment(cast, "admin", cast.admin, Role.LEADER))
    assert found == ("own_appointment",)
    found = refused(
        services.appoint, **appointment(cast, "office", cast.office, Role.CLERK, cast.county)
    )
    assert found == ("own_appointment",)


def test_an_inspector_takes_no_second_role(cast):
    found = refused(services.appoint, **appointment(cast, "admin", cast.inspector, Role.CLERK))
    assert found == ("inspector_alone",)
    found = refused(services.appoint, **appointment(cast, "admin", cast.leader, Role.INSPECTOR))
    assert found == ("inspector_alone",)


def test_a_role_is_not_given_twice(cast):
    found = refused(services.appoint, **appointment(cast, "admin", cast.clerk, Role.CLERK))
    assert found == ("already_held",)


def test_a_term_ends_on_its_day(cast):
    term = cast.clerk.appointments.get()
    services.end_appointment(actor=cast.actor("office"), term=term, on=DAY, now=NOW)
    assert selectors.grants_of(cast.clerk.pk, DAY - timedelta(1)) != ()
    assert selectors.grants_of(cast.clerk.pk, DAY) == ()
    again = {"actor": cast.actor("office"), "term": term, "on": DAY}
    assert refused(services.end_appointment, **again) == ("ended",)


def test_a_clerk_with_open_work_hands_over_first(cast, desk):
    desk[cast.clerk.pk, cast.education.pk] = 3
    end = {"actor": cast.actor("office"), "term": cast.clerk.appointments.get(), "on": DAY}
    assert refused(services.end_appointment, **end) == ("handover_needed",)


def test_the_last_administrator_keeps_the_role(cast):
    end = {"actor": cast.actor("admin"), "term": cast.admin.appointments.get(), "on": DAY}
    assert refused(services.end_appointment, **end) == ("last_admin",)


def test_the_office_ends_no_other_term(cast):
    end = {"actor": cast.actor("office"), "term": cast.leader.appointments.get(), "on": DAY}
    assert refused(services.end_appointment, **end) == ("permission",)


# Hand-over


def passing(cast, part="office", taker="stranger", giver="clerk", role=Role.CLERK):
    return {
        "actor": cast.actor(part),
        "from_person": getattr(cast, giver),
        "to_person": getattr(cast, taker),
        "unit": cast.education,
        "role": role,
    }


def test_a_handover_moves_role_and_work_and_is_reported(cast, desk):
    desk[cast.clerk.pk, cast.education.pk] = 3
    desk[cast.clerk.pk, cast.water.pk] = 1
    report = services.hand_over(**passing(cast), note="调离", now=NOW)
    assert report.moved == 3
    assert desk == {
        (cast.stranger.pk, cast.education.pk): 3,
        (cast.clerk.pk, cast.water.pk): 1,
    }
    assert selectors.holders(Role.CLERK, cast.education, DAY) == [cast.stranger]
    assert selectors.handovers_page(within=Q(), unseen=True) == [report]
    line = story_of(f"handover:{report.pk}")[0]
    assert line.detail["moved"] == 3


def test_the_office_takes_note_of_a_handover_once(cast):
    report = services.hand_over(**passing(cast), now=NOW)
    note = {"actor": cast.actor("office"), "handover": report}
    services.register_handover(**note, now=NOW)
    assert selectors.handovers_page(within=Q(), unseen=True) == []
    assert refused(services.register_handover, **note) == ("seen",)
    assert refused(services.register_handover, actor=cast.actor("clerk"), handover=report) == (
        "permission",
        "seen",
    )


def test_a_successor_who_holds_the_role_takes_only_the_work(cast, desk):
    AppointmentFactory(person=cast.stranger, unit=cast.education, role=Role.CLERK)
    desk[cast.clerk.pk, cast.education.pk] = 2
    assert services.hand_over(**passing(cast), now=NOW).moved == 2
    assert cast.stranger.appointments.count() == 1


def test_a_handover_has_the_limits_of_an_appointment(cast):
    assert refused(services.hand_over, **passing(cast, taker="inspector")) == ("inspector_alone",)
    assert refused(services.hand_over, **passing(cast, taker="office")) == ("own_appointment",)
    assert refused(services.hand_over, **passing(cast, giver="other_clerk")) == ("not_held",)
    assert refused(services.hand_over, **passing(cast, part="clerk")) == ("permission",)
    same = passing(cast, taker="clerk")
    assert refused(services.hand_over, **same) == ("same_person",)
    long = passing(cast) | {"note": "x" * 100_000}
    assert refused(services.hand_over, **long) == ("note",)


def test_a_refused_handover_leaves_everything_as_it_was(cast, desk):
    desk[cast.clerk.pk, cast.education.pk] = 2
    refused(services.hand_over, **passing(cast, taker="inspector"))
    assert desk == {(cast.clerk.pk, cast.education.pk): 2}
    assert Handover.objects.count() == 0
    assert selectors.holders(Role.CLERK, cast.education, DAY) == [cast.clerk]


def test_a_failing_mover_takes_the_whole_handover_back(cast, monkeypatch):
    def broken(*_):
        raise RuntimeError("disk full")

    monkeypatch.setattr(handover.movers, "_things", {"t": handover.Mover("t", broken)})
    with pytest.raises(RuntimeError):
        services.hand_over(**passing(cast), now=NOW)
    assert Handover.objects.count() == 0
    assert selectors.holders(Role.CLERK, cast.education, DAY) == [cast.clerk]


def test_the_only_administrator_may_hand_the_role_on(cast):
    second = PersonFactory(unit=cast.county)
    report = services.hand_over(
        actor=cast.actor("admin"),
        from_person=cast.admin,
        to_person=second,
        unit=cast.county,
        role=Role.ADMIN,
        now=NOW,
    )
    assert report.to_person == second
    assert [a.person_id for a in selectors.lasting_admins(DAY)] == [second.pk]


# Leading groups


def test_a_leading_group_has_a_term_and_members(cast):
    office = cast.actor("office")
    draft = GroupDraft(name="县政务公开领导小组", since=DAY, basis="澄政办发〔2026〕1号")
    group = services.create_group(
        actor=office, unit=cast.county, office_unit=cast.county, draft=draft, now=NOW
    )
    head = MemberDraft(name="周远", post="head", job_title="县长", since=DAY)
    member = services.add_member(actor=office, group=group, draft=head, now=NOW)
    second = {"actor": office, "group": group, "draft": replace(head, name="吴清")}
    assert refused(services.add_member, **second) == ("second_head",)
    services.end_membership(actor=office, member=member, on=DAY + timedelta(90), now=NOW)
    services.add_member(**second, now=NOW)
    assert [m.name for m in selectors.members_of(group)] == ["周远", "吴清"]
    again = {"actor": office, "member": member, "on": DAY - timedelta(1)}
    assert refused(services.end_membership, **again) == ("ended", "before_start")


def test_a_group_is_changed_over_what_was_seen_and_only_by_the_office(cast):
    group = LeadingGroupFactory(unit=cast.county)
    change = {
        "group": group,
        "version": 1,
        "office_unit": cast.education,
        "draft": GroupDraft(name="新名", since=group.since, until=date(2030, 1, 1)),
    }
    assert refused(services.change_group, actor=cast.actor("leader"), **change) == ("permission",)
    services.change_group(actor=cast.actor("office"), **change, now=NOW)
    assert refused(services.change_group, actor=cast.actor("office"), **change) == ("stale",)
    group.refresh_from_db()
    assert (group.name, group.office_unit) == ("新名", cast.education)


def test_every_deed_recorded_has_a_name_in_the_table(cast):
    services.hand_over(**passing(cast), now=NOW)
    services.set_password(
        actor=cast.actor("admin"), person=cast.clerk, password="Xinmima-2026-yu", now=NOW
    )
    assert {line.deed in deeds for line in log_page().lines} == {True}
