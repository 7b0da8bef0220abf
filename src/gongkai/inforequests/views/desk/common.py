"""What the desk pages of requests share: finding the request, and who may see it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse

from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, selectors
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

RequestView = Callable[..., HttpResponse]


def on_request(view: RequestView) -> RequestView:
    """Give the view the request instead of its case's id; 404 to those who may not read the case."""

    @wraps(view)
    def guarded(request: DeskRequest, case_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        case = cases.find_case(case_id)
        visible = case is not None and cases.visible_to(request.actor, case)
        if case is None or not visible or case.kind != flow.REQUEST.code:
            raise Http404
        asked: InformationRequest = selectors.request_of_case(case_id)
        asked.case = case
        return view(request, asked, *args, **kwargs)

    return guarded
