"""Every deed on information requests. Doors (desk, portal, jobs) call these and nothing below them."""

from gongkai.inforequests.services.checking import (
    Sample,
    draw_sample,
    reasons_against_scorer,
    score,
)
from gongkai.inforequests.services.clarifying import ask_clarification, receive_clarification
from gongkai.inforequests.services.consulting import (
    consult_joint_maker,
    consult_third_party,
    consultation_reasons,
    override_objection,
    perform_consultation,
    record_letter_received,
    record_opinion,
    record_override_notice,
    record_silence,
)
from gongkai.inforequests.services.converting import (
    decline_conversion,
    propose_conversion,
    reasons_against_settling,
    take_conversion,
)
from gongkai.inforequests.services.disputes import (
    Filed,
    reasons_against_deciding,
    record_decision,
    record_dispute,
)
from gongkai.inforequests.services.doors import (
    Offer,
    consultation_offers,
    offers_by_form,
    perform,
    reasons,
)
from gongkai.inforequests.services.drafting import Said, save_draft, wanting
from gongkai.inforequests.services.fees import (
    Charge,
    notice_fee,
    record_fee_receipt,
    record_payment,
)
from gongkai.inforequests.services.issuing import Served, issue_reply, record_delivery
from gongkai.inforequests.services.lapsing import close_lapsed
from gongkai.inforequests.services.leaving import (
    assign_request,
    merge_request,
    split_request,
    transfer_out,
    withdraw_request,
)
from gongkai.inforequests.services.opening import (
    Asked,
    accept_request,
    open_request,
    set_theme,
)
from gongkai.inforequests.services.reckoning import hear_calendar
from gongkai.inforequests.services.searching import Searched, record_search
from gongkai.inforequests.services.timing import (
    ask_reasons,
    receive_reasons,
    request_extension,
    set_delay,
)

__all__ = [
    "Asked",
    "Charge",
    "Filed",
    "Offer",
    "Said",
    "Sample",
    "Searched",
    "Served",
    "accept_request",
    "ask_clarification",
    "ask_reasons",
    "assign_request",
    "close_lapsed",
    "consult_joint_maker",
    "consult_third_party",
    "consultation_offers",
    "consultation_reasons",
    "decline_conversion",
    "draw_sample",
    "hear_calendar",
    "issue_reply",
    "merge_request",
    "notice_fee",
    "offers_by_form",
    "open_request",
    "override_objection",
    "perform",
    "perform_consultation",
    "propose_conversion",
    "reasons",
    "reasons_against_deciding",
    "reasons_against_scorer",
    "reasons_against_settling",
    "receive_clarification",
    "receive_reasons",
    "record_decision",
    "record_delivery",
    "record_dispute",
    "record_fee_receipt",
    "record_letter_received",
    "record_opinion",
    "record_override_notice",
    "record_payment",
    "record_search",
    "record_silence",
    "request_extension",
    "save_draft",
    "score",
    "set_delay",
    "set_theme",
    "split_request",
    "take_conversion",
    "transfer_out",
    "wanting",
    "withdraw_request",
]
