"""Classification tables with closed rows, for the office."""

from django.db.models import F
from django.db.models.functions import Coalesce

from gongkai.catalogue.models import Genre, Theme


def theme_rows() -> list[Theme]:
    """All themes, each followed by its sub-themes; one query."""
    themes = Theme.objects.select_related("parent")
    return list(
        themes.order_by(
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "id"),
            F("parent_id").asc(nulls_first=True),
            "position",
            "id",
        )
    )


def theme_by_id(theme_id: int) -> Theme | None:
    """The theme with its parent."""
    return Theme.objects.select_related("parent").filter(pk=theme_id).first()


def genre_rows() -> list[Genre]:
    """All genres in order."""
    return list(Genre.objects.all())


def genre_by_id(genre_id: int) -> Genre | None:
    """The genre."""
    return Genre.objects.filter(pk=genre_id).first()
