"""The product's addresses, and a bare Django view with one query to measure them against."""

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest, document_id: int) -> HttpResponse:
    """The least that Django can do with the database: one row by key, one line of text."""
    titles = apps.get_model("documents.Edition").objects.filter(pk=document_id)
    found = titles.values_list("title", flat=True).first()
    if found is None:
        raise Http404
    return HttpResponse(found)


def bare_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """The same over requests for information."""
    subjects = apps.get_model("inforequests.InformationRequest").objects.filter(pk=request_id)
    found = subjects.values_list("subject", flat=True).first()
    if found is None:
        raise Http404
    return HttpResponse(found)


urlpatterns = [
    path("bench/request/<int:request_id>/", bare_request),
    path("bench/bare/<int:document_id>/", bare),
    path("", include("gongkai.config.urls")),
]
