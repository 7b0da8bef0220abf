"""How much stands in each section: kept with every deed, so that no page has to count."""

from django.db import models


class SectionFigure(models.Model):
    """Records of a unit in a section that are public or scheduled, and the newest one's date."""

    section = models.ForeignKey("catalogue.Section", models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=0)
    last_published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="section_figure_once", fields=["section", "unit"])
        ]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.unit_id}: {self.count}"
