"""What an own record published before the gate stood carries: a screening that says so."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

NOTE = "发布于内容检查启用之前"


def fill(apps: Any, schema_editor: Any) -> None:
    publications = apps.get_model("documents", "Publication").objects.filter(origin="own")
    screenings = apps.get_model("documents", "EditionScreening").objects
    rows = publications.values_list(
        "edition_id", "edition__author_id", "content_hash", "published_at"
    )
    batch = []
    for edition_id, author_id, content_hash, at in rows.iterator(chunk_size=2000):
        batch.append(
            screenings.model(
                edition_id=edition_id,
                author_id=author_id,
                content_hash=content_hash,
                outcome="pass",
                open_count=0,
                at=at,
                note=NOTE,
            )
        )
        if len(batch) == 2000:
            screenings.bulk_create(batch)
            batch = []
    screenings.bulk_create(batch)
    own = screenings.filter(edition_id=OuterRef("edition_id"), note=NOTE)
    publications.update(screening_id=Subquery(own.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_screening_gate")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
