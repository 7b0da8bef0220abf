"""Where records of an old site came from, and the addresses that lead to them."""

from django.db import models

from gongkai.documents.models.texts import PERSON, Document, Edition


class ImportBatch(models.Model):
    """A set of records brought in from an old site, reviewed and signed as one case."""

    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    section = models.ForeignKey("catalogue.Section", models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=300)
    imported_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "迁入批次"

    def __str__(self) -> str:
        return self.source


class ImportedRecord(models.Model):
    """Where an imported document came from: its file, address, hash and header as it stood."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="records")
    document = models.OneToOneField(Document, models.PROTECT, related_name="imported")
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=400)
    source_hash = models.CharField("原文件摘要", max_length=64, unique=True)
    source_address = models.CharField("原网址", max_length=500, blank=True)
    header = models.JSONField("原题头", default=dict)
    warnings = models.JSONField("提示", default=list)

    def __str__(self) -> str:
        return self.file_name


class LegacyAddress(models.Model):
    """An address of an old site that leads to a record here."""

    path = models.CharField("原网址路径", max_length=400, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="legacy_addresses")

    def __str__(self) -> str:
        return self.path
