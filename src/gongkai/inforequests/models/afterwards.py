"""What follows a reply: disputes, spot checks, answers that become publications."""

from django.db import models
from django.db.models import F, Q

from gongkai.inforequests.models.requests import PERSON, InformationRequest


class Dispute(models.Model):
    """行政复议 or 行政诉讼 about a request (E7). The outcome is written once (§3.5)."""

    class Kind(models.TextChoices):
        RECONSIDERATION = "reconsideration", "行政复议"
        DIRECT_SUIT = "direct_suit", "行政诉讼（未经复议直接起诉）"
        SUIT_AFTER = "suit_after", "行政诉讼（复议后起诉）"

    class Result(models.TextChoices):
        UPHELD = "upheld", "结果维持"
        CORRECTED = "corrected", "结果纠正"
        OTHER = "other", "其他结果"

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="disputes")
    kind = models.CharField("类别", max_length=20, choices=Kind)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="此前的复议"
    )
    body = models.CharField("审理机关", max_length=120)
    docket = models.CharField("案号", max_length=80, blank=True)
    filed_on = models.DateField("提起日期")
    note = models.TextField("说明", blank=True)
    made_at = models.DateTimeField("登记时间")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    decision = models.CharField("审理结果", max_length=30, blank=True)
    result = models.CharField("年报口径", max_length=20, blank=True, choices=Result)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    decision_note = models.TextField("结果说明", blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = "复议诉讼"
        constraints = [
            models.CheckConstraint(
                name="dispute_decided_whole",
                condition=Q(
                    decision="", result="", decided_on__isnull=True, decided_by__isnull=True
                )
                | (
                    ~Q(decision="")
                    & Q(result__in=("upheld", "corrected", "other"), decided_by__isnull=False)
                    & Q(decided_on__gte=F("filed_on"))
                ),
            ),
            models.CheckConstraint(
                name="dispute_suit_after_names_the_earlier",
                condition=Q(kind="suit_after", earlier__isnull=False)
                | (~Q(kind="suit_after") & Q(earlier__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["filed_on"], name="dispute_filed"),
            models.Index(fields=["decided_on"], name="dispute_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.docket}"


class SpotCheck(models.Model):
    """A quality check of closed requests (E6): whose, of which days, and how the sample was drawn."""

    name = models.CharField("名称", max_length=120)
    start = models.DateField("办结日期从")
    end = models.DateField("到")
    size = models.PositiveSmallIntegerField("抽取件数")
    seed = models.PositiveIntegerField("抽样种子")
    pool_size = models.PositiveIntegerField("可抽件数")
    drawn_at = models.DateTimeField("抽取时间")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = "质量抽查"
        constraints = [
            models.CheckConstraint(name="spot_check_days", condition=Q(end__gte=F("start")))
        ]

    def __str__(self) -> str:
        return self.name


class ScoreSheet(models.Model):
    """One drawn request and what it got, criterion by criterion; written once when it is scored."""

    check_of = models.ForeignKey(SpotCheck, models.PROTECT, related_name="sheets")
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="+")
    scores = models.JSONField("得分", default=dict, blank=True)
    total = models.PositiveSmallIntegerField("总分", null=True, blank=True)
    remark = models.TextField("扣分理由和整改建议", blank=True)
    scored_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    scored_at = models.DateTimeField("评分时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "测评表"
        constraints = [
            models.UniqueConstraint(name="score_sheet_once", fields=["check_of", "request"]),
            models.CheckConstraint(
                name="score_sheet_whole",
                condition=Q(total__isnull=True, scored_by__isnull=True, scored_at__isnull=True)
                | Q(total__lte=100, scored_by__isnull=False, scored_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}/{self.request_id}"


class Conversion(models.Model):
    """A proposal to publish what was given on request (E9, 条例第四十四条), and what became of it."""

    class Ground(models.TextChoices):
        SEVERAL = "several", "多个申请人申请相同信息"
        PUBLIC_INTEREST = "public_interest", "涉及公众利益"

    request = models.OneToOneField(InformationRequest, models.PROTECT, related_name="conversion")
    ground = models.CharField("理由", max_length=20, choices=Ground)
    applicants = models.PositiveSmallIntegerField("申请人数")
    reason = models.TextField("说明", blank=True)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined = models.TextField("不予采纳的理由", blank=True)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = "转为主动公开"
        constraints = [
            models.CheckConstraint(
                name="conversion_taken_or_declined",
                condition=Q(decided_at__isnull=True, document__isnull=True, declined="")
                | Q(decided_at__isnull=False, document__isnull=False, declined="")
                | (Q(decided_at__isnull=False, document__isnull=True) & ~Q(declined="")),
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(decided_at__isnull=True), name="conversion_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.ground}"
