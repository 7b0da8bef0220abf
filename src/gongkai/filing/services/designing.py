"""Designing a form: versions are written, released, and never changed once in use."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.filing import rules, selectors
from gongkai.filing.content import Content, content_of
from gongkai.filing.models import FormDesign, FormVersion
from gongkai.filing.rules.designs import CODE
from gongkai.filing.shipped import SHIPPED
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.kernel.measures import measures

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

DESIGN = "filing.design"
STALE = Reason("stale", "刚有他人保存过这一版，请刷新页面，核对后再保存")
NO_DRAFT = Reason("no_draft", "现在没有在写的版本，请先另起新版")


@transaction.atomic
def create_design(
    *,
    actor: Actor,
    owner: "Unit",
    code: str,
    name: str,
    basis: str,
    now: datetime,
    content: Content | None = None,
) -> FormDesign:
    """A new form with its first version, still to be written and released."""
    refuse_if(reasons_against(actor, DESIGN, owner) + _against_naming(code, name))
    design = FormDesign.objects.create(
        code=code, name=name.strip(), owner=owner, basis=basis.strip()[:300], created_at=now
    )
    _begin(design, 1, content or Content(), now)
    _note(actor, design, now, "新建报表")
    return design


def _against_naming(code: str, name: str) -> list[Reason]:
    found = []
    if not CODE.fullmatch(code):
        found.append(Reason("code", "代码须以小写字母开头，由小写字母、数字和下划线组成，至多40个"))
    elif code in selectors.known_codes():
        found.append(Reason("code", f"已有代码为“{code}”的报表，请换一个"))
    if not name.strip():
        found.append(Reason("name", "请填写报表名称"))
    if len(name) > 120:
        found.append(Reason("name", "名称不超过 120 字"))
    return found


def _begin(design: FormDesign, number: int, content: Content, now: datetime) -> FormVersion:
    return FormVersion.objects.create(
        design=design, number=number, edited_at=now, **content.columns()
    )


def adopt_shipped(*, actor: Actor, owner: "Unit", code: str, now: datetime) -> FormDesign:
    """Take over a form that comes with the product, as a first version to be looked through."""
    shipped = next((each for each in SHIPPED if each.code == code), None)
    if shipped is None:
        raise Refusal(Reason("not_found", "没有这张随附的报表"))
    return create_design(
        actor=actor,
        owner=owner,
        code=shipped.code,
        name=shipped.name,
        basis=shipped.basis,
        now=now,
        content=shipped.content,
    )


@transaction.atomic
def save_version(
    *, actor: Actor, design_id: int, content: Content, saves: int, now: datetime
) -> FormVersion:
    """Keep the version that is being written; *saves* is what its writer has seen."""
    design = selectors.lock_design(design_id)
    refuse_if(reasons_against(actor, DESIGN, design.owner))
    draft = _draft(design_id)
    if draft.saves != saves:
        raise Refusal(STALE)
    refuse_if(reasons_against_content(content))
    for column, value in content.columns().items():
        setattr(draft, column, value)
    draft.saves, draft.edited_at = saves + 1, now
    draft.save()
    return draft


def _draft(design_id: int) -> FormVersion:
    draft = selectors.draft_of(design_id)
    if draft is None:
        raise Refusal(NO_DRAFT)
    return draft


def reasons_against_content(content: Content) -> list[Reason]:
    """Everything that keeps the content from being a form."""
    known = {measure.code for measure in measures}
    return [
        *rules.reasons_against_fields(content.fields, known),
        *rules.reasons_against_checks(content.checks, content.fields),
        *rules.reasons_against_schedule(content.schedule),
    ]


@transaction.atomic
def release_version(*, actor: Actor, design_id: int, now: datetime) -> FormVersion:
    """Put the version that is being written to use; from now on it cannot be changed."""
    design = selectors.lock_design(design_id)
    refuse_if(reasons_against(actor, DESIGN, design.owner))
    draft = _draft(design_id)
    content = content_of(draft)
    asked = selectors.filers(design.owner, content.kinds, content.unit_ids, local_day(now))
    nobody = Reason("kinds", "没有一个单位要报这张报表，请选定报送单位")
    refuse_if(reasons_against_content(content) + ([] if asked.exists() else [nobody]))
    draft.released, draft.released_at, draft.released_by_id = True, now, person_of(actor)
    draft.save()
    _note(actor, design, now, f"启用第{draft.number}版")
    return draft


@transaction.atomic
def new_version(*, actor: Actor, design_id: int, now: datetime) -> FormVersion:
    """Begin a new version from the one in use; rounds that are open keep theirs."""
    design = selectors.lock_design(design_id)
    refuse_if(reasons_against(actor, DESIGN, design.owner))
    used = selectors.version_in_use(design_id)
    if used is None or selectors.draft_of(design_id) is not None:
        raise Refusal(Reason("draft_open", "已有一个在写的版本，请先启用它"))
    _note(actor, design, now, f"另起第{used.number + 1}版")
    return _begin(design, used.number + 1, content_of(used), now)


@transaction.atomic
def stop_design(*, actor: Actor, design_id: int, stopped: bool, now: datetime) -> FormDesign:
    """Stop a form, or take it up again: a stopped one opens no more rounds."""
    design = selectors.lock_design(design_id)
    refuse_if(reasons_against(actor, DESIGN, design.owner))
    design.stopped_at = now if stopped else None
    design.save(update_fields=["stopped_at"])
    _note(actor, design, now, "停用" if stopped else "恢复使用")
    return design


def _note(actor: Actor, design: FormDesign, now: datetime, what: str) -> None:
    record(
        actor=actor,
        deed=DESIGN,
        subject=f"form:{design.pk}",
        unit_id=design.owner_id,
        detail={"报表": design.name, "事项": what},
        now=now,
    )
