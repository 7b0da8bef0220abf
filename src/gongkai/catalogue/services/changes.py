"""What a change changed, in the words of the page, for the ledger."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet

COLUMNS = {"item_code": "disclosure_item", "section_id": "section"}
"""Draft fields that are called otherwise in the tables; a duty's item is ``item``."""


def changes(
    model: type[Model], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """``{label: [old, new]}`` of the entries that differ; labels are the columns' Chinese names."""
    return {
        _label(model, name): [before[name], value]
        for name, value in after.items()
        if value != before[name]
    }


def _label(model: type[Model], name: str) -> str:
    names = {field.name: field for field in model._meta.get_fields()}
    found = names.get(name) or names.get(COLUMNS.get(name, "")) or names["item"]
    return str(getattr(found, "verbose_name", name))


def exists(rows: QuerySet[Any], **exact: Any) -> bool:
    """Whether one of *rows* has these values; text with NUL, which PostgreSQL refuses, is in none."""
    if any(isinstance(value, str) and "\x00" in value for value in exact.values()):
        return False
    return rows.filter(**exact).exists()
