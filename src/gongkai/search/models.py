"""The outbox: which records the index has still to look at again."""

from django.db import models
from django.db.models import Q


class OutboxEntry(models.Model):
    """A record changed: from ``not_before`` on, the indexer asks its owner for it anew.

    What the owner's loader returns goes into the index, what it does not return goes out; so no
    entry says whether to put in or to take out. Written in the transaction of the change.
    """

    index = models.CharField("索引", max_length=40)
    object_id = models.BigIntegerField("记录")
    not_before = models.DateTimeField("最早处理时间")
    attempts = models.PositiveSmallIntegerField("失败次数", default=0)
    done_at = models.DateTimeField("入库时间", null=True, blank=True)

    class Meta:
        verbose_name = "检索待办"
        indexes = [
            models.Index(
                fields=["index", "id"],
                name="outbox_waiting",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["index", "done_at"],
                name="outbox_done",
                condition=Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index}:{self.object_id}"
