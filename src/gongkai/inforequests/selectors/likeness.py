"""Requests like one: the same applicant's own, and others' for the same matter (条例第三十六条第六项).

Laid before a person with the words they share; nothing is decided or joined here.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.casework.selectors import scope_of
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.rules.similar import Likeness, alike
from gongkai.kernel.actor import Actor

READ = "inforequests.read"
WINDOW = 3000
MOST = 10
OWN_FLOOR = 30
SAME_MATTER = 70


@dataclass(frozen=True, slots=True)
class Alike:
    """One request that is like another, and why."""

    request: InformationRequest
    likeness: Likeness

    @property
    def degree(self) -> str:
        """How like it is, in a word beside the figure."""
        return "很像" if self.likeness.score >= SAME_MATTER else "有些像"


@dataclass(frozen=True, slots=True)
class AlikeRequests:
    """``own``: of the same applicant; ``others``: of other applicants, the likest first.

    ``looked_at``: how many of the others' newest requests were compared. ``applicants``: how many
    other people asked for very much the same (条例第四十四条 counts them).
    """

    own: list[Alike]
    others: list[Alike]
    looked_at: int
    applicants: int


def requests_like(request: InformationRequest, actor: Actor) -> AlikeRequests:
    """Requests like *request* among those that *actor* may read."""
    readable = _readable(actor).exclude(pk=request.pk).exclude(parent_id=request.pk)
    if request.parent_id:
        readable = readable.exclude(pk=request.parent_id).exclude(parent_id=request.parent_id)
    mine = _of_the_applicant(request)
    own = list(readable.filter(mine).order_by("-pk")[:WINDOW])
    newest = list(readable.exclude(mine).order_by("-pk")[:WINDOW])
    others = _ranked(request, newest, floor=None)
    people = {_applicant(each.request) for each in others if each.likeness.score >= SAME_MATTER}
    return AlikeRequests(_ranked(request, own, OWN_FLOOR), others, len(newest), len(people))


def _readable(actor: Actor) -> QuerySet[InformationRequest]:
    scope = scope_of(actor, READ)
    found = InformationRequest.objects.select_related("unit", "requester").only(
        *("number", "subject", "scope", "description", "receipt_day", "closed_at", "report_row"),
        *("case_id", "unit__short_name", "requester__identity_index"),
    )
    return found if scope.unit_ids is None else found.filter(unit_id__in=scope.unit_ids)


def _of_the_applicant(request: InformationRequest) -> Q:
    index = request.requester.identity_index
    same = Q(requester_id=request.requester_id)
    return same | Q(requester__identity_index=index) if index else same


def _applicant(request: InformationRequest) -> str:
    return request.requester.identity_index or f"#{request.requester_id}"


def _ranked(
    request: InformationRequest, found: list[InformationRequest], floor: int | None
) -> list[Alike]:
    by_id = {each.pk: each for each in found}
    texts = [(each.pk, _wanted(each)) for each in found]
    most = {"limit": MOST} if floor is None else {"limit": MOST, "floor": floor}
    return [Alike(by_id[each.id], each) for each in alike(_wanted(request), texts, **most)]


def _wanted(request: InformationRequest) -> str:
    """What is asked for: the part left to it after a split, else the applicant's words."""
    return request.scope or request.description
