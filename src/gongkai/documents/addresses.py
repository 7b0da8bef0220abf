"""Public addresses of records, for the portal to mount at its root."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from gongkai.documents.views import portal


class KeyConverter(IntConverter):
    """A record's number, never larger than a database holds."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")
app_name = "records"
urlpatterns = [
    path("documents/<key:document_id>/", portal.document, name="document"),
    path("documents/<key:document_id>/files/<key:place>/", portal.attachment, name="file"),
    path("documents/<key:document_id>/images/<slug:sha256>", portal.image, name="image"),
    path(
        "documents/<key:document_id>/files/by/<slug:digest>/", portal.attachment_by, name="file_by"
    ),
]
moved = portal.legacy
