"""What the world may know of requests: how to ask, a request to whoever holds its code, the register.

Nothing here says who asked; only `status` shows a request's own words, and only for its code.
"""

from gongkai.inforequests.public.guide import (
    Promise,
    RoadStep,
    guide_steps,
    organs,
    promises,
    road,
    takes_requests,
)
from gongkai.inforequests.public.register import RegisterPage, RegisterRow, register_page
from gongkai.inforequests.public.similar import similar_records
from gongkai.inforequests.public.status import (
    Paper,
    Receipt,
    Status,
    Step,
    paper_of,
    receipt_of,
    status_of,
)

__all__ = [
    "Paper",
    "Promise",
    "Receipt",
    "RegisterPage",
    "RegisterRow",
    "RoadStep",
    "Status",
    "Step",
    "guide_steps",
    "organs",
    "paper_of",
    "promises",
    "receipt_of",
    "register_page",
    "road",
    "similar_records",
    "status_of",
    "takes_requests",
]
