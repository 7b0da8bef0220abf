"""What the pages of the desk show of a screening: every finding, whether it stands, who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai.casework.rules import local_day
from gongkai.documents import images, selectors
from gongkai.documents.rules import Openness
from gongkai.documents.rules.screening import HINT, Noted, standing
from gongkai.orgs.selectors import names_of
from gongkai.screening.rules.findings import CATEGORY_WORDS, SEVERITY_WORDS, Category, Severity

if TYPE_CHECKING:
    from gongkai.documents.models import Draft, Edition

AT_ONCE_BYTES = 1024 * 1024
"""Attachments up to this size are screened each time the sheet of a draft is opened."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding on the page, whether it stands against publication, and who answers for it."""

    noted: Noted
    severity: str
    category: str
    standing: bool
    answered_by: str = ""


def lines_of(found: Sequence[Noted], author_id: int | None) -> list[Line]:
    """Those that stand come first; one query for the names of those who answer."""
    open_ones = {id(each) for each in standing(found, author_id)}
    names = names_of({each.waived_by for each in found if each.waived_by is not None})
    lines = [
        Line(
            each,
            SEVERITY_WORDS[Severity(each.severity)],
            CATEGORY_WORDS[Category(each.category)],
            id(each) in open_ones,
            names.get(each.waived_by or 0, ""),
        )
        for each in found
    ]
    return sorted(lines, key=lambda line: (not line.standing, line.noted.severity == HINT))


def kept_with(edition: "Edition | None") -> dict[str, Any]:
    """The screening under which an edition was submitted, for those who judge it (§5.2)."""
    kept = selectors.screening_of(edition.pk) if edition else None
    if kept is None:
        return {}
    found = [Noted(**each) for each in kept.findings]
    return {"screening": kept, "screening_lines": lines_of(found, kept.author_id)}


def state_of(draft: "Draft", author_id: int | None, now: datetime) -> dict[str, int] | None:
    """What would hold *draft* up if it were submitted now; None when nobody has asked screening.

    Large files are screened when the text is submitted, or on the page 内容检查, not each time the
    sheet is opened.
    """
    size = sum(item["size"] for _, item in images.listed(draft.attachments))
    if draft.openness != Openness.PROACTIVE or size > AT_ONCE_BYTES:
        return None
    found = selectors.noted(selectors.screened_text(draft, local_day(now)))
    open_ones = standing(found, author_id)
    grave = sum(each.severity == Severity.BLOCK for each in open_ones)
    return {"standing": len(open_ones), "grave": grave, "found": len(found)}
