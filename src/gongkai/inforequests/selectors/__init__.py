"""Questions about information requests, for staff and for the services."""

from gongkai.inforequests.selectors.clock import (
    RequestTerm,
    deadline_of,
    events_of,
    term_of_case,
)
from gongkai.inforequests.selectors.facts import facts_of, opinion_of, ref_of
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
    request_number,
    request_of_case,
    unanswered,
)

__all__ = [
    "RegisterPage",
    "RegisterRow",
    "RequestTerm",
    "Wanted",
    "consultation_of_case",
    "consultations_of",
    "deadline_of",
    "events_of",
    "facts_of",
    "find_request",
    "identity_of",
    "open_consultations",
    "opinion_of",
    "ref_of",
    "register_page",
    "request_number",
    "request_of_case",
    "term_of_case",
    "unanswered",
]
