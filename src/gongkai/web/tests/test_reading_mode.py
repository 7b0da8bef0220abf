"""The elderly mode: one word in a cookie, the same functions, one click out."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from gongkai.web.reading_mode import ReadingModeMiddleware, is_elder

page = ReadingModeMiddleware(lambda request: HttpResponse("ok"))


def drawn(request: HttpRequest) -> str:
    return Template('{% extends "portal/base.html" %}').render(Context({"request": request}))


def test_asking_for_it_sets_one_cookie_and_leaving_removes_it(rf: RequestFactory):
    answer = page(rf.get("/", {"mode": "elder"}))
    assert answer.cookies["mode"].value == "elder"
    assert "Cookie" in answer["Vary"]
    assert page(rf.get("/", {"mode": "standard"})).cookies["mode"]["max-age"] == 0


def test_an_ordinary_reader_gets_no_cookie(rf: RequestFactory):
    answer = page(rf.get("/", {"year": "2026"}))
    assert not answer.cookies
    assert not page(rf.get("/", {"mode": "<script>"})).cookies


def test_the_address_wins_over_the_cookie(rf: RequestFactory):
    request = rf.get("/", {"mode": "standard"})
    request.COOKIES["mode"] = "elder"
    assert not is_elder(request)


def test_elderly_pages_keep_every_link_of_ordinary_ones(rf: RequestFactory):
    ordinary, elder = drawn(rf.get("/")), drawn(rf.get("/", {"mode": "elder"}))
    links = [part.split('"')[0] for part in ordinary.split('href="')[1:]]
    assert all(f'href="{link}"' in elder for link in links if "mode=" not in link)


def test_switching_keeps_the_filters_of_the_page(rf: RequestFactory):
    html = drawn(rf.get("/search/", {"q": '养老"', "mode": "elder"}))
    assert 'href="?q=%E5%85%BB%E8%80%81%22&amp;mode=standard"' in html
