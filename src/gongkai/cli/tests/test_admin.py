"""The first administrator, and the way back in."""

import pytest
from axes.models import AccessAttempt
from click.testing import CliRunner
from django.utils import timezone

from gongkai.cli.admin import command
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import actor_for, person_by_username, root_unit

FIRST = ["chenggong", "--name", "程工", "--unit", "澄明县人民政府", "--code", "990000001"]


def run(*arguments):
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def password_of(result) -> str:
    return result.output.split("临时密码：")[1].split("\n")[0]


def test_a_new_installation_gets_its_root_and_its_administrator(db):
    result = run(*FIRST, "--region", "999999")
    person = person_by_username("chenggong")
    assert person.check_password(password_of(result))
    assert person.must_change_password
    assert person.unit == root_unit()
    assert [g.role for g in actor_for(person, timezone.now()).grants] == [Role.ADMIN]


def test_all_that_is_missing_is_told_and_nothing_is_left_half_done(db):
    with pytest.raises(Refusal) as caught:
        run("chenggong")
    assert caught.value.codes == ("name", "short_name", "code", "region")
    with pytest.raises(Refusal):
        run("bad name", *FIRST[1:], "--region", "999999")
    assert root_unit() is None


def test_a_second_administrator_joins_the_standing_root(cast):
    run("second", "--name", "李工")
    assert person_by_username("second").unit == cast.county


def test_whoever_is_locked_out_comes_back_in(cast, client):
    cast.admin.two_step = True
    cast.admin.save()
    for _ in range(5):
        client.post("/desk/sign-in/", {"username": "admin", "password": "wrong"})
    assert AccessAttempt.objects.exists()
    result = run("admin", "--reset")
    sent = {"username": "admin", "password": password_of(result)}
    assert client.post("/desk/sign-in/", sent).status_code == 302
    assert client.get("/desk/units/").url.startswith("/desk/password/")
    with pytest.raises(Refusal, match="没有“nobody”这个账号"):
        run("nobody", "--reset")


def test_a_wrong_call_is_answered_in_chinese():
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 2
    assert "缺少" in result.output
