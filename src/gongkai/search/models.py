"""What the index has still to take in, written in the transaction of the deed."""

from django.db import models


class OutboxEntry(models.Model):
    """An object of an index that changed: the indexer loads it anew when ``not_before`` is past."""

    index = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    not_before = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(done_at__isnull=True),
                name="outbox_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.index}:{self.object_id}"
