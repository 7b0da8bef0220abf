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
from gongkai.documents.services.explaining import (
    describe_explainer,
    draft_explainer,
    exempt_explainer,
    explaining_reasons,
    link_explainer,
    mark_policy,
    perform_explaining,
    save_plan,
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
    "describe_explainer",
    "detach",
    "draft_explainer",
    "exclude_records",
    "exempt_explainer",
    "explaining_reasons",
    "finish_import",
    "known_as",
    "link_explainer",
    "mark_policy",
    "migration_reasons",
    "perform",
    "perform_explaining",
    "perform_migration",
    "perform_withdrawal",
    "reasons",
    "record_channel",
    "request_withdrawal",
    "restore_records",
    "save_draft",
    "save_plan",
    "start_correction",
    "take_in",
    "withdrawal_reasons",
    "words_of_name",
]
