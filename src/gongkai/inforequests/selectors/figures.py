"""What is counted of information requests (mission E5, I1), and the requests behind each number.

A request is new in the year in which it arrived, and concluded in the year in which it got its row
of the yearly report; what is open on the last day is carried over (§3.3). Open requests beyond their
term stay in the denominator of the share that was answered in time (design §4).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Avg, F, Q, QuerySet
from django.urls import reverse

from gongkai.catalogue.selectors import theme_rows
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.words import ApplicantClass, Channel, Outcome, ReportRow
from gongkai.kernel.counting import Records, bounds, key_of
from gongkai.kernel.measures import AsOf, Dimension, Period, Rate, Row

FIELDS: Mapping[str, str] = {
    "unit": "unit_id",
    "channel": "channel",
    "class": "applicant_class",
    "row": "report_row",
    "theme": "theme_id",
}
"""The column behind each dimension."""

DIMENSIONS = tuple(FIELDS)


def _new(period: Period) -> Q:
    start, end = bounds(period)
    return Q(arrived_at__gte=start, arrived_at__lt=end)


def _carried_in(period: Period) -> Q:
    start, _ = bounds(period)
    return Q(arrived_at__lt=start) & (Q(closed_at__isnull=True) | Q(closed_at__gte=start))


def _concluded(period: Period) -> Q:
    start, end = bounds(period)
    return Q(closed_at__gte=start, closed_at__lt=end)


def _carried_out(period: Period) -> Q:
    _, end = bounds(period)
    return Q(arrived_at__lt=end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=end))


def _answered(period: Period) -> Q:
    return Q(answered_on__gte=period.start, answered_on__lte=period.end, due_on__isnull=False)


def _in_time(period: Period) -> Q:
    return _answered(period) & Q(answered_on__lte=F("due_on"))


def _late(period: Period) -> Q:
    return _answered(period) & Q(answered_on__gt=F("due_on"))


def _overdue(period: Period) -> Q:
    open_then = Q(answered_on__isnull=True) | Q(answered_on__gt=period.end)
    handled = Q(outcome__in=("", Outcome.REPLIED))
    return Q(due_on__lt=period.end) & open_then & handled


def _request(row: InformationRequest) -> Row:
    return Row(
        id=row.pk,
        name=row.number,
        title=row.subject or row.get_channel_display(),
        unit_id=row.unit_id,
        day=row.receipt_day,
        desk=reverse("inforequests:case", args=[row.case_id]),
    )


REQUESTS = Records(
    model="inforequests.InformationRequest",
    columns=FIELDS,
    deed="inforequests.read",
    show=_request,
    load=lambda found: found.select_related("unit").defer("description", "scope"),
)


def counted(code: str, period: Period) -> QuerySet[InformationRequest]:
    """The requests that the measure *code* counts. Raises LookupError for another code."""
    return REQUESTS.of(period, CONDITIONS[code](period))


def ids_by(
    code: str, period: Period, dimensions: tuple[str, ...]
) -> dict[tuple[str, ...], list[int]]:
    """The requests that the measure *code* counts, by the values of *dimensions*: one query.

    A frozen report keeps them behind its cells.
    """
    columns = [FIELDS[name] for name in dimensions]
    rows = counted(code, period).order_by("id").values_list("id", *columns)
    found: dict[tuple[str, ...], list[int]] = {}
    for number, *values in rows.iterator(chunk_size=2000):
        found.setdefault(tuple(map(key_of, values)), []).append(number)
    return found


_KINDS = (
    ("requests.new", "新收申请", "在期内到达本机关的政府信息公开申请", _new),
    ("requests.carried_in", "结转申请", "期初之前到达、期初尚未办结的申请", _carried_in),
    ("requests.concluded", "办结申请", "在期内印发答复，或者以其他处理方式办结的申请", _concluded),
    ("requests.carried_out", "结转下期", "期末之前到达、期末尚未办结的申请", _carried_out),
    ("requests.in_time", "按期答复", "在期内送达、未超过答复期限的答复", _in_time),
    ("requests.late", "逾期答复", "在期内送达、已超过答复期限的答复", _late),
    ("requests.overdue", "逾期未答复", "期末已过答复期限、尚未送达答复的申请", _overdue),
)
CONDITIONS: Mapping[str, Callable[[Period], Q]] = {kind[0]: kind[3] for kind in _KINDS}
_AT_END = ("requests.carried_out", "requests.overdue")
MEASURES = tuple(
    REQUESTS.measure(*kind, as_of=AsOf.AT_END if kind[0] in _AT_END else AsOf.WITHIN)
    for kind in _KINDS
)

IN_TIME_RATE = Rate(
    code="requests.in_time_rate",
    label="按期答复率",
    definition="按期答复数，除以按期答复、逾期答复和逾期未答复之和；逾期未答复的留在分母里",
    parts=("requests.in_time",),
    whole=("requests.in_time", "requests.late", "requests.overdue"),
)


def days_used(period: Period) -> float | None:
    """Mean of the working days from receipt to service, pauses left out; None without a reply."""
    rows = REQUESTS.of(period, _answered(period) & Q(days_used__isnull=False))
    found: float | None = rows.aggregate(mean=Avg("days_used"))["mean"]
    return found


def theme_names() -> dict[str, str]:
    """Names of the upper themes by id."""
    return {str(theme.pk): theme.name for theme in theme_rows() if theme.parent_id is None}


DIMENSION_NAMES = (
    Dimension("channel", "提交渠道", lambda: dict(Channel.choices)),
    Dimension("class", "申请人类型", lambda: dict(ApplicantClass.choices)),
    Dimension("row", "处理结果", lambda: dict(ReportRow.choices), "在办"),
)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """Requests behind a number, oldest first, and the id after which the next page begins."""

    rows: list[InformationRequest]
    next: int | None


def counted_page(
    code: str, period: Period, values: Mapping[str, str], after: int | None = None
) -> Counted:
    """A page of the requests that the measure *code* counts. Raises LookupError for another code."""
    rows = REQUESTS.load(REQUESTS.narrowed(counted(code, period), values)).order_by("id")
    found = list((rows.filter(id__gt=after) if after else rows)[: PAGE + 1])
    return Counted(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)
