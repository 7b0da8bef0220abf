"""更正自身信息: a claim that a record about the claimant is wrong, and what came of it."""

from django.db import models
from django.db.models import F, Q

from gongkai.inforequests.models.requests import PERSON, Requester
from gongkai.inforequests.rules.correcting import OUTCOMES
from gongkai.inforequests.words import ApplicantClass, Channel
from gongkai.kernel.sealed import SealedTextField


class CorrectionClaim(models.Model):
    """A claim under 条例第四十一条: no request for information, and counted as none (§3.3).

    Who claims and what is said to be wrong are sealed; ``record`` names the record without personal
    data and is the title of the case. ``paper_files`` are as in `Notice`. Signed by another person
    than the one who checked.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=40, unique=True)
    requester = models.ForeignKey(Requester, models.PROTECT, related_name="claims")
    applicant_class = models.CharField("申请人类型", max_length=20, choices=ApplicantClass)
    channel = models.CharField("提交渠道", max_length=20, choices=Channel)
    arrived_at = models.DateTimeField("收到时间")
    record = models.CharField("要更正的记录", max_length=120)
    claim = SealedTextField("不准确之处和理由")
    outcome = models.CharField(
        "处理结果", max_length=20, blank=True, choices=list(OUTCOMES.items())
    )
    said = models.TextField("告知的内容", blank=True)
    other_organ = models.CharField("有权更正的机关", max_length=120, blank=True)
    other_contact = models.CharField("联系方式", max_length=200, blank=True)
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField("告知日期", null=True, blank=True)
    signed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    paper_number = models.CharField("文号", max_length=80, blank=True)
    paper_files = models.JSONField("存档文件", default=list, blank=True)

    class Meta:
        verbose_name = "更正要求"
        constraints = [
            models.CheckConstraint(
                name="correction_told_whole",
                condition=Q(told_on__isnull=True, signed_by__isnull=True, paper_number="")
                | (
                    Q(told_on__isnull=False, signed_by__isnull=False)
                    & Q(proposed_by__isnull=False, outcome__in=list(OUTCOMES))
                    & ~Q(paper_number="")
                ),
            ),
            models.CheckConstraint(
                name="correction_signed_by_another",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("proposed_by")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="correction_unit")]

    def __str__(self) -> str:
        return self.number
