"""A batch of an old site as one case: the same gates as for one document, written in bulk.

Who decides is written first (`BatchDecision`); then the rows of each record follow in chunks, each
in a transaction of its own, until none is left and the case goes on. After a crash the same
button, or the job, goes on from the last chunk: no row is written twice, none is left out.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.documents import flow, rules, selectors
from gongkai.documents.models import (
    BatchDecision,
    ImportBatch,
    ImportedRecord,
    LegacyAddress,
)
from gongkai.documents.services.batch_rows import publish_rows, review_rows
from gongkai.kernel.actor import Actor, person_of
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import actor_for, person_by_id

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.casework.models import Case

CHUNK = 1000
PATIENCE_SECONDS = 25.0
"""How long a person waits for the rows; what is left then, the job writes."""

PASS, SIGN = BatchDecision.Action.PASS_SECRECY, BatchDecision.Action.SIGN
ROWS: Mapping[str, Callable[..., int]] = {PASS: review_rows, SIGN: publish_rows}


def migration_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """What documents have against an action on a batch, beside the flow itself."""
    batch = selectors.batch_of_case(case_id)
    deciding = selectors.open_decision(batch.pk)
    if deciding is not None and deciding.action != action.code:
        done = f"{deciding.written}/{batch.taken_in - batch.excluded}"
        label = deciding.get_action_display()
        return [Reason("deciding", f"“{label}”正在逐件写入（{done}），完成后才能办理")]
    if deciding is not None:
        return []
    if action.code == "reject":
        sentence = f"已有 {batch.published} 件上线，不能整批退回；个别信息请办理撤下"
        return [Reason("partly_public", sentence)] if batch.published else []
    earlier = selectors.reviewers_of_batch(batch.pk) if action.code == SIGN else []
    found = rules.reasons_against_reviewer(
        actor.id, batch.imported_by_id, earlier, "签发" if action.code == SIGN else "保密审查"
    )
    if batch.taken_in <= batch.excluded:
        found.append(Reason("nothing_left", "本批信息已全部剔除，请整批退回"))
    return found


def perform_migration(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Do one action on a batch. Large batches go on in the job after `PATIENCE_SECONDS`."""
    if action not in {"reject", *ROWS}:
        raise Refusal(Reason("unknown_action", "没有这项操作"))
    if action == "reject":
        _reject(actor=actor, case_id=case_id, note=note, now=now, expected=expected_version)
        return
    decision_id = _decide(
        actor=actor, case_id=case_id, action=action, note=note, now=now, expected=expected_version
    )
    carry_out(decision_id=decision_id, now=now, seconds=PATIENCE_SECONDS)


@transaction.atomic
def _decide(
    *, actor: Actor, case_id: int, action: str, note: str, now: datetime, expected: int | None
) -> int:
    """Write down the decision, or find the same one that is still being carried out."""
    case = casework.lock_case(case_id, expected)
    step = flow.MIGRATION.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    batch = selectors.batch_of_case(case_id)
    standing = selectors.open_decision(batch.pk)
    if standing is not None:
        return standing.pk
    decision = BatchDecision.objects.create(
        batch=batch, action=action, by_id=person_of(actor), note=note, at=now
    )
    _record(actor, step.deed, batch, now, 经过=f"决定{step.label}", 意见=note)
    return decision.pk


def carry_out(*, decision_id: int, now: datetime, seconds: float) -> int:
    """Write the rows of a decision for at most about *seconds*; how many records were written."""
    until = time.monotonic() + seconds
    written = 0
    while True:
        chunk = _next_chunk(decision_id=decision_id, now=now)
        written += chunk
        if not chunk or time.monotonic() > until:
            return written


@transaction.atomic
def _next_chunk(*, decision_id: int, now: datetime) -> int:
    """The rows of the next records; without any left, the case goes on. 0 when all is done."""
    found = BatchDecision.objects.select_for_update(of=("self",)).select_related("batch__unit")
    decision = found.get(pk=decision_id)
    if decision.finished_at is not None:
        return 0
    chunk = list(
        ImportedRecord.objects.filter(
            batch_id=decision.batch_id, pk__gt=decision.cursor, excluded_at__isnull=True
        ).order_by("pk")[:CHUNK]
    )
    if not chunk:
        _finish(decision, now)
        return 0
    decision.renumbered += ROWS[decision.action](decision, chunk, now)
    decision.cursor = chunk[-1].pk
    decision.written += len(chunk)
    decision.save(update_fields=["cursor", "written", "renumbered"])
    actor = _decider(decision, now)
    deed = flow.MIGRATION.action(decision.action).deed
    _record(actor, deed, decision.batch, now, 件数=len(chunk), 至=chunk[-1].document_id)
    return len(chunk)


def _decider(decision: BatchDecision, now: datetime) -> Actor:
    """The person who decided: rows written later are still in that name."""
    person = person_by_id(decision.by_id)
    if person is None:
        raise Refusal(Reason("no_person", "作出决定的人员已不存在"))
    return actor_for(person, now)


def _finish(decision: BatchDecision, now: datetime) -> None:
    case_id = decision.batch.case_id
    if case_id is None:
        raise Refusal(Reason("not_found", "没有这个迁入批次"))
    step = flow.MIGRATION.action(decision.action)
    said = f"{step.said}：{decision.written} 件"
    if decision.batch.excluded:
        said += f"，剔除 {decision.batch.excluded} 件"
    if decision.renumbered:
        said += f"，{decision.renumbered} 件另行分配索引号"
    casework.perform(
        actor=_decider(decision, now),
        case=casework.lock_case(case_id),
        action=step,
        note=decision.note,
        now=now,
        said=said,
        checked=True,
    )
    decision.finished_at = now
    decision.save(update_fields=["finished_at"])


@transaction.atomic
def _reject(*, actor: Actor, case_id: int, note: str, now: datetime, expected: int | None) -> None:
    """Send the whole batch back: none of it was public, and its files may be brought in again."""
    case = casework.lock_case(case_id, expected)
    step = flow.MIGRATION.action("reject")
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    batch = selectors.batch_of_case(case_id)
    records = ImportedRecord.objects.filter(batch=batch)
    records.update(released=True)
    LegacyAddress.objects.filter(document__imported__batch=batch).delete()
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)
    _record(actor, step.deed, batch, now, 经过=step.said, 意见=note)


@transaction.atomic
def exclude_records(
    *, actor: Actor, case_id: int, record_ids: Sequence[int], reason: str, now: datetime
) -> int:
    """Leave records out of a batch, with a reason; they never go online with it."""
    case, batch = _to_sift(actor, case_id, record_ids, reason)
    chosen = _chosen(batch, record_ids).filter(excluded_at__isnull=True)
    number = chosen.update(
        excluded_at=now, excluded_by_id=person_of(actor), excluded_reason=reason.strip()[:300]
    )
    _resift(actor, case, batch, number, f"剔除 {number} 件：{reason.strip()}", record_ids, now)
    return number


@transaction.atomic
def restore_records(*, actor: Actor, case_id: int, record_ids: Sequence[int], now: datetime) -> int:
    """Put records back into their batch, as long as the batch is under secrecy review."""
    case, batch = _to_sift(actor, case_id, record_ids, "恢复")
    if case.state != flow.MIGRATION.initial.code:
        raise Refusal(Reason("reviewed", "本批已通过保密审查，剔除的信息须另行迁入"))
    chosen = _chosen(batch, record_ids).filter(excluded_at__isnull=False, released=False)
    number = chosen.update(excluded_at=None, excluded_by=None, excluded_reason="")
    _resift(actor, case, batch, -number, f"恢复 {number} 件", record_ids, now)
    return number


def _to_sift(
    actor: Actor, case_id: int, record_ids: Sequence[int], reason: str
) -> "tuple[Case, ImportBatch]":
    case = casework.lock_case(case_id)
    batch = selectors.batch_of_case(case_id)
    refuse_if(
        [
            *cases.permission_reasons(actor, "documents.sift_import", case),
            *rules.reasons_against_exclusion(
                reason=reason,
                chosen=len(record_ids),
                state=case.state,
                deciding=selectors.open_decision(batch.pk) is not None,
            ),
        ]
    )
    return case, batch


def _chosen(batch: ImportBatch, record_ids: Sequence[int]) -> "QuerySet[ImportedRecord]":
    return ImportedRecord.objects.filter(batch=batch, pk__in=record_ids)


def _resift(
    actor: Actor,
    case: "Case",
    batch: ImportBatch,
    number: int,
    said: str,
    record_ids: Sequence[int],
    now: datetime,
) -> None:
    """Count anew and tell the case's story and the ledger."""
    if not number:
        return
    ImportBatch.objects.filter(pk=batch.pk).update(excluded=F("excluded") + number)
    casework.tell(case=case, actor=actor, action="sift", sentence=said[:300], now=now)
    _record(actor, "documents.sift_import", batch, now, 经过=said, 记录=sorted(record_ids))


def _record(actor: Actor, deed: str, batch: ImportBatch, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"import:{batch.pk}",
        unit_id=batch.unit_id,
        detail=detail,
        now=now,
    )
