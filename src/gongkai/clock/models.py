"""The editable working-day table: what the country and each region arranged, as data."""

from django.db import models

from gongkai.clock.rules import KIND_LABELS, DayKind, SpecialDay, YearArrangement


class CalendarDay(models.Model):
    """A date that is not what its weekday says, or that a region sets against the country.

    ``region`` is an area code, '' for the whole country. ``by_hand`` rows are local edits, which
    no seed and no file overwrites.
    """

    region = models.CharField("地区", max_length=12, blank=True, default="")
    date = models.DateField("日期")
    kind = models.CharField(
        "类别", max_length=20, choices=[(kind.value, KIND_LABELS[kind]) for kind in DayKind]
    )
    name = models.CharField("节日", max_length=60, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)
    by_hand = models.BooleanField("手工设定", default=False)

    class Meta:
        ordering = ["date", "region"]
        constraints = [
            models.UniqueConstraint(name="calendar_day_once", fields=["region", "date"]),
            models.CheckConstraint(
                name="calendar_day_kind",
                condition=models.Q(kind__in=[kind.value for kind in DayKind]),
            ),
        ]
        verbose_name = "日历日"

    def __str__(self) -> str:
        return f"{self.region or '全国'} {self.date} {self.kind}"

    @property
    def value(self) -> SpecialDay:
        return SpecialDay(self.date, DayKind(self.kind), self.name, self.source, self.by_hand)


class CalendarYear(models.Model):
    """Whether a year's arrangement is known; a year without a row (or not arranged) is provisional."""

    region = models.CharField("地区", max_length=12, blank=True, default="")
    year = models.PositiveSmallIntegerField("年份")
    source = models.CharField("依据", max_length=200, blank=True)
    arranged = models.BooleanField("已有安排", default=True)

    class Meta:
        ordering = ["year", "region"]
        constraints = [
            models.UniqueConstraint(name="calendar_year_once", fields=["region", "year"]),
        ]
        verbose_name = "日历年"

    def __str__(self) -> str:
        return f"{self.region or '全国'} {self.year}"

    @property
    def value(self) -> YearArrangement:
        return YearArrangement(self.year, self.arranged, self.source)


class CalendarVersion(models.Model):
    """One row whose token changes with every edit: processes ask it whether theirs is current.

    Writers lock it. The token is random, not a counter: after a rollback a number would come back
    and stand for other days.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="calendar_one_version", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.token
