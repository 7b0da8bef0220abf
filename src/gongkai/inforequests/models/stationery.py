"""What papers are made with: each unit's letterhead and courts, its templates, its numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL
UNIT = "orgs.Unit"


class PaperSettings(models.Model):
    """What the papers of a unit say about itself and about remedies (§4.3, §4.5).

    Empty values are taken from the nearest unit above that has them; names are full official ones.
    """

    class ReviewKind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        DEPARTMENT = "department", "政府工作部门"
        BRANCH = "branch", "派出机关（街道办事处）"
        LOCAL_OFFICE = "local_office", "政府工作部门的派出机构"
        AUTHORISED = "authorised", "法律、法规、规章授权的组织"
        JUSTICE = "justice", "司法行政部门"
        VERTICAL = "vertical", "垂直领导的机关（海关、金融、外汇管理、税务、国家安全等）"

    class QueryRemedy(models.TextChoices):
        A = "A", "先申请行政复议"
        B = "B", "行政复议或者行政诉讼"

    unit = models.OneToOneField(UNIT, models.PROTECT, primary_key=True, related_name="+")
    mark = models.CharField("发文机关代字", max_length=12, blank=True)
    review_kind = models.CharField("机关性质", max_length=20, blank=True, choices=ReviewKind)
    own_government = models.CharField("本级人民政府", max_length=120, blank=True)
    higher_government = models.CharField("上一级人民政府", max_length=120, blank=True)
    higher_department = models.CharField("上一级主管部门", max_length=120, blank=True)
    court = models.CharField("受理行政诉讼的人民法院", max_length=120, blank=True)
    higher_court = models.CharField(
        "受理对本级人民政府诉讼的中级人民法院", max_length=120, blank=True
    )
    online_channel = models.CharField("网上申请行政复议的渠道", max_length=200, blank=True)
    query_remedy = models.CharField(
        "行政查询事项的救济告知", max_length=1, blank=True, choices=QueryRemedy
    )
    version = models.PositiveIntegerField("修改次数", default=1)
    changed_at = models.DateTimeField("修改时间")
    changed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "文书设置"
        constraints = [
            models.UniqueConstraint(name="paper_mark_once", fields=["mark"], condition=~Q(mark="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.mark}"


class PaperTemplate(models.Model):
    """A unit's own text of a paper, for itself and the units below. Written once: a change is a
    new version; an empty text goes back to what stands above.
    """

    unit = models.ForeignKey(UNIT, models.PROTECT, related_name="+")
    code = models.CharField("文书种类", max_length=40)
    version = models.PositiveIntegerField("版本")
    text = models.TextField("模板", blank=True)
    note = models.CharField("修改说明", max_length=200, blank=True)
    made_at = models.DateTimeField("保存时间")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    by_name = models.CharField("保存人", max_length=60)

    class Meta:
        ordering = ["-version"]
        verbose_name = "文书模板"
        constraints = [
            models.UniqueConstraint(
                name="paper_template_version_once", fields=["unit", "code", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} 第{self.version}版"


class PaperSequence(models.Model):
    """The last number given out per unit, series and year."""

    unit = models.ForeignKey(UNIT, models.PROTECT, related_name="+")
    series = models.CharField("文种", max_length=12)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        verbose_name = "文号序列"
        constraints = [
            models.UniqueConstraint(name="paper_sequence_once", fields=["unit", "series", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.series} {self.year}: {self.last}"


class PaperNumber(models.Model):
    """A 发文字号 once given. Written once: a number is never taken back or given again."""

    unit = models.ForeignKey(UNIT, models.PROTECT, related_name="+")
    series = models.CharField("文种", max_length=12)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("顺序号")
    number = models.CharField("发文字号", max_length=80, unique=True)
    given_at = models.DateTimeField("编定时间")

    class Meta:
        verbose_name = "发文字号"
        constraints = [
            models.UniqueConstraint(
                name="paper_number_once", fields=["unit", "series", "year", "serial"]
            ),
            models.CheckConstraint(name="paper_number_from_one", condition=Q(serial__gte=1)),
        ]

    def __str__(self) -> str:
        return self.number
