"""The demo county is one consistent story, alive on whatever day it is built."""

import re
from collections import Counter, deque
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gongkai.audit import selectors as audit
from gongkai.casework import selectors as casework
from gongkai.casework.rules import Light
from gongkai.cli.demo import account_table, command, index_search
from gongkai.cli.demo.build import build, documents
from gongkai.cli.demo.county import BY_KEY, ORGANS
from gongkai.cli.demo.filings import filings
from gongkai.cli.demo.requests import two_years
from gongkai.cli.demo.requests.roads import ROADS
from gongkai.documents.flow import PUBLISHING, WITHDRAWAL
from gongkai.documents.services.figures import recount
from gongkai.kernel.errors import Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import person_by_username, units_without

PASSWORD = "yanshi-zhanghao-88"


@pytest.fixture(scope="module")
def now():
    return timezone.now()


OLD_PAGE = """索引号：000014349/2018-00{n}
主题分类：科技、教育
发文机关：国务院办公厅
成文日期：2018年12月26日
标题：国务院办公厅关于第{n}项工作的通知
发文字号：国办发〔2018〕{n}号
发布日期：2019年01月03日

各省、自治区、直辖市人民政府：
为做好第{n}项工作，经国务院同意，现就有关事项通知如下。
"""


@pytest.fixture(scope="module")
def old_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("old")
    for number in range(3):
        (folder / f"{number}.txt").write_text(OLD_PAGE.format(n=127 + number), "utf-8")
    return folder


@pytest.fixture(scope="module")
def county(now, old_site, django_db_setup, django_db_blocker):
    """The county at a tenth of its size, built once for this file and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        few = partial(two_years, roads=ROADS[::20])
        yield build(
            now=now,
            password=PASSWORD,
            scale=0.02,
            old_site=old_site,
            parts=(documents, few, filings),
        )
        transaction.set_rollback(True)


@pytest.fixture
def story(county, db):
    return county


def model(name):
    return apps.get_model(*name.split("."))


def values(name, *columns, **having):
    return list(model(name).objects.filter(**having).values_list(*columns, flat=len(columns) == 1))


def test_a_weak_password_is_refused_and_nothing_is_left(db):
    noon = datetime(2026, 6, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    with pytest.raises(Refusal) as caught:
        build(now=noon, password="123", scale=0.02)
    assert set(caught.value.codes) == {"password"}
    assert not model("orgs.Unit").objects.exists()


def test_cases_stand_in_every_state_of_every_flow(story):
    standing = set(values("casework.Case", "kind", "state"))
    wanted = {(flow.code, state.code) for flow in (PUBLISHING, WITHDRAWAL) for state in flow.states}
    assert standing >= wanted


def test_every_open_state_has_cases_overdue_and_due_soon(story, now):
    lamp = casework.lamps_now(now, settings.REGION)
    seen = {
        (state, lamp.light(due, False))
        for state, due in values(
            "casework.Case", "state", "next_due_at", kind="publishing", closed_at=None
        )
    }
    for state in ("drafting", "section_review", "secrecy_review", "signing"):
        assert {(state, Light.OVERDUE), (state, Light.SOON)} <= seen


def test_documents_end_in_every_way(story, now):
    assert set(values("documents.Ending", "kind")) == {
        "amended",
        "corrected",
        "replaced",
        "withdrawn",
    }
    assert set(values("documents.ValidityChange", "kind")) == {"repealed", "amended", "lapsed"}
    openness = set(values("documents.Edition", "openness"))
    assert openness == {"proactive", "on_request", "withheld"}
    scheduled = values("documents.Publication", "id", visible_from__gt=now)
    assert len(scheduled) >= 3


def test_documents_are_explained_collected_cleaned_up_examined_and_reprinted(story):
    assert values("documents.PolicyExplainer", "id")
    assert set(values("casework.Case", "state", kind="gazette")) == {"issued", "compiling"}
    assert {"settled", "proposing"} <= set(values("casework.Case", "state", kind="cleanup"))
    done = model("documents.CleanupCampaign").objects.filter(applied_at__isnull=False)
    acts = values("documents.ValidityChange", "kind", acting_document__cleanup__in=done)
    assert acts.count("repealed") == 3
    assert {"settled", "examining"} <= set(values("casework.Case", "state", kind="revisit"))
    assert set(values("documents.SuperiorEntry", "state")) == {"new", "taken", "aside"}
    assert values("casework.Case", "id", kind="expiry")
    assert values("casework.Case", "id", kind="explaining")


def test_people_helped_supervised_assigned_and_were_reminded(story):
    asked = Counter(bool(at) for at in values("casework.CoHandling", "answered_at"))
    demanded = Counter(bool(at) for at in values("casework.Supervision", "answered_at"))
    assert {True, False} == set(asked)
    assert {True, False} == set(demanded)
    assert "assign" in values("casework.TimelineEntry", "action")
    assert set(values("casework.Reminder", "stage")) == {"early", "due", "overdue"}
    assert model("orgs.Handover").objects.filter(seen_at__isnull=False).count() == 1
    assert model("orgs.LeadingGroup").objects.get().members.count() == 8


def test_documents_of_the_old_site_came_in_as_a_batch_that_two_people_let_through(story):
    assert values("casework.Case", "state", kind="migration") == ["published"]
    rows = values(
        "documents.Publication",
        "edition__author__username",
        "review__reviewer__username",
        "approval__signer__username",
        origin="imported",
    )
    assert rows == [("zfb.xinxi", "zfb.baomi", "zfb.lingdao")] * 3


def test_figures_and_the_ledger_hold(story):
    assert recount() == 0
    assert audit.verify() is None


def test_nothing_happens_before_its_time_or_after_now(story, now):
    entries = values("audit.AuditEntry", "seq", "at")
    moments = [at for _, at in sorted(entries)]
    assert moments == sorted(moments)
    assert moments[-1] <= now
    assert (now - moments[0]).days > 365


def test_every_unit_has_its_people_and_a_guide_and_a_catalogue(story, now):
    today = timezone.localdate(now)
    for role in (Role.CLERK, Role.SECTION_HEAD, Role.SECRECY_REVIEWER, Role.LEADER):
        missing = {unit.slug for unit in units_without(role, today)}
        assert missing == {BY_KEY["xzf"].slug}
    for kind in ("catalogue.GuideVersion", "catalogue.CatalogueVersion"):
        assert len(set(values(kind, "unit_id"))) == len(ORGANS)


def test_the_texts_are_filled_in_and_name_no_identity_number(story):
    for title, body in values("documents.Edition", "title", "body_text"):
        assert "{" not in title + body, title
        assert not re.search(r"\d{17}[\dXx]|1[3-9]\d{9}", body), title
        assert len(body) > 40, title


def test_every_address_that_the_portal_links_to_answers(story, client):
    seen, waiting = {"/"}, deque(["/"])
    answers = Counter()
    while waiting:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        answers[response.status_code] += 1
        if response["Content-Type"].startswith("text/html"):
            links = re.findall(r'href="(/[^"#]*)"', response.content.decode())
            for link in (link.replace("&amp;", "&") for link in links):
                if link not in seen and not link.startswith(("/static/", "/desk/")):
                    seen.add(link)
                    waiting.append(link)
    assert answers[200] > 250


WORKING = {Role.CLERK, Role.SECTION_HEAD, Role.SECRECY_REVIEWER, Role.LEADER}


def test_every_role_signs_in_and_opens_its_inbox(story, client):
    per_role = {account.role: account for account in reversed(story.accounts)}
    assert set(per_role) == set(Role) - {Role.SYSTEM}
    for account in per_role.values():
        person = person_by_username(account.username)
        assert person.check_password(PASSWORD)
        assert not person.must_change_password
        client.force_login(person, settings.AUTHENTICATION_BACKENDS[-1])
        page = client.get(reverse("desk:inbox"))
        assert page.status_code == 200
        assert account.name in page.content.decode()
        assert ("FB" in page.content.decode()) or account.role not in WORKING


def test_the_table_of_accounts_shows_every_role_with_the_password(story):
    lines = account_table(story.accounts, PASSWORD)
    assert lines[0].split() == ["角色", "单位", "姓名", "账号", "口令"]
    assert all(line.endswith(PASSWORD) for line in lines[1:])
    assert {line.split()[0] for line in lines[1:]} >= {"信息员", "公开办", "纪检监督", "系统管理员"}


def test_the_search_finds_what_the_county_published(story, client, settings, tmp_path):
    settings.INDEX_ROOT = tmp_path
    public = values(
        "documents.Publication", "id", visible_until=None, visible_from__lte=timezone.now()
    )
    assert index_search() == len(public)
    answer = client.get("/search/", {"q": "养犬"})
    assert answer.status_code == 200
    assert "澄明县城市<mark>养犬</mark>管理办法" in answer.content.decode()
    counts = re.findall(r'<span class="count">([^<]*)</span>', answer.content.decode())
    assert counts
    assert all(count.isdecimal() for count in counts)


def run(*arguments):
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_database_that_is_not_empty_is_refused_or_left_alone(story):
    before = model("audit.AuditEntry").objects.count()
    with pytest.raises(Refusal) as caught:
        run("--yes")
    assert caught.value.codes == ("not_empty",)
    again = run("--if-empty").output
    assert "未作改动" in again
    assert "gongkaiban" in again
    assert model("audit.AuditEntry").objects.count() == before
