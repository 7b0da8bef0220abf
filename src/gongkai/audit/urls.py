from django.urls import path

from gongkai.audit.views import desk

app_name = "audit"
urlpatterns = [path("", desk.log, name="log")]
