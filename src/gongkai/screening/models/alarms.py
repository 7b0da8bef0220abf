"""False alarms that people report; what is confirmed becomes a test."""

from django.db import models
from django.db.models import Q

from gongkai.kernel.sealed import SealedTextField


class FalseAlarm(models.Model):
    """A finding that its reader holds to be wrong, with the words around it.

    The words may hold personal data after all, so they are sealed; only what the office has
    confirmed as a false alarm is exported.
    """

    class State(models.TextChoices):
        OPEN = "open", "待核对"
        CONFIRMED = "confirmed", "确是误报"
        DISMISSED = "dismissed", "不是误报"

    rule = models.CharField("规则", max_length=40)
    context = SealedTextField("上下文")
    note = models.CharField("说明", max_length=200, blank=True)
    reported_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", verbose_name="报告人"
    )
    reported_at = models.DateTimeField("报告时间")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    judged_by = models.ForeignKey(
        "orgs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="核对人",
    )
    judged_at = models.DateTimeField("核对时间", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="alarm_judged_by_somebody",
                condition=Q(state="open") | Q(judged_by__isnull=False, judged_at__isnull=False),
            )
        ]
        verbose_name = "误报"

    def __str__(self) -> str:
        return f"{self.rule} {self.get_state_display()}"
