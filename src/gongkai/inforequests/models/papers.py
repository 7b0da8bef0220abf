"""Papers that left the house, and how they reached people."""

from django.db import models
from django.db.models import F, Q

from gongkai.inforequests.models.asking import Consultation
from gongkai.inforequests.models.replies import Reply
from gongkai.inforequests.models.requests import PERSON, InformationRequest


class Notice(models.Model):
    """A paper as it was issued (§4.2): its kind, its number, its stored files. Written once.

    ``ref`` names what it is about (``clarification:3``): one paper of a kind for each. ``files`` are
    ``{"name", "sealed", "sha256", "sm3", "size", "role"}``: Word, print page, what goes with it.
    """

    class Audience(models.TextChoices):
        APPLICANT = "applicant", "申请人"
        THIRD_PARTY = "third_party", "第三方"
        ORGAN = "organ", "其他机关"
        FILE = "file", "内部留存"

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="notices")
    code = models.CharField("文书种类", max_length=40)
    title = models.CharField("文书名称", max_length=120)
    number = models.CharField("文号", max_length=80, blank=True)
    audience = models.CharField("送达对象", max_length=20, choices=Audience)
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, related_name="notices")
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    ref = models.CharField("所据事项", max_length=40, blank=True)
    template = models.CharField("模板版本", max_length=160, blank=True)
    files = models.JSONField("存档文件", default=list, blank=True)
    issued_on = models.DateField("出具日期")
    made_at = models.DateTimeField("记入时间")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = "文书"
        constraints = [
            models.UniqueConstraint(
                name="notice_once_per_matter",
                fields=["request", "code", "ref"],
                condition=~Q(ref=""),
            ),
            models.UniqueConstraint(
                name="notice_number_once", fields=["number"], condition=~Q(number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()


class Delivery(models.Model):
    """送达 of one paper (国办公开办函〔2016〕235号, §4.4). Written once.

    ``sent_on`` is the day of posting, of handing over or of sending; ``served_on`` is the day on
    which it counts as served: by post the day of posting, in person the day of signing.
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", "直接送达"
        ENTRUSTED = "entrusted", "委托其他行政机关送达"
        POST = "post", "邮政寄送"
        ELECTRONIC = "electronic", "电子送达"

    class Receipt(models.TextChoices):
        SIGNED = "signed", "本人签收"
        BY_ANOTHER = "by_another", "法定代理人签收"
        REFUSED = "refused", "拒收"
        NONE = "none", "无需签收"

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="deliveries")
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    kind = models.CharField("送达方式", max_length=20, choices=Kind)
    sent_on = models.DateField("交邮、递交或发送日期")
    served_on = models.DateField("送达日期")
    receipt = models.CharField("签收情况", max_length=20, choices=Receipt)
    carrier = models.CharField("寄送单位", max_length=40, blank=True)
    tracking = models.CharField("邮件号码", max_length=40, blank=True)
    place = models.CharField("送达地点", max_length=200, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("记入时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "送达"
        constraints = [
            models.CheckConstraint(
                name="delivery_not_before_sending", condition=Q(served_on__gte=F("sent_on"))
            ),
            models.CheckConstraint(
                name="delivery_by_post_on_posting_day",
                condition=~Q(kind="post") | Q(served_on=F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.served_on}"
