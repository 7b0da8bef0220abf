"""The house's own words, beside the lists that come with the product (规则手册 §14.4)."""

from django.db import models
from django.db.models import F, Q


class ListedWord(models.Model):
    """A word that is wrong, or right although a list says otherwise, from a day to a day.

    Rows are never deleted: the last day closes them, so that an old finding stays explainable.
    """

    class Kind(models.TextChoices):
        WRONG = "wrong_word", "易错词"
        SWAPPED = "swapped_word", "近义词替换"
        DOUBLED = "doubled_word", "重复"
        DISCRIMINATORY = "discriminatory", "歧视性用语"
        REGION = "region_wording", "涉领土、港澳台、民族宗教"
        MARK = "internal_mark", "内部、涉密标记"
        ALLOWED = "allowed", "放行（不再提示）"

    class Grade(models.TextChoices):
        BLOCK = "block", "严重"
        CONFIRM = "confirm", "一般"
        HINT = "hint", "提示"

    word = models.CharField("词语", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    suggestion = models.CharField("应写作", max_length=60, blank=True)
    severity = models.CharField("程度", max_length=10, choices=Grade, default=Grade.CONFIRM)
    unless = models.CharField("例外", max_length=300, blank=True)
    source = models.CharField("来源", max_length=200)
    valid_from = models.DateField("起用")
    valid_to = models.DateField("停用", null=True, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="listed_word_once",
                fields=["word", "kind"],
                condition=Q(valid_to__isnull=True),
                violation_error_message="这个词已在表中",
            ),
            models.CheckConstraint(
                name="listed_word_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        verbose_name = "词表"

    def __str__(self) -> str:
        return self.word
