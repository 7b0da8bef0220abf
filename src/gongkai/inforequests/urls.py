"""Addresses of information requests: the desk's, mounted at /desk/requests/."""

from django.urls import path

from gongkai.inforequests.views.desk import (
    afterwards,
    consultations,
    correcting,
    deeds,
    figures,
    lists,
    papers,
    provided,
    requesters,
    sheets,
    similar,
    stationery,
    taking,
    wizard,
)

app_name = "inforequests"
OF_REQUEST = "cases/<int:case_id>/papers/"
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
    path("corrections/", correcting.claims, name="claims"),
    path("corrections/new/", correcting.take, name="claim_take"),
    path("corrections/<int:case_id>/", correcting.sheet, name="claim"),
    path("corrections/<int:case_id>/look/", correcting.look, name="claim_look"),
    path("corrections/<int:case_id>/outcome/", correcting.outcome, name="claim_outcome"),
    path("corrections/<int:case_id>/files/<int:file_id>/", correcting.file, name="claim_file"),
    path("cases/<int:case_id>/", sheets.case, name="case"),
    path("cases/<int:case_id>/reply/", wizard.wizard, name="wizard"),
    path("cases/<int:case_id>/requester/", requesters.requester, name="requester"),
    path("cases/<int:case_id>/similar/", similar.similar, name="similar"),
    path("cases/<int:case_id>/do/<slug:code>/", deeds.deed, name="deed"),
    path("consultations/<int:case_id>/", consultations.sheet, name="consultation"),
    path(
        "consultations/<int:case_id>/do/<slug:code>/", consultations.deed, name="consultation_deed"
    ),
    path("new/", taking.take, name="take"),
    path("mails/", taking.mails, name="mails"),
    path("cases/<int:case_id>/requester/change/", taking.change_requester, name="change_requester"),
    path("cases/<int:case_id>/requester/code/", taking.new_code, name="new_code"),
    path("cases/<int:case_id>/files/<int:file_id>/", taking.file, name="sealed_file"),
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
