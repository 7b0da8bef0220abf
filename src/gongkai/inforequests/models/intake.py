"""What comes with a request from outside: files, drafts, query codes, ratings. All sealed.

Nothing here is append-only: applicants' data must be able to go when its time is over.
"""

from django.db import models
from django.db.models import Q

from gongkai.inforequests.models.correcting import CorrectionClaim
from gongkai.inforequests.models.requests import InformationRequest
from gongkai.kernel.sealed import SealedJSONField, SealedTextField


class RequestDraft(models.Model):
    """What somebody is typing on the portal, until it is sent or its time is over.

    Only the digest of the browser's secret is known; ``request`` is set once it was sent, so that
    sending it twice leads to the same request.
    """

    digest = models.CharField(max_length=64, unique=True)
    content = SealedJSONField("内容", default=dict)
    saved_at = models.DateTimeField("保存时间")
    expires_at = models.DateTimeField("失效时间", db_index=True)
    request = models.OneToOneField(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "网上申请草稿"

    def __str__(self) -> str:
        return f"草稿 {self.pk}"


class SealedFile(models.Model):
    """A file that holds personal data: its bytes lie encrypted under a key of its own.

    Taking the key away makes the bytes unreadable, in every copy of them too. ``place`` is the
    file's name under ``FILES_ROOT/sealed``; it is empty, as the key is, once the file is purged.
    """

    class Purpose(models.TextChoices):
        IDENTITY = "identity", "身份证明"
        MATERIAL = "material", "申请附件"
        CLARIFICATION = "clarification", "补正材料"
        EVIDENCE = "evidence", "更正的证据"
        REASONS = "reasons", "说明理由的材料"
        ORIGINAL = "original", "来件原件"
        PAPER = "paper", "文书"
        PROVIDED = "provided", "提供的信息"
        UNSEVERED = "unsevered", "区分处理前的原件"

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="sealed_files"
    )
    correction = models.ForeignKey(
        CorrectionClaim, models.PROTECT, null=True, blank=True, related_name="sealed_files"
    )
    draft = models.ForeignKey(
        RequestDraft, models.SET_NULL, null=True, blank=True, related_name="files"
    )
    purpose = models.CharField("用途", max_length=20, choices=Purpose)
    name = SealedTextField("文件名", blank=True)
    size = models.PositiveBigIntegerField("大小（字节）")
    media_type = models.CharField("类型", max_length=120)
    key = SealedTextField("密钥", blank=True)
    place = models.CharField(max_length=40, blank=True)
    stored_at = models.DateTimeField("存入时间")
    purged_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "加密文件"
        constraints = [
            models.CheckConstraint(
                name="sealed_file_here_or_purged",
                condition=(Q(purged_at__isnull=True) & ~Q(place=""))
                | Q(purged_at__isnull=False, place=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"


class QueryCode(models.Model):
    """The code under which an applicant sees the request; only its hash is known (E1)."""

    request = models.OneToOneField(
        InformationRequest, models.PROTECT, primary_key=True, related_name="query_code"
    )
    hash = models.CharField(max_length=200)
    made_at = models.DateTimeField("发出时间")
    resets = models.PositiveSmallIntegerField("重设次数", default=0)

    class Meta:
        verbose_name = "查询码"

    def __str__(self) -> str:
        return f"查询码 {self.pk}"


class DoorCount(models.Model):
    """How often a door was tried in an hour by one address or for one number; both as an HMAC."""

    door = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="door_count_once", fields=["door", "who", "hour"])
        ]
        indexes = [models.Index(fields=["hour"], name="door_count_hour")]

    def __str__(self) -> str:
        return f"{self.door} {self.hour}: {self.count}"


class ImportedMail(models.Model):
    """Which mails have become requests, by a digest of the mail: none is taken in twice."""

    digest = models.CharField(primary_key=True, max_length=64)
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = "已导入的邮件"

    def __str__(self) -> str:
        return f"邮件 {self.digest[:12]}"


class SatisfactionRating(models.Model):
    """满意度评价: once per request, after it was concluded."""

    request = models.OneToOneField(
        InformationRequest, models.PROTECT, primary_key=True, related_name="rating"
    )
    score = models.PositiveSmallIntegerField("评分")
    comment = SealedTextField("意见", blank=True)
    rated_at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = "满意度评价"
        constraints = [
            models.CheckConstraint(
                name="rating_of_one_to_five", condition=Q(score__gte=1, score__lte=5)
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.score}"
