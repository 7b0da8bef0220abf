"""Forms and their versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.filing.rules import CADENCE_LABELS, REST_DAY_LABELS

PERSON = settings.AUTH_USER_MODEL


class FormDesign(models.Model):
    """A form that units file, under a code that stays. What it asks for stands in its versions."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=120)
    owner = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    basis = models.CharField("依据", max_length=300, blank=True)
    stopped_at = models.DateTimeField("停用时间", null=True, blank=True)
    created_at = models.DateTimeField("建立时间")

    class Meta:
        verbose_name = "报表"

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """One version of a form: fields, checks, who files it and by when. Once in use it is fixed.

    ``fields`` and ``checks`` are lists of `rules.Field` and `rules.Check` as JSON. ``kinds`` and
    ``unit_ids`` say who files; both empty: every unit below the owner. The due date is the
    ``due_day`` of the ``due_months``-th month after the period.
    """

    design = models.ForeignKey(FormDesign, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    fields = models.JSONField("栏目", default=list)
    checks = models.JSONField("核对", default=list)
    cadence = models.CharField(
        "报送周期",
        max_length=10,
        choices=[(code.value, label) for code, label in CADENCE_LABELS.items()],
    )
    due_months = models.PositiveSmallIntegerField("期满后第几个月", default=1)
    due_day = models.PositiveSmallIntegerField("当月几日前", default=10)
    rest_day = models.CharField(
        "遇休息日",
        max_length=10,
        choices=[(code.value, label) for code, label in REST_DAY_LABELS.items()],
    )
    remind_days = models.PositiveSmallIntegerField("提前几个工作日催报", default=5)
    opens_itself = models.BooleanField("到期自动开期", default=True)
    kinds = models.JSONField("报送单位类别", default=list)
    unit_ids = models.JSONField("报送单位", default=list)
    note = models.CharField("修订说明", max_length=300, blank=True)
    released = models.BooleanField("已启用", default=False)
    released_at = models.DateTimeField("启用时间", null=True, blank=True)
    released_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField("修改时间")
    saves = models.PositiveIntegerField("保存次数", default=0)

    class Meta:
        verbose_name = "报表版本"
        constraints = [
            models.UniqueConstraint(name="form_version_once", fields=["design", "number"]),
            models.UniqueConstraint(
                name="form_one_draft", fields=["design"], condition=Q(released=False)
            ),
            models.UniqueConstraint(name="form_version_key", fields=["id", "design", "released"]),
            models.CheckConstraint(
                name="form_release_is_dated",
                condition=Q(released=True, released_at__isnull=False, released_by__isnull=False)
                | Q(released=False, released_at__isnull=True, released_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.design_id} 第{self.number}版"
