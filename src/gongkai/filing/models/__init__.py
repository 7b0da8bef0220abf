"""Forms and their versions, rounds, what each unit files, who checked it and who took it in."""

from gongkai.filing.models.designs import FormDesign, FormVersion
from gongkai.filing.models.filings import (
    Acceptance,
    Filing,
    FilingRound,
    FilingSheet,
    SheetReview,
    Urging,
)
from gongkai.kernel.constraints import Guard, append_only, guards

__all__ = [
    "Acceptance",
    "Filing",
    "FilingRound",
    "FilingSheet",
    "FormDesign",
    "FormVersion",
    "SheetReview",
    "Urging",
]

guards.register(
    Guard(
        "filing_formversion",
        "UPDATE",
        "启用的报表版本不得修改，请另起新版",
        unless="OLD.released_at IS NULL AND NEW.design_id = OLD.design_id "
        "AND NEW.number = OLD.number",
    ),
    Guard(
        "filing_formversion",
        "DELETE",
        "启用的报表版本不得删除",
        unless="OLD.released_at IS NULL",
    ),
    Guard(
        "filing_filing",
        "UPDATE",
        "单位报表的归属、首次报出时间和核收结果不得改动",
        unless="NEW.round_id = OLD.round_id AND NEW.unit_id = OLD.unit_id "
        "AND NEW.case_id = OLD.case_id "
        "AND (OLD.reported_at IS NULL OR NEW.reported_at = OLD.reported_at) "
        "AND (OLD.accepted_id IS NULL OR NEW.accepted_id >= OLD.accepted_id)",
    ),
    Guard("filing_filing", "DELETE", "单位报表不得删除"),
    *append_only("filing_filinground", "报送期"),
    *append_only("filing_filingsheet", "填报稿"),
    *append_only("filing_sheetreview", "报表审核"),
    *append_only("filing_acceptance", "报表核收"),
    *append_only("filing_urging", "催报"),
)
