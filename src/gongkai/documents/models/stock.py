"""内容检查 of what is public: which text was screened with which lists, and what was found (§14)."""

from django.db import models


class StockCheck(models.Model):
    """That a public text was screened, and with which lists: ``stamp`` names the lists and rules.

    A text whose check has another stamp than today's lists is screened again.
    """

    publication = models.OneToOneField("documents.Publication", models.PROTECT, related_name="+")
    stamp = models.CharField(max_length=64)
    at = models.DateTimeField("检查时间")

    class Meta:
        verbose_name = "全站检查"
        indexes = [models.Index(fields=["stamp", "publication"], name="stockcheck_stamp")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.at}"


class StockFinding(models.Model):
    """A finding in a public text, without the personal data it is about.

    ``answered_until``: the last day of the waiver that lets it stand, None when nobody answers.
    """

    publication = models.ForeignKey(
        "documents.Publication", models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", db_index=False)
    key = models.CharField("指纹", max_length=64)
    rule = models.CharField("规则", max_length=40)
    category = models.CharField("类别", max_length=20)
    severity = models.CharField("程度", max_length=10)
    message = models.CharField("问题", max_length=300)
    suggestion = models.CharField("怎么办", max_length=300, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    location = models.CharField("位置", max_length=300, blank=True)
    shown = models.CharField("内容（已打码）", max_length=80, blank=True)
    answered_until = models.DateField("说明有效至", null=True, blank=True)

    class Meta:
        verbose_name = "全站检查发现的问题"
        indexes = [
            models.Index(fields=["publication"], name="stockfinding_publication"),
            models.Index(fields=["unit", "rule"], name="stockfinding_unit_rule"),
            models.Index(fields=["severity", "-id"], name="stockfinding_severity"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.rule}"
