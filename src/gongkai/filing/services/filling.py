"""Filling in a form: words are kept as typed; handed in, they become a sheet that stays."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.casework import services as casework
from gongkai.filing import rules, selectors
from gongkai.filing.models import Filing, FilingSheet
from gongkai.filing.rules import FILLING
from gongkai.filing.rules.fields import TEXT_LIMIT
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

FILL = "filing.fill"
STALE = Reason("stale", "刚有他人保存过这张报表，请核对后再保存；您填的内容还在下面")


@transaction.atomic
def save_answers(
    *,
    actor: Actor,
    case_id: int,
    typed: Mapping[str, str],
    notes: Mapping[str, str],
    saves: int,
    now: datetime,
) -> Filing:
    """Keep what was typed, right or wrong; *saves* is what its writer has seen."""
    case = casework.lock_case(case_id)
    filing = selectors.filing_or_refuse(case_id)
    refuse_if(reasons_against(actor, FILL, filing.unit))
    if case.state != FILLING:
        raise Refusal(
            Reason("wrong_step", "这张报表已经报出，不能再改；需要改的，请上级退回或者更正")
        )
    if filing.saves != saves:
        raise Refusal(STALE)
    fields = selectors.Draft(filing).content.fields
    filing.typed = {each.code: typed.get(each.code, "")[: TEXT_LIMIT * 4] for each in fields}
    filing.notes = {
        each.code: note[: rules.NOTE_LIMIT * 2]
        for each in fields
        if (note := notes.get(each.code, "").strip())
    }
    filing.saves, filing.saved_at = saves + 1, now
    filing.save(update_fields=["typed", "notes", "saves", "saved_at"])
    return filing


def hand_in(*, actor: Actor, filing: Filing, now: datetime) -> FilingSheet:
    """Make a sheet of the answers, which the caller has found to be in order."""
    draft = selectors.Draft(filing)
    last = selectors.latest_sheet(filing.pk)
    return FilingSheet.objects.create(
        filing=filing,
        number=last.number + 1 if last else 1,
        values={code: rules.kept(value) for code, value in draft.answer.values.items()},
        notes=dict(filing.notes),
        system=dict(draft.known.system),
        reason=filing.why if last else "",
        submitted_by_id=person_of(actor),
        submitted_at=now,
    )
