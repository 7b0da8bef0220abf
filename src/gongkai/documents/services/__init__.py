"""Every deed on documents. Doors (desk, command line, jobs) call these and nothing below them."""

from gongkai.documents.services.afterlife import (
    change_validity,
    perform_withdrawal,
    record_channel,
    request_withdrawal,
    withdrawal_reasons,
)
from gongkai.documents.services.drafting import (
    attach,
    create_draft,
    detach,
    save_draft,
    start_correction,
)
from gongkai.documents.services.reviewing import perform, reasons

__all__ = [
    "attach",
    "change_validity",
    "create_draft",
    "detach",
    "perform",
    "perform_withdrawal",
    "reasons",
    "record_channel",
    "request_withdrawal",
    "save_draft",
    "start_correction",
    "withdrawal_reasons",
]
