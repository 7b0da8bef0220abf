"""What is entered about a record after it was published."""

from django.db import models
from django.db.models import Q

from gongkai.documents.models.gates import Publication
from gongkai.documents.models.texts import PERSON, Document
from gongkai.documents.rules import VALIDITY_LABELS, Validity


class Withdrawal(models.Model):
    """The facts of a withdrawal case: which document, why, and what takes its place."""

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="withdrawals")
    reason = models.CharField("理由", max_length=500)
    successor = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    requested_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.reason


class ValidityChange(models.Model):
    """Repeal, lapse or amendment of a published document, by an act that is named."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="validity_changes")
    kind = models.CharField(
        max_length=10,
        choices=[
            (code.value, VALIDITY_LABELS[code])
            for code in (Validity.AMENDED, Validity.REPEALED, Validity.LAPSED)
        ],
    )
    on = models.DateField("生效日")
    basis = models.CharField("依据", max_length=300)
    acting_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="acts"
    )
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="validity_ends_once",
                fields=["document"],
                condition=Q(kind__in=["lapsed", "repealed"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class ChannelPosting(models.Model):
    """Where else a published record went, and when (C10)."""

    class Channel(models.TextChoices):
        GAZETTE = "gazette", "政府公报"
        NEW_MEDIA = "new_media", "政务新媒体"
        PRESS = "press", "新闻发布会、报刊、广播、电视"
        SCREEN = "screen", "电子屏"
        BOARD = "board", "公示栏"
        READING_POINT = "reading_point", "查阅场所"
        SERVICE_HALL = "service_hall", "政务服务大厅"
        OTHER = "other", "其他"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="postings")
    channel = models.CharField("渠道", max_length=20, choices=Channel)
    place = models.CharField("位置（网址、期号、地点）", max_length=300)
    posted_on = models.DateField("日期")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["posted_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.place}"
