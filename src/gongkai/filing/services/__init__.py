"""Every deed on forms and filings. The desk and the jobs call these and nothing below them."""

from gongkai.filing.services.designing import (
    adopt_shipped,
    create_design,
    new_version,
    release_version,
    save_version,
    stop_design,
)
from gongkai.filing.services.filling import save_answers
from gongkai.filing.services.opening import open_due_rounds, open_round
from gongkai.filing.services.steps import perform, reasons
from gongkai.filing.services.urging import urge, urge_due

__all__ = [
    "adopt_shipped",
    "create_design",
    "new_version",
    "open_due_rounds",
    "open_round",
    "perform",
    "reasons",
    "release_version",
    "save_answers",
    "save_version",
    "stop_design",
    "urge",
    "urge_due",
]
