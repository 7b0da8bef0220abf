from django.urls import path

from gongkai.statistics.views import board, measures, rows, visits

app_name = "statistics"
urlpatterns = [
    path("", board.board, name="board"),
    path("table/", board.table, name="table"),
    path("measures/", measures.index, name="measures"),
    path("measures/<str:code>/", measures.measure, name="measure"),
    path("rows/", rows.rows, name="rows"),
    path("visits/", visits.ranking, name="visits"),
]
