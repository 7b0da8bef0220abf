"""Writing and settling work summaries (I2)."""

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.reporting.models import SettledSummary, Summary
from gongkai.reporting.services.writing import LONGEST_TEXT, STALE
from gongkai.reporting.summaries.filling import Filler
from gongkai.reporting.summaries.placeholders import TEMPLATE

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

DEED = "reporting.summarise"


def reasons_against_summary(title: str, start: date, end: date, text: str) -> list[Reason]:
    """A summary has a title and days in their order, and is no longer than a text may be."""
    reasons = []
    if not title.strip():
        reasons.append(Reason("title", "请填写标题"))
    if start > end:
        reasons.append(Reason("end", "“到”不能早于“从”"))
    if len(text) > LONGEST_TEXT:
        reasons.append(Reason("text", f"正文超过 {LONGEST_TEXT} 字"))
    return reasons


@transaction.atomic
def begin_summary(
    *, actor: Actor, unit: "Unit", title: str, start: date, end: date, now: datetime
) -> Summary:
    """Begin a summary of the unit and everything below it, from the template of the yearly one."""
    refuse_if(reasons_against(actor, DEED, unit) + reasons_against_summary(title, start, end, ""))
    summary = Summary.objects.create(
        unit=unit,
        title=title.strip(),
        start=start,
        end=end,
        text=TEMPLATE,
        saved_at=now,
        saved_by_id=person_of(actor),
    )
    _record(actor, summary, {"title": summary.title}, now)
    return summary


@transaction.atomic
def save_summary(
    *,
    actor: Actor,
    summary_id: int,
    title: str,
    start: date,
    end: date,
    text: str,
    version: int,
    now: datetime,
) -> Summary:
    """Keep what was written; *version* is the one the writer has seen, a later one is not overwritten."""
    summary = _locked(summary_id)
    refuse_if(
        reasons_against(actor, DEED, summary.unit)
        + reasons_against_summary(title, start, end, text)
    )
    if summary.version != version:
        raise Refusal(STALE)
    summary.title, summary.start, summary.end, summary.text = title.strip(), start, end, text
    summary.version, summary.saved_at, summary.saved_by_id = version + 1, now, person_of(actor)
    summary.save()
    _record(actor, summary, {"title": summary.title}, now)
    return summary


def reasons_against_settling_summary(summary: Summary, problems: list[Reason]) -> list[Reason]:
    """Nothing is settled with a figure in it that does not exist, or without a text."""
    empty = [] if summary.text.strip() else [Reason("text", "正文还是空的")]
    return empty + problems


@transaction.atomic
def settle_summary(*, actor: Actor, summary_id: int, now: datetime) -> SettledSummary:
    """Freeze the text with its figures as they are now; what happens later changes nothing in it."""
    summary = _locked(summary_id)
    refuse_if(reasons_against(actor, DEED, summary.unit))
    told = Filler(summary.unit, summary.start, summary.end, local_day(now)).fill(summary.text)
    refuse_if(reasons_against_settling_summary(summary, told.problems))
    last = summary.settled.first()
    content: dict[str, Any] = {
        "title": summary.title,
        "start": str(summary.start),
        "end": str(summary.end),
        "as_of": now.isoformat(),
        "paragraphs": told.as_json(),
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    settled = SettledSummary.objects.create(
        summary=summary,
        number=last.number + 1 if last else 1,
        content=content,
        digest=hashlib.sha256(written).hexdigest(),
        made_at=now,
        made_by_id=person_of(actor),
        maker=actor.name,
    )
    _record(actor, summary, {"第几稿": settled.number, "摘要": settled.digest}, now)
    return settled


def _locked(summary_id: int) -> Summary:
    found = Summary.objects.select_for_update().filter(pk=summary_id).first()
    if found is None:
        raise Refusal(Reason("not_found", "没有这份工作总结"))
    return found


def _record(actor: Actor, summary: Summary, detail: dict[str, Any], now: datetime) -> None:
    record(
        actor=actor,
        deed=DEED,
        subject=f"summary:{summary.pk}",
        unit_id=summary.unit_id,
        detail=detail,
        now=now,
    )
