"""Every deed on annual reports. Doors (desk, command line) call these and nothing below them."""

from gongkai.reporting.services.publishing import (
    DEED as PUBLISH,
)
from gongkai.reporting.services.publishing import (
    draft_for_publication,
    reasons_against_publishing,
)
from gongkai.reporting.services.summaries import (
    DEED as SUMMARISE,
)
from gongkai.reporting.services.summaries import (
    begin_summary,
    reasons_against_settling_summary,
    save_summary,
    settle_summary,
)
from gongkai.reporting.services.writing import (
    reasons_against_settling,
    reasons_against_year,
    save_draft,
    settle,
)

__all__ = [
    "PUBLISH",
    "SUMMARISE",
    "begin_summary",
    "draft_for_publication",
    "reasons_against_publishing",
    "reasons_against_settling",
    "reasons_against_settling_summary",
    "reasons_against_year",
    "save_draft",
    "save_summary",
    "settle",
    "settle_summary",
]
