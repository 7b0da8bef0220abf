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
from gongkai.documents.services.images import add_image, words_of_name
from gongkai.documents.services.importing import (
    Into,
    Taken,
    begin_import,
    finish_import,
    known_as,
    take_in,
)
from gongkai.documents.services.migrating import (
    carry_out,
    exclude_records,
    migration_reasons,
    perform_migration,
    restore_records,
)
from gongkai.documents.services.reviewing import perform, reasons

__all__ = [
    "Into",
    "Taken",
    "add_image",
    "attach",
    "begin_import",
    "carry_out",
    "change_validity",
    "create_draft",
    "detach",
    "exclude_records",
    "finish_import",
    "known_as",
    "migration_reasons",
    "perform",
    "perform_migration",
    "perform_withdrawal",
    "reasons",
    "record_channel",
    "request_withdrawal",
    "restore_records",
    "save_draft",
    "start_correction",
    "take_in",
    "withdrawal_reasons",
    "words_of_name",
]
