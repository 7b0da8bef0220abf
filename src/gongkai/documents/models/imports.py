"""Where records of an old site came from, who let them through, and the addresses that lead here."""

from django.db import models
from django.db.models import Q

from gongkai.documents.models.texts import PERSON, Document, Edition


class ImportBatch(models.Model):
    """A set of records brought in from an old site, reviewed and signed as one case.

    As long as it has no case it takes in more files. The four numbers are kept in the transactions
    that change what they count.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    section = models.ForeignKey("catalogue.Section", models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=300)
    imported_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_in = models.PositiveIntegerField("迁入件数", default=0)
    warned = models.PositiveIntegerField("有提示的件数", default=0)
    excluded = models.PositiveIntegerField("剔除件数", default=0)
    published = models.PositiveIntegerField("上线件数", default=0)

    class Meta:
        verbose_name = "迁入批次"
        constraints = [
            models.UniqueConstraint(
                name="import_batch_one_open",
                fields=["source", "unit", "section", "imported_by"],
                condition=Q(case__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="import_batch_unit")]

    def __str__(self) -> str:
        return self.source


class ImportedRecord(models.Model):
    """Where an imported document came from: its file, address, hash and header as it stood.

    The provenance is written once. What may change is whether the reviewer left the record out,
    and whether its file may be brought in again (``released``: its batch was sent back).
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="records")
    document = models.OneToOneField(Document, models.PROTECT, related_name="imported")
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="+")
    file_name = models.CharField("文件", max_length=400)
    source_hash = models.CharField("原文件摘要", max_length=64)
    text_hash = models.CharField("所载内容摘要", max_length=64)
    source_address = models.CharField("原网址", max_length=500, blank=True)
    listed_at = models.DateTimeField("原发布时间", null=True, blank=True)
    header = models.JSONField("原题头", default=dict)
    warnings = models.JSONField("提示", default=list)
    warned = models.BooleanField("有提示", default=False)
    excluded_at = models.DateTimeField("剔除时间", null=True, blank=True)
    excluded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    excluded_reason = models.CharField("剔除理由", max_length=300, blank=True)
    released = models.BooleanField("可再次迁入", default=False)

    class Meta:
        verbose_name = "迁入信息"
        constraints = [
            models.UniqueConstraint(
                name="imported_file_once", fields=["source_hash"], condition=Q(released=False)
            ),
            models.CheckConstraint(
                name="imported_exclusion_has_reason",
                condition=Q(excluded_at__isnull=True, excluded_by__isnull=True, excluded_reason="")
                | (
                    Q(excluded_at__isnull=False, excluded_by__isnull=False) & ~Q(excluded_reason="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "id"], name="imported_batch"),
            models.Index(
                fields=["batch", "id"], condition=Q(warned=True), name="imported_batch_warned"
            ),
            models.Index(
                fields=["batch", "id"],
                condition=Q(excluded_at__isnull=False),
                name="imported_batch_excluded",
            ),
            models.Index(fields=["text_hash"], condition=Q(released=False), name="imported_text"),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedCopy(models.Model):
    """Another file of the old site that says the same as a record already taken in."""

    record = models.ForeignKey(ImportedRecord, models.PROTECT, related_name="copies")
    file_name = models.CharField("文件", max_length=400)
    source_hash = models.CharField("原文件摘要", max_length=64)
    source_address = models.CharField("原网址", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="imported_copy_once", fields=["record", "file_name"])
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportFailure(models.Model):
    """A file of the old site that could not become a record, and why; gone once it could."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="failures")
    file_name = models.CharField("文件", max_length=400)
    reason = models.CharField("原因", max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="import_failure_once", fields=["batch", "file_name"])
        ]

    def __str__(self) -> str:
        return f"{self.file_name}：{self.reason}"


class BatchDecision(models.Model):
    """One person's decision on a whole batch, and how far its rows are written.

    Who decided, what and when is written once; ``cursor`` is the last imported record whose rows
    stand. While ``finished_at`` is empty the writing goes on from there, also after a crash.
    """

    class Action(models.TextChoices):
        PASS_SECRECY = "pass_secrecy", "整批同意公开"
        SIGN = "sign", "整批签发上线"

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="decisions")
    action = models.CharField("决定", max_length=20, choices=Action)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    note = models.TextField("意见", blank=True)
    at = models.DateTimeField("时间")
    cursor = models.BigIntegerField(default=0)
    written = models.PositiveIntegerField("已写入件数", default=0)
    renumbered = models.PositiveIntegerField("另行分配索引号件数", default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="batch_decision_one_open",
                fields=["batch"],
                condition=Q(finished_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.batch_id}"


class LegacyAddress(models.Model):
    """An address of an old site that leads to a record here, once that record is public."""

    path = models.CharField("原网址路径", max_length=400, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="legacy_addresses")

    def __str__(self) -> str:
        return self.path
