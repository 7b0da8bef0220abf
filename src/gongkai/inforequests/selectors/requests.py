"""One request with what hangs on it."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from gongkai.inforequests.models import Consultation, InformationRequest
from gongkai.inforequests.rules.acts import Identity
from gongkai.inforequests.words import Outcome
from gongkai.orgs.selectors import unit_by_id

RELATED_LIMIT = 100


def _whole() -> QuerySet[InformationRequest]:
    return InformationRequest.objects.select_related(
        "unit", "case", "issue", "parent", "merged_into", "requester"
    )


def find_request(request_id: int) -> InformationRequest | None:
    """The request with its unit and case, or None."""
    return _whole().filter(pk=request_id).first()


def case_id_of(request_id: int) -> int | None:
    """The case of a request, or None: what is locked before the request is read."""
    found = InformationRequest.objects.filter(pk=request_id).values_list("case_id", flat=True)
    return found.first()


def id_of_case(case_id: int) -> int:
    """The id of the request behind a case of this kind. Raises DoesNotExist when there is none."""
    return InformationRequest.objects.values_list("pk", flat=True).get(case_id=case_id)


def request_numbered(number: str) -> InformationRequest | None:
    """The request with this whole number."""
    return _whole().filter(number=number).first()


def request_of_case(case_id: int) -> InformationRequest:
    """The request behind a case of this kind. Raises DoesNotExist when there is none."""
    return _whole().get(case_id=case_id)


def related_to(request: InformationRequest) -> list[tuple[str, InformationRequest]]:
    """Where it was split from or merged into, and what was split from or merged into it."""
    found: list[tuple[str, InformationRequest]] = []
    if request.parent is not None:
        found.append(("拆分自", request.parent))
    if request.merged_into is not None:
        found.append(("并入", request.merged_into))
    mine = InformationRequest.objects.filter(Q(parent=request) | Q(merged_into=request))
    for each in mine.order_by("pk")[:RELATED_LIMIT]:
        found.append(("拆分出" if each.parent_id == request.pk else "并入此件", each))
    return found


def consultations_of(request_id: int) -> list[Consultation]:
    """Every consultation of a request, oldest first, with its case."""
    return list(Consultation.objects.filter(request_id=request_id).select_related("case"))


def unanswered() -> Iterator[InformationRequest]:
    """Every request whose reply has not reached its applicant, and is still to."""
    found = _whole().filter(answered_on__isnull=True, outcome__in=("", Outcome.REPLIED))
    return found.iterator(chunk_size=500)


def open_consultations(request_id: int) -> list[Consultation]:
    """Those still waiting for an answer."""
    return [each for each in consultations_of(request_id) if not each.answer]


def consultation_of_case(case_id: int) -> Consultation:
    """The consultation behind a case of this kind."""
    found = Consultation.objects.select_related("case__unit", "request__unit", "request__case")
    return found.get(case_id=case_id)


def identity_of(request: InformationRequest) -> Identity:
    """Who asked whom, as far as the law on repeats asks; never a name."""
    applicant = request.requester.identity_index or f"#{request.requester_id}"
    return Identity(request.pk, applicant, request.unit_id)


def request_number(unit_id: int, year: int, serial: int) -> str:
    """机构代码-年份-流水, without gaps per unit and year (§4.3)."""
    unit = unit_by_id(unit_id)
    return f"{unit.code if unit else unit_id}-{year}-{serial:05d}"
