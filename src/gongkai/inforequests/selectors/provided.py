"""What goes with a reply."""

from gongkai.inforequests.models import ProvidedFile
from gongkai.inforequests.papers import Annex, SeveredPassage


def provided_files(request_id: int) -> list[ProvidedFile]:
    """Files that go with the reply now, with the register of what was taken out of them."""
    rows = ProvidedFile.objects.filter(request_id=request_id, removed_at__isnull=True)
    return list(rows.select_related("file", "original", "by").prefetch_related("parts"))


def annexes_of(files: list[ProvidedFile]) -> tuple[Annex, ...]:
    """The files as a paper lists them."""
    return tuple(Annex(_title(row), row.pages) for row in files)


def _title(row: ProvidedFile) -> str:
    stem = row.name.rsplit(".", 1)[0]
    return f"{stem}（区分处理本）" if row.original_sha256 else stem


def passages_of(files: list[ProvidedFile]) -> tuple[SeveredPassage, ...]:
    """Every severed passage as a reply lists it; with several files, each place names its own."""
    severed = [row for row in files if row.original_sha256]
    return tuple(
        SeveredPassage(
            f"{row.name.rsplit('.', 1)[0]}，{part.place}" if len(severed) > 1 else part.place,
            part.ground,
            part.reason,
        )
        for row in severed
        for part in row.parts.all()
    )
