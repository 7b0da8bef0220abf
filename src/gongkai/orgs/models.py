"""Units, people and the roles they hold for a term (A1, A2)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gongkai.kernel.permissions import ROLE_LABELS, Role


class Unit(models.Model):
    """An area or a unit in one tree: county → department or township → village.

    ``path`` holds the ids from the root, ``/1/4/17/``: a subtree is a prefix. A unit is never
    deleted; it is closed on a day and stays in the records it made.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        DEPARTMENT = "department", "政府部门"
        TOWNSHIP = "township", "乡镇（街道）"
        VILLAGE = "village", "村（社区）"
        INSTITUTION = "institution", "公共企事业单位"

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField("路径", max_length=120, unique=True)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    slug = models.SlugField("网址标识", max_length=60, unique=True)
    code = models.CharField("机构代码", max_length=18, unique=True)
    region = models.CharField("行政区划代码", max_length=12)
    office_name = models.CharField("公开工作机构", max_length=120, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    position = models.PositiveIntegerField("排序", default=0)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their account name."""


class Person(AbstractBaseUser):
    """A member of staff who can sign in. Rights come from appointments; no superuser exists."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name="所在单位")
    job_title = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    mobile = models.CharField("手机", max_length=40, blank=True)
    full_time = models.BooleanField("专职", default=False)
    is_active = models.BooleanField("在岗", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["unit_id", "id"]
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A role held in a unit from a day until a day; history is kept, never overwritten."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    role = models.CharField(
        "角色",
        max_length=20,
        choices=[(role.value, ROLE_LABELS[role]) for role in Role if role is not Role.SYSTEM],
    )
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="appointment_once",
                fields=["person", "unit", "role"],
                condition=Q(until__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="appointment_unit_role")]
        verbose_name = "任职"

    def __str__(self) -> str:
        return f"{self.person_id}:{self.role}@{self.unit_id}"
