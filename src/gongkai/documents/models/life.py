"""规范性文件 after publication: evaluations before expiry, clean-up campaigns, amended texts."""

from django.db import models

from gongkai.documents.models.texts import PERSON, Document, Draft
from gongkai.documents.rules.life import PROPOSAL_LABELS

PROPOSALS = [(code.value, label) for code, label in PROPOSAL_LABELS.items()]


class ExpiryReview(models.Model):
    """The facts of a case 到期评估: which document, until when, what is proposed."""

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="expiry_reviews")
    expires_on = models.DateField("有效期至")
    proposal = models.CharField("评估意见", max_length=10, choices=PROPOSALS, blank=True)
    reason = models.TextField("理由", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="expiry_watched_once", fields=["document", "expires_on"])
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.expires_on}"


class CleanupCampaign(models.Model):
    """A clean-up: all 规范性文件 in force on a day, looked at by the units that made them.

    ``result`` is the record that publishes the lists; when it goes out, repeals and lapses are
    entered with it as their act.
    """

    title = models.CharField("名称", max_length=200)
    scope = models.CharField("范围和要求", max_length=500, blank=True)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    on = models.DateField("以此日现行有效为准")
    due_on = models.DateField("报送期限")
    result = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="cleanup"
    )
    applied_at = models.DateTimeField("结果公布时间", null=True, blank=True)
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class CleanupPart(models.Model):
    """A unit's part in a clean-up, which is a case."""

    campaign = models.ForeignKey(CleanupCampaign, models.PROTECT, related_name="parts")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cleanup_part_once", fields=["campaign", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.unit_id}"


class CleanupItem(models.Model):
    """One document in a clean-up, with what its unit proposes."""

    part = models.ForeignKey(CleanupPart, models.PROTECT, related_name="items")
    document = models.ForeignKey(Document, models.PROTECT, related_name="cleanup_items")
    proposal = models.CharField("意见", max_length=10, choices=PROPOSALS, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cleanup_item_once", fields=["part", "document"])
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.get_proposal_display()}"


class Amendment(models.Model):
    """Why a draft of a published text amends it: the act, from when. Not a correction of a slip."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="amendment")
    on = models.DateField("修改后施行日期")
    basis = models.CharField("依据", max_length=300)
    acting_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.draft_id} {self.basis}"
