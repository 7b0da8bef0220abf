"""The record of visited addresses says what was visited, and only that."""

from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, include, path

from tests import visits


def answer(request, status=200, **found):
    return HttpResponse(status=status)


urlpatterns = [
    path("toy/", include([path("list/", answer), path("one/<int:number>/", answer)])),
    path("refused/", answer, {"status": 403}),
]


def test_routes_are_spelled_as_requests_spell_them():
    found = set(visits.routes(get_resolver(__name__)))
    assert found == {"toy/list/", "toy/one/<int:number>/", "refused/"}


@override_settings(ROOT_URLCONF=__name__)
def test_a_good_answer_is_a_visit_and_a_refusal_is_none(client, monkeypatch):
    monkeypatch.setattr(visits, "visited", set())
    assert client.get("/toy/one/7/").status_code == 200
    assert client.get("/refused/").status_code == 403
    assert client.get("/nowhere/").status_code == 404
    assert visits.visited == {"toy/one/<int:number>/"}
