"""Classification tables: what must be open by law, themes, genres (rules §1.3, §7.3, §7.4).

All three are seeded and may be edited by the office: rows are known by ``code``, never deleted,
only closed, so that old records keep what they were filed under.
"""

from django.db import models
from django.db.models import F, Q


class Versioned(models.Model):
    """Carries the number of its changes: who saves an older state is told, not obeyed."""

    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        abstract = True


class DisclosureItem(models.Model):
    """An item that the Regulation wants published on the organ's own initiative (Arts. 20, 21)."""

    class Scope(models.TextChoices):
        ALL = "all", "各级行政机关"
        COUNTY = "county", "设区的市级、县级人民政府及其部门"
        TOWNSHIP = "township", "乡（镇）人民政府"

    code = models.CharField("代码", max_length=40, unique=True)
    article = models.CharField("条款", max_length=60)
    scope = models.CharField("适用范围", max_length=10, choices=Scope)
    name = models.CharField("内容", max_length=200)
    position = models.PositiveIntegerField("排序", default=0)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "法定主动公开事项"

    def __str__(self) -> str:
        return self.name


class Theme(Versioned):
    """A theme (主题分类) or, below a parent, a sub-theme; two levels."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    position = models.PositiveIntegerField("排序", default=0)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="theme_name_once",
                fields=["name"],
                condition=Q(parent__isnull=True),
                violation_error_message="已有同名的主题",
            ),
            models.UniqueConstraint(
                name="sub_theme_name_once",
                fields=["parent", "name"],
                violation_error_message="这个主题下已有同名的子类",
            ),
            models.CheckConstraint(
                name="theme_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]
        verbose_name = "主题分类"

    def __str__(self) -> str:
        return self.name


class Genre(Versioned):
    """A genre (体裁分类): one of the fifteen kinds of official papers, or a kind of site content."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    is_official_paper = models.BooleanField("法定公文种类", default=False)
    position = models.PositiveIntegerField("排序", default=0)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "体裁分类"

    def __str__(self) -> str:
        return self.name
