"""Dates as people and files write them."""

import re
import unicodedata
from datetime import date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)"
)


def iso_date(text: object) -> date | None:
    """The date of ``2026-01-28``, None for anything else."""
    return _made(*text.split("-")) if isinstance(text, str) and _ISO.fullmatch(text) else None


def written_date(text: str) -> date | None:
    """The date of 2026-01-28, 2026年1月28日, 2026/1/28, 2026.1.28 or 20260128, else None.

    Full-width digits and signs are read too.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text[:40]).strip())
    return _made(*(part for part in found.groups() if part)) if found else None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
