"""The public page of filing, mounted by the portal at /openness/filings/."""

from django.urls import path

from gongkai.filing.views import portal

urlpatterns = [path("filings/", portal.filings, name="filings")]
