"""The permission table as one test: who, by which method, at which address, gets which answer."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse

from gongkai.orgs.models import Handover
from gongkai.orgs.tests.factories import GroupMemberFactory, LeadingGroupFactory
from gongkai.orgs.urls import urlpatterns

OPEN, REFUSED, MISSING, SIGN_IN, UNPROCESSABLE = 200, 403, 404, 302, 422

STAFF = ("clerk", "section_head", "secrecy_reviewer", "legal_adviser", "leader")
OTHERS = ("other_clerk", "other_head", "other_reviewer", "other_leader", "township_clerk")
EVERYBODY = (*STAFF, *OTHERS, "office", "inspector", "admin", "stranger")
WITH_ROLE = tuple(part for part in EVERYBODY if part != "stranger")
OFFICE = ("office", "admin")

TABLE = (
    # address name, what it names, who gets a page by GET (all others are refused)
    ("units", None, WITH_ROLE),
    ("unit", "education", WITH_ROLE),
    ("without_clerk", None, WITH_ROLE),
    ("groups", None, WITH_ROLE),
    ("group", "group", WITH_ROLE),
    ("unit_new", None, ("admin",)),
    ("unit_change", "education", ("clerk", "office", "admin")),
    ("unit_move", "education", ("admin",)),
    ("unit_close", "education", ("admin",)),
    ("people", None, WITH_ROLE),
    ("person", "clerk_id", (*STAFF, "office", "inspector", "admin")),
    ("person_new", None, OFFICE),
    ("person_change", "clerk_id", OFFICE),
    ("person_training", "clerk_id", OFFICE),
    ("person_transfer", "clerk_id", ("admin",)),
    ("person_password", "clerk_id", ("admin",)),
    ("person_deactivate", "clerk_id", ("admin",)),
    ("person_reactivate", "clerk_id", ("admin",)),
    ("person_reset_two_step", "clerk_id", ("admin",)),
    ("appoint", "clerk_id", OFFICE),
    ("term_end", "clerk_term", OFFICE),
    ("term_end", "leader_term", ("admin",)),
    ("hand_over", "clerk_term", OFFICE),
    ("hand_over", "leader_term", ("admin",)),
    ("handovers", None, WITH_ROLE),
    ("group_new", None, OFFICE),
    ("group_change", "group", OFFICE),
    ("member_new", "group", OFFICE),
    ("member_end", "member", OFFICE),
)
FORMS = tuple(
    row
    for row in TABLE
    if row[0]
    not in {
        *("units", "unit", "without_clerk", "groups", "group", "people", "person", "handovers"),
        # a bare POST to these is a deed, not a bad form: test_views.py does them
        *("person_password", "person_deactivate", "person_reactivate", "person_reset_two_step"),
    }
)


@pytest.fixture
def named(cast):
    group = LeadingGroupFactory(unit=cast.county)
    handover = Handover.objects.create(
        from_person=cast.clerk,
        to_person=cast.leader,
        unit=cast.education,
        role="clerk",
        at="2026-06-15T10:00+08:00",
        moved=0,
        by_name=cast.office.name,
    )
    return {
        "education": cast.education.pk,
        "clerk_id": cast.clerk.pk,
        "clerk_term": cast.clerk.appointments.get().pk,
        "leader_term": cast.leader.appointments.get().pk,
        "group": group.pk,
        "member": GroupMemberFactory(group=group, since=date(2025, 1, 1)).pk,
        "handover": handover.pk,
    }


def address(name, named, key):
    return reverse(f"orgs:{name}", args=[named[key]] if key else [])


def answers(client, cast, method, url):
    found = {}
    for part in EVERYBODY:
        client.force_login(getattr(cast, part))
        found[part] = getattr(client, method)(url).status_code
    return found


@pytest.mark.parametrize(("name", "key", "allowed"), TABLE)
def test_who_may_open_a_page(client, cast, named, name, key, allowed):
    expected = {part: OPEN if part in allowed else REFUSED for part in EVERYBODY}
    assert answers(client, cast, "get", address(name, named, key)) == expected


@pytest.mark.parametrize(("name", "key", "allowed"), FORMS)
def test_who_may_send_a_form(client, cast, named, name, key, allowed):
    expected = {part: UNPROCESSABLE if part in allowed else REFUSED for part in EVERYBODY}
    assert answers(client, cast, "post", address(name, named, key)) == expected


def test_only_the_office_registers_a_handover(client, cast, named):
    url = address("handover_register", named, "handover")
    found = answers(client, cast, "post", url)
    assert found == {part: 302 if part == "office" else REFUSED for part in EVERYBODY}
    client.force_login(cast.office)
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_passes_without_signing_in(client, cast, named, method):
    for name, key, _ in (*TABLE, ("handover_register", "handover", ())):
        response = getattr(client, method)(address(name, named, key))
        assert response.status_code == SIGN_IN, name
        assert response.url.startswith("/desk/sign-in/")


def test_everybody_may_see_the_own_sheet(client, cast):
    for person in cast.people.values():
        client.force_login(person)
        assert client.get(reverse("orgs:person", args=[person.pk])).status_code == OPEN


def test_the_table_covers_every_address_of_the_app():
    listed = {name for name, _, _ in TABLE} | {"handover_register"}
    assert listed == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("number", [0, 999_999, 10**18, 10**40])
def test_what_does_not_exist_is_not_found(client, cast, named, number):
    client.force_login(cast.admin)
    for name, key, _ in TABLE:
        if key is not None:
            url = reverse(f"orgs:{name}", args=[number])
            assert client.get(url).status_code == MISSING, name
    client.force_login(cast.office)
    url = reverse("orgs:handover_register", args=[number])
    assert client.post(url).status_code == MISSING


def test_every_desk_route_of_ours_is_below_the_gate():
    resolver = get_resolver()
    for pattern in urlpatterns:
        routes = [route for route, *_ in resolver.reverse_dict.getlist(pattern.name)]
        assert resolver.namespace_dict["orgs"][0] == "desk/", routes
