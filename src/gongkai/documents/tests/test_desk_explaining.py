from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.documents.models import ExplainerDebt, ExplainerPlan, PolicyExplainer, PolicyFile
from gongkai.documents.tests.factories import draft, published, take
from gongkai.documents.tests.test_explaining import WORDS, explainer, important, plan

pytestmark = pytest.mark.django_db


def page_of(begun):
    return f"/desk/documents/{begun.document_id}/explaining/"


def test_a_clerk_marks_plans_and_drafts_on_one_page(client, cast):
    begun = draft(cast)
    client.force_login(cast.clerk)
    page = page_of(begun)
    assert client.get(page).status_code == 200
    client.post(page, {"part": "policy", "policy-normative": "on", "policy-contact": "电话"})
    assert PolicyFile.objects.get().normative
    body = client.get(page).content.decode()
    assert "须同时报送解读方案" in body
    wrong = client.post(page, {"part": "plan", "plan-outline": "背景"})
    assert wrong.status_code == 422
    assert "背景" in wrong.content.decode()
    client.post(
        page,
        {
            "part": "plan",
            "plan-outline": "背景",
            "plan-forms": ["chart"],
            "plan-planned_on": "2026-06-20",
        },
    )
    assert ExplainerPlan.objects.get().forms == ["chart"]
    client.post(page, {"part": "draft", "draft-title": "一图读懂", "draft-kind": "chart"})
    mine = PolicyExplainer.objects.get()
    assert mine.explained_id == begun.document_id
    theirs = f"/desk/documents/{mine.document_id}/explaining/"
    assert "所解读的文件" in client.get(theirs).content.decode()
    client.post(
        theirs,
        {"part": "describe", "describe-kind": "video", "describe-not_applicable": ["terms"]},
    )
    mine.refresh_from_db()
    assert (mine.kind, mine.not_applicable) == ("video", ["terms"])
    assert "一图读懂" in client.get(page).content.decode()


def test_a_leader_exempts_and_others_see_no_such_form(client, cast):
    begun = draft(cast)
    important(cast, begun)
    client.force_login(cast.clerk)
    assert "exempt-reason" not in client.get(page_of(begun)).content.decode()
    assert (
        client.post(page_of(begun), {"part": "exempt", "exempt-reason": "简单"}).status_code == 403
    )
    client.force_login(cast.leader)
    assert "exempt-reason" in client.get(page_of(begun)).content.decode()
    client.post(page_of(begun), {"part": "exempt", "exempt-reason": "仅调整电话"})
    assert "仅调整电话" in client.get(page_of(begun)).content.decode()


@pytest.mark.parametrize("part", ["other_clerk", "stranger", "admin"])
def test_others_are_told_that_there_is_nothing(client, cast, part):
    begun = draft(cast)
    client.force_login(getattr(cast, part))
    assert client.get(page_of(begun)).status_code == 404
    assert client.post(page_of(begun), {"part": "policy"}).status_code == 404


def test_an_existing_record_is_linked_by_its_index_number(client, cast):
    begun, old = published(cast), published(cast, title="解读")
    client.force_login(cast.clerk)
    client.post(
        page_of(begun),
        {"part": "link", "link-explainer_id": old.document.index_number, "link-kind": "text"},
    )
    assert PolicyExplainer.objects.get().document_id == old.document_id


def test_a_late_explainer_is_a_case_in_the_inbox_with_its_own_sheet(client, cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun, follow_reason="图解正在制作")
    take(cast, begun)
    debt = ExplainerDebt.objects.get()
    client.force_login(cast.clerk)
    assert f"补发解读：{begun.title}" in client.get("/desk/").content.decode()
    body = client.get(f"/desk/documents/explaining/{debt.case_id}/").content.decode()
    assert "图解正在制作" in body
    assert "解读发布期限" in body
    client.force_login(cast.other_clerk)
    assert client.get(f"/desk/documents/explaining/{debt.case_id}/").status_code == 404


def test_the_figures_of_a_year(client, cast):
    begun = published(cast, now=timezone.now() - timedelta(hours=1))
    important(cast, begun)
    client.force_login(cast.office)
    body = client.get("/desk/documents/explainers/").content.decode()
    assert begun.edition.title in body
    assert "尚未解读" in body
    assert "高建国" in body
    assert client.get("/desk/documents/explainers/?year=2024").status_code == 200
    client.force_login(cast.stranger)
    assert client.get("/desk/documents/explainers/").status_code == 403


def test_the_portal_links_both_ways_and_lists_explainers(client, cast):
    now = timezone.now() - timedelta(hours=2)
    begun = draft(cast, now)
    important(cast, begun)
    plan(cast, begun)
    told = explainer(cast, begun, body_html=WORDS)
    take(cast, told, until="pass_secrecy", now=now)
    take(cast, begun, now=now)
    page = client.get(f"/documents/{begun.document_id}/").content.decode()
    assert "【问答】招生政策解读" in page
    assert "县教育局基础教育股，0999-6000021" in page
    back = client.get(f"/documents/{told.document_id}/").content.decode()
    assert "所解读的文件" in back
    assert f'href="/documents/{begun.document_id}/"' in back
    listed = client.get("/explainers/").content.decode()
    assert "招生政策解读" in listed
    assert begun.title in listed
    assert "招生政策解读" in client.get("/explainers/?kind=questions").content.decode()
    assert "招生政策解读" not in client.get("/explainers/?kind=video").content.decode()
