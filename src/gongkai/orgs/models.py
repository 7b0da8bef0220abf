"""Units, people, the roles they hold for a term, and how both changed (A1, A2)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gongkai.kernel.constraints import append_only, guards
from gongkai.kernel.permissions import ROLE_LABELS, Role

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role if role is not Role.SYSTEM]


class Unit(models.Model):
    """An area or a unit in one tree: county → department or township → village.

    ``path`` holds the ids from the root, ``/1/4/17/``: a subtree is a prefix. A unit is never
    deleted; it is closed on a day and stays in the records it made. ``version`` counts the
    changes, so that two people editing at once notice each other.
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
    version = models.PositiveIntegerField("修改次数", default=1, editable=False)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["parent", "position", "id"], name="unit_children")]
        constraints = [
            models.CheckConstraint(
                name="unit_closes_after_opening",
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
            ),
        ]
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How far below the root: 0 for the root itself."""
        return self.path.count("/") - 2


class UnitChange(models.Model):
    """One event in a unit's history (A1): set up, renamed, moved, closed. Written once."""

    class Kind(models.TextChoices):
        CREATED = "created", "设立"
        CHANGED = "changed", "变更"
        MOVED = "moved", "调整隶属关系"
        CLOSED = "closed", "撤销"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    at = models.DateTimeField("时间")
    by_name = models.CharField("经办人", max_length=60)
    note = models.CharField("依据或说明", max_length=200, blank=True)
    differences = models.JSONField("变更内容", default=list)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["unit", "at"], name="unit_change_unit")]
        verbose_name = "单位沿革"

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.kind}@{self.at:%F}"


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their account name."""


class Person(AbstractBaseUser):
    """A member of staff who can sign in. Rights come from appointments only; no superuser exists."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name="所在单位")
    job_title = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    mobile = models.CharField("手机", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    full_time = models.BooleanField("专职从事公开工作", default=False)
    is_active = models.BooleanField("在岗", default=True)
    must_change_password = models.BooleanField("须修改初始密码", default=False)
    two_step = models.BooleanField("已启用两步验证", default=False)
    version = models.PositiveIntegerField("修改次数", default=1, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["unit_id", "id"]
        indexes = [models.Index(fields=["unit", "id"], name="person_unit")]
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A role held in a unit from a day until a day; history is kept, never overwritten.

    ``since`` is the first day in office, ``until`` the first day out of office.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    role = models.CharField("角色", max_length=20, choices=ROLE_CHOICES)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)
    basis = models.CharField("任免依据", max_length=120, blank=True)

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


class PersonTraining(models.Model):
    """A course on openness work that a person attended (A2 培训记录)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings")
    held_on = models.DateField("培训日期")
    title = models.CharField("培训内容", max_length=120)
    organiser = models.CharField("组织单位", max_length=120, blank=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(name="training_has_hours", condition=Q(hours__gt=0)),
        ]
        verbose_name = "培训记录"

    def __str__(self) -> str:
        return f"{self.person_id}:{self.title}"


class Handover(models.Model):
    """Open work passed from one person to another on a change of role, reported to the office."""

    from_person = models.ForeignKey(Person, models.PROTECT, related_name="handovers_given")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="handovers_taken")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers")
    role = models.CharField("角色", max_length=20, choices=ROLE_CHOICES)
    at = models.DateTimeField("交接时间")
    note = models.CharField("交接说明", max_length=500, blank=True)
    moved = models.PositiveIntegerField("移交办件数")
    by_name = models.CharField("经办人", max_length=60)
    seen_at = models.DateTimeField("公开办备案时间", null=True)
    seen_by_name = models.CharField("备案人", max_length=60, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="handover_between_two", condition=~Q(from_person=F("to_person"))
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "id"], name="handover_unit"),
            models.Index(
                fields=["unit"], name="handover_unseen", condition=Q(seen_at__isnull=True)
            ),
        ]
        verbose_name = "工作交接"

    def __str__(self) -> str:
        return f"{self.from_person_id}→{self.to_person_id}:{self.role}@{self.unit_id}"


class LeadingGroup(models.Model):
    """A 领导小组 of a unit for a term; its office is a unit as well (A1)."""

    name = models.CharField("名称", max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="leading_groups")
    office_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="led_offices", verbose_name="办公室所在单位"
    )
    since = models.DateField("成立日期")
    until = models.DateField("届满日期", null=True, blank=True)
    basis = models.CharField("成立依据", max_length=120, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1, editable=False)

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                name="group_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        verbose_name = "领导小组"

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A member of a leading group. County heads need no account, so the name is plain text."""

    class Post(models.TextChoices):
        HEAD = "head", "组长"
        DEPUTY = "deputy", "副组长"
        MEMBER = "member", "成员"
        OFFICE_HEAD = "office_head", "办公室主任"

    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="members")
    post = models.CharField("组内职务", max_length=12, choices=Post)
    name = models.CharField("姓名", max_length=60)
    job_title = models.CharField("单位及职务", max_length=120, blank=True)
    since = models.DateField("加入日期")
    until = models.DateField("退出日期", null=True, blank=True)
    position = models.PositiveIntegerField("排序", default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="member_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        verbose_name = "领导小组成员"

    def __str__(self) -> str:
        return f"{self.name}（{self.get_post_display()}）"


guards.register(*append_only("orgs_unitchange", "单位沿革"))
