"""Addresses of information requests: the desk's, mounted at /desk/requests/."""

from django.urls import URLPattern

app_name = "inforequests"
urlpatterns: list[URLPattern] = []
