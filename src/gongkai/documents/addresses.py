"""Public addresses of records, for the portal to mount at its root."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.views.decorators.http import conditional_page

from gongkai.documents.views.portal import explainers, gazette, library, records


class KeyConverter(IntConverter):
    """A record's number, never larger than a database holds."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")
app_name = "records"
urlpatterns = [
    path("gazette/", gazette.gazette, name="gazette"),
    path("gazette/feed.atom", conditional_page(gazette.GazetteFeed()), name="gazette_feed"),
    path("gazette/<key:year>/", gazette.gazette, name="gazette_year"),
    path("gazette/<key:year>/<key:number>/", gazette.issue, name="gazette_issue"),
    path("gazette/<key:year>/<key:number>/issue.pdf", gazette.printable, name="gazette_pdf"),
    path("gazette/<key:year>/<key:number>/<key:place>/", gazette.item, name="gazette_item"),
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
