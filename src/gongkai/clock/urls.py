from django.urls import path

from gongkai.clock.views import desk

app_name = "clock"
urlpatterns = [
    path("", desk.this_year, name="this_year"),
    path("<int:number>/", desk.year, name="year"),
    path("<int:number>/arranged/", desk.arranged, name="arranged"),
    path("day/<str:text>/", desk.day, name="day"),
    path("day/<str:text>/clear/", desk.clear, name="clear_day"),
    path("import/", desk.upload, name="import"),
    path("import/confirm/", desk.confirm, name="confirm_import"),
    path("due/", desk.due, name="due"),
]
