"""Questions about explainers: what stands against a document going without one, and who owes one."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.documents import flow, rules
from gongkai.documents.content import text_of
from gongkai.documents.flow.explaining import OWED
from gongkai.documents.images import used_only
from gongkai.documents.models import (
    Document,
    Draft,
    Edition,
    ExplainerDebt,
    ExplainerExemption,
    ExplainerPlan,
    PolicyExplainer,
    PolicyFile,
    Publication,
)
from gongkai.documents.rules import explainers as law
from gongkai.documents.rules.explainers import Element, Standing
from gongkai.kernel.errors import Reason, Refusal


def follow_days() -> int:
    """Within how many working days an explainer may follow its document here; 0: not at all."""
    return max(0, min(settings.EXPLAINER_FOLLOW_DAYS, law.FOLLOW_DAYS_MOST))


def policy_of(document_id: int) -> PolicyFile | None:
    return PolicyFile.objects.filter(document_id=document_id).first()


def plan_of(document_id: int) -> ExplainerPlan | None:
    return ExplainerPlan.objects.filter(document_id=document_id).first()


def exemption_of(document_id: int) -> ExplainerExemption | None:
    found = ExplainerExemption.objects.select_related("by")
    return found.filter(document_id=document_id).first()


def explainer_of(document_id: int) -> PolicyExplainer | None:
    """What the record explains, if it is an explainer at all."""
    found = PolicyExplainer.objects.select_related("explained__unit", "leader")
    return found.filter(document_id=document_id).first()


def is_needed(document_id: int) -> bool:
    """Whether the document must be explained: 规范性文件, or marked as important."""
    policy = policy_of(document_id)
    return policy is not None and (policy.normative or policy.important)


def standing_of(document_id: int) -> Standing:
    """How far a document's explanation has come."""
    if not is_needed(document_id):
        return Standing(needed=False)
    plan = plan_of(document_id)
    explainers = Document.objects.filter(as_explainer__explained_id=document_id)
    return Standing(
        needed=True,
        planned=plan is not None,
        drafted=explainers.exists(),
        ready=bool(companions(document_id)) or is_explained(document_id),
        exempted=exemption_of(document_id) is not None,
        follow_reason=plan.follow_reason if plan else "",
    )


def companions(document_id: int) -> list[int]:
    """Cases of explainers that have passed all reviews and wait for the signature."""
    found = Draft.objects.filter(
        document__as_explainer__explained_id=document_id,
        case__state=flow.SIGNING,
        edition__openness=rules.Openness.PROACTIVE,
    )
    return list(found.order_by("id").values_list("case_id", flat=True))


def reasons_against_submitting(draft: Draft) -> list[Reason]:
    """What three-in-step (三同步) has against a text going to review."""
    found: list[Reason] = []
    if not Publication.objects.filter(document_id=draft.document_id).exists():
        found += law.reasons_against_acceptance(standing_of(draft.document_id))
    mine = explainer_of(draft.document_id)
    if mine is not None:
        found += law.reasons_against_explainer(
            kind=mine.kind,
            text=text_of(draft.body_html),
            explained_text=present_text(mine.explained_id),
            attachments=len(used_only(draft.attachments, draft.body_html)),
        )
    return found


def reasons_against_signing(document_id: int) -> list[Reason]:
    """What three-in-step has against a text going out now."""
    if Publication.objects.filter(document_id=document_id).exists():
        return []
    found = law.reasons_against_going_alone(standing_of(document_id), follow_days())
    mine = explainer_of(document_id)
    if mine is not None:
        public = Publication.objects.filter(document_id=mine.explained_id)
        there = public.filter(visible_until__isnull=True).exists()
        found += law.reasons_against_early_explainer(document_public=there)
    return found


def present_text(document_id: int) -> str:
    """The words of a document as they stand now: its last edition, else the draft in hand."""
    edition = Edition.objects.filter(document_id=document_id).order_by("-number").first()
    if edition is not None:
        return edition.body_text
    draft = Draft.objects.filter(document_id=document_id).order_by("-id").first()
    return text_of(draft.body_html) if draft else ""


def title_of(document_id: int) -> str:
    """What a document is called now, be it still a draft."""
    for stated in (Edition.objects.order_by("-number"), Draft.objects.order_by("-id")):
        found = stated.filter(document_id=document_id).values_list("title", flat=True).first()
        if found:
            return found
    return "（未命名文稿）"


def open_debt(document_id: int) -> ExplainerDebt | None:
    """The open case 补发政策解读 of a document."""
    found = ExplainerDebt.objects.select_related("case__unit")
    return found.filter(document_id=document_id, case__state=OWED).first()


def debt_of_case(case_id: int) -> ExplainerDebt:
    found = ExplainerDebt.objects.select_related("case__unit", "document__unit")
    debt = found.filter(case_id=case_id).first()
    if debt is None:
        raise Refusal(Reason("not_found", "没有这件补发解读的办件"))
    return debt


def is_explained(document_id: int) -> bool:
    """Whether an explainer of the document stands on the portal, or is scheduled."""
    found = Publication.objects.filter(document__as_explainer__explained_id=document_id)
    return found.filter(visible_until__isnull=True).exists()


@dataclass(frozen=True, slots=True)
class ExplainerLine:
    """An explainer as the page of its document shows it; ``public_on`` None: not public yet."""

    document_id: int
    case_id: int | None
    title: str
    kind: str
    step: str
    interpreter: str
    public_on: date | None
    missing: list[Element]


@dataclass(frozen=True, slots=True)
class ExplainingSheet:
    """All about the explanation of one document."""

    document: Document
    title: str
    policy: PolicyFile | None
    plan: ExplainerPlan | None
    exemption: ExplainerExemption | None
    standing: Standing
    lines: list[ExplainerLine]
    explains: PolicyExplainer | None
    explains_title: str


def explaining_sheet(document: Document) -> ExplainingSheet:
    """The sheet of *document*: what it is, its plan, its explainers, or what it explains itself."""
    mine = explainer_of(document.pk)
    return ExplainingSheet(
        document=document,
        title=title_of(document.pk),
        policy=policy_of(document.pk),
        plan=plan_of(document.pk),
        exemption=exemption_of(document.pk),
        standing=standing_of(document.pk),
        lines=_lines(document.pk),
        explains=mine,
        explains_title=title_of(mine.explained_id) if mine else "",
    )


def _lines(document_id: int) -> list[ExplainerLine]:
    steps = {state.code: state.label for state in flow.PUBLISHING.states}
    explainers = PolicyExplainer.objects.filter(explained_id=document_id).order_by("id")
    ids = [each.document_id for each in explainers]
    drafts = {
        draft.document_id: draft
        for draft in Draft.objects.filter(document_id__in=ids).select_related("case").order_by("id")
    }
    public = {
        row.document_id: row
        for row in Publication.objects.filter(
            document_id__in=ids, visible_until__isnull=True
        ).select_related("edition")
    }
    lines = []
    for each in explainers:
        draft, row = drafts.get(each.document_id), public.get(each.document_id)
        stated = row.edition if row else draft
        text = row.edition.body_text if row else text_of(draft.body_html) if draft else ""
        step = "已发布" if row else steps[draft.case.state] if draft else "未发布"
        lines.append(
            ExplainerLine(
                document_id=each.document_id,
                case_id=draft.case_id if draft and not row else None,
                title=stated.title if stated else "",
                kind=each.get_kind_display(),
                step=step,
                interpreter=each.interpreter,
                public_on=row.visible_from.astimezone(rules.ZONE).date() if row else None,
                missing=law.missing_elements(text, each.not_applicable),
            )
        )
    return lines


def notes_on_explainer(draft: Draft) -> list[Reason]:
    """Parts that an explainer in hand still lacks: they hold nothing up, but should be there."""
    mine = explainer_of(draft.document_id)
    if mine is None:
        return []
    missing = law.missing_elements(text_of(draft.body_html), mine.not_applicable)
    if not missing:
        return []
    names = "、".join(element.label for element in missing)
    return [Reason("elements_missing", f"解读还缺：{names}（不涉及的可在“政策解读”页勾选）")]
