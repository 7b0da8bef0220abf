"""回头看: rounds, a unit's part in a round, what the examination of each document found."""

from django.db import models

from gongkai.documents.models.texts import PERSON, Draft, Edition
from gongkai.documents.rules import GROUNDS
from gongkai.documents.rules.revisit import OUTCOME_LABELS


class RevisitRound(models.Model):
    """One round: all non-public documents, or a sample that anybody can draw again from ``seed``."""

    title = models.CharField("名称", max_length=200)
    share = models.PositiveSmallIntegerField("比例（%）", default=100)
    seed = models.CharField("抽样种子", max_length=40)
    due_on = models.DateField("完成期限")
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class RevisitPart(models.Model):
    """A unit's part, which is a case. ``population``: how many it could have been."""

    round = models.ForeignKey(RevisitRound, models.PROTECT, related_name="parts")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    population = models.PositiveIntegerField("不公开文件总数")

    class Meta:
        constraints = [models.UniqueConstraint(name="revisit_part_once", fields=["round", "unit"])]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.unit_id}"


class RevisitItem(models.Model):
    """One edition that is not public, examined again; ``draft`` is what its conversion opened."""

    part = models.ForeignKey(RevisitPart, models.PROTECT, related_name="items")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisits")
    outcome = models.CharField(
        "结论",
        max_length=20,
        blank=True,
        choices=[(code.value, label) for code, label in OUTCOME_LABELS.items()],
    )
    ground = models.CharField(
        "法定理由", max_length=10, blank=True, choices=[(each.code, each.label) for each in GROUNDS]
    )
    note = models.CharField("说明", max_length=500, blank=True)
    reviewer = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("评估时间", null=True, blank=True)
    draft = models.OneToOneField(
        Draft, models.PROTECT, null=True, blank=True, related_name="revisit"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="revisit_item_once", fields=["part", "edition"])
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.get_outcome_display()}"
