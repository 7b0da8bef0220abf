"""索引号 (rules §7.1, trap 12): given once, never changed, never given again."""

from django.db import models
from django.db.models import Q

from gongkai.kernel.constraints import append_only, guards


class IndexSequence(models.Model):
    """The last number given by an organ in a year: one row, locked by each who takes a number."""

    organ = models.CharField("机构代码", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveBigIntegerField("已用到", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="index_sequence_once", fields=["organ", "year"])
        ]
        verbose_name = "索引号流水"

    def __str__(self) -> str:
        return f"{self.organ}/{self.year}-{self.last}"


class AllocatedIndexNumber(models.Model):
    """A number that is taken for ever, whether or not a record with it ever appears.

    ``foreign`` numbers came with imported records and may follow another pattern: then ``organ``
    is empty and ``year`` and ``seq`` are null.
    """

    number = models.CharField("索引号", max_length=80, unique=True)
    organ = models.CharField("机构代码", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    seq = models.PositiveBigIntegerField("流水", null=True)
    foreign = models.BooleanField("外来", default=False)
    purpose = models.CharField("用途", max_length=120)
    allocated_at = models.DateTimeField("分配时间")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="index_number_has_its_parts",
                condition=Q(foreign=True)
                | (~Q(organ="") & Q(year__isnull=False, seq__isnull=False)),
            ),
            models.UniqueConstraint(
                name="index_number_once_per_year",
                fields=["organ", "year", "seq"],
                condition=Q(foreign=False),
            ),
        ]
        verbose_name = "已分配索引号"

    def __str__(self) -> str:
        return self.number


guards.register(*append_only("catalogue_allocatedindexnumber", "索引号"))
