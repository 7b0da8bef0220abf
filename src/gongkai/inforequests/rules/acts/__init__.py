"""The law against each deed (条例第二十九至四十二条; §1.4–1.7, §2.4, §4, §16): all reasons at once."""

from gongkai.inforequests.rules.acts.asking import (
    clarification_until,
    notes_on_clarification,
    reasons_against_asking_reasons,
    reasons_against_clarification,
    reasons_against_clarification_lapse,
    reasons_against_clarified,
    reasons_against_delay,
    reasons_against_explaining,
    reasons_against_extension,
    reasons_against_withdrawal,
)
from gongkai.inforequests.rules.acts.consulting import (
    SILENCES,
    notes_on_consultation,
    opinion_until,
    reasons_against_consultation,
    reasons_against_notice,
    reasons_against_opinion,
    reasons_against_override,
)
from gongkai.inforequests.rules.acts.paying import (
    reasons_against_fee_lapse,
    reasons_against_fee_notice,
    reasons_against_payment,
)
from gongkai.inforequests.rules.acts.reply import notes_on_reply, reasons_against_reply
from gongkai.inforequests.rules.acts.roads import (
    POSTAL_ENTERPRISE,
    Identity,
    Service,
    reasons_against_closing,
    reasons_against_merge,
    reasons_against_service,
    reasons_against_split,
    reasons_against_transfer,
)
from gongkai.inforequests.rules.facts import Opinion, RequestFacts

__all__ = [
    "POSTAL_ENTERPRISE",
    "SILENCES",
    "Identity",
    "Opinion",
    "RequestFacts",
    "Service",
    "clarification_until",
    "notes_on_clarification",
    "notes_on_consultation",
    "notes_on_reply",
    "opinion_until",
    "reasons_against_asking_reasons",
    "reasons_against_clarification",
    "reasons_against_clarification_lapse",
    "reasons_against_clarified",
    "reasons_against_closing",
    "reasons_against_consultation",
    "reasons_against_delay",
    "reasons_against_explaining",
    "reasons_against_extension",
    "reasons_against_fee_lapse",
    "reasons_against_fee_notice",
    "reasons_against_merge",
    "reasons_against_notice",
    "reasons_against_opinion",
    "reasons_against_override",
    "reasons_against_payment",
    "reasons_against_reply",
    "reasons_against_service",
    "reasons_against_split",
    "reasons_against_transfer",
    "reasons_against_withdrawal",
]
