"""The register of maskings: what was masked by whom, never the clear text."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from gongkai.audit.words import subject_words
from gongkai.kernel.constraints import append_only, guards


class MaskingRecord(models.Model):
    """One masked copy that was given out (个人信息保护法第五十五条、第五十六条: kept, not changed).

    ``subject`` is a neutral ``kind:id`` or ``desk``; ``name`` is the file's name with personal data
    masked; ``counts`` are masked places by rule, ``removed`` what was left behind by kind.
    """

    subject = models.CharField("对象", max_length=80)
    name = models.CharField("文件名（已打码）", max_length=200)
    kind = models.CharField("类型", max_length=12)
    original_sha256 = models.CharField("原件摘要", max_length=64)
    masked_sha256 = models.CharField("副本摘要", max_length=64)
    is_strict = models.BooleanField("从严")
    counts: "models.JSONField[Any, Any]" = models.JSONField("脱敏处数", default=dict)
    removed: "models.JSONField[Any, Any]" = models.JSONField("未带过去的内容", default=dict)
    redrawn_pages: "models.JSONField[Any, Any]" = models.JSONField("改为图像的页", default=list)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    made_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", verbose_name="经办人"
    )
    made_at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(name="masking_of_subject", fields=["subject"]),
            models.Index(name="masking_of_unit", fields=["unit", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="masking_changes_the_file",
                condition=~Q(original_sha256=F("masked_sha256")),
                violation_error_message="副本与原件完全相同",
            )
        ]
        verbose_name = "脱敏登记"

    def __str__(self) -> str:
        return f"{self.subject} {self.name}"

    @property
    def about(self) -> str:
        """What it belongs to, in words: 信息 12."""
        return subject_words(self.subject)

    @property
    def places(self) -> int:
        """Masked places of all rules."""
        return sum(self.counts.values())


guards.register(*append_only("screening_maskingrecord", "脱敏登记"))
