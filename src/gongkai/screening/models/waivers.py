"""Waivers: a finding that may stand, with reason, person and last day."""

from django.db import models
from django.db.models import Q

from gongkai.audit.words import subject_words


class Waiver(models.Model):
    """A finding of one subject that stands until a day.

    ``fingerprint`` is a keyed digest of rule and text: the personal data itself is not kept here.
    """

    subject = models.CharField("对象", max_length=80)
    rule = models.CharField("规则", max_length=40)
    fingerprint = models.CharField("指纹", max_length=64)
    shown = models.CharField("内容（已打码）", max_length=80)
    reason = models.CharField("理由", max_length=200)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    granted_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", verbose_name="批准人"
    )
    granted_at = models.DateTimeField("批准时间")
    expires_on = models.DateField("有效期至")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        "orgs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="waiver_of_subject", fields=["subject", "expires_on"])]
        constraints = [
            models.UniqueConstraint(
                name="waiver_once",
                fields=["subject", "fingerprint"],
                condition=Q(revoked_at__isnull=True),
                violation_error_message="这一处已有豁免",
            )
        ]
        verbose_name = "豁免"

    def __str__(self) -> str:
        return f"{self.subject} {self.rule}"

    @property
    def about(self) -> str:
        """What it belongs to, in words: 信息 12."""
        return subject_words(self.subject)
