"""Every deed on annual reports. Doors (desk, command line) call these and nothing below them."""

from gongkai.reporting.services.publishing import (
    DEED as PUBLISH,
)
from gongkai.reporting.services.publishing import (
    draft_for_publication,
    reasons_against_publishing,
)
from gongkai.reporting.services.writing import (
    reasons_against_settling,
    reasons_against_year,
    save_draft,
    settle,
)

__all__ = [
    "PUBLISH",
    "draft_for_publication",
    "reasons_against_publishing",
    "reasons_against_settling",
    "reasons_against_year",
    "save_draft",
    "settle",
]
