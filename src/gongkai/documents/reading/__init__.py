"""Reading the header of a real page or file into the fields of a record (mission B4, C13).

Plain Python, no Django. ``read_record(data, name)`` reads txt, html, docx, xlsx, pdf (and doc, wps
through LibreOffice) in any of the layouts in ``docs/guides/inspect.md``.
"""

from gongkai.documents.reading.reader import read_record
from gongkai.documents.reading.result import JSON_FIELDS, Attachment, Reading

__all__ = ["JSON_FIELDS", "Attachment", "Reading", "read_record"]
