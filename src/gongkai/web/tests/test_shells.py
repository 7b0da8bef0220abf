"""Both shells render with almost nothing in their context."""

from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

PORTAL = (
    '{% extends "portal/base.html" %}{% block title %}公告{% endblock %}'
    "{% block content %}<h1>公告</h1>{% endblock %}"
)
DESK = (
    '{% extends "desk/base.html" %}{% block title %}待办{% endblock %}'
    "{% block content %}<p>无</p>{% endblock %}"
)


def page(source: str, request: HttpRequest, **context: object) -> str:
    return Template(source).render(Context({"request": request, **context}))


def test_a_public_page_says_who_speaks_and_where_we_are(rf: RequestFactory):
    html = page(PORTAL, rf.get("/"), nav="openness")
    assert '<html lang="zh-CN">' in html
    assert "<title>公告_澄明县人民政府</title>" in html
    for name in ("SiteName", "SiteDomain", "SiteIDCode"):
        assert f'<meta name="{name}" content="' in html
    assert '<a href="/openness/" aria-current="page">政府信息公开</a>' in html
    for words in ("主办单位", "网站标识码", "ICP备案", "公安备案", "联系方式", "网站地图"):
        assert words in html


def test_a_desk_page_writes_its_title_as_heading_too(rf: RequestFactory):
    nav = [("", [("待办", "/desk/", "inbox", True, 3)])]
    html = page(DESK, rf.get("/desk/"), desk_nav=nav)
    assert "<h1>待办</h1>" in html
    assert '<a href="/desk/" aria-current="page">' in html


def test_an_error_page_needs_no_request():
    assert "澄明县人民政府" in render_to_string("portal/base.html")
