from django.urls import path

from gongkai.casework.views import acts, deeds, flows, inbox, lists, oversight, sheets

app_name = "casework"

home = [path("", inbox.inbox, name="inbox")]
"""The desk's first page, mounted by the desk under its own name."""

urlpatterns = [
    path("cases/", lists.cases, name="cases"),
    path("cases/export.csv", lists.export, name="export"),
    path("cases/<int:case_id>/", sheets.case, name="case"),
    path("cases/<int:case_id>/sheet/", sheets.sheet, name="sheet"),
    path("cases/<int:case_id>/act/<slug:action>/", acts.act, name="act"),
    path("cases/<int:case_id>/assign/", deeds.assign, name="assign"),
    path("cases/<int:case_id>/transfer/", deeds.transfer, name="transfer"),
    path("cases/<int:case_id>/ask/", deeds.ask, name="ask"),
    path("cases/<int:case_id>/supervise/", deeds.supervise, name="supervise"),
    path("questions/<int:question_id>/", deeds.answer_question, name="answer_question"),
    path("supervision/", oversight.overview, name="supervision"),
    path("supervision/<int:supervision_id>/", deeds.answer_supervision, name="answer_supervision"),
    path("flows/", flows.index, name="flows"),
    path("flows/<slug:kind>/", flows.flow, name="flow"),
]
