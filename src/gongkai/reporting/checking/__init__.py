"""Reading and checking anyone's published annual report. Plain Python, no Django, no database.

``check_report(data, name, previous=…)`` reads html, docx, pdf and txt in the layouts described in
``docs/guides/report_check.md``, with the checks of ``gongkai.reporting.rules``.
"""

from gongkai.reporting.checking.reader import check_report, link_years, read_report
from gongkai.reporting.checking.result import JSON_FIELDS, Ambiguity, Report
from gongkai.reporting.rules import Violation

__all__ = [
    "JSON_FIELDS",
    "Ambiguity",
    "Report",
    "Violation",
    "check_report",
    "link_years",
    "read_report",
]
