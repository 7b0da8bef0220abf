"""内容检查: what screening found in an edition when it was submitted."""

from django.db import models
from django.db.models import Q

from gongkai.documents.models.gates import same_text
from gongkai.documents.models.texts import PERSON, Edition


class EditionScreening(models.Model):
    """The findings of one edition when it was submitted. Written once.

    ``outcome`` is pass when nothing stands open: every grave or doubtful finding was mended or
    waived (`screening` keeps the waivers). ``findings`` hold no personal data in clear.
    """

    class Outcome(models.TextChoices):
        PASS = "pass", "通过"
        HOLD = "hold", "有问题待处理"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="screenings")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    outcome = models.CharField("结论", max_length=10, choices=Outcome)
    findings = models.JSONField("发现的问题", default=list, blank=True)
    open_count = models.PositiveIntegerField("待处理")
    at = models.DateTimeField("检查时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "内容检查"
        constraints = [
            models.CheckConstraint(
                name="screening_passes_with_nothing_open",
                condition=Q(outcome="hold") | Q(outcome="pass", open_count=0),
            ),
            same_text("screening_same_text"),
            models.UniqueConstraint(
                name="screening_key", fields=["id", "edition", "content_hash", "outcome"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.get_outcome_display()}"
