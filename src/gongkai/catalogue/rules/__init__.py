"""The law of the catalogue as plain functions over plain values; no Django."""

from gongkai.catalogue.rules.cadence import (
    CADENCE_LABELS,
    LONGEST_SILENCE_DAYS,
    Cadence,
    Update,
    next_update,
)
from gongkai.catalogue.rules.index_numbers import (
    IndexNumberParts,
    format_index_number,
    parse_index_number,
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

__all__ = [
    "CADENCE_LABELS",
    "CHANNELS",
    "LONGEST_SILENCE_DAYS",
    "PERIOD_UNIT_LABELS",
    "STATUTORY_PERIODS",
    "Cadence",
    "IndexNumberParts",
    "PeriodUnit",
    "StatedPeriod",
    "StatutoryPeriod",
    "Update",
    "format_index_number",
    "next_update",
    "parse_index_number",
    "period_for_item",
    "read_period",
]
