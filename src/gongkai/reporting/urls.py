from django.urls import path

from gongkai.reporting.views import desk

app_name = "reporting"
urlpatterns = [
    path("check/", desk.check, name="check"),
    path("check/table/", desk.check_table, name="check_table"),
]
