"""The law of the catalogue as plain functions over plain values; no Django."""

from gongkai.catalogue.rules.cadence import (
    CADENCE_LABELS,
    LONGEST_SILENCE_DAYS,
    Cadence,
    Update,
    next_update,
)
from gongkai.catalogue.rules.duties import DutyDraft, misfits_of_duty, reasons_against_duty
from gongkai.catalogue.rules.guide import GuideFacts, compose_guide, missing_in_guide
from gongkai.catalogue.rules.index_numbers import (
    IndexNumberParts,
    format_index_number,
    parse_index_number,
)
from gongkai.catalogue.rules.issues import (
    CatalogueDuty,
    CatalogueSection,
    Difference,
    catalogue_lines,
    compose_catalogue,
    content_hash,
    differences,
    guide_lines,
)
from gongkai.catalogue.rules.periods import (
    CHANNELS,
    PERIOD_UNIT_LABELS,
    STATUTORY_PERIODS,
    PeriodUnit,
    StatedPeriod,
    StatutoryPeriod,
    period_for_item,
    read_period,
)
from gongkai.catalogue.rules.sections import (
    WITHOUT_RECORDS,
    Place,
    SectionDraft,
    SectionSituation,
    misfits,
    reasons_against_closing,
    reasons_against_move,
    reasons_against_place,
    reasons_against_reassigning,
    reasons_against_section,
)
from gongkai.catalogue.rules.tables import TermDraft, reasons_against_term

__all__ = [
    "CADENCE_LABELS",
    "CHANNELS",
    "LONGEST_SILENCE_DAYS",
    "PERIOD_UNIT_LABELS",
    "STATUTORY_PERIODS",
    "WITHOUT_RECORDS",
    "Cadence",
    "CatalogueDuty",
    "CatalogueSection",
    "Difference",
    "DutyDraft",
    "GuideFacts",
    "IndexNumberParts",
    "PeriodUnit",
    "Place",
    "SectionDraft",
    "SectionSituation",
    "StatedPeriod",
    "StatutoryPeriod",
    "TermDraft",
    "Update",
    "catalogue_lines",
    "compose_catalogue",
    "compose_guide",
    "content_hash",
    "differences",
    "format_index_number",
    "guide_lines",
    "misfits",
    "misfits_of_duty",
    "missing_in_guide",
    "next_update",
    "parse_index_number",
    "period_for_item",
    "read_period",
    "reasons_against_closing",
    "reasons_against_duty",
    "reasons_against_move",
    "reasons_against_place",
    "reasons_against_reassigning",
    "reasons_against_section",
    "reasons_against_term",
]
