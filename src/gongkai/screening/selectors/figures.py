"""What is counted of screening: findings that may stand, false alarms, masked copies."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.kernel.counting import Records, bounds, during
from gongkai.kernel.measures import AsOf, Dimension, Period, Row
from gongkai.screening.models import FalseAlarm, MaskingRecord, Waiver


def _waiver(row: Waiver) -> Row:
    return Row(
        id=row.pk,
        name=row.rule,
        title=f"{row.shown}：{row.reason}",
        unit_id=row.unit_id,
        day=timezone.localdate(row.granted_at),
        desk=reverse("screening:waivers"),
    )


WAIVERS = Records(
    model="screening.Waiver",
    columns={"unit": "unit_id", "finding": "rule"},
    deed="screening.read",
    show=_waiver,
)


def _standing(period: Period) -> Q:
    _, end = bounds(period)
    still = Q(revoked_at__isnull=True) | Q(revoked_at__gte=end)
    return Q(granted_at__lt=end, expires_on__gte=period.end) & still


def _alarm(row: FalseAlarm) -> Row:
    return Row(
        id=row.pk,
        name=row.rule,
        title=row.get_state_display(),
        unit_id=row.reported_by.unit_id,
        day=timezone.localdate(row.reported_at),
        desk=reverse("screening:alarms"),
    )


ALARMS = Records(
    model="screening.FalseAlarm",
    columns={"unit": "reported_by__unit_id", "finding": "rule", "alarm": "state"},
    unit="reported_by__unit_id",
    deed="screening.read",
    show=_alarm,
    load=lambda found: found.select_related("reported_by").defer("context"),
)


def _masking(row: MaskingRecord) -> Row:
    return Row(
        id=row.pk,
        name=row.kind,
        title=row.name,
        unit_id=row.unit_id,
        day=timezone.localdate(row.made_at),
        desk=reverse("screening:maskings"),
    )


MASKINGS = Records(
    model="screening.MaskingRecord",
    columns={"unit": "unit_id", "file_kind": "kind"},
    deed="screening.mask",
    show=_masking,
)

MEASURES = (
    WAIVERS.measure(
        "screening.waived", "豁免数", "在期内批准的内容检查豁免", during("granted_at"), unit="处"
    ),
    WAIVERS.measure(
        "screening.waivers_standing",
        "有效豁免数",
        "期末仍然有效、没有撤销的内容检查豁免",
        _standing,
        as_of=AsOf.AT_END,
        unit="处",
    ),
    ALARMS.measure(
        "screening.alarms", "误报报告数", "在期内报告的内容检查误报", during("reported_at")
    ),
    MASKINGS.measure("screening.masked", "脱敏副本数", "在期内生成的脱敏副本", during("made_at")),
)
DIMENSIONS = (
    Dimension("finding", "检查规则", dict),
    Dimension("alarm", "核对情况", lambda: dict(FalseAlarm.State.choices)),
    Dimension("file_kind", "文件类型", dict),
)
