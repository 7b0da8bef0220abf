"""A form in use, a round of it, and a unit that goes through the flow, for tests."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from gongkai.filing import services
from gongkai.filing.content import Content
from gongkai.filing.models import Filing
from gongkai.filing.rules import Cadence, Check, Field, FieldKind, RestDay, span_named

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=ZONE)
FIELDS = (
    Field("taken", "受理", FieldKind.INTEGER, unit="件", least=Decimal(0)),
    Field("granted", "准予", FieldKind.INTEGER, unit="件", least=Decimal(0)),
    Field("refused", "不予", FieldKind.INTEGER, unit="件", least=Decimal(0)),
    Field("fees", "收费", FieldKind.MONEY, unit="万元", required=False),
    Field("remark", "备注", FieldKind.TEXT, required=False),
)
CHECKS = (
    Check("受理 = 准予 + 不予", "受理数应当等于准予数加不予数"),
    Check("granted <= 上年(granted) * 2", "准予数比上年翻了一番还多", soft=True),
)
CONTENT = Content(
    fields=FIELDS,
    checks=CHECKS,
    cadence=Cadence.YEARLY,
    due_months=1,
    due_day=20,
    rest_day=RestDay.EARLIER,
    kinds=("department", "township"),
)
GOOD = {"taken": "12", "granted": "10", "refused": "2", "fees": "3.50"}


def at(day: int, hour: int = 9, month: int = 1) -> datetime:
    """A moment of 2026."""
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def form(cast, content=CONTENT, code="licences", now=NOW):
    """A form with one version in use."""
    office = cast.actor("office")
    design = services.create_design(
        actor=office,
        owner=cast.county,
        code=code,
        name="行政许可办理情况表",
        basis="县政务公开工作制度",
        now=now,
        content=content,
    )
    services.release_version(actor=office, design_id=design.pk, now=now)
    return design


def begin(cast, design=None, year="2025", now=NOW, **changes):
    """A round of the form for a year."""
    design = design or form(cast, now=now)
    return services.open_round(
        actor=cast.actor("office"),
        design_id=design.pk,
        span=span_named(Cadence.YEARLY, year),
        now=now,
        **changes,
    )


def of(begun, unit) -> Filing:
    """The filing of a unit as it stands now."""
    return Filing.objects.select_related("case", "unit").get(round=begun, unit=unit)


def fill(cast, filing, typed=None, notes=None, who="clerk", now=NOW):
    """Save answers."""
    filing.refresh_from_db()
    return services.save_answers(
        actor=cast.actor(who),
        case_id=filing.case_id,
        typed=GOOD if typed is None else typed,
        notes=notes or {},
        saves=filing.saves,
        now=now,
    )


def act(cast, who, filing, action, note="", now=NOW):
    """One step of the flow."""
    services.perform(
        actor=cast.actor(who), case_id=filing.case_id, action=action, note=note, now=now
    )
    filing.case.refresh_from_db()
    filing.refresh_from_db()


STEPS = (("clerk", "submit"), ("leader", "pass"), ("office", "accept"))


def take(cast, filing, until="accept", now=NOW, **answers):
    """Fill in and go through the flow up to the step *until*."""
    fill(cast, filing, now=now, **answers)
    for who, action in STEPS:
        act(cast, who, filing, action, now=now)
        if action == until:
            return filing
    return filing
