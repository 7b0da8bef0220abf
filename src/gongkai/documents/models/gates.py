"""Review, signature, publication and its end: the rows that let a text be public."""

from django.db import models
from django.db.models import F, Q

from gongkai.documents.models.texts import PERSON, Document, Edition, Origin
from gongkai.documents.rules import Openness
from gongkai.kernel.constraints import CompositeForeignKey


def same_text(name: str) -> CompositeForeignKey:
    """Whoever judges an edition names its author and its hash, as they are."""
    return CompositeForeignKey(
        name=name,
        fields=["edition", "author", "content_hash"],
        to="documents_edition",
        to_columns=["id", "author_id", "content_hash"],
    )


class Review(models.Model):
    """One person's judgement of one edition in one step. Written once."""

    class Kind(models.TextChoices):
        SECTION = "section", "科室审核"
        SECRECY = "secrecy", "保密审查"

    class Outcome(models.TextChoices):
        PASS = "pass", "同意"
        RETURN = "return", "退回"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="reviews")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    kind = models.CharField("环节", max_length=20, choices=Kind)
    outcome = models.CharField("结论", max_length=10, choices=Outcome)
    reviewer = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opinion = models.TextField("意见", blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审查"
        constraints = [
            models.CheckConstraint(
                name="review_by_another_person", condition=~Q(reviewer=F("author"))
            ),
            same_text("review_same_text"),
            models.UniqueConstraint(
                name="review_key", fields=["id", "edition", "content_hash", "kind", "outcome"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_outcome_display()}"


class Approval(models.Model):
    """A leader's signature under one edition. Written once."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="approvals")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    signer = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opinion = models.TextField("意见", blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "签发"
        constraints = [
            models.CheckConstraint(
                name="approval_by_another_person", condition=~Q(signer=F("author"))
            ),
            same_text("approval_same_text"),
            models.UniqueConstraint(name="approval_key", fields=["id", "edition", "content_hash"]),
        ]

    def __str__(self) -> str:
        return f"{self.signer_id} {self.at}"


class Publication(models.Model):
    """An edition made public. The portal reads nothing else.

    Visible from ``visible_from`` until ``visible_until`` (None: still). ``listed_at`` is the date
    shown and sorted by: the same moment, but for imported records the date their old site stated
    (None there: not stated, then they sort by ``visible_from``). Only the end can still be written, once.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="publications")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+", db_index=False)
    section = models.ForeignKey(
        "catalogue.Section", models.PROTECT, related_name="+", db_index=False
    )
    origin = models.CharField(max_length=10, choices=Origin)
    openness = models.CharField(max_length=20, default=Openness.PROACTIVE.value)
    content_hash = models.CharField(max_length=64)
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    review_kind = models.CharField(max_length=20, default="secrecy")
    review_outcome = models.CharField(max_length=10, default="pass")
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="+")
    screening = models.ForeignKey(
        "EditionScreening", models.PROTECT, null=True, blank=True, related_name="+"
    )
    screening_outcome = models.CharField(max_length=10, default="pass")
    published_at = models.DateTimeField("办理时间")
    visible_from = models.DateTimeField("发布时间")
    visible_until = models.DateTimeField("撤下时间", null=True, blank=True)
    listed_at = models.DateTimeField("列示时间")
    date_stated = models.BooleanField("发布日期有据", default=True)

    class Meta:
        verbose_name = "发布"
        constraints = [
            models.CheckConstraint(
                name="publication_proactive_only", condition=Q(openness="proactive")
            ),
            models.CheckConstraint(
                name="publication_secrecy_review", condition=Q(review_kind="secrecy")
            ),
            models.CheckConstraint(
                name="publication_review_passed", condition=Q(review_outcome="pass")
            ),
            models.CheckConstraint(
                name="publication_screened",
                condition=Q(screening_outcome="pass")
                & (~Q(origin="own") | Q(screening__isnull=False)),
            ),
            models.CheckConstraint(
                name="publication_no_back_dating",
                condition=~Q(origin="own") | Q(listed_at=F("visible_from")),
            ),
            models.CheckConstraint(
                name="publication_not_before_deed", condition=Q(visible_from__gte=F("published_at"))
            ),
            models.UniqueConstraint(name="publication_edition_once", fields=["edition"]),
            models.UniqueConstraint(
                name="publication_one_open",
                fields=["document"],
                condition=Q(visible_until__isnull=True),
            ),
            CompositeForeignKey(
                name="publication_own_document",
                fields=["edition", "document"],
                to="documents_edition",
                to_columns=["id", "document_id"],
            ),
            CompositeForeignKey(
                name="publication_edition_is_proactive",
                fields=["edition", "openness"],
                to="documents_edition",
                to_columns=["id", "openness"],
            ),
            CompositeForeignKey(
                name="publication_same_place",
                fields=["edition", "unit", "section", "origin"],
                to="documents_edition",
                to_columns=["id", "unit_id", "section_id", "origin"],
            ),
            CompositeForeignKey(
                name="publication_review_of_this_text",
                fields=["review", "edition", "content_hash", "review_kind", "review_outcome"],
                to="documents_review",
                to_columns=["id", "edition_id", "content_hash", "kind", "outcome"],
            ),
            CompositeForeignKey(
                name="publication_screening_of_this_text",
                fields=["screening", "edition", "content_hash", "screening_outcome"],
                to="documents_editionscreening",
                to_columns=["id", "edition_id", "content_hash", "outcome"],
            ),
            CompositeForeignKey(
                name="publication_signed_this_text",
                fields=["approval", "edition", "content_hash"],
                to="documents_approval",
                to_columns=["id", "edition_id", "content_hash"],
            ),
        ]
        indexes = [
            models.Index(fields=["document", "-visible_from"], name="publication_document"),
            models.Index(fields=["section", "-listed_at", "-id"], name="publication_section"),
            models.Index(fields=["unit", "-listed_at", "-id"], name="publication_unit"),
            models.Index(fields=["-listed_at", "-id"], name="publication_listed"),
            models.Index(fields=["unit", "-id"], name="publication_unit_newest"),
            models.Index(
                fields=["-id"],
                condition=models.Q(visible_until__isnull=False),
                name="publication_ended",
            ),
            models.Index(
                fields=["unit", "-id"],
                condition=models.Q(visible_until__isnull=False),
                name="publication_ended_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.visible_from}"


class Ending(models.Model):
    """How and why a publication ended: corrected, replaced by another record, or withdrawn."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", "更正"
        AMENDED = "amended", "修改"
        REPLACED = "replaced", "替换"
        WITHDRAWN = "withdrawn", "撤下"

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="ending")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField("理由", max_length=500)
    ends_at = models.DateTimeField()
    successor = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ending_withdrawal_by_two",
                condition=~Q(kind="withdrawn") | ~Q(requested_by=F("approved_by")),
            ),
            models.CheckConstraint(
                name="ending_names_successor",
                condition=Q(kind="withdrawn") | Q(successor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reason}"
