"""What is given to the applicant with a reply: whole files, and severed copies with their register."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongkai.inforequests.models.intake import SealedFile
from gongkai.inforequests.models.requests import InformationRequest

PERSON = settings.AUTH_USER_MODEL


class ProvidedFile(models.Model):
    """A file that goes with the reply. A severed one (区分处理, 条例第三十七条) keeps its original
    beside it; both are sealed. Only taking it out again, before the reply is issued, changes a row.
    """

    class Method(models.TextChoices):
        WHOLE = "whole", "全文提供"
        MASKED = "masked", "系统脱敏"
        REDACTED = "redacted", "人工遮盖"

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="provided")
    name = models.CharField("名称", max_length=200)
    pages = models.PositiveIntegerField("页数", default=0)
    method = models.CharField("处理方式", max_length=10, choices=Method)
    file = models.OneToOneField(SealedFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    original = models.OneToOneField(
        SealedFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    original_sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField("附上时间")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField("撤下时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "提供的信息"
        constraints = [
            models.CheckConstraint(
                name="provided_severed_keeps_its_original",
                condition=Q(method="whole", original__isnull=True, original_sha256="")
                | (~Q(method="whole") & Q(original__isnull=False) & ~Q(original_sha256="")),
            ),
            models.CheckConstraint(
                name="provided_severed_differs", condition=~Q(sha256=F("original_sha256"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeveredPart(models.Model):
    """One passage taken out of a copy: where, on which ground, why. Written once."""

    file = models.ForeignKey(ProvidedFile, models.PROTECT, related_name="parts")
    place = models.CharField("位置", max_length=120)
    ground = models.CharField("依据", max_length=20)
    reason = models.CharField("理由", max_length=500)

    class Meta:
        ordering = ["id"]
        verbose_name = "区分处理登记"

    def __str__(self) -> str:
        return f"{self.place} {self.ground}"
