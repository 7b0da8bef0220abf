"""Addresses of information requests: the desk's, mounted at /desk/requests/."""

from django.urls import path

from gongkai.inforequests.intake_urls import INTAKE_URLS
from gongkai.inforequests.paper_urls import PAPER_URLS
from gongkai.inforequests.views.desk import (
    afterwards,
    consultations,
    deeds,
    figures,
    lists,
    requesters,
    sheets,
    similar,
    wizard,
)

app_name = "inforequests"
urlpatterns = [
    path("", lists.register, name="register"),
    path("figures/", figures.page, name="figures"),
    path("figures/rows/", figures.rows, name="figure_rows"),
    path("disputes/", afterwards.disputes, name="disputes"),
    path("disputes/<int:dispute_id>/decide/", afterwards.decide_dispute, name="decide_dispute"),
    path("checks/", afterwards.checks, name="checks"),
    path("checks/<int:check_id>/", afterwards.check, name="check"),
    path("checks/sheets/<int:sheet_id>/", afterwards.score, name="score"),
    path("conversions/", afterwards.conversions, name="conversions"),
    path("conversions/<int:conversion_id>/", afterwards.convert, name="convert"),
    path("cases/<int:case_id>/", sheets.case, name="case"),
    path("cases/<int:case_id>/reply/", wizard.wizard, name="wizard"),
    path("cases/<int:case_id>/requester/", requesters.requester, name="requester"),
    path("cases/<int:case_id>/similar/", similar.similar, name="similar"),
    path("cases/<int:case_id>/do/<slug:code>/", deeds.deed, name="deed"),
    path("consultations/<int:case_id>/", consultations.sheet, name="consultation"),
    path(
        "consultations/<int:case_id>/do/<slug:code>/", consultations.deed, name="consultation_deed"
    ),
    *INTAKE_URLS,
    *PAPER_URLS,
]
