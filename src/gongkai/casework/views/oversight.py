"""督办: where cases are late, which ones, and what was demanded."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework import selectors
from gongkai.casework.rules import Light
from gongkai.casework.selectors import Asked
from gongkai.casework.views.common import address
from gongkai.kernel.actor import may
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

DEED = "casework.oversee"


@require_safe
@deed_required(DEED)
def overview(request: DeskRequest) -> HttpResponse:
    """Counts per unit, overdue cases with a way to supervise each, supervisions not answered."""
    now, region = timezone.now(), settings.REGION
    scope = selectors.scope_of(request.actor, DEED)
    asked = Asked(light=Light.OVERDUE, cursor=request.GET.get("after", ""))
    page = selectors.cases_page(scope=scope, asked=asked, now=now, region=region)
    before = request.GET.get("before", "")
    demands, older = selectors.supervisions_page(
        scope=scope, before=int(before) if before.isdecimal() and len(before) < 19 else None
    )
    context = {
        "units": [
            {
                "name": unit.name,
                "overdue": unit.overdue,
                "soon": unit.soon,
                "overdue_url": _cases(unit.unit_id, Light.OVERDUE),
                "soon_url": _cases(unit.unit_id, Light.SOON),
            }
            for unit in selectors.counts_by_unit(actor=request.actor, now=now, region=region)
        ],
        "cap": selectors.UNIT_CAP,
        "page": page,
        "may_supervise": may(request.actor, "casework.supervise"),
        "demands": demands,
        "older_url": address(request.path, {"before": older}) if older else "",
    }
    return render(request, "casework/supervision.html", context)


def _cases(unit_id: int, light: Light) -> str:
    return address(reverse("casework:cases"), {"unit": unit_id, "light": light.value})
