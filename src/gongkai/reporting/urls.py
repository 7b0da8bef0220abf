from django.urls import path

from gongkai.reporting.views import annual, cells, checking, summaries

app_name = "reporting"
urlpatterns = [
    path("", annual.reports, name="reports"),
    path("<int:unit_id>/<int:year>/", annual.report, name="report"),
    path("<int:unit_id>/<int:year>/edit/", annual.edit, name="edit"),
    path("<int:unit_id>/<int:year>/settle/", annual.settle, name="settle"),
    path("<int:unit_id>/<int:year>/cell/<str:where>/", cells.cell, name="cell"),
    path("<int:unit_id>/<int:year>/file<str:ending>", cells.draft_file, name="draft_file"),
    path("settled/<int:snapshot_id>/", annual.settled, name="settled"),
    path("settled/<int:snapshot_id>/publish/", annual.publish, name="publish"),
    path("settled/<int:snapshot_id>/cell/<str:where>/", cells.settled_cell, name="settled_cell"),
    path("settled/<int:snapshot_id>/file<str:ending>", cells.settled_file, name="settled_file"),
    path("summaries/", summaries.index, name="summaries"),
    path("summaries/<int:summary_id>/", summaries.summary, name="summary"),
    path("summaries/<int:summary_id>/edit/", summaries.edit, name="summary_edit"),
    path("summaries/<int:summary_id>/settle/", summaries.settle, name="summary_settle"),
    path("summaries/<int:summary_id>/file.docx", summaries.draft_file, name="summary_file"),
    path("summaries/settled/<int:settled_id>/", summaries.settled, name="summary_settled"),
    path(
        "summaries/settled/<int:settled_id>/file.docx",
        summaries.settled_file,
        name="summary_settled_file",
    ),
    path("check/", checking.check, name="check"),
    path("check/table/", checking.check_table, name="check_table"),
]
