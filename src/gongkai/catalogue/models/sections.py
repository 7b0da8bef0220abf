"""Sections (栏目) and who has been responsible for them (A5, B9)."""

from django.db import models
from django.db.models import F, Q

from gongkai.catalogue.models.classification import Versioned
from gongkai.catalogue.rules import CADENCE_LABELS, Cadence


class Section(Versioned):
    """A column of the site: what it is about, who keeps it up, how often.

    ``path`` holds the ids from the root, ``/3/17/``: a subtree is a prefix. A section is never
    deleted; it is closed on a day, and its address goes on answering.
    """

    class ColumnType(models.TextChoices):
        NEWS = "news", "工作动态"
        NOTICES = "notices", "通知公告"
        POLICY = "policy", "政策文件"
        EXPLAINERS = "explainers", "政策解读"
        DISCLOSURE = "disclosure", "信息公开"
        INTERACTION = "interaction", "互动交流"
        SERVICES = "services", "办事服务"

    class Area(models.TextChoices):
        GUIDE = "guide", "政府信息公开指南"
        RULES = "rules", "政府信息公开制度"
        STATUTORY = "statutory", "法定主动公开内容"
        REPORTS = "reports", "政府信息公开年报"
        REQUESTS = "requests", "依申请公开"
        NEWS = "news", "政务动态"

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级栏目",
    )
    path = models.CharField("路径", max_length=120, unique=True)
    name = models.CharField("名称", max_length=60)
    slug = models.SlugField("网址标识", max_length=60, unique=True)
    description = models.CharField("栏目说明", max_length=300)
    keywords = models.CharField("关键词", max_length=200)
    column_type = models.CharField("栏目类别", max_length=20, choices=ColumnType)
    area = models.CharField("所属板块", max_length=12, choices=Area)
    unit = models.ForeignKey(
        "orgs.Unit", models.PROTECT, related_name="sections", verbose_name="责任单位"
    )
    is_shared = models.BooleanField("各单位均可在此发布", default=False)
    disclosure_item = models.ForeignKey(
        "catalogue.DisclosureItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name="法定主动公开事项",
    )
    cadence = models.CharField(
        "更新规则", max_length=12, choices=[(c.value, CADENCE_LABELS[c]) for c in Cadence]
    )
    update_days = models.PositiveIntegerField("更新天数", default=0)
    position = models.PositiveIntegerField("排序", default=0)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("关闭日期", null=True, blank=True)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="section_name_once",
                fields=["parent", "name", "unit"],
                condition=Q(is_open=True),
                violation_error_message="同一栏目下已有同名的栏目",
            ),
            models.UniqueConstraint(
                name="top_section_name_once",
                fields=["name", "unit"],
                condition=Q(is_open=True, parent__isnull=True),
                violation_error_message="本单位已有同名的一级栏目",
            ),
            models.CheckConstraint(
                name="section_open_until_closed",
                condition=Q(is_open=True, closed_on__isnull=True)
                | Q(is_open=False, closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="section_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "is_open"], name="section_unit_open")]
        verbose_name = "栏目"

    def __str__(self) -> str:
        return self.name


class SectionResponsibility(models.Model):
    """Which unit answers for a section, from a day until a day; history is kept."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="responsibilities")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="section_responsibilities")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="section_one_responsible",
                fields=["section"],
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="responsibility_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        verbose_name = "栏目责任"

    def __str__(self) -> str:
        return f"{self.section_id}:{self.unit_id}"


class SectionAddress(models.Model):
    """An address a section had before: it goes on answering, by a redirect, for ever."""

    slug = models.SlugField("网址标识", max_length=60, unique=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="earlier_addresses")
    left_on = models.DateField("停用日期")

    class Meta:
        verbose_name = "栏目旧网址"

    def __str__(self) -> str:
        return self.slug
