"""Cases of every kind in one table, one inbox, one timeline; each kind keeps its facts beside it."""

from django.conf import settings
from django.db import models

from gongkai.casework.rules import NO_DEADLINE, STAGE_LABELS, Stage
from gongkai.kernel.constraints import append_only, guards
from gongkai.kernel.permissions import ROLE_LABELS, Role

OPEN = models.Q(closed_at__isnull=True)
CLOSED = models.Q(closed_at__isnull=False)


class Case(models.Model):
    """One matter in hand. ``next_due_at`` is a cache of the deadline its clock events give.

    ``next_reminder_at`` is when the next reminder of that deadline is to be left, ``last_due_at`` the
    deadline that was known last: a closed case is held to it. Foreign keys have
    no index of their own: every list reads one of the partial indexes, which hold its order.
    """

    kind = models.CharField("类别", max_length=30)
    number = models.CharField("编号", max_length=40, unique=True)
    title = models.CharField("标题", max_length=300)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="cases", db_index=False)
    state = models.CharField("环节", max_length=30)
    waiting_unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", db_index=False)
    waiting_role = models.CharField(
        "待办角色",
        max_length=20,
        blank=True,
        choices=[(role.value, ROLE_LABELS[role]) for role in Role],
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    opened_at = models.DateTimeField("立件时间")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    next_due_at = models.DateTimeField("期限", default=NO_DEADLINE)
    next_reminder_at = models.DateTimeField("下次提醒", default=NO_DEADLINE)
    last_due_at = models.DateTimeField("最近的期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限暂计", default=False)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "办件"
        indexes = [
            models.Index(
                fields=["waiting_unit", "waiting_role", "next_due_at", "id"],
                condition=OPEN & models.Q(handler__isnull=True),
                name="case_inbox",
            ),
            models.Index(
                fields=["handler", "next_due_at", "id"],
                condition=OPEN & models.Q(handler__isnull=False),
                name="case_mine",
            ),
            models.Index(fields=["next_due_at", "id"], condition=OPEN, name="case_due"),
            models.Index(fields=["unit", "next_due_at", "id"], condition=OPEN, name="case_unit"),
            models.Index(fields=["kind", "next_due_at", "id"], condition=OPEN, name="case_kind"),
            models.Index(fields=["-id"], condition=OPEN, name="case_newest"),
            models.Index(fields=["unit", "-id"], condition=OPEN, name="case_newest_unit"),
            models.Index(fields=["next_reminder_at", "id"], condition=OPEN, name="case_remind"),
            models.Index(fields=["-closed_at", "-id"], condition=CLOSED, name="case_closed"),
            models.Index(
                fields=["unit", "-closed_at", "-id"], condition=CLOSED, name="case_closed_unit"
            ),
            models.Index(
                fields=["kind", "-closed_at", "-id"], condition=CLOSED, name="case_closed_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CaseSequence(models.Model):
    """The last number given out per kind, unit and year."""

    kind = models.CharField(max_length=30)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="case_sequence_once", fields=["kind", "unit", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.unit_id}/{self.year}: {self.last}"


class ClockEvent(models.Model):
    """A fact that moves a deadline. Written once; the deadline is computed, never patched."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_events")
    code = models.CharField("事件", max_length=40)
    at = models.DateTimeField("发生时间")
    days = models.PositiveSmallIntegerField("天数", default=0)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "计时事件"

    def __str__(self) -> str:
        return f"{self.code} {self.at}"


class TimelineEntry(models.Model):
    """One line of a case's story, in words."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="timeline")
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("人员编号", null=True)
    actor_name = models.CharField("人员", max_length=60)
    action = models.CharField("动作", max_length=40)
    sentence = models.CharField("经过", max_length=300)
    note = models.TextField("意见", blank=True)
    state = models.CharField("其后环节", max_length=30)

    class Meta:
        ordering = ["id"]
        verbose_name = "办理过程"

    def __str__(self) -> str:
        return self.sentence


class CoHandling(models.Model):
    """A question to another unit that helps with a case (协办), with its own date."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="co_handlings")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    question = models.TextField("协办事项")
    asked_by_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField("协办期限")
    opinion = models.TextField("协办意见", blank=True)
    answered_by_name = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["unit", "due_at"],
                condition=models.Q(answered_at__isnull=True),
                name="co_handling_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="co_handling_open_once",
                fields=["case", "unit"],
                condition=models.Q(answered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}@{self.unit_id}"


class Supervision(models.Model):
    """督办: the office demands an explanation of a case; the unit answers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="supervisions")
    demand = models.TextField("督办要求")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    answer = models.TextField("回复", blank=True)
    answered_by_name = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["at", "id"],
                condition=models.Q(answered_at__isnull=True),
                name="supervision_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"


class Reminder(models.Model):
    """A reminder that was given: at most one of each stage per due date."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    stage = models.CharField(
        max_length=10, choices=[(stage.value, STAGE_LABELS[stage]) for stage in Stage]
    )
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="reminder_once", fields=["case", "stage", "due_at"])
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


guards.register(*append_only("casework_clockevent", "计时事件"))
guards.register(*append_only("casework_timelineentry", "办理过程"))
