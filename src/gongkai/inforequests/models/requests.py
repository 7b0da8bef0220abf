"""A request, who asked, and the facts that move its clock."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.inforequests.words import (
    ApplicantClass,
    Channel,
    FormWanted,
    Outcome,
    ReportRow,
    WayWanted,
)
from gongkai.kernel.constraints import CompositeForeignKey
from gongkai.kernel.sealed import SealedTextField

PERSON = settings.AUTH_USER_MODEL
OTHER_HANDLING = (ReportRow.O1, ReportRow.O2, ReportRow.O3)
"""Rows under which a request is closed without a reply (§3.3 （六）)."""


class Requester(models.Model):
    """Who asked: name, identity and contact, sealed; what is asked stands in the request.

    ``identity_index`` is equal for equal identities and tells nothing else: it finds repeats by the
    same applicant. The identity number goes when its time is over (``identity_purged_at``); the
    index stays, so that figures stay right.
    """

    name = SealedTextField("姓名或者名称", blank=True)
    identity_kind = models.CharField("证件种类", max_length=20, blank=True)
    identity_number = SealedTextField("证件号码", blank=True)
    identity_index = models.CharField(max_length=64, blank=True, db_index=True)
    representative = SealedTextField("法定代表人或者负责人", blank=True)
    contact_name = SealedTextField("联系人", blank=True)
    phone = SealedTextField("联系电话", blank=True)
    email = SealedTextField("电子邮箱", blank=True)
    address = SealedTextField("通信地址", blank=True)
    postcode = SealedTextField("邮政编码", blank=True)
    created_at = models.DateTimeField("登记时间")
    identity_purged_at = models.DateTimeField("清除身份信息时间", null=True, blank=True)

    class Meta:
        verbose_name = "申请人"

    def __str__(self) -> str:
        return f"申请人 {self.pk}"


COUNTED = ("unit", "channel", "applicant_class", "theme")
"""Columns by which figures are split."""


class InformationRequest(models.Model):
    """One request for information (条例第二十七条) and the case that handles it.

    ``arrived_at`` is when it arrived, ``receipt_day`` the day from which the period runs once that
    is certain (第三十一条). ``description`` are the applicant's words; ``subject`` is the office's own
    short name for the matter, free of personal data, the title of the case. ``scope`` is the part of the matter left to this request after it was
    split (一事一申请). ``closed_at`` is when the organ concluded it, with exactly one row of the
    yearly report (§3.3): the row of its issued reply, or one of other handling. Archiving comes
    later, with the case. ``due_on``, ``answered_on`` and ``days_used`` cache what the clock says
    (`services.reckoning`), so that a hundred thousand requests can be counted by it.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField("申请编号", max_length=40, unique=True)
    requester = models.ForeignKey(Requester, models.PROTECT, related_name="requests")
    applicant_class = models.CharField("申请人类型", max_length=20, choices=ApplicantClass)
    channel = models.CharField("提交渠道", max_length=20, choices=Channel)
    arrived_at = models.DateTimeField("到达时间")
    signed_on = models.DateField("签收日期", null=True, blank=True)
    receipt_day = models.DateField("收到申请之日", null=True, blank=True)
    description = models.TextField("申请内容")
    subject = models.CharField("内容概述", max_length=120, blank=True)
    scope = models.TextField("本件办理的事项", blank=True)
    form_wanted = models.CharField("载体形式", max_length=20, choices=FormWanted)
    way_wanted = models.CharField("获取方式", max_length=20, choices=WayWanted)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="拆分自"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    registered_at = models.DateTimeField("登记时间")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    report_row = models.CharField("年报口径", max_length=10, blank=True, choices=ReportRow)
    outcome = models.CharField("办结方式", max_length=20, blank=True, choices=Outcome)
    theme = models.ForeignKey(
        "catalogue.Theme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="主题",
    )
    due_on = models.DateField("答复期限", null=True, blank=True)
    answered_on = models.DateField("答复送达日期", null=True, blank=True)
    days_used = models.PositiveSmallIntegerField("办理工作日数", null=True, blank=True)
    issue = models.OneToOneField(
        "IssuedReply", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "政府信息公开申请"
        constraints = [
            models.CheckConstraint(
                name="request_closed_with_one_row",
                condition=Q(closed_at__isnull=True, report_row="", outcome="", issue__isnull=True)
                | (Q(closed_at__isnull=False, report_row__in=ReportRow.values) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="request_closed_by_reply_or_other_handling",
                condition=Q(closed_at__isnull=True)
                | Q(outcome=Outcome.REPLIED, issue__isnull=False)
                | (
                    ~Q(outcome=Outcome.REPLIED)
                    & Q(issue__isnull=True, report_row__in=OTHER_HANDLING)
                ),
            ),
            models.CheckConstraint(
                name="request_merged_is_closed",
                condition=(Q(outcome=Outcome.MERGED) & Q(merged_into__isnull=False))
                | (~Q(outcome=Outcome.MERGED) & Q(merged_into__isnull=True)),
            ),
            CompositeForeignKey(
                name="request_row_of_its_issued_reply",
                fields=["issue", "id", "report_row"],
                to="inforequests_issuedreply",
                to_columns=["id", "request_id", "report_row"],
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(closed_at__isnull=True), name="request_open"),
            models.Index(fields=["unit", "-id"], name="request_unit"),
            models.Index(
                fields=["-closed_at", "-id"],
                condition=Q(closed_at__isnull=False),
                name="request_closed",
            ),
            models.Index(fields=["unit", "-closed_at", "report_row"], name="request_unit_closed"),
            models.Index(
                fields=["report_row", "-id"],
                condition=Q(closed_at__isnull=False),
                name="request_row",
            ),
            # What figures count and split by is read from these alone (docs/performance.md).
            models.Index(fields=["arrived_at", "closed_at", *COUNTED], name="request_came"),
            models.Index(
                fields=["closed_at", "report_row", *COUNTED, "arrived_at"],
                condition=Q(closed_at__isnull=False),
                name="request_went",
            ),
            models.Index(
                fields=["answered_on", "due_on", "days_used", "unit", "outcome"],
                condition=Q(answered_on__isnull=False),
                name="request_answered_in",
            ),
            models.Index(
                fields=["due_on"], condition=Q(answered_on__isnull=True), name="request_unanswered"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def asked(self) -> str:
        """What this request is about: its part of the matter, or all that was asked."""
        return self.scope or self.description


class RequestEvent(models.Model):
    """A fact that moves the clock of a request (`rules.events`). Written once.

    ``ref`` names the consultation or notice it belongs to; ``by_id`` None is the system, or the
    applicant on the portal.
    """

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="events")
    kind = models.CharField("事件", max_length=30)
    on = models.DateField("日期")
    days = models.PositiveSmallIntegerField("天数", default=0)
    ref = models.CharField("关联", max_length=40, blank=True)
    made_at = models.DateTimeField("记入时间")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = "计时事实"

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
