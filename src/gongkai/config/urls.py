"""Two shells: the workbench under /desk/, the public site everywhere else."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("gongkai.desk.urls")),
    path("desk/", include("gongkai.casework.urls")),
    path("desk/", include("gongkai.orgs.urls")),
    path("desk/calendar/", include("gongkai.clock.urls")),
    path("desk/sections/", include("gongkai.catalogue.urls")),
    path("desk/documents/", include("gongkai.documents.urls")),
    path("desk/filing/", include("gongkai.filing.urls")),
    path("desk/requests/", include("gongkai.inforequests.urls")),
    path("desk/statistics/", include("gongkai.statistics.urls")),
    path("desk/reports/", include("gongkai.reporting.urls")),
    path("desk/screening/", include("gongkai.screening.urls")),
    path("desk/audit/", include("gongkai.audit.urls")),
    path("", include("gongkai.portal.urls")),
]
