"""Writing the ledger. Every service of every app calls `record` in its own transaction."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from gongkai.audit.models import AuditEntry, AuditHead
from gongkai.audit.rules import Entry, digest_of
from gongkai.kernel.actor import Actor


@transaction.atomic
def record(
    *,
    actor: Actor,
    deed: str,
    subject: str,
    now: datetime,
    unit_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> int:
    """Append one entry and return its sequence number.

    ``subject`` is ``kind:id`` (``document:12``). ``detail`` holds what a reader of the log needs:
    plain JSON, never personal data of applicants. The head row is locked until the caller's
    transaction ends, so entries stand in the order in which deeds were committed.
    """
    head, _ = AuditHead.objects.select_for_update().get_or_create(id=1)
    entry = Entry(
        seq=head.seq + 1,
        at=now,
        actor_id=actor.id,
        actor_name=actor.name,
        deed=deed,
        subject=subject,
        unit_id=unit_id,
        detail=json.loads(json.dumps(detail or {}, cls=DjangoJSONEncoder)),
        algorithm=settings.AUDIT_HASH,
        previous=head.digest,
    )
    digest = digest_of(entry)
    AuditEntry.objects.create(
        digest=digest, **{name: getattr(entry, name) for name in Entry.__slots__}
    )
    AuditHead.objects.filter(id=1).update(seq=entry.seq, digest=digest)
    return entry.seq
