"""Addresses of taking requests in, below /desk/requests/."""

from django.urls import path

from gongkai.inforequests.views.desk import taking

INTAKE_URLS = [
    path("new/", taking.take, name="take"),
    path("mails/", taking.mails, name="mails"),
    path("cases/<int:case_id>/requester/change/", taking.change_requester, name="change_requester"),
    path("cases/<int:case_id>/requester/code/", taking.new_code, name="new_code"),
    path("cases/<int:case_id>/files/<int:file_id>/", taking.file, name="sealed_file"),
]
