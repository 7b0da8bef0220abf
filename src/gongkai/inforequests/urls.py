"""Addresses of information requests: the desk's, mounted at /desk/requests/."""

from django.urls import path

from gongkai.inforequests.paper_urls import PAPER_URLS
from gongkai.inforequests.views.desk import figures, lists, sheets

app_name = "inforequests"
urlpatterns = [
    path("", lists.register, name="register"),
    path("figures/", figures.page, name="figures"),
    path("figures/rows/", figures.rows, name="figure_rows"),
    path("cases/<int:case_id>/", sheets.case, name="case"),
    *PAPER_URLS,
]
