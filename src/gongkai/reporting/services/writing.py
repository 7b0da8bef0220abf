"""Writing and settling the annual report (条例第四十九、五十条; 国办公开办函〔2021〕30号)."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import IntegrityError, transaction

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.reporting import annual, selectors
from gongkai.reporting.cells import numbers_behind
from gongkai.reporting.form import TABLE2_SINGLES, TABLE2_TRIPLES
from gongkai.reporting.models import ReportDraft, ReportSnapshot
from gongkai.reporting.statements import LEDGER, table2_of

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

FIRST_YEAR = 2008
LONGEST_TEXT = 20_000
STALE = Reason("stale", "刚有他人保存过，请刷新页面，核对后再保存")


def reasons_against_year(year: int, now: datetime) -> list[Reason]:
    """A report is of a year that has begun, since the Regulation came into force."""
    if FIRST_YEAR <= year <= local_day(now).year:
        return []
    return [Reason("year", f"年度应当在 {FIRST_YEAR} 年至今年之间")]


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    unit: "Unit",
    year: int,
    filed: Mapping[str, Any],
    source: str,
    texts: Mapping[str, str],
    version: int,
    now: datetime,
) -> ReportDraft:
    """Keep the unit's figures of part two and its written parts.

    *version* is the one the writer has seen; a later one is not overwritten.
    """
    refuse_if(
        reasons_against(actor, "reporting.compile", unit)
        + reasons_against_year(year, now)
        + _reasons_against_filed(filed, source)
        + [
            Reason(part, f"“{annual.TEXTS[part]}”超过 {LONGEST_TEXT} 字")
            for part, text in texts.items()
            if len(text) > LONGEST_TEXT
        ]
    )
    draft = ReportDraft.objects.select_for_update().filter(unit=unit, year=year).first()
    if (draft.version if draft else 0) != version:
        raise Refusal(STALE)
    draft = draft or ReportDraft(unit=unit, year=year)
    draft.filed, draft.source, draft.texts = dict(filed), source, dict(texts)
    draft.version, draft.saved_at, draft.saved_by_id = version + 1, now, person_of(actor)
    _insert(draft)
    record(
        actor=actor,
        deed="reporting.compile",
        subject=f"report:{unit.pk}",
        unit_id=unit.pk,
        detail={"年度": year, "填报": bool(filed), "来源": source},
        now=now,
    )
    return draft


def _insert(row: ReportDraft | ReportSnapshot) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(STALE) from error


def _reasons_against_filed(filed: Mapping[str, Any], source: str) -> list[Reason]:
    """Whole figures, zero or more (fees may have decimals), with their source."""
    names = TABLE2_TRIPLES | TABLE2_SINGLES
    reasons = []
    for key, stated in filed.items():
        values = stated if isinstance(stated, list) else [stated]
        whole = key != "fees_wan"
        if any(
            value is not None and (value < 0 or (whole and value != int(value))) for value in values
        ):
            reasons.append(Reason(key, f"{names[key]}的数不能小于 0，件数须为整数"))
    if filed and not source.strip():
        reasons.append(Reason("source", "请写明这些数从哪里来，例如“行政审批系统导出”"))
    if len(source) > 200:
        reasons.append(Reason("source", "数据来源不超过 200 字"))
    return reasons


def reasons_against_settling(unit: "Unit", year: int, now: datetime) -> list[Reason]:
    """Every reason why the report cannot be settled yet; soft checks are not among them."""
    prepared = selectors.prepared(unit, year)
    reasons = reasons_against_year(year, now)
    if year == local_day(now).year:
        reasons.append(Reason("year", f"{year} 年还没有过完，年度报告须在年度终了之后定稿"))
    reasons += [
        Reason(one.check, one.text, "国办公开办函〔2021〕30号")
        for one in prepared.violations
        if one.check in annual.HARD
    ]
    reasons += [
        Reason("texts", f"“{title}”还没有写", "条例第五十条")
        for part, title in annual.TEXTS.items()
        if not prepared.texts[part].strip()
    ]
    stated = prepared.figures.statements
    if not any(one.unit_id == unit.pk and one.origin != LEDGER for one in stated):
        reasons.append(Reason("filed", "第二部分的数还没有填报（没有的填 0）"))
    return reasons


@transaction.atomic
def settle(*, actor: Actor, unit: "Unit", year: int, now: datetime) -> ReportSnapshot:
    """Freeze the report: tables, texts and the requests behind each cell, signed.

    What happens to a request afterwards changes nothing in it and is shown as a difference.
    """
    refuse_if(reasons_against(actor, "reporting.settle", unit))
    refuse_if(reasons_against_settling(unit, year, now))
    last = selectors.latest(unit, year)
    number = last.number + 1 if last else 1
    content = _content(unit, year, number, last.digest if last else "")
    digest = annual.digest_of(content)
    snapshot = ReportSnapshot(
        unit=unit,
        year=year,
        number=number,
        content=content,
        digest=digest,
        signature=signing.Signer(salt=selectors.SALT).signature(digest),
        made_at=now,
        made_by_id=person_of(actor),
        maker=actor.name,
    )
    _insert(snapshot)
    record(
        actor=actor,
        deed="reporting.settle",
        subject=f"report:{unit.pk}",
        unit_id=unit.pk,
        detail={"年度": year, "第几稿": number, "摘要": digest},
        now=now,
    )
    return snapshot


def _content(unit: "Unit", year: int, number: int, before: str) -> dict[str, Any]:
    """What is frozen. Raises Refusal when a number is not that of its records at this moment."""
    prepared = selectors.prepared(unit, year)
    sources = selectors.ids_behind(unit, year)
    stated = table2_of(prepared.figures.statements)
    unsourced = annual.unsourced(prepared.tables.as_json(), sources, stated)
    refuse_if([Reason(one.check, f"{one.text}，请稍候再试") for one in unsourced])
    return {
        "unit": unit.pk,
        "name": unit.name,
        "year": year,
        "number": number,
        "tables": prepared.tables.as_json(),
        "texts": prepared.texts,
        "sources": sources,
        "numbers": numbers_behind(sources),
        "statements": [one.as_json() for one in prepared.figures.statements],
        "opening": prepared.figures.opening.number,
        "remarks": [one.text for one in prepared.violations],
        "not_filed": prepared.missing,
        "before": before,
    }
