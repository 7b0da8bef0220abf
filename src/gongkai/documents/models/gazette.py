"""政府公报: what departments submit, the issues, and their items frozen at an edition."""

from django.db import models
from django.db.models import Q

from gongkai.documents.models.gates import Publication
from gongkai.documents.models.texts import PERSON


class GazetteIssue(models.Model):
    """One issue. Its items may change until it is signed; then they are frozen."""

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveSmallIntegerField("期号")
    issued_on = models.DateField("出版日期")
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    voided = models.BooleanField("已作废", default=False)

    class Meta:
        verbose_name = "公报"
        constraints = [
            models.UniqueConstraint(
                name="gazette_number_once", fields=["year", "number"], condition=Q(voided=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} 年第 {self.number} 期"


class GazetteItem(models.Model):
    """A text in an issue: a publication, that is one edition as it was reviewed and signed."""

    issue = models.ForeignKey(GazetteIssue, models.PROTECT, related_name="items")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="gazette_items")
    heading = models.CharField("栏目", max_length=40)
    position = models.PositiveSmallIntegerField("次序")
    frozen = models.BooleanField("已刊出", default=False)

    class Meta:
        verbose_name = "公报稿件"
        constraints = [
            models.UniqueConstraint(name="gazette_item_once", fields=["issue", "publication"]),
            models.UniqueConstraint(
                name="gazette_printed_once", fields=["publication"], condition=Q(frozen=True)
            ),
        ]
        indexes = [models.Index(fields=["issue", "position"], name="gazette_order")]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.position}"


class GazetteSubmission(models.Model):
    """A department submits a published record; the office takes it in or says why not."""

    class State(models.TextChoices):
        WAITING = "waiting", "待组稿"
        TAKEN = "taken", "已采用"
        DECLINED = "declined", "未采用"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    heading = models.CharField("建议栏目", max_length=40)
    note = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField("未采用的理由", max_length=300, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "公报报送"
        constraints = [
            models.UniqueConstraint(
                name="gazette_submitted_once",
                fields=["publication"],
                condition=Q(state="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.get_state_display()}"
