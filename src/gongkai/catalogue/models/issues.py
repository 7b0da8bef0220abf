"""Issued guides and catalogues (Art. 12, B1): each version stands as it was issued."""

from django.db import models
from django.db.models import Q

from gongkai.kernel.constraints import append_only, guards


class Issue(models.Model):
    """What a guide's and a catalogue's version have in common.

    ``content`` holds plain JSON, ``content_hash`` its SHA-256: a new version is made only when it
    differs from the last.
    """

    number = models.PositiveIntegerField("版本号")
    content = models.JSONField("内容")
    content_hash = models.CharField("内容摘要", max_length=64)
    generated_at = models.DateTimeField("发布时间")
    generated_by = models.CharField("发布人", max_length=60)
    reason = models.CharField("更新原因", max_length=200)

    class Meta:
        abstract = True
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"第{self.number}版"


class GuideVersion(Issue):
    """A version of a unit's 政府信息公开指南."""

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="guide_versions")

    class Meta(Issue.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(name="guide_version_once", fields=["unit", "number"]),
            models.CheckConstraint(name="guide_version_counts", condition=Q(number__gte=1)),
        ]
        verbose_name = "公开指南"


class CatalogueVersion(Issue):
    """A version of a unit's 政府信息公开目录: sections, rules, counts and duties.

    The records themselves are read live: a withdrawn title must not live on in an old version.
    """

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="catalogue_versions")

    class Meta(Issue.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(name="catalogue_version_once", fields=["unit", "number"]),
            models.CheckConstraint(name="catalogue_version_counts", condition=Q(number__gte=1)),
        ]
        verbose_name = "公开目录"


guards.register(
    *append_only("catalogue_guideversion", "公开指南"),
    *append_only("catalogue_catalogueversion", "公开目录"),
)
