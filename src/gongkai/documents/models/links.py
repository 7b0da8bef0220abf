"""Links to other sites in what is public: whether they answer, as far as that is known (§14.4 h)."""

from django.db import models

from gongkai.documents.rules.linking import LINK_LABELS
from gongkai.screening.rules.form.links import LinkState


class Link(models.Model):
    """An address of another site. ``note`` says what came back the last time it was tried.

    ``failures``: how many times running the host could not be found or reached at all.
    """

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField("网址")
    host = models.CharField("主机", max_length=255)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(state.value, label) for state, label in LINK_LABELS.items()],
        default=LinkState.UNKNOWN.value,
    )
    note = models.CharField("说明", max_length=200, blank=True)
    failures = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField("检查时间", null=True, blank=True)

    class Meta:
        verbose_name = "链接"
        indexes = [
            models.Index(fields=["checked_at", "id"], name="link_checked"),
            models.Index(fields=["state", "-id"], name="link_state"),
        ]

    def __str__(self) -> str:
        return self.address


class LinkUse(models.Model):
    """That a public text links to an address."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="uses")
    publication = models.ForeignKey("documents.Publication", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "链接所在"
        constraints = [
            models.UniqueConstraint(name="link_use_once", fields=["link", "publication"])
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.link_id}"
