"""Addresses of the papers of requests, below /desk/requests/papers/."""

from django.urls import path

from gongkai.inforequests.views.desk import stationery

PAPER_URLS = [
    path("papers/templates/", stationery.templates, name="paper_templates"),
    path("papers/templates/<int:unit_id>/settings/", stationery.settings, name="paper_settings"),
    path("papers/templates/<int:unit_id>/<slug:code>/", stationery.template, name="paper_template"),
    path(
        "papers/templates/<int:unit_id>/<slug:code>/restore/",
        stationery.restore,
        name="paper_template_restore",
    ),
]
