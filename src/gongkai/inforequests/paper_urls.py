"""Addresses of the papers of requests, below /desk/requests/papers/."""

from django.urls import path

from gongkai.inforequests.views.desk import papers, provided, stationery

OF_REQUEST = "cases/<int:case_id>/papers/"
PAPER_URLS = [
    path(OF_REQUEST, papers.papers, name="papers"),
    path(f"{OF_REQUEST}archive/", papers.archive, name="archive"),
    path(f"{OF_REQUEST}new/<slug:code>/", papers.paper, name="paper"),
    path(f"{OF_REQUEST}<int:notice_id>/print/", papers.printed, name="paper_print"),
    path(f"{OF_REQUEST}<int:notice_id>/serve/", papers.serve, name="paper_serve"),
    path(f"{OF_REQUEST}<int:notice_id>/files/<int:place>/", papers.stored, name="paper_file"),
    path(f"{OF_REQUEST}provided/add/<slug:way>/", provided.add, name="provide"),
    path(f"{OF_REQUEST}provided/<int:file_id>/remove/", provided.remove, name="provided_remove"),
    path(f"{OF_REQUEST}provided/<int:file_id>/<slug:copy>/", provided.opened, name="provided_file"),
    path("papers/templates/", stationery.templates, name="paper_templates"),
    path("papers/templates/<int:unit_id>/settings/", stationery.settings, name="paper_settings"),
    path("papers/templates/<int:unit_id>/<slug:code>/", stationery.template, name="paper_template"),
    path(
        "papers/templates/<int:unit_id>/<slug:code>/restore/",
        stationery.restore,
        name="paper_template_restore",
    ),
]
