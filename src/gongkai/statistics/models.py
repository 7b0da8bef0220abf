"""Visits: how often a public page was read on a day. Nothing of the reader is kept."""

from django.db import models
from django.db.models import Q


class VisitDay(models.Model):
    """The visits of one page on one day. ``unit`` and ``section`` are those of the page that day."""

    day = models.DateField("日期")
    kind = models.CharField("页面类别", max_length=20)
    key = models.CharField("页面", max_length=80)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+")
    section = models.ForeignKey("catalogue.Section", models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField("访问次数", default=0)

    class Meta:
        verbose_name = "访问量"
        constraints = [
            models.UniqueConstraint(name="visits_once_a_day", fields=["kind", "day", "key"]),
            models.CheckConstraint(name="visits_counted", condition=Q(count__gte=0)),
        ]
        indexes = [models.Index(fields=["day"], name="visits_day")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.day} {self.count}"
