"""Documents, the draft in hand, and the editions frozen from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.documents.rules import OPENNESS_LABELS, Openness
from gongkai.kernel.constraints import CompositeForeignKey

PERSON = settings.AUTH_USER_MODEL


class Origin(models.TextChoices):
    OWN = "own", "本机关制作"
    IMPORTED = "imported", "旧站迁入"


class Document(models.Model):
    """One piece of information with a lasting identity; what it says is in its editions."""

    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="documents")
    index_number = models.CharField("索引号", max_length=60, unique=True, null=True, blank=True)
    created_at = models.DateTimeField("创建时间")
    created_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "信息"

    def __str__(self) -> str:
        return self.index_number or f"#{self.pk}"


class Content(models.Model):
    """What a text states about itself, shared by a draft and the edition frozen from it."""

    title = models.CharField("标题", max_length=300)
    document_number = models.CharField("文号", max_length=80, blank=True)
    issuer = models.CharField("发布机构", max_length=200, blank=True)
    department = models.CharField("责任部门", max_length=120, blank=True)
    openness = models.CharField(
        "公开属性",
        max_length=20,
        blank=True,
        choices=[(code.value, label) for code, label in OPENNESS_LABELS.items()],
    )
    ground = models.CharField("不公开的法定理由", max_length=10, blank=True)
    ground_note = models.TextField("理由说明", blank=True)
    section = models.ForeignKey(
        "catalogue.Section", models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(
        "catalogue.Theme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    genre = models.ForeignKey(
        "catalogue.Genre", models.PROTECT, null=True, blank=True, related_name="+"
    )
    keywords = models.CharField("关键词", max_length=200, blank=True)
    summary = models.CharField("内容概述", max_length=500, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    body_html = models.TextField("正文", blank=True)
    attachments = models.JSONField("附件", default=list, blank=True)
    redacts = models.ForeignKey(
        "documents.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="删减自",
    )

    class Meta:
        abstract = True


class Draft(Content):
    """The text in hand; it may change until it is submitted, and again after it was sent back."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="drafts")
    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    publish_at = models.DateTimeField("定时发布", null=True, blank=True)
    correction_reason = models.CharField("更正说明", max_length=300, blank=True)
    edition = models.ForeignKey("Edition", models.PROTECT, null=True, blank=True, related_name="+")
    saved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "文稿"

    def __str__(self) -> str:
        return self.title


class Edition(Content):
    """A frozen text with its attributes and hash. Never changes; a change is a new edition.

    ``redacts``: the original that this text was redacted from (删减后公开, rules §5.1). It is an
    edition of the same document that is withheld, so that it can never be public itself.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.OWN)
    redacts_openness = models.CharField(max_length=20, default=Openness.WITHHELD.value)
    body_text = models.TextField("正文文字", blank=True)
    content_hash = models.CharField("内容摘要", max_length=64)
    created_at = models.DateTimeField("定稿时间")

    class Meta:
        verbose_name = "版本"
        constraints = [
            models.UniqueConstraint(name="edition_number_once", fields=["document", "number"]),
            models.UniqueConstraint(name="edition_document_key", fields=["id", "document"]),
            models.UniqueConstraint(name="edition_openness_key", fields=["id", "openness"]),
            models.UniqueConstraint(
                name="edition_author_key", fields=["id", "author", "content_hash"]
            ),
            models.UniqueConstraint(name="edition_hash_key", fields=["id", "content_hash"]),
            models.UniqueConstraint(
                name="edition_place_key", fields=["id", "unit", "section", "origin"]
            ),
            models.CheckConstraint(
                name="edition_openness_stated",
                condition=Q(openness__in=[code.value for code in Openness]),
            ),
            models.CheckConstraint(
                name="edition_ground_stated",
                condition=Q(openness=Openness.PROACTIVE.value)
                | (~Q(ground="") & ~Q(ground_note="")),
            ),
            models.CheckConstraint(
                name="edition_redaction_states_its_ground",
                condition=Q(redacts__isnull=True)
                | (Q(openness=Openness.PROACTIVE.value) & ~Q(ground="") & ~Q(ground_note="")),
            ),
            models.CheckConstraint(
                name="edition_original_is_withheld",
                condition=Q(redacts_openness=Openness.WITHHELD.value),
            ),
            CompositeForeignKey(
                name="edition_redacts_what_is_withheld",
                fields=["redacts", "redacts_openness"],
                to="documents_edition",
                to_columns=["id", "openness"],
            ),
            CompositeForeignKey(
                name="edition_redacts_its_own_document",
                fields=["redacts", "document"],
                to="documents_edition",
                to_columns=["id", "document_id"],
            ),
            models.CheckConstraint(
                name="edition_proactive_has_section",
                condition=~Q(openness=Openness.PROACTIVE.value) | Q(section__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"
