"""Waivers: those that hold for a subject, and all of them for the list."""

from datetime import date

from gongkai.screening.models import Waiver
from gongkai.screening.selectors.pages import Page, page_of


def valid_waivers(subject: str, on: date) -> dict[str, Waiver]:
    """The waivers of *subject* that hold on a day, by fingerprint; one query."""
    rows = Waiver.objects.filter(subject=subject, expires_on__gte=on, revoked_at__isnull=True)
    return {row.fingerprint: row for row in rows.select_related("granted_by")}


def waiver_page(*, after: int | None = None) -> "Page[Waiver]":
    """All waivers, newest first."""
    return page_of(Waiver.objects.select_related("granted_by", "unit", "revoked_by"), after)


def waiver_by_id(waiver_id: int) -> Waiver | None:
    return Waiver.objects.select_related("unit").filter(pk=waiver_id).first()
