"""质量抽查 (E6): draw a sample that anyone can draw again, and score it by people not involved."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.inforequests import selectors
from gongkai.inforequests.models import ScoreSheet, SpotCheck
from gongkai.inforequests.rules.afterwards import draw, reasons_against_scores
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

DEED = "inforequests.check_quality"
MOST = 500


@dataclass(frozen=True, slots=True)
class Sample:
    """What to draw: requests concluded within the days, how many, whose (None: every unit)."""

    name: str
    start: date
    end: date
    size: int
    units: frozenset[int] | None = None


@transaction.atomic
def draw_sample(*, actor: Actor, sample: Sample, now: datetime) -> SpotCheck:
    """Draw a sample; the seed comes from the name and the days, so that nobody can choose it."""
    against = reasons_against(actor, DEED)
    if not sample.name.strip():
        against.append(Reason("name", "请填写抽查的名称"))
    if sample.end < sample.start:
        against.append(Reason("end", "“到”不能早于“从”"))
    if not 1 <= sample.size <= MOST:
        against.append(Reason("size", f"抽取件数填1至{MOST}"))
    pool = selectors.concluded_by_unit(sample.start, sample.end, sample.units)
    if not pool:
        against.append(Reason("pool", "这些日子没有可抽查的办结申请"))
    refuse_if(against)
    told = f"{sample.name}|{sample.start}|{sample.end}|{sample.size}"
    seed = int.from_bytes(hashlib.sha256(told.encode()).digest()[:3], "big")
    drawn = draw(pool, sample.size, seed)
    check = SpotCheck.objects.create(
        name=sample.name.strip(),
        start=sample.start,
        end=sample.end,
        size=len(drawn),
        seed=seed,
        pool_size=sum(map(len, pool.values())),
        drawn_at=now,
        by_id=person_of(actor),
    )
    ScoreSheet.objects.bulk_create(
        ScoreSheet(check_of=check, request_id=request_id) for request_id in drawn
    )
    detail = {"名称": check.name, "可抽": check.pool_size, "抽取": check.size, "种子": seed}
    record(actor=actor, deed=DEED, subject=f"spot_check:{check.pk}", detail=detail, now=now)
    return check


@transaction.atomic
def score(
    *, actor: Actor, sheet_id: int, scores: Mapping[str, int], remark: str, now: datetime
) -> ScoreSheet:
    """Score one drawn request, once; whoever had a hand in it does not score it."""
    found = ScoreSheet.objects.select_for_update(of=("self",)).select_related("request__case")
    sheet = found.filter(pk=sheet_id).first()
    if sheet is None:
        raise Refusal(Reason("not_found", "没有这张测评表"))
    refuse_if(
        [
            *reasons_against(actor, DEED),
            *reasons_against_scores(scores, remark),
            *reasons_against_scorer(actor, sheet),
        ]
    )
    sheet.scores, sheet.total = dict(scores), sum(scores.values())
    sheet.remark, sheet.scored_by_id, sheet.scored_at = remark.strip(), person_of(actor), now
    sheet.save(update_fields=["scores", "total", "remark", "scored_by", "scored_at"])
    detail = {"编号": sheet.request.number, "得分": sheet.total}
    record(
        actor=actor, deed=DEED, subject=f"spot_check:{sheet.check_of_id}", detail=detail, now=now
    )
    return sheet


def reasons_against_scorer(actor: Actor, sheet: ScoreSheet) -> list[Reason]:
    """A sheet is filled in once, and never by a person who had a hand in the request."""
    found = []
    if sheet.total is not None:
        found.append(Reason("scored", f"这件申请已经评过分，得 {sheet.total} 分"))
    if person_of(actor) in selectors.hands_on(sheet.request_id):
        found.append(Reason("own_work", "经办、审核、签发过这件申请的人不能给它评分"))
    return found
