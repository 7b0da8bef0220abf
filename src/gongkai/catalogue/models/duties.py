"""主动公开基本目录 (B2): what each unit must publish on its own initiative."""

from django.db import models
from django.db.models import Q

from gongkai.catalogue.models.classification import Versioned
from gongkai.catalogue.rules import PERIOD_UNIT_LABELS, PeriodUnit


class DisclosureDuty(Versioned):
    """One line of a unit's basic catalogue: the columns of 国办发〔2019〕54号 (rules §8.3).

    ``period`` is the text people read; ``period_days`` and ``period_unit`` are set when it states
    a number of days, so that machines can hold it to the law. A line is closed, never deleted.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "全社会"
        GROUP = "group", "特定群众"

    unit = models.ForeignKey(
        "orgs.Unit", models.PROTECT, related_name="disclosure_duties", verbose_name="公开主体"
    )
    item = models.ForeignKey(
        "catalogue.DisclosureItem",
        models.PROTECT,
        related_name="duties",
        verbose_name="法定主动公开事项",
    )
    matter = models.CharField("公开事项", max_length=120)
    content = models.TextField("公开内容（要素）", max_length=2000)
    basis = models.CharField("公开依据", max_length=500)
    period = models.CharField("公开时限", max_length=120)
    period_days = models.PositiveIntegerField("天数", null=True, blank=True)
    period_unit = models.CharField(
        "天数单位",
        max_length=20,
        blank=True,
        choices=[(u.value, PERIOD_UNIT_LABELS[u]) for u in PeriodUnit],
    )
    channels = models.JSONField("公开渠道", default=list)
    audience = models.CharField("公开对象", max_length=10, choices=Audience)
    audience_group = models.CharField("特定群众", max_length=120, blank=True)
    section = models.ForeignKey(
        "catalogue.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="公开栏目",
    )
    position = models.PositiveIntegerField("排序", default=0)
    is_open = models.BooleanField("有效", default=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="duty_once",
                fields=["unit", "item", "matter"],
                condition=Q(is_open=True),
                violation_error_message="本单位的这一法定事项下已有同名的公开事项",
            ),
            models.CheckConstraint(
                name="duty_group_named_when_meant",
                condition=(Q(audience="group") & ~Q(audience_group=""))
                | Q(audience="everyone", audience_group=""),
            ),
            models.CheckConstraint(
                name="duty_days_have_a_unit",
                condition=Q(period_days__isnull=True, period_unit="")
                | (Q(period_days__isnull=False) & ~Q(period_unit="")),
            ),
        ]
        verbose_name = "主动公开基本目录"

    def __str__(self) -> str:
        return self.matter
