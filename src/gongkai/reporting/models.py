"""What units state for the annual report, what people write in it, and reports once settled."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.constraints import append_only, guards

PERSON = settings.AUTH_USER_MODEL


class ReportDraft(models.Model):
    """A unit's part in the report of a year, until it is settled.

    ``filed`` are the figures that the ledger does not know (part two), with ``source`` saying where
    they come from; ``texts`` the written parts by their key. ``version`` counts the savings.
    """

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    filed = models.JSONField("填报数", default=dict)
    source = models.CharField("数据来源", max_length=200, blank=True)
    texts = models.JSONField("文字部分", default=dict)
    version = models.PositiveIntegerField("版本", default=0)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "年度报告草稿"
        constraints = [
            models.UniqueConstraint(name="report_draft_once", fields=["unit", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class ReportSnapshot(models.Model):
    """A settled report: its tables, its texts and the requests behind each cell, written once.

    ``content`` is what ``digest`` is taken of; ``signature`` is the digest under the server's key,
    so that a change in the database can be told. A later one of the same year corrects it.
    """

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几稿")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    signature = models.CharField("签名", max_length=120)
    made_at = models.DateTimeField("定稿时间")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    maker = models.CharField("定稿人", max_length=60)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = "年度报告"
        constraints = [
            models.UniqueConstraint(name="report_number_once", fields=["unit", "year", "number"]),
            models.CheckConstraint(name="report_number_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} 第{self.number}稿"


class ReportPublication(models.Model):
    """That a settled report was put into the publishing flow as a record. Written once."""

    snapshot = models.ForeignKey(ReportSnapshot, models.PROTECT, related_name="publications")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("转入发布时间")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = "年度报告的发布"

    def __str__(self) -> str:
        return f"{self.snapshot_id} → {self.document_id}"


class Summary(models.Model):
    """A summary in hand (I2): its text names figures, which are counted when it is looked at."""

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=120)
    start = models.DateField("从")
    end = models.DateField("到")
    text = models.TextField("正文")
    version = models.PositiveIntegerField("版本", default=1)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "工作总结"
        constraints = [
            models.CheckConstraint(name="summary_days", condition=Q(end__gte=models.F("start")))
        ]

    def __str__(self) -> str:
        return self.title


class SettledSummary(models.Model):
    """A summary with its figures as they were when it was settled. Written once."""

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="settled")
    number = models.PositiveSmallIntegerField("第几稿")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("定稿时间")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    maker = models.CharField("定稿人", max_length=60)

    class Meta:
        ordering = ["-id"]
        verbose_name = "工作总结定稿"
        constraints = [
            models.UniqueConstraint(name="summary_number_once", fields=["summary", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.summary_id} 第{self.number}稿"


guards.register(
    *append_only("reporting_reportsnapshot", "年度报告"),
    *append_only("reporting_reportpublication", "年度报告的发布"),
    *append_only("reporting_settledsummary", "工作总结定稿"),
)
