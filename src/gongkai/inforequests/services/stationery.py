"""Letterhead, templates and numbers of papers. Each change is a deed with its reasons."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.audit.services import record
from gongkai.inforequests.models import (
    PaperNumber,
    PaperSequence,
    PaperSettings,
    PaperTemplate,
)
from gongkai.inforequests.papers import PAPERS, default_text, reasons_against_template
from gongkai.inforequests.selectors.stationery import template_in_force
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import unit_by_id

EDIT = "inforequests.edit_papers"
FIELDS = (
    *("mark", "review_kind", "own_government", "higher_government", "higher_department"),
    *("court", "higher_court", "online_channel", "query_remedy"),
)


@transaction.atomic
def save_settings(
    *,
    actor: Actor,
    unit_id: int,
    values: Mapping[str, str],
    now: datetime,
    expected_version: int | None = None,
) -> PaperSettings:
    """Enter what a unit's papers say about itself and about remedies; names of `FIELDS`.

    ``expected_version`` is 0 while nothing has been entered. Raises Refusal when another person
    saved meanwhile, or the mark belongs to another unit.
    """
    unit = unit_by_id(unit_id)
    if unit is None:
        raise Refusal(Reason("not_found", "没有这个单位"))
    refuse_if(reasons_against(actor, EDIT, unit))
    row = PaperSettings.objects.select_for_update().filter(unit_id=unit_id).first()
    seen = row.version if row else 0
    if expected_version is not None and expected_version != seen:
        raise Refusal(Reason("stale", "您打开之后，他人已改过文书设置；请重新打开，再填写"))
    row = row or PaperSettings(unit_id=unit_id, version=0)
    changed = [name for name in FIELDS if getattr(row, name) != values.get(name, "").strip()]
    for name in changed:
        setattr(row, name, values.get(name, "").strip())
    refuse_if(_against_mark(row))
    row.version, row.changed_at, row.changed_by_id = seen + 1, now, person_of(actor)
    row.save()
    labels = [str(each.verbose_name) for each in PaperSettings._meta.fields if each.name in changed]
    record(
        actor=actor,
        deed=EDIT,
        subject=f"unit:{unit_id}",
        unit_id=unit_id,
        detail={"what": "文书设置", "changed": labels},
        now=now,
    )
    return row


def _against_mark(row: PaperSettings) -> list[Reason]:
    if not row.mark:
        return []
    taken = PaperSettings.objects.filter(mark=row.mark).exclude(pk=row.pk).first()
    if taken is None:
        return []
    other = unit_by_id(taken.unit_id)
    sentence = f"发文机关代字“{row.mark}”已由{other.name if other else '其他单位'}使用，请另选"
    return [Reason("mark", sentence, "GB/T 9704—2012 7.2.5")]


@transaction.atomic
def save_template(
    *,
    actor: Actor,
    unit_id: int,
    code: str,
    text: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
) -> PaperTemplate:
    """Keep a new version of a unit's text of a paper, valid for it and the units below at once.

    ``expected_version`` is the newest version of this unit when the page was opened, 0 for none.
    Raises Refusal with every fault: a fixed part that is missing is named with its article.
    """
    refuse_if(_against_paper(code) or reasons_against_template(code, text))
    return _write_template(actor, unit_id, code, text, note, now, expected_version)


@transaction.atomic
def restore_template(
    *, actor: Actor, unit_id: int, code: str, note: str, now: datetime
) -> PaperTemplate:
    """Go back to the text that stands above this unit, or the one that was shipped."""
    refuse_if(_against_paper(code))
    return _write_template(actor, unit_id, code, "", note or "恢复上级模板", now, None)


def _against_paper(code: str) -> list[Reason]:
    return [] if code in PAPERS else [Reason("not_found", "没有这种文书")]


def _write_template(
    actor: Actor,
    unit_id: int,
    code: str,
    text: str,
    note: str,
    now: datetime,
    expected: int | None,
) -> PaperTemplate:
    unit = unit_by_id(unit_id)
    if unit is None:
        raise Refusal(Reason("not_found", "没有这个单位"))
    refuse_if(reasons_against(actor, EDIT, unit))
    last = PaperTemplate.objects.filter(unit_id=unit_id, code=code).first()
    seen = last.version if last else 0
    if expected is not None and expected != seen:
        raise Refusal(_stale(last))
    try:
        with transaction.atomic():
            saved = PaperTemplate.objects.create(
                unit_id=unit_id,
                code=code,
                version=seen + 1,
                text=text.replace("\r\n", "\n"),
                note=note.strip(),
                made_at=now,
                by_id=person_of(actor),
                by_name=actor.name,
            )
    except IntegrityError:
        raise Refusal(_stale(None)) from None
    record(
        actor=actor,
        deed=EDIT,
        subject=f"unit:{unit_id}",
        unit_id=unit_id,
        detail={"what": f"文书模板“{PAPERS[code].label}”第{saved.version}版"},
        now=now,
    )
    return saved


def _stale(last: PaperTemplate | None) -> Reason:
    who = last.by_name if last else "他人"
    return Reason("stale", f"您打开之后，{who}已保存过这个模板；请另开窗口查看，再合并您的修改")


def text_to_edit(unit_id: int, code: str) -> str:
    """What the editor opens with: the text in force, or the shipped one."""
    return template_in_force(unit_id, code).text or default_text(code)


@transaction.atomic
def give_number(*, unit_id: int, mark: str, series: str, year: int, now: datetime) -> str:
    """The next 发文字号 of a unit's series in a year: 澄教公复〔2026〕1号 (GB/T 9704—2012, 7.2.5).

    Taken in the caller's transaction: one that is rolled back gives its number back, so there are
    no gaps; one that is committed is registered and never given again. The sequence stays locked
    until the transaction ends; call it before `audit.services.record`.
    """
    sequence, _ = PaperSequence.objects.select_for_update().get_or_create(
        unit_id=unit_id, series=series, year=year
    )
    sequence.last += 1
    sequence.save(update_fields=["last"])
    number = f"{mark}{series}〔{year}〕{sequence.last}号"
    PaperNumber.objects.create(
        unit_id=unit_id,
        series=series,
        year=year,
        serial=sequence.last,
        number=number,
        given_at=now,
    )
    return number
