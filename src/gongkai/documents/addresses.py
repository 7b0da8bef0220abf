"""Public addresses of records, for the portal to mount at its root."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from gongkai.documents.views.portal import explainers, library, records


class KeyConverter(IntConverter):
    """A record's number, never larger than a database holds."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")
app_name = "records"
urlpatterns = [
    path("policies/", library.library, name="library"),
    path("documents/<key:document_id>/comparison/", library.comparison, name="comparison"),
    path("documents/<key:document_id>/copy.docx", library.copy, {"ending": "docx"}, "word"),
    path("documents/<key:document_id>/copy.pdf", library.copy, {"ending": "pdf"}, "pdf"),
    path("explainers/", explainers.explainers, name="explainers"),
    path("documents/<key:document_id>/", records.document, name="document"),
    path("documents/<key:document_id>/files/<key:place>/", records.attachment, name="file"),
    path("documents/<key:document_id>/images/<slug:sha256>", records.image, name="image"),
    path(
        "documents/<key:document_id>/files/by/<slug:digest>/", records.attachment_by, name="file_by"
    ),
]
moved = records.legacy
