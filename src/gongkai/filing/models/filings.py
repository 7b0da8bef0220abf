"""Rounds, what each unit files, who checked it and who took it in, reminders."""

from django.db import models
from django.db.models import F, Q

from gongkai.filing.models.designs import PERSON, FormDesign, FormVersion
from gongkai.kernel.constraints import CompositeForeignKey


class FilingRound(models.Model):
    """One period of a form (期): every unit that must file has a `Filing` in it. Written once."""

    design = models.ForeignKey(FormDesign, models.PROTECT, related_name="rounds", db_index=False)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="rounds")
    version_released = models.BooleanField(default=True)
    key = models.CharField("期别", max_length=24)
    title = models.CharField("名称", max_length=160)
    start = models.DateField("统计期起")
    end = models.DateField("统计期止")
    due_on = models.DateField("报送期限")
    opened_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("开期时间")

    class Meta:
        verbose_name = "报送期"
        constraints = [
            models.UniqueConstraint(name="filing_round_once", fields=["design", "key"]),
            models.CheckConstraint(name="filing_round_in_use", condition=Q(version_released=True)),
            models.CheckConstraint(name="filing_round_period", condition=Q(start__lte=F("end"))),
            CompositeForeignKey(
                name="filing_round_own_version",
                fields=["version", "design", "version_released"],
                to="filing_formversion",
                to_columns=["id", "design_id", "released"],
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Filing(models.Model):
    """What one unit owes in one round; a case of its own.

    ``typed`` and ``notes`` are the words as they were typed, right or wrong; nothing counts before a
    `FilingSheet` is made of them. ``why`` is the reason for the version that is being written.
    ``reported_at``: when it first went to the office. ``accepted``: the version that counts.
    """

    round = models.ForeignKey(FilingRound, models.PROTECT, related_name="filings")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    typed = models.JSONField("填报内容", default=dict)
    notes = models.JSONField("说明", default=dict)
    why = models.CharField("本次修改的原因", max_length=500, blank=True)
    saves = models.PositiveIntegerField("保存次数", default=0)
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)
    reported_at = models.DateTimeField("首次报出时间", null=True, blank=True)
    accepted = models.OneToOneField(
        "Acceptance", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "单位报表"
        constraints = [
            models.UniqueConstraint(name="filing_once", fields=["round", "unit"]),
            CompositeForeignKey(
                name="filing_own_acceptance",
                fields=["accepted", "id"],
                to="filing_acceptance",
                to_columns=["id", "filing_id"],
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="filing_of_unit")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.unit_id}"


class FilingSheet(models.Model):
    """The answers as they were handed in. Written once; a change is a new one with its reason.

    ``values`` by field code, as `rules.kept` writes them; ``system`` the figures shown at the time.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField("第几稿")
    values = models.JSONField("数据")
    notes = models.JSONField("说明", default=dict)
    system = models.JSONField("系统统计", default=dict)
    reason = models.CharField("修改原因", max_length=500, blank=True)
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = "填报稿"
        ordering = ["filing", "number"]
        constraints = [
            models.UniqueConstraint(name="filing_sheet_once", fields=["filing", "number"]),
            models.UniqueConstraint(
                name="filing_sheet_key", fields=["id", "filing", "submitted_by"]
            ),
            models.CheckConstraint(
                name="filing_change_says_why", condition=Q(number=1) | ~Q(reason="")
            ),
            models.CheckConstraint(name="filing_sheet_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} 第{self.number}稿"


class SheetReview(models.Model):
    """What the head of the unit said of a sheet. Written once, by another than who filled it in."""

    class Outcome(models.TextChoices):
        PASS = "pass", "同意报送"
        RETURN = "return", "退回修改"

    sheet = models.OneToOneField(FilingSheet, models.PROTECT, related_name="review")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    outcome = models.CharField("结论", max_length=10, choices=Outcome)
    note = models.TextField("意见", blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "报表审核"
        constraints = [
            models.CheckConstraint(
                name="filing_review_by_another", condition=~Q(reviewer=F("submitted_by"))
            ),
            models.UniqueConstraint(
                name="filing_review_key", fields=["id", "sheet", "filing", "outcome"]
            ),
            CompositeForeignKey(
                name="filing_review_of_its_sheet",
                fields=["sheet", "filing", "submitted_by"],
                to="filing_filingsheet",
                to_columns=["id", "filing_id", "submitted_by_id"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.get_outcome_display()}"


class Acceptance(models.Model):
    """The office takes a sheet in (核收): only one that the unit's head has passed. Written once."""

    sheet = models.OneToOneField(FilingSheet, models.PROTECT, related_name="acceptance")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="acceptances")
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    review = models.OneToOneField(SheetReview, models.PROTECT, related_name="+")
    review_outcome = models.CharField(max_length=10, default="pass")
    accepted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField("核收时间")

    class Meta:
        verbose_name = "报表核收"
        constraints = [
            models.CheckConstraint(
                name="filing_accepted_only_passed", condition=Q(review_outcome="pass")
            ),
            models.CheckConstraint(
                name="filing_accepted_by_another", condition=~Q(accepted_by=F("submitted_by"))
            ),
            models.UniqueConstraint(name="filing_acceptance_key", fields=["id", "filing"]),
            CompositeForeignKey(
                name="filing_accepts_its_sheet",
                fields=["sheet", "filing", "submitted_by"],
                to="filing_filingsheet",
                to_columns=["id", "filing_id", "submitted_by_id"],
            ),
            CompositeForeignKey(
                name="filing_accepts_passed_sheet",
                fields=["review", "sheet", "filing", "review_outcome"],
                to="filing_sheetreview",
                to_columns=["id", "sheet_id", "filing_id", "outcome"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.at}"


class Urging(models.Model):
    """A reminder to file (催报), by the office or by the system. Written once."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="urgings")
    on = models.DateField("催报日期")
    by_name = models.CharField("催报人", max_length=60)
    by_hand = models.BooleanField("人工催报", default=False)
    words = models.CharField("催报内容", max_length=300)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "催报"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="filing_urged_once_a_day", fields=["filing", "on", "by_hand"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.on}"
