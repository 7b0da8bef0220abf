"""The site with four extra desk pages on which the gate is tested."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gongkai.kernel.errors import Reason, Refusal
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


def who(request: DeskRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@deed_required("orgs.close_unit")
def closing(request: DeskRequest) -> HttpResponse:
    return HttpResponse("may close")


def rule(request: DeskRequest) -> HttpResponse:
    raise Refusal(Reason("a", "缺少公开属性", "条例第十三条"), Reason("b", "尚未保密审查"))


def bug(request: DeskRequest) -> HttpResponse:
    raise ValueError("a bug stays loud")


def outside(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.actor is None))


urlpatterns = [
    path("desk/who/", who),
    path("desk/closing/", closing),
    path("desk/rule/", rule),
    path("desk/bug/", bug),
    path("outside/", outside),
    path("", include("gongkai.config.urls")),
]
