"""Who holds what, where units stand in the tree, and what the world may know."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.actor import may
from gongkai.kernel.permissions import Reach, Role
from gongkai.orgs import public, selectors
from gongkai.orgs.models import Unit
from gongkai.orgs.tests.factories import AppointmentFactory, PersonFactory, UnitFactory

DAY = date(2026, 6, 15)


@pytest.fixture
def one_query(django_assert_num_queries):
    return django_assert_num_queries(1)


def test_grants_hold_from_the_first_day_in_to_the_day_before_the_first_day_out(cast):
    AppointmentFactory(person=cast.stranger, role=Role.CLERK, since=DAY, until=DAY + timedelta(2))
    grants = [selectors.grants_of(cast.stranger.pk, DAY + timedelta(n)) for n in (-1, 0, 1, 2)]
    assert [len(found) for found in grants] == [0, 1, 1, 0]
    assert grants[1][0].unit_path == cast.water.path


def test_grants_cost_one_query(cast, one_query):
    with one_query:
        assert selectors.grants_of(cast.clerk.pk, DAY)


def test_the_actor_has_todays_roles_by_the_local_calendar(cast):
    AppointmentFactory(person=cast.stranger, role=Role.CLERK, since=DAY)
    shanghai = ZoneInfo("Asia/Shanghai")
    before = datetime(2026, 6, 14, 23, 59, tzinfo=shanghai)
    assert selectors.actor_for(cast.stranger, before).grants == ()
    after = datetime(2026, 6, 15, 0, 0, tzinfo=shanghai).astimezone(ZoneInfo("UTC"))
    assert [grant.role for grant in selectors.actor_for(cast.stranger, after).grants] == [
        Role.CLERK
    ]


def test_a_closed_account_has_no_roles(cast):
    cast.clerk.is_active = False
    assert selectors.actor_for(cast.clerk, datetime.now(ZoneInfo("UTC"))).grants == ()


def test_the_tree_lists_parents_first_in_one_query(cast, one_query):
    UnitFactory(parent=cast.county, name="先列局", position=0, closed=True)
    with one_query:
        tree = selectors.unit_tree()
    assert [unit.depth for unit in tree][:2] == [0, 1]
    names = [unit.short_name for unit in tree]
    assert names.index("清泉镇") + 1 == names.index("柳树村")
    open_names = [unit.name for unit in selectors.unit_tree(on=DAY)]
    assert "先列局" not in open_names
    assert len(open_names) == 5


def test_choices_are_indented_by_level(cast):
    labels = dict(selectors.unit_choices())
    assert labels[cast.village.pk] == "　　柳树村村民委员会"


def test_a_prefix_of_a_number_is_not_a_subtree(db):
    first = UnitFactory()
    Unit.objects.filter(pk=first.pk).update(path="/1/")
    first.refresh_from_db()
    Unit.objects.filter(pk=UnitFactory().pk).update(path="/12/")
    assert list(selectors.subtree(first)) == [first]


def test_ancestors_come_root_first(cast):
    assert selectors.ancestors(cast.village) == [cast.county, cast.township]
    assert selectors.ancestors(cast.county) == []


def test_holders_hold_the_role_in_exactly_this_unit(cast):
    assert selectors.holders(Role.CLERK, cast.education, DAY) == [cast.clerk]
    assert selectors.holders(Role.CLERK, cast.county, DAY) == []
    PersonFactory(unit=cast.education, inactive=True)
    assert selectors.holders(Role.CLERK, cast.township, DAY) == [cast.township_clerk]


def test_units_without_a_clerk_are_found(cast):
    closed = UnitFactory(parent=cast.county, closed=True)
    found = list(selectors.units_without(Role.CLERK, DAY))
    assert found == [cast.county, cast.village]
    assert closed not in found
    cast.clerk.is_active = False
    cast.clerk.save()
    assert cast.education in selectors.units_without(Role.CLERK, DAY)


def test_people_of_a_unit_include_those_who_only_hold_a_role_there(cast):
    AppointmentFactory(person=cast.office, unit=cast.village, role=Role.CLERK)
    people = selectors.people_of(cast.village, DAY)
    assert people == [cast.office]
    assert {post.unit for post in people[0].posts} == {cast.county, cast.village}


def test_the_register_is_paged_by_key_and_costs_the_same_for_more_people(cast):
    from django.db import connection

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = selectors.people_page(within=Q(), on=DAY)
            [post.unit.name for person in page for post in person.posts]
        return len(queries), len(page)

    few = cost()
    PersonFactory.create_batch(60, unit=cast.village)
    many = cost()
    assert few[0] == many[0] == 2
    assert many[1] == selectors.PAGE + 1
    first = selectors.people_page(within=Q(), on=DAY)
    second = selectors.people_page(within=Q(), on=DAY, after=first[49].pk)
    assert second[0] == first[50]


def test_the_register_is_filtered_by_unit_role_and_name(cast):
    everyone = Q()
    by_unit = selectors.people_page(within=everyone, on=DAY, unit=cast.township)
    assert by_unit == [cast.township_clerk]
    by_role = selectors.people_page(within=everyone, on=DAY, role=Role.LEADER)
    assert by_role == [cast.leader, cast.other_leader]
    assert selectors.people_page(within=everyone, on=DAY, name="小雨") == [cast.clerk]
    assert selectors.people_page(within=everyone, on=DAY, name="office") == [cast.office]


def test_reach_of_filters_like_may(cast):
    for part in cast.people:
        actor = cast.actor(part)
        for deed in ("orgs.read_people", "orgs.describe_unit", "orgs.close_unit"):
            allowed = set(selectors.units_open_to(actor, deed))
            assert allowed == {u for u in Unit.objects.all() if may(actor, deed, u)}, (part, deed)


def test_reach_subtree_means_the_unit_and_all_below(cast):
    AppointmentFactory(person=cast.stranger, unit=cast.township, role=Role.OFFICE)
    actor = cast.actor("stranger")
    assert set(selectors.units_open_to(actor, "orgs.appoint_clerk")) == {
        cast.township,
        cast.village,
    }
    assert actor.grants[0].reaches(Reach.SUBTREE, cast.village)
    assert not actor.grants[0].reaches(Reach.SUBTREE, cast.education)


def test_the_public_knows_leaders_and_contact_but_no_accounts_or_mobiles(cast):
    cast.leader.username = "gaojianguo"
    cast.leader.save()
    sheet = public.public_unit("jiaoyuju", DAY)
    assert sheet is not None
    assert sheet.leaders == (public.PublicLeader("高建国", "副局长"),)
    told = str(asdict(sheet))
    for secret in (cast.leader.username, cast.leader.mobile, cast.clerk.name, cast.clerk.phone):
        assert secret not in told


def test_the_public_sees_no_closed_unit_and_no_former_leader(cast):
    Unit.objects.filter(pk=cast.water.pk).update(closed_on=DAY)
    assert public.public_unit("shuiliju", DAY) is None
    assert public.public_unit("no-such-unit", DAY) is None
    assert "shuiliju" not in [unit.slug for unit in public.public_units(DAY)]
    cast.leader.appointments.update(until=DAY)
    sheet = public.public_unit("jiaoyuju", DAY)
    assert sheet is not None
    assert sheet.leaders == ()


def test_public_units_cost_one_query(cast, one_query):
    with one_query:
        units = public.public_units(DAY)
    assert [unit.depth for unit in units] == [0, 1, 1, 1, 2]
