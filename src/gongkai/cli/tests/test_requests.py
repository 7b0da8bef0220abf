"""`gongkai requests import` takes mails in, says which it could not, and takes none twice."""

import json

import pytest
from click.testing import CliRunner
from django.apps import apps

from gongkai.cli.requests import command

pytestmark = pytest.mark.django_db
MAIL = "From: 王小明 <wang@example.cn>\r\nMessage-ID: <1@a>\r\n\r\n申请公开2025年决算".encode()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


def requests():
    return apps.get_model("inforequests", "InformationRequest").objects


def run(*arguments):
    return CliRunner().invoke(command, ["import", *map(str, arguments)])


def test_mails_become_requests_and_the_rest_is_said(cast, tmp_path):
    good, bad = tmp_path / "1.eml", tmp_path / "2.eml"
    good.write_bytes(MAIL)
    bad.write_bytes(b"hello")
    answer = run(good, bad, "--unit", "jiaoyuju", "--json")
    assert answer.exit_code == 1
    first, second = json.loads(answer.output)["mails"]
    request = requests().get()
    assert (first["number"], first["reasons"]) == (request.number, [])
    assert (request.unit_id, request.channel) == (cast.education.pk, "email")
    assert "不是电子邮件" in second["reasons"][0]
    again = run(good, "--unit", "jiaoyuju")
    assert again.exit_code == 1
    assert request.number in again.output


def test_an_unknown_unit_is_said_before_anything_is_read(cast, tmp_path):
    good = tmp_path / "1.eml"
    good.write_bytes(MAIL)
    answer = run(good, "--unit", "nowhere")
    assert answer.exit_code == 2
    assert "网址标识" in answer.output
    assert requests().count() == 0
