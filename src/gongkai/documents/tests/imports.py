"""Imports in hand for tests: as the command does them, without the command."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import services
from gongkai.documents.models import ImportBatch, ImportedRecord
from gongkai.documents.moving import Known, find_files
from gongkai.documents.moving.run import Run
from gongkai.documents.tests.factories import NOW
from gongkai.documents.tests.oldsite import BASE
from gongkai.kernel.actor import Actor, SystemActor
from gongkai.orgs.tests.cast import Cast

REVIEW, SIGN = ("secrecy_reviewer", "pass_secrecy"), ("leader", "sign")
LIMIT = 1 << 20


@dataclass
class Importer:
    """Brings folders into 通知公告 of 县教育局."""

    cast: Cast
    section: Any = field(init=False)

    def __post_init__(self) -> None:
        self.section = section(self.cast)

    def __call__(
        self,
        *paths: Path,
        base: str = BASE,
        source: str = "旧网站",
        actor: Actor | None = None,
        **options: Any,
    ) -> dict[str, Any]:
        """One run; its report."""
        by: Actor = actor or SystemActor()
        into = services.begin_import(
            actor=by,
            unit=self.cast.education,
            section_id=self.section.pk,
            source=source,
            now=timezone.now(),
        )
        known = Known(base, LIMIT, timezone.now())
        run = Run(actor=by, into=into, known=known, clock=timezone.now, **options)
        return run.bring_in(find_files(paths)).as_json()


def section(cast: Cast) -> Any:
    """The column 通知公告 of 县教育局."""
    return SectionFactory(unit=cast.education, name="通知公告", slug="tongzhi")


def decide(cast: Cast, batch: ImportBatch, *steps: tuple[str, str], note: str = "") -> None:
    """Let people act on the batch's case."""
    assert batch.case_id is not None
    for part, action in steps:
        services.perform_migration(
            actor=cast.actor(part), case_id=batch.case_id, action=action, note=note, now=NOW
        )


def latest_batch() -> ImportBatch:
    return ImportBatch.objects.latest("id")


def record(name: str) -> ImportedRecord:
    """The record of the file *name*, the latest when there are several."""
    return ImportedRecord.objects.filter(file_name=name).latest("id")
