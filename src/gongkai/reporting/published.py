"""How a settled report stands on its way to the public, and whether what is there says the same."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from gongkai.documents import selectors as documents
from gongkai.documents.flow import PUBLISHING
from gongkai.documents.public import find_gone
from gongkai.files.extraction import Unreadable
from gongkai.reporting.annual import number_at
from gongkai.reporting.checking.reader import read_report
from gongkai.reporting.form import name_of, places
from gongkai.reporting.models import ReportPublication
from gongkai.web.formats import minute


@dataclass(frozen=True, slots=True)
class Standing:
    """A record made from a settled report: the step it is in, in words, and where to look.

    ``wrong`` are the cells whose printed number is not the settled one.
    """

    step: str
    url: str
    public_url: str = ""
    wrong: list[str] = field(default_factory=list)


def standing_of(made: ReportPublication, tables: dict[str, Any], now: datetime) -> Standing:
    """Where the record of *made* stands at *now*; *tables* are those of its settled report."""
    sheet = reverse("documents:record", args=[made.document_id])
    draft = documents.open_draft_of(made.document_id)
    if draft is not None:
        step = f"{PUBLISHING.state(draft.case.state).label}（{draft.case.number}）"
        case = reverse("documents:case", args=[draft.case_id])
        return Standing(step, case, wrong=printed_otherwise(draft.body_html, tables))
    public = documents.open_publication(made.document_id)
    if public is not None:
        wrong = printed_otherwise(public.edition.body_html, tables)
        if public.visible_from > now:
            return Standing(f"定于 {minute(public.visible_from)} 发布", sheet, wrong=wrong)
        address = f"/documents/{made.document_id}/"
        return Standing(f"{minute(public.visible_from)} 已发布", sheet, address, wrong)
    gone = find_gone(made.document_id, now)
    if gone is not None:
        return Standing(f"已撤下：{gone.reason}", sheet)
    return Standing("文稿已作废，可以重新转入发布", sheet)


def printed_otherwise(html: str, tables: dict[str, Any]) -> list[str]:
    """The cells of a text that are not those of *tables*, read as anyone would read them."""
    page = f"<html><body>{html}</body></html>"
    try:
        report = read_report(page.encode(), "年度报告.html")
    except Unreadable:
        return ["三张表"]
    printed = {"table2": report.table2, "table3": report.table3, "table4": report.table4}
    return [
        name_of(where)
        for where in places()
        if number_at(printed, where) != number_at(tables, where)
    ]


def origin_of(document_id: int) -> tuple[str, str] | None:
    """The settled report that a record was made from, for the record's desk pages."""
    made = ReportPublication.objects.filter(document_id=document_id).select_related("snapshot")
    found = made.defer("snapshot__content").first()
    if found is None:
        return None
    label = f"年度报告定稿（{found.snapshot.year} 年第 {found.snapshot.number} 稿）"
    return label, reverse("reporting:settled", args=[found.snapshot_id])
