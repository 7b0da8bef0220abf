from django.urls import path

from gongkai.filing.views.desk import cases, designs, rounds

app_name = "filing"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("calendar/", rounds.calendar, name="calendar"),
    path("rounds/<int:round_id>/", rounds.round_page, name="round"),
    path("rounds/<int:round_id>/urge/", rounds.urge, name="urge"),
    path("rounds/<int:round_id>/table/", rounds.table, name="table"),
    path("rounds/<int:round_id>/table<str:ending>", rounds.table_file, name="table_file"),
    path("cases/<int:case_id>/", cases.case, name="case"),
    path("designs/", designs.designs, name="designs"),
    path("designs/adopt/<slug:code>/", designs.adopt, name="adopt"),
    path("designs/<int:design_id>/", designs.design, name="design"),
    path("designs/<int:design_id>/edit/", designs.edit, name="edit"),
    path("designs/<int:design_id>/release/", designs.release, name="release"),
    path("designs/<int:design_id>/revise/", designs.revise, name="revise"),
    path("designs/<int:design_id>/stop/", designs.stop, name="stop"),
]
