"""What is counted of cases of every kind, and the cases behind each number.

A case beyond its term that is still open stays in the denominator of the share closed in time.
"""

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from gongkai.casework.kinds import kinds
from gongkai.casework.models import Case, CoHandling, Supervision
from gongkai.kernel.counting import Records, bounds, during, first_moment
from gongkai.kernel.measures import AsOf, Dimension, Period, Rate, Row

READ = "casework.read"


def _case(row: Case) -> Row:
    return Row(
        id=row.pk,
        name=row.number,
        title=row.title,
        unit_id=row.unit_id,
        day=timezone.localdate(row.closed_at or row.opened_at),
        desk=kinds[row.kind].sheet(row.pk),
    )


CASES = Records(
    model="casework.Case",
    columns={"unit": "unit_id", "case_kind": "kind"},
    deed=READ,
    show=_case,
)


def _open(period: Period) -> Q:
    _, end = bounds(period)
    return Q(opened_at__lt=end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=end))


def _overdue(period: Period) -> Q:
    return _open(period) & Q(next_due_at__lt=first_moment(period.end))


def _in_time(period: Period) -> Q:
    return during("closed_at")(period) & Q(closed_at__lte=F("last_due_at"))


def _late(period: Period) -> Q:
    return during("closed_at")(period) & Q(closed_at__gt=F("last_due_at"))


def _supervision(row: Supervision) -> Row:
    return Row(
        id=row.pk,
        name=row.case.number,
        title=row.demand,
        unit_id=row.case.unit_id,
        day=timezone.localdate(row.at),
        desk=kinds[row.case.kind].sheet(row.case_id),
    )


SUPERVISIONS = Records(
    model="casework.Supervision",
    columns={"unit": "case__unit_id", "case_kind": "case__kind"},
    unit="case__unit_id",
    deed=READ,
    show=_supervision,
    load=lambda found: found.select_related("case"),
)


def _unanswered(period: Period) -> Q:
    _, end = bounds(period)
    return Q(at__lt=end) & (Q(answered_at__isnull=True) | Q(answered_at__gte=end))


def _question(row: CoHandling) -> Row:
    return Row(
        id=row.pk,
        name=row.case.number,
        title=row.question,
        unit_id=row.unit_id,
        day=timezone.localdate(row.asked_at),
        desk=reverse("casework:answer_question", args=[row.pk]),
    )


QUESTIONS = Records(
    model="casework.CoHandling",
    columns={"unit": "unit_id"},
    deed=READ,
    show=_question,
    load=lambda found: found.select_related("case"),
)

MEASURES = (
    CASES.measure("cases.opened", "立件数", "在期内立件的办件", during("opened_at")),
    CASES.measure("cases.closed", "办结数", "在期内办结的办件", during("closed_at")),
    CASES.measure("cases.open", "在办数", "期末尚未办结的办件", _open, as_of=AsOf.AT_END),
    CASES.measure(
        "cases.overdue",
        "超期未办结数",
        "期末尚未办结、期限在期末那一天之前的办件",
        _overdue,
        as_of=AsOf.AT_END,
    ),
    CASES.measure("cases.in_time", "按期办结数", "在期内办结、没有超过期限的办件", _in_time),
    CASES.measure("cases.late", "超期办结数", "在期内办结、已经超过期限的办件", _late),
    SUPERVISIONS.measure("cases.supervised", "督办数", "在期内发出的督办", during("at")),
    SUPERVISIONS.measure(
        "cases.unanswered",
        "督办未回复数",
        "期末尚未回复的督办",
        _unanswered,
        as_of=AsOf.AT_END,
    ),
    QUESTIONS.measure("cases.co_handled", "协办数", "在期内请本单位协办的事项", during("asked_at")),
)
RATES = (
    Rate(
        "cases.in_time_rate",
        "按期办结率",
        "按期办结数，除以按期办结、超期办结和超期未办结之和；超期未办结的留在分母里",
        ("cases.in_time",),
        ("cases.in_time", "cases.late", "cases.overdue"),
    ),
)
KINDS = Dimension("case_kind", "办件类别", lambda: {kind.code: kind.label for kind in kinds})
