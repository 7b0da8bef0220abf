"""政策解读: what a document is, how it is to be explained, and the records that explain it."""

from django.db import models
from django.db.models import F, Q

from gongkai.documents.models.texts import PERSON, Document
from gongkai.documents.rules.explainers import KIND_LABELS


class PolicyFile(models.Model):
    """What a document is beyond a piece of information: 规范性文件, or marked as important.

    Both must be explained. ``contact`` is shown to whoever has a question about the policy (§6.4).
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="policy")
    normative = models.BooleanField("规范性文件", default=False)
    important = models.BooleanField("重要文件", default=False)
    registration_number = models.CharField("统一登记号", max_length=80, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    contact = models.CharField("政策咨询渠道和电话", max_length=200, blank=True)
    saved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["document"], condition=Q(normative=True), name="policy_normative")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {'规范性文件' if self.normative else ''}"


class ExplainerPlan(models.Model):
    """解读方案: 提纲, 形式, 渠道, 时间; and why the material will follow, if it does."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="explainer_plan")
    outline = models.TextField("解读提纲")
    forms = models.JSONField("解读形式", default=list)
    channels = models.CharField("发布渠道", max_length=300, blank=True)
    planned_on = models.DateField("计划发布日期")
    follow_reason = models.CharField("随后发布的理由", max_length=300, blank=True)
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.planned_on}"


class PolicyExplainer(models.Model):
    """One record that explains another: ``document`` is the explainer's own, ``explained`` the policy.

    Its text goes through the publishing flow like any other.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="as_explainer")
    explained = models.ForeignKey(Document, models.PROTECT, related_name="explainers")
    kind = models.CharField(
        "形式", max_length=20, choices=[(code.value, label) for code, label in KIND_LABELS.items()]
    )
    interpreter = models.CharField("解读机关、解读人", max_length=200, blank=True)
    leader = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解读的负责人"
    )
    not_applicable = models.JSONField("不涉及的要素", default=list, blank=True)
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="explainer_of_another", condition=~Q(document=F("explained"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.explained_id}"


class ExplainerExemption(models.Model):
    """A named person's decision that a document needs no explainer. Written once."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="explainer_exemption")
    reason = models.CharField("理由", max_length=500)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class ExplainerDebt(models.Model):
    """The facts of a case 补发政策解读: which document went out without its explainer."""

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="explainer_debt")
    reason = models.CharField("随后发布的理由", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.document_id}"
