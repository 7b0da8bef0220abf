from django.urls import path

from gongkai.screening.views.desk import alarms, check, masking, waivers, words

app_name = "screening"
urlpatterns = [
    path("", check.check, name="check"),
    path("words/", words.index, name="words"),
    path("words/new/", words.new, name="word_new"),
    path("words/<int:word_id>/", words.edit, name="word_edit"),
    path("words/<int:word_id>/close/", words.close, name="word_close"),
    path("waivers/", waivers.index, name="waivers"),
    path("waivers/<int:waiver_id>/revoke/", waivers.revoke, name="waiver_revoke"),
    path("masks/", masking.index, name="maskings"),
    path("masks/new/", masking.new, name="mask"),
    path("masks/<int:record_id>/file/", masking.download, name="masked_file"),
    path("reports/", alarms.index, name="alarms"),
    path("reports/new/", alarms.report, name="alarm_report"),
    path("reports/<int:alarm_id>/", alarms.judge, name="alarm_judge"),
    path("reports/cases.json", alarms.export, name="alarm_cases"),
]
