"""What is asked of others on the way to a reply, and what was searched for."""

from django.db import models
from django.db.models import F, Q

from gongkai.inforequests.models.requests import PERSON, InformationRequest


class Clarification(models.Model):
    """补正: told once, within seven working days (第三十条); the applicant answers until a day."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="clarifications")
    unclear = models.TextField("需要补正的内容")
    guidance = models.TextField("指导和释明", blank=True)
    asked_on = models.DateField("告知日期")
    until = models.DateField("补正期限")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    answered_on = models.DateField("补正收到之日", null=True, blank=True)
    answer = models.TextField("补正内容", blank=True)
    lapse_proposed_at = models.DateTimeField("提示逾期", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "补正"
        constraints = [
            models.UniqueConstraint(name="clarification_once", fields=["request"]),
            models.CheckConstraint(
                name="clarification_until_after_asking", condition=Q(until__gte=F("asked_on"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"],
                condition=Q(answered_on__isnull=True, lapse_proposed_at__isnull=True),
                name="clarification_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.asked_on}"


class Consultation(models.Model):
    """A written question to a third party (第三十二条) or a joint maker (第三十四条).

    Silence of a third party leaves the decision with the organ; a joint maker's silence is
    agreement. An objection may be overridden for a major public interest (第三十二条).
    """

    class Kind(models.TextChoices):
        THIRD_PARTY = "third_party", "征求第三方意见"
        JOINT_MAKER = "joint_maker", "征求共同制作机关意见"

    class Answer(models.TextChoices):
        AGREES = "agrees", "同意公开"
        OBJECTS = "objects", "不同意公开"
        SILENT = "silent", "逾期未提出意见"
        CANCELLED = "cancelled", "不再征求"

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="consultations")
    kind = models.CharField("种类", max_length=20, choices=Kind)
    party = models.CharField("被征求意见方", max_length=200)
    summary = models.TextField("拟公开信息的内容")
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("对方收到日期", null=True, blank=True)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    answer = models.CharField("意见", max_length=20, blank=True, choices=Answer)
    reasons = models.TextField("意见理由", blank=True)
    reasons_accepted = models.BooleanField("理由是否合理", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    override_reason = models.TextField("不公开会对公共利益造成重大影响的理由", blank=True)
    overridden_on = models.DateField("决定公开日期", null=True, blank=True)
    overridden_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    notified_on = models.DateField("书面告知第三方日期", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "征求意见"
        constraints = [
            models.CheckConstraint(
                name="consultation_answer_has_a_day",
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="consultation_override_of_an_objection",
                condition=Q(overridden_on__isnull=True, override_reason="")
                | (
                    Q(kind="third_party", answer="objects", overridden_by__isnull=False)
                    & ~Q(override_reason="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["request"], condition=Q(answer=""), name="consultation_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.request_id}"


class SearchRecord(models.Model):
    """One search for what was asked (§4.1 step 5): the evidence that it was reasonable."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="searches")
    on = models.DateField("检索日期")
    places = models.TextField("检索范围")
    method = models.TextField("检索方法")
    keywords = models.CharField("关键词", max_length=300)
    result = models.TextField("检索结果")
    found = models.BooleanField("是否检索到")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    by_name = models.CharField("检索人", max_length=60)
    made_at = models.DateTimeField("记入时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "检索记录"

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"


class ReasonsAsked(models.Model):
    """说明理由 (第三十五条): number or frequency beyond what is reasonable, and what was answered."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="reasons_asked")
    facts = models.TextField("申请数量、频次的事实")
    asked_on = models.DateField("告知日期")
    until = models.DateField("说明期限")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    answered_on = models.DateField("收到说明之日", null=True, blank=True)
    answer = models.TextField("申请人的说明", blank=True)
    reasonable = models.BooleanField("理由是否合理", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "说明理由"
        constraints = [
            models.UniqueConstraint(name="reasons_asked_once", fields=["request"]),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.asked_on}"


class ExtensionRequest(models.Model):
    """延期: asked by the handler, decided by the head of the office (第三十三条第二款)."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField("延长工作日数")
    reason = models.TextField("理由")
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    approved = models.BooleanField("是否同意", null=True, blank=True)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = "延期"
        constraints = [
            models.CheckConstraint(
                name="extension_at_most_twenty", condition=Q(days__gte=1, days__lte=20)
            ),
            models.CheckConstraint(
                name="extension_decided_by_another_person",
                condition=Q(approved__isnull=True, decided_by__isnull=True)
                | (
                    Q(approved__isnull=False, decided_by__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.UniqueConstraint(
                name="extension_waiting_once",
                fields=["request"],
                condition=Q(approved__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} +{self.days}"


class FeeNotice(models.Model):
    """收费 (国办函〔2020〕109号): one tariff per request, paid within twenty working days."""

    class Tariff(models.TextChoices):
        ITEMS = "items", "按件计收"
        PAGES = "pages", "按量计收"

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="fee_notices")
    tariff = models.CharField("计收方式", max_length=10, choices=Tariff)
    quantity = models.PositiveIntegerField("件数或页数")
    already = models.PositiveIntegerField("当月此前件数", default=0)
    amount = models.PositiveIntegerField("金额（元）")
    volume = models.TextField("数量、频次明显超过合理范围的事实", blank=True)
    pay_to = models.TextField("缴纳方式")
    noticed_on = models.DateField("通知日期")
    received_on = models.DateField("申请人收到日期", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    receipt_number = models.CharField("票据号", max_length=60, blank=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    lapse_proposed_at = models.DateTimeField("提示逾期", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "收费通知"
        constraints = [
            models.UniqueConstraint(name="fee_notice_once", fields=["request"]),
            models.CheckConstraint(name="fee_notice_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="fee_paid_after_receipt",
                condition=Q(paid_on__isnull=True) | Q(received_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.amount}"
