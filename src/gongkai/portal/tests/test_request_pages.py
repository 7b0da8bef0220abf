"""The pages of 依申请公开 that no link leads to are as whole as the others: headings, labels, tags."""

import pytest
from django.test import Client
from lxml import html as parser

from gongkai.inforequests import flow
from gongkai.inforequests.tests.factories import standing_in
from gongkai.inforequests.tests.test_portal_asking import CHECK, NEW, RECEIPT, sent, typed
from gongkai.inforequests.tests.test_portal_following import MINE, STATUS, entered, notice
from gongkai.portal.tests.test_crawl import _faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.INDEX_ROOT = tmp_path / "index"


def faults_of(answer, address):
    assert answer.status_code == 200
    return _faults(parser.document_fromstring(answer.content), address)


def test_form_errors_check_and_receipt(client, cast):
    wrong = client.post(NEW, {"who": "body", "do": "next"})
    assert faults_of(wrong, NEW) == []
    assert parser.document_fromstring(wrong.content).get("lang") == "zh-CN"
    client.post(NEW, typed(cast))
    assert faults_of(client.get(NEW), NEW) == []
    assert faults_of(client.get(CHECK), CHECK) == []
    sent(Client(), cast)
    client.post(CHECK, {"do": "send"})
    assert faults_of(client.get(RECEIPT), RECEIPT) == []


@pytest.mark.parametrize(
    "state", [flow.RECEIVED, flow.CLARIFYING, flow.EXPLAINING, flow.PAYING, flow.SERVED]
)
def test_how_a_request_stands(cast, state):
    request = standing_in(cast, state)
    if state == flow.SERVED:
        notice(request)
    assert faults_of(entered(request).get(MINE), MINE) == []


def test_errors_of_the_code_and_of_an_answer(client, cast):
    assert faults_of(client.post(STATUS, {"number": "1", "code": "2"}), STATUS) == []
    mine = entered(standing_in(cast, flow.CLARIFYING))
    assert faults_of(mine.post(f"{MINE}supplement/", {"answer": ""}), MINE) == []
    rated = entered(standing_in(cast, flow.SERVED))
    assert faults_of(rated.post(f"{MINE}rating/", {}), MINE) == []


def test_the_large_print_mode_keeps_every_function(client, cast):
    client.cookies["mode"] = "elder"
    page = client.get(NEW).content.decode()
    assert 'class="elder"' in page
    assert "保存草稿" in page
