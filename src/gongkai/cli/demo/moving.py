"""Real public documents brought in from the old site, when a folder of them is at hand (C13)."""

from pathlib import Path

from django.conf import settings

from gongkai.cli.demo.world import Story, World
from gongkai.documents import services
from gongkai.documents.moving import Known, find_files, read_source
from gongkai.kernel.permissions import Role

KEY, COLUMN = "zfb", "sjwj"
CHECKOUT = Path(__file__).parents[4]


def folder_beside() -> Path | None:
    """``../shared/corpus/documents`` beside the checkout: its pages, else its texts."""
    folder = CHECKOUT.parent / "shared" / "corpus" / "documents"
    pages = folder / "html"
    return next((found for found in (pages, folder) if found.is_dir()), None)


def moved_in(world: World, folder: Path) -> Story:
    """县政府办公室 takes the files in; two of its people review and sign the batch."""
    clerk = world.actor(KEY, Role.CLERK)
    into = services.begin_import(
        actor=clerk,
        unit=world.units[KEY],
        section_id=world.sections[COLUMN],
        source="旧站“上级文件”栏目",
        now=world.now,
    )
    known = Known("", settings.UPLOAD_LIMIT_BYTES, world.now)
    sources = [read_source(found, known) for found in find_files([folder])]
    services.take_in(actor=clerk, into=into, sources=sources, now=world.now)
    made = services.finish_import(actor=clerk, into=into, now=world.now)
    if made is None:
        return
    batch, case = made
    for role, action, note in (
        (Role.SECRECY_REVIEWER, "pass_secrecy", "均为上级机关已公开的文件，同意公开。"),
        (Role.LEADER, "sign", "同意上线。"),
    ):
        yield world.days_on(1, 3)
        services.perform_migration(
            actor=world.actor(KEY, role), case_id=case.pk, action=action, note=note, now=world.now
        )
    world.published += batch.taken_in
