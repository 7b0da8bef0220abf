"""Public addresses of records, for the portal to mount at its root."""

from django.urls import path

from gongkai.documents.views import portal

app_name = "records"
urlpatterns = [
    path("documents/<int:document_id>/", portal.document, name="document"),
    path("documents/<int:document_id>/files/<int:place>/", portal.attachment, name="file"),
    path("documents/<int:document_id>/images/<slug:sha256>", portal.image, name="image"),
]
moved = portal.legacy
