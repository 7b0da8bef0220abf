"""The reply: the draft in hand, versions frozen for review, judgements, and the one that is issued."""

from django.db import models
from django.db.models import F, Q

from gongkai.inforequests.models.requests import PERSON, InformationRequest
from gongkai.inforequests.words import ReportRow
from gongkai.kernel.constraints import CompositeForeignKey


class ReplyContent(models.Model):
    """What a reply says: its kind by the question chain (§4.1), and the facts its kind demands."""

    answers = models.JSONField("逐项判断", default=dict, blank=True)
    kind = models.CharField("答复种类", max_length=40, blank=True)
    facts = models.JSONField("答复要素", default=dict, blank=True)
    withheld_on = models.JSONField("不予公开部分的依据", default=list, blank=True)

    class Meta:
        abstract = True


class ReplyDraft(ReplyContent):
    """The reply in hand; it changes until it is submitted, and again after it was sent back."""

    request = models.OneToOneField(
        InformationRequest, models.PROTECT, related_name="reply_draft", primary_key=True
    )
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("保存时间")
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "答复稿"

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class Reply(ReplyContent):
    """A version of the reply frozen for review. Never changes; a change is a new version."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField("稿次")
    report_row = models.CharField("年报口径", max_length=10, choices=ReportRow)
    remedy = models.CharField("救济告知", max_length=1, blank=True)
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    content_hash = models.CharField("内容摘要", max_length=64)
    created_at = models.DateTimeField("定稿时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "答复"
        constraints = [
            models.UniqueConstraint(name="reply_number_once", fields=["request", "number"]),
            models.UniqueConstraint(
                name="reply_author_key", fields=["id", "author", "content_hash"]
            ),
            models.UniqueConstraint(name="reply_row_key", fields=["id", "request", "report_row"]),
            models.CheckConstraint(
                name="reply_has_one_row",
                condition=Q(report_row__in=ReportRow.values) & ~Q(kind=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} 第{self.number}稿"


class ReplyReview(models.Model):
    """One person's judgement of one version in one step. Written once; never one's own text."""

    class Step(models.TextChoices):
        AUDIT = "audit", "审核"
        LEGAL = "legal", "法律顾问审查"
        SIGN = "sign", "领导审签"

    class Verdict(models.TextChoices):
        PASS = "pass", "同意"
        RETURN = "return", "退回"

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="reviews")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    step = models.CharField("环节", max_length=10, choices=Step)
    verdict = models.CharField("结论", max_length=10, choices=Verdict)
    reviewer = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opinion = models.TextField("意见", blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "答复审查"
        constraints = [
            models.CheckConstraint(
                name="reply_review_by_another_person", condition=~Q(reviewer=F("author"))
            ),
            CompositeForeignKey(
                name="reply_review_same_text",
                fields=["reply", "author", "content_hash"],
                to="inforequests_reply",
                to_columns=["id", "author_id", "content_hash"],
            ),
            models.UniqueConstraint(
                name="reply_review_key", fields=["id", "reply", "step", "verdict", "reviewer"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.get_verdict_display()}"


def _passed(step: str) -> CompositeForeignKey:
    """The named judgement is one of this very version, of this step, by this person; it passed."""
    return CompositeForeignKey(
        name=f"issue_{step}_passed",
        fields=[step, "reply", f"{step}_step", "verdict", f"{step}_by"],
        to="inforequests_replyreview",
        to_columns=["id", "reply_id", "step", "verdict", "reviewer_id"],
    )


class IssuedReply(models.Model):
    """The reply that left the house: at most one per request, judged and signed as it stands.

    Audit, legal adviser and signature are three persons; none of them is the author.
    """

    request = models.OneToOneField(InformationRequest, models.PROTECT, related_name="issued")
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="issued")
    report_row = models.CharField("年报口径", max_length=10, choices=ReportRow)
    audit = models.ForeignKey(ReplyReview, models.PROTECT, related_name="+")
    legal = models.ForeignKey(ReplyReview, models.PROTECT, related_name="+")
    sign = models.ForeignKey(ReplyReview, models.PROTECT, related_name="+")
    audit_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    legal_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    sign_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    audit_step = models.CharField(max_length=10, default="audit")
    legal_step = models.CharField(max_length=10, default="legal")
    sign_step = models.CharField(max_length=10, default="sign")
    verdict = models.CharField(max_length=10, default="pass")
    document_number = models.CharField("发文字号", max_length=80, unique=True)
    issued_on = models.DateField("答复日期")
    issued_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("记入时间")

    class Meta:
        verbose_name = "已印发的答复"
        constraints = [
            models.UniqueConstraint(name="issue_row_key", fields=["id", "request", "report_row"]),
            models.CheckConstraint(
                name="issue_three_steps_passed",
                condition=Q(
                    audit_step="audit", legal_step="legal", sign_step="sign", verdict="pass"
                ),
            ),
            models.CheckConstraint(
                name="issue_judged_by_three_persons",
                condition=~Q(audit_by=F("legal_by"))
                & ~Q(audit_by=F("sign_by"))
                & ~Q(legal_by=F("sign_by")),
            ),
            CompositeForeignKey(
                name="issue_of_this_request",
                fields=["reply", "request", "report_row"],
                to="inforequests_reply",
                to_columns=["id", "request_id", "report_row"],
            ),
            _passed("audit"),
            _passed("legal"),
            _passed("sign"),
        ]

    def __str__(self) -> str:
        return self.document_number
