"""False alarms: reported by anybody, judged by the office, exported as cases for tests."""

from datetime import datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules.texts import Text, reasons_against_text
from gongkai.screening.models import FalseAlarm

REPORT, JUDGE = "screening.report", "screening.judge_report"
LONGEST_CONTEXT = 400
_NOTE = Text("note", "说明", 200)


@transaction.atomic
def report_false_alarm(
    *, actor: Actor, rule: str, context: str, note: str, now: datetime
) -> FalseAlarm:
    """Keep a finding of *rule* that should not be one, with the words around it (sealed)."""
    reasons = reasons_against(actor, REPORT) + reasons_against_text(note, _NOTE)
    if not context.strip() or not rule.strip():
        reasons.append(Reason("context", "缺少被误报的文字，请从检查结果中报告"))
    refuse_if(reasons)
    alarm = FalseAlarm.objects.create(
        rule=rule[:40],
        context=context[:LONGEST_CONTEXT],
        note=note.strip(),
        reported_by_id=person_of(actor),
        reported_at=now,
    )
    _record(actor, REPORT, alarm, now)
    return alarm


@transaction.atomic
def judge_false_alarm(
    *, actor: Actor, alarm: FalseAlarm, is_false: bool, now: datetime
) -> FalseAlarm:
    """Say whether the report is right; a confirmed one is exported for the tests."""
    row = FalseAlarm.objects.select_for_update().get(pk=alarm.pk)
    refuse_if(reasons_against(actor, JUDGE))
    if row.state != FalseAlarm.State.OPEN:
        raise Refusal(Reason("state", "这条误报已经核对过"))
    row.state = FalseAlarm.State.CONFIRMED if is_false else FalseAlarm.State.DISMISSED
    row.judged_by_id, row.judged_at = person_of(actor), now
    row.save()
    _record(actor, JUDGE, row, now, 结论=row.get_state_display())
    return row


def _record(actor: Actor, deed: str, alarm: FalseAlarm, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"false_alarm:{alarm.pk}",
        detail={"规则": alarm.rule, **detail},
        now=now,
    )
