"""The desk's gate: closed by default, one stage after the other, refusals with all reasons."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from gongkai.kernel.permissions import Role
from gongkai.orgs.tests.factories import AppointmentFactory

pytestmark = pytest.mark.urls("gongkai.desk.tests.urls")


def test_a_stranger_to_the_house_is_sent_to_the_sign_in_and_back(client: Client, db):
    response = client.get("/desk/who/?a=1")
    assert response.status_code == 302
    assert response.url == "/desk/sign-in/?next=%2Fdesk%2Fwho%2F%3Fa%3D1"


def test_the_address_of_a_sent_form_is_not_where_to_come_back(client: Client, db):
    assert client.post("/desk/who/").url == "/desk/sign-in/"


def test_htmx_is_sent_by_its_own_header_and_scripts_get_json(client: Client, db):
    part = client.get(
        "/desk/who/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/page/"},
    )
    assert part.status_code == 204
    assert part["HX-Redirect"].startswith("/desk/sign-in/?next=http")
    saved = client.post("/desk/who/", headers={"Accept": "application/json"})
    assert saved.status_code == 401
    assert saved.json()["reasons"] == ["登录已失效，请重新登录"]


def test_a_signed_in_person_acts_under_the_own_name(client: Client, cast):
    client.force_login(cast.clerk)
    assert client.get("/desk/who/").content.decode() == cast.clerk.name


def test_a_desk_page_costs_session_person_and_roles(
    client: Client, cast, django_assert_num_queries
):
    client.force_login(cast.clerk)
    with django_assert_num_queries(3):
        client.get("/desk/who/")


def test_a_public_page_touches_neither_session_nor_people(
    client: Client, cast, django_assert_num_queries
):
    client.force_login(cast.clerk)
    with django_assert_num_queries(0):
        response = client.get("/outside/")
    assert response.content == b"True"
    assert "Vary" not in response or "Cookie" not in response["Vary"]


def test_no_cache_on_the_way_keeps_a_desk_page(client: Client, cast):
    client.force_login(cast.clerk)
    assert client.get("/desk/who/")["Cache-Control"] == "private, no-cache"
    assert "no-store" in client.get("/desk/sign-in/second-step/")["Cache-Control"]
    assert "Cache-Control" not in client.get("/outside/")


def test_a_closed_account_is_out_at_once(client: Client, cast):
    client.force_login(cast.clerk)
    cast.clerk.is_active = False
    cast.clerk.save()
    assert client.get("/desk/who/").status_code == 302


def test_a_session_ends_after_its_time_however_busy(client: Client, cast, settings):
    settings.SESSION_COOKIE_AGE = 3600
    now = timezone.now()
    with freeze_time(now):
        client.force_login(cast.clerk)
    with freeze_time(now + timedelta(minutes=50)):
        assert client.get("/desk/who/").status_code == 200
        session = client.session
        session["busy"] = True
        session.save()
    with freeze_time(now + timedelta(minutes=70)):
        response = client.get("/desk/who/", follow=True)
    assert "登录时间已满" in response.content.decode()


def test_a_session_of_unknown_age_is_not_trusted(client: Client, cast):
    client.force_login(cast.clerk)
    session = client.session
    del session["signed_in_at"]
    session.save()
    assert client.get("/desk/who/").status_code == 302


def test_a_first_password_is_changed_before_anything_else(client: Client, cast):
    cast.clerk.must_change_password = True
    cast.clerk.save()
    client.force_login(cast.clerk)
    assert client.get("/desk/who/").url.startswith("/desk/password/")
    assert client.get("/desk/password/").status_code == 200


def test_the_second_step_comes_before_anything_else(client: Client, cast):
    cast.clerk.two_step = True
    cast.clerk.must_change_password = True
    cast.clerk.save()
    client.force_login(cast.clerk)
    for address in ("/desk/who/", "/desk/password/", "/desk/two-step/"):
        assert client.get(address).url.startswith("/desk/sign-in/second-step/"), address


def test_a_page_without_the_right_says_who_has_it(client: Client, cast):
    client.force_login(cast.clerk)
    response = client.get("/desk/closing/")
    assert response.status_code == 403
    assert "“撤销单位”须由本单位的系统管理员" in response.content.decode()
    client.force_login(cast.admin)
    assert client.get("/desk/closing/").status_code == 200


def test_a_right_ends_with_the_term(client: Client, cast):
    term = AppointmentFactory(person=cast.stranger, unit=cast.county, role=Role.ADMIN)
    client.force_login(cast.stranger)
    assert client.get("/desk/closing/").status_code == 200
    term.until = timezone.localdate()
    term.save()
    assert client.get("/desk/closing/").status_code == 403


def test_a_refusal_becomes_a_page_with_all_reasons(client: Client, cast):
    client.force_login(cast.clerk)
    page = client.post("/desk/rule/")
    assert page.status_code == 409
    for words in ("缺少公开属性", "条例第十三条", "尚未保密审查", "没有作任何改动"):
        assert words in page.content.decode()


def test_a_refusal_becomes_a_part_for_htmx_and_json_for_scripts(client: Client, cast):
    client.force_login(cast.clerk)
    part = client.post("/desk/rule/", headers={"HX-Request": "true"})
    assert part["HX-Retarget"] == "#content"
    assert "<html" not in part.content.decode()
    answer = client.post("/desk/rule/", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["codes"] == ["a", "b"]


def test_a_bug_stays_loud(client: Client, cast):
    client.force_login(cast.clerk)
    with pytest.raises(ValueError, match="loud"):
        client.get("/desk/bug/")


def test_the_frame_says_who_is_signed_in(client: Client, cast):
    client.force_login(cast.clerk)
    page = client.get("/desk/password/").content.decode()
    for words in ("林小雨", "县教育局", "信息员", "/desk/sign-out/"):
        assert words in page
