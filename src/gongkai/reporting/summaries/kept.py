"""Summaries as they are kept."""

from gongkai.reporting.models import SettledSummary, Summary

MOST = 100


def summaries_of(unit_ids: list[int]) -> list[Summary]:
    """The newest summaries of these units, without their texts."""
    rows = Summary.objects.filter(unit_id__in=unit_ids).select_related("unit").defer("text")
    return list(rows.order_by("-pk")[:MOST])


def summary_by_id(summary_id: int) -> Summary | None:
    """One summary with its unit."""
    return Summary.objects.select_related("unit").filter(pk=summary_id).first()


def settled_by_id(settled_id: int) -> SettledSummary | None:
    """One settled summary."""
    rows = SettledSummary.objects.select_related("summary__unit")
    return rows.filter(pk=settled_id).first()


def settled_of(summary: Summary) -> list[SettledSummary]:
    """What was settled of a summary, newest first, without its content."""
    return list(summary.settled.defer("content"))
