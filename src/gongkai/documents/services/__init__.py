"""Every deed on documents. Doors (desk, command line, jobs) call these and nothing below them."""

from gongkai.documents.services.afterlife import (
    change_validity,
    perform_withdrawal,
    record_channel,
    request_withdrawal,
    withdrawal_reasons,
)
from gongkai.documents.services.cleanup import (
    cleanup_reasons,
    draft_result,
    perform_cleanup,
    propose,
    start_cleanup,
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
from gongkai.documents.services.gazette import (
    add_item,
    arrange_items,
    decline_submission,
    gazette_reasons,
    open_issue,
    perform_gazette,
    remove_item,
    submit_to_gazette,
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
from gongkai.documents.services.life import (
    expiry_reasons,
    perform_expiry,
    start_amendment,
    watch_expiring,
)
from gongkai.documents.services.linking import note_link, try_links
from gongkai.documents.services.migrating import (
    carry_out,
    exclude_records,
    migration_reasons,
    perform_migration,
    restore_records,
)
from gongkai.documents.services.redacting import redact_draft, restore_original
from gongkai.documents.services.reprints import (
    add_entry,
    add_feed,
    note_trouble,
    put_aside,
    reprint,
    switch_feed,
    take_feed,
)
from gongkai.documents.services.reviewing import perform, reasons
from gongkai.documents.services.revisit import (
    examine,
    perform_revisit,
    revisit_reasons,
    start_revisit,
)
from gongkai.documents.services.screening import waive_finding
from gongkai.documents.services.stock import answer_in_stock, screen_stock

__all__ = [
    "Into",
    "Taken",
    "add_entry",
    "add_feed",
    "add_image",
    "add_item",
    "answer_in_stock",
    "arrange_items",
    "attach",
    "begin_import",
    "carry_out",
    "change_validity",
    "cleanup_reasons",
    "create_draft",
    "decline_submission",
    "describe_explainer",
    "detach",
    "draft_explainer",
    "draft_result",
    "examine",
    "exclude_records",
    "exempt_explainer",
    "expiry_reasons",
    "explaining_reasons",
    "finish_import",
    "gazette_reasons",
    "known_as",
    "link_explainer",
    "mark_policy",
    "migration_reasons",
    "note_link",
    "note_trouble",
    "open_issue",
    "perform",
    "perform_cleanup",
    "perform_expiry",
    "perform_explaining",
    "perform_gazette",
    "perform_migration",
    "perform_revisit",
    "perform_withdrawal",
    "propose",
    "put_aside",
    "reasons",
    "record_channel",
    "redact_draft",
    "remove_item",
    "reprint",
    "request_withdrawal",
    "restore_original",
    "restore_records",
    "revisit_reasons",
    "save_draft",
    "save_plan",
    "screen_stock",
    "start_amendment",
    "start_cleanup",
    "start_correction",
    "start_revisit",
    "submit_to_gazette",
    "switch_feed",
    "take_feed",
    "take_in",
    "try_links",
    "waive_finding",
    "watch_expiring",
    "withdrawal_reasons",
    "words_of_name",
]
