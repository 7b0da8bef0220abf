"""Signing in: throttling, second step, passwords, sessions, and what the ledger keeps of it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from freezegun import freeze_time

from gongkai.audit.selectors import log_page, story_of
from gongkai.desk.jobs import forget_old_sign_ins
from gongkai.orgs.tests.factories import PASSWORD

SIGN_IN = "/desk/sign-in/"
NEW = "Xiaohe-2026-liushui"


def give(client: Client, username="clerk", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def text(response) -> str:
    return response.content.decode()


def ledger() -> str:
    return "\n".join(f"{line.deed} {line.subject} {line.detail}" for line in log_page().lines)


@pytest.fixture
def device(cast):
    made = TOTPDevice.objects.create(user=cast.clerk, name="t", confirmed=True)
    cast.clerk.two_step = True
    cast.clerk.save()
    return made


def code_of(device, shift=0) -> str:
    return f"{totp(device.bin_key, drift=shift):06d}"


def test_the_right_password_opens_the_desk_and_stands_in_the_ledger(client, cast):
    assert client.get(SIGN_IN).status_code == 200
    response = give(client)
    assert response.status_code == 302
    assert response.url == "/desk/"
    assert [line.label for line in story_of(f"person:{cast.clerk.pk}")] == ["登录"]


def test_whoever_is_signed_in_is_sent_on(client, cast):
    client.force_login(cast.clerk)
    assert client.get(SIGN_IN).url == "/desk/"


def test_the_session_key_changes_at_the_sign_in(client, cast):
    session = client.session
    session["a"] = 1
    session.save()
    before = session.session_key
    give(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/desk/units/?a=1", "/desk/units/?a=1"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_the_way_onward_stays_in_the_house(client, cast, wanted, reached):
    assert give(client, next=wanted).url == reached


def test_a_wrong_name_a_wrong_password_and_a_closed_account_look_the_same(client, cast):
    cast.leader.is_active = False
    cast.leader.save()
    answers = [
        give(client, "nobody"),
        give(client, "clerk", "wrong"),
        give(client, "leader"),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "账号或密码不正确" in text(answer)
    assert not signed_in(client)


def test_the_ledger_keeps_failures_without_password_and_without_unknown_names(client, cast):
    give(client, "my-secret-typed-as-name", "wrong-one")
    give(client, "clerk", "wrong-two")
    kept = ledger()
    assert "orgs.sign_in_failed person:unknown" in kept
    assert f"orgs.sign_in_failed person:{cast.clerk.pk}" in kept
    for secret in ("my-secret-typed-as-name", "wrong-one", "wrong-two"):
        assert secret not in kept


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("", ""),
        ("x" * 100_000, "y"),
        ("clerk", "y" * 100_000),
        ("clerk\x00", "y"),
        ("clerk", "y\x00"),
        ("<script>alert(1)</script>", "y"),
        ("\ud800", "y"),
    ],
)
def test_bad_input_is_answered_with_a_form(client, cast, username, password):
    data = urlencode({"username": username, "password": password}, errors="surrogatepass")
    answer = client.post(SIGN_IN, data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "<form" in text(answer)
    assert "<script>alert" not in text(answer)


def test_an_account_is_locked_after_five_failures_for_this_address_only(client, cast):
    now = timezone.now()
    with freeze_time(now):
        for _ in range(4):
            assert give(client, password="wrong").status_code == 422
        locked = give(client, password="wrong")
        assert locked.status_code == 429
        assert 3500 < int(locked["Retry-After"]) <= 3600
        until = timezone.localtime(now + timedelta(hours=1))
        assert f"{until:%Y-%m-%d %H:%M}" in text(locked)
        assert give(client).status_code == 429
        assert not signed_in(client)
        elsewhere = Client(REMOTE_ADDR="10.9.8.7")
        assert give(elsewhere).status_code == 302
    with freeze_time(now + timedelta(minutes=61)):
        assert give(client).status_code == 302


def test_trying_on_does_not_prolong_the_lock(client, cast):
    now = timezone.now()
    for minutes in (0, 0, 0, 0, 0, 30, 50):
        with freeze_time(now + timedelta(minutes=minutes)):
            give(client, password="wrong")
    with freeze_time(now + timedelta(minutes=61)):
        assert give(client).status_code == 302


def test_the_lock_stands_in_the_ledger_once(client, cast):
    for _ in range(8):
        give(client, password="wrong")
    kept = ledger()
    assert kept.count("orgs.lock_out") == 1
    assert kept.count("orgs.sign_in_failed") <= 5


def test_a_forged_header_does_not_escape_the_lock(client, cast):
    for number in range(5):
        give(Client(headers={"X-Forwarded-For": f"1.2.3.{number}"}), password="wrong")
    assert give(Client(headers={"X-Forwarded-For": "9.9.9.9"})).status_code == 429


def test_signing_out_is_a_post_and_stands_in_the_ledger(client, cast):
    give(client)
    assert client.get("/desk/sign-out/").status_code == 405
    assert signed_in(client)
    assert client.post("/desk/sign-out/").url == "/desk/sign-in/"
    assert not signed_in(client)
    assert "orgs.sign_out" in ledger()


def test_a_form_without_token_is_not_taken(cast):
    strict = Client(enforce_csrf_checks=True)
    assert give(strict).status_code == 403


# The second step


def test_the_second_step_follows_the_password(client, cast, device):
    response = give(client, next="/desk/units/")
    assert response.url == "/desk/sign-in/second-step/?next=%2Fdesk%2Funits%2F"
    assert "orgs.sign_in " not in ledger()
    before = client.session.session_key
    page = client.get(response.url)
    assert "6位数字" in text(page)
    done = client.post(
        "/desk/sign-in/second-step/", {"code": code_of(device), "next": "/desk/units/"}
    )
    assert done.url == "/desk/units/"
    assert client.session.session_key != before
    assert "orgs.sign_in " in ledger()
    assert client.get("/desk/password/").status_code == 200


def test_a_code_opens_once(client, cast, device):
    code = code_of(device)
    give(client)
    client.post("/desk/sign-in/second-step/", {"code": code})
    other = Client()
    give(other)
    assert other.post("/desk/sign-in/second-step/", {"code": code}).status_code == 422


@pytest.mark.parametrize(
    "code", ["", "abc", "12345", "1234567", "１２３４５６", "9" * 100_000, "0\x000000"]
)
def test_bad_codes_are_answered_with_words(client, cast, device, code):
    give(client)
    answer = client.post("/desk/sign-in/second-step/", {"code": code})
    assert answer.status_code == 422
    assert "field-error" in text(answer)
    assert client.get("/desk/password/").status_code == 302


def test_wrong_codes_are_slowed_down_and_recorded(client, cast, device):
    give(client)
    wrong = f"{(int(code_of(device)) + 1) % 1_000_000:06d}"
    first = client.post("/desk/sign-in/second-step/", {"code": wrong})
    assert "验证码不正确" in text(first)
    second = client.post("/desk/sign-in/second-step/", {"code": code_of(device)})
    assert "暂停验证" in text(second)
    assert "两步验证" in ledger()
    assert code_of(device) not in ledger()


def test_without_a_password_there_is_no_second_step(client, cast, device):
    assert client.get("/desk/sign-in/second-step/").url.startswith("/desk/sign-in/?next=")


def test_two_step_is_switched_on_with_a_picture_and_a_code(client, cast):
    client.force_login(cast.clerk)
    page = text(client.get("/desk/two-step/"))
    assert "data:image/svg+xml" in page
    waiting = TOTPDevice.objects.get(user=cast.clerk)
    assert not waiting.confirmed
    assert "BASE32" not in page
    wrong = f"{(int(code_of(waiting)) + 1) % 1_000_000:06d}"
    assert client.post("/desk/two-step/", {"code": wrong}).status_code == 422
    cast.clerk.refresh_from_db()
    assert not cast.clerk.two_step
    with freeze_time(timezone.now() + timedelta(seconds=10)):
        done = client.post("/desk/two-step/", {"code": code_of(waiting)})
        assert done.status_code == 302
        cast.clerk.refresh_from_db()
        assert cast.clerk.two_step
        assert "已启用" in text(client.get("/desk/two-step/"))
    assert TOTPDevice.objects.filter(user=cast.clerk).count() == 1


def test_a_session_opened_before_must_take_the_second_step_too(client, cast):
    client.force_login(cast.clerk)
    other = Client()
    other.force_login(cast.clerk)
    client.get("/desk/two-step/")
    waiting = TOTPDevice.objects.get(user=cast.clerk)
    client.post("/desk/two-step/", {"code": code_of(waiting)})
    assert client.get("/desk/password/").status_code == 200
    assert other.get("/desk/password/").url.startswith("/desk/sign-in/second-step/")


def test_two_step_is_switched_off_with_the_password(client, cast, device):
    give(client)
    client.post("/desk/sign-in/second-step/", {"code": code_of(device)})
    assert client.post("/desk/two-step/", {"password": "wrong"}).status_code == 422
    assert client.post("/desk/two-step/", {"password": PASSWORD}).status_code == 302
    cast.clerk.refresh_from_db()
    assert not cast.clerk.two_step
    assert not TOTPDevice.objects.exists()
    assert "orgs.disable_two_step" in ledger()


def test_ended_sessions_and_old_failures_are_forgotten(client, cast):
    now = timezone.now()
    with freeze_time(now):
        give(Client(), "typed-in-the-wrong-field")
        client.force_login(cast.clerk)
        assert forget_old_sign_ins(now + timedelta(minutes=30)) == 0
    assert client.get("/desk/password/").status_code == 200
    assert forget_old_sign_ins(now + timedelta(hours=9)) >= 2
    assert not AccessAttempt.objects.exists()
    assert client.get("/desk/password/").status_code == 302


# Passwords


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post("/desk/password/", {"password": old, "new": new, "again": again})


def test_a_new_password_ends_all_other_sessions_and_keeps_this_one(client, cast):
    client.force_login(cast.clerk)
    other = Client()
    other.force_login(cast.clerk)
    assert change(client).status_code == 302
    assert client.get("/desk/password/").status_code == 200
    assert other.get("/desk/password/").status_code == 302
    assert give(Client()).status_code == 422
    assert give(Client(), password=NEW).status_code == 302
    assert "orgs.change_password" in ledger()
    assert NEW not in ledger()


def test_a_temporary_password_is_changed_and_the_desk_opens(client, cast):
    cast.clerk.must_change_password = True
    cast.clerk.save()
    give(client)
    assert "初始密码" in text(client.get("/desk/password/"))
    change(client)
    cast.clerk.refresh_from_db()
    assert not cast.clerk.must_change_password


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [
        ("short", "short", "密码至少10个字符，现有5个"),
        ("1234567890", "1234567890", "密码"),
        ("password123", "password123", "密码"),
        ("0999-6000000x", "0999-6000000x", "办公电话"),
        (PASSWORD, PASSWORD, "不能与原密码相同"),
        (NEW, NEW + "x", "不一致"),
        ("x" * 100_000, "x" * 100_000, "128"),
        ("", "", "field-error"),
    ],
)
def test_the_password_policy_speaks_chinese(client, cast, new, again, words):
    client.force_login(cast.clerk)
    answer = change(client, new=new, again=again)
    assert answer.status_code == 422
    assert words in text(answer)


def test_guessing_the_old_password_locks_like_the_sign_in(client, cast):
    client.force_login(cast.clerk)
    answers = [change(client, old="wrong").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
