"""Questions about information requests, for staff and for the services."""

from gongkai.inforequests.selectors.clock import (
    RequestTerm,
    deadline_of,
    events_of,
    term_of_case,
)
from gongkai.inforequests.selectors.facts import facts_of, opinion_of, ref_of
from gongkai.inforequests.selectors.papers import (
    clarification_of,
    deliveries_of,
    draft_of,
    extension_waiting,
    fee_notice_of,
    notices_of,
    reasons_asked_of,
    replies_of,
    searches_of,
)
from gongkai.inforequests.selectors.register import (
    RegisterPage,
    RegisterRow,
    Wanted,
    register_page,
)
from gongkai.inforequests.selectors.requests import (
    consultation_of_case,
    consultations_of,
    find_request,
    identity_of,
    open_consultations,
    related_to,
    request_number,
    request_numbered,
    request_of_case,
    unanswered,
)

__all__ = [
    "RegisterPage",
    "RegisterRow",
    "RequestTerm",
    "Wanted",
    "clarification_of",
    "consultation_of_case",
    "consultations_of",
    "deadline_of",
    "deliveries_of",
    "draft_of",
    "events_of",
    "extension_waiting",
    "facts_of",
    "fee_notice_of",
    "find_request",
    "identity_of",
    "notices_of",
    "open_consultations",
    "opinion_of",
    "reasons_asked_of",
    "ref_of",
    "register_page",
    "related_to",
    "replies_of",
    "request_number",
    "request_numbered",
    "request_of_case",
    "searches_of",
    "term_of_case",
    "unanswered",
]
