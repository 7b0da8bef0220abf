"""Forms and their versions, rounds, what each unit files, who checked it and who took it in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongkai.filing.rules import CADENCE_LABELS, REST_DAY_LABELS
from gongkai.kernel.constraints import CompositeForeignKey, Guard, append_only, guards

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


guards.register(
    Guard(
        "filing_formversion",
        "UPDATE",
        "启用的报表版本不得修改，请另起新版",
        unless="OLD.released_at IS NULL AND NEW.design_id = OLD.design_id "
        "AND NEW.number = OLD.number",
    ),
    Guard(
        "filing_formversion",
        "DELETE",
        "启用的报表版本不得删除",
        unless="OLD.released_at IS NULL",
    ),
    Guard(
        "filing_filing",
        "UPDATE",
        "单位报表的归属、首次报出时间和核收结果不得改动",
        unless="NEW.round_id = OLD.round_id AND NEW.unit_id = OLD.unit_id "
        "AND NEW.case_id = OLD.case_id "
        "AND (OLD.reported_at IS NULL OR NEW.reported_at = OLD.reported_at) "
        "AND (OLD.accepted_id IS NULL OR NEW.accepted_id >= OLD.accepted_id)",
    ),
    Guard("filing_filing", "DELETE", "单位报表不得删除"),
    *append_only("filing_filinground", "报送期"),
    *append_only("filing_filingsheet", "填报稿"),
    *append_only("filing_sheetreview", "报表审核"),
    *append_only("filing_acceptance", "报表核收"),
    *append_only("filing_urging", "催报"),
)
