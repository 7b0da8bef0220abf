"""出具文书: a paper is rendered once, numbered, stored sealed with its hashes, and never changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from django.db import transaction

from gongkai.inforequests.models import InformationRequest, Notice, Reply
from gongkai.inforequests.papers import (
    PAPERS,
    Paper,
    PaperFacts,
    Reader,
    reasons_against_facts,
    reasons_against_template,
    render_docx,
    render_html,
    standalone,
)
from gongkai.inforequests.selectors.occasions import Occasion, find_occasion, paper_rows
from gongkai.inforequests.selectors.paper_facts import Source, paper_facts
from gongkai.inforequests.selectors.provided import annexes_of, passages_of, provided_files
from gongkai.inforequests.selectors.stationery import stationery_of, template_in_force
from gongkai.inforequests.services.hand import Hand, take
from gongkai.inforequests.services.sealed_files import keep_sealed, open_sealed
from gongkai.inforequests.services.stationery import give_number
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

ISSUE = "inforequests.issue_paper"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = "text/html; charset=utf-8"
TYPED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "transfer": ("other_organ", "other_contact", "sent_on"),
    "co_handling": ("recipient", "summary", "task", "new_due_on"),
    "correction": ("record", "outcome", "other_organ", "other_contact"),
}
"""What is typed in for the papers that rest on no row of the request."""
IN_SETTINGS = {"court_missing", "court_level", "reviewing_body_missing", "unit_kind_missing"}
IN_APPLICANT = {"fact_申请人"}
FILLED_LATER = "（出具时填入）"
WITH_FILES = ("reply_granted", "reply_partial")
"""Replies that give something with them (条例第三十六条第二项, 第三十七条)."""


@dataclass(frozen=True)
class Rendered:
    """A paper ready to look at or to keep."""

    paper: Paper
    facts: PaperFacts
    template: str
    source: str

    def html(self) -> str:
        """As an article for a page."""
        return render_html(self.paper.code, self.facts, self.template)

    def docx(self) -> bytes:
        return render_docx(self.paper.code, self.facts, self.template)


def prepare(
    request: InformationRequest,
    occasion: Occasion,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
    number: str = "",
) -> Rendered:
    """A paper as it would be issued now, by the template in force; nothing is written."""
    template = template_in_force(request.unit_id, occasion.code)
    given = provided_files(request.pk) if occasion.code in WITH_FILES else []
    source = Source(
        row=occasion.row,
        typed=_typed(occasion.code, typed or {}),
        number=number,
        severed=passages_of(given),
        annexes=annexes_of(given),
    )
    facts = paper_facts(request, occasion.code, source, now)
    return Rendered(occasion.paper, facts, template.text, template.source)


def preview(
    request: InformationRequest,
    occasion: Occasion,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
) -> Rendered:
    """A paper to look at before it is issued: all but who asked, which is filled in when issued."""
    draft = prepare(request, occasion, now, typed)
    later = FILLED_LATER
    facts = replace(draft.facts, applicant=later, identity_document=later, contact=later)
    return replace(draft, facts=facts)


def _typed(code: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Only what may be typed in for this paper, and only what was."""
    return {name: typed[name] for name in TYPED_FIELDS.get(code, ()) if typed.get(name)}


def reasons_against_paper(
    request: InformationRequest, occasion: Occasion, rendered: Rendered
) -> list[Reason]:
    """Every reason why this paper cannot be issued now: a fact, a letterhead, issued already."""
    found = []
    if occasion.draft:
        sentence = "答复还没有签发和印发，现在只能预览；印发之后再出具答复书"
        found.append(Reason("draft", sentence, "条例第四十五条"))
    if request.notices.filter(code=occasion.code, ref=occasion.ref).exists():
        found.append(Reason("issued", f"“{occasion.paper.label}”已经出具，不能重复出具"))
    if occasion.paper.remedy:
        found += stationery_of(request.unit_id).wanting
    known = {"fact_复议机关", "fact_人民法院"} if found else set()
    facts = reasons_against_facts(occasion.code, rendered.facts)
    found += [reason for reason in facts if reason.code not in known]
    found += reasons_against_template(occasion.code, rendered.template)
    return [with_place(reason, rendered) for reason in found]


def with_place(reason: Reason, rendered: Rendered | None = None) -> Reason:
    """The same, saying where to mend it; *rendered* is the paper whose template is at fault."""
    place = ""
    if reason.code in IN_SETTINGS:
        place = "由公开办在“文书模板”的文书设置中填写"
    elif reason.code in IN_APPLICANT:
        place = "在本件的“申请人信息”中补录"
    elif rendered and reason.code.startswith("template_"):
        place = f"由公开办在“文书模板”中修改“{rendered.paper.label}”（{rendered.source}）"
    return replace(reason, sentence=f"{reason.sentence}；{place}") if place else reason


@transaction.atomic
def issue_paper(
    *,
    actor: Actor,
    request_id: int,
    code: str,
    now: datetime,
    ref: str = "",
    typed: Mapping[str, Any] | None = None,
) -> Notice:
    """Issue one paper of a request: numbered, rendered to Word and print, sealed, hashed.

    ``ref`` names what it is about (`selectors.occasions.Occasion`); *typed* gives the facts of papers
    that rest on no row (`TYPED_FIELDS`). Raises Refusal with everything that is wanting.
    """
    hand = take(actor=actor, request_id=request_id, now=now)
    refuse_if(reasons_against(actor, ISSUE, hand.case.unit))
    return issue_in_hand(hand, code, ref, typed)


def issue_in_hand(
    hand: Hand, code: str, ref: str, typed: Mapping[str, Any] | None = None
) -> Notice:
    """The same for a deed that has the request in hand and asked for its own permission."""
    request = hand.request
    occasion = find_occasion(request, code, ref) if code in PAPERS else None
    if occasion is None:
        raise Refusal(Reason("no_occasion", "此件目前没有需要出具这种文书的情形"))
    draft = prepare(request, occasion, hand.now, typed)
    refuse_if(reasons_against_paper(request, occasion, draft))
    number = _number(hand, occasion)
    rendered = replace(draft, facts=replace(draft.facts, number=number))
    notice = Notice.objects.create(
        request=request,
        code=code,
        ref=occasion.ref,
        title=occasion.paper.title,
        number=number,
        audience=_audience(occasion.paper),
        reply=occasion.row if isinstance(occasion.row, Reply) else None,
        consultation=occasion.row if occasion.ref.startswith("consultation:") else None,
        template=rendered.source,
        files=_kept(hand, rendered),
        issued_on=hand.today,
        made_at=hand.now,
        by_id=hand.actor.id,
    )
    hand.tell("issue_paper", ISSUE, f"出具{occasion.paper.label}{number and f' {number}'}")
    return notice


def issue_wanting(hand: Hand) -> None:
    """Issue every paper that the deed just done calls for, dated the same day.

    One that lacks a fact (a court, a name) stays wanting on the page of papers and says what for.
    """
    for row in paper_rows(hand.request):
        occasion = row.occasion
        if not row.wanting:
            continue
        rendered = prepare(hand.request, occasion, hand.now)
        if not reasons_against_paper(hand.request, occasion, rendered):
            issue_in_hand(hand, occasion.code, occasion.ref)


def _number(hand: Hand, occasion: Occasion) -> str:
    """The reply's own number, or the next of its series; "" for forms and receipts."""
    paper, request = occasion.paper, hand.request
    if paper.kind and request.issue is not None:
        return request.issue.document_number
    if not paper.series:
        return ""
    mark = stationery_of(request.unit_id).mark
    return give_number(
        unit_id=request.unit_id,
        mark=mark,
        series=paper.series,
        year=hand.today.year,
        now=hand.now,
    )


def _audience(paper: Paper) -> str:
    audiences = {
        Reader.APPLICANT: Notice.Audience.APPLICANT,
        Reader.THIRD_PARTY: Notice.Audience.THIRD_PARTY,
        Reader.ORGAN: Notice.Audience.ORGAN,
        Reader.FILE: Notice.Audience.FILE,
    }
    return str(audiences[paper.reader])


def _kept(hand: Hand, rendered: Rendered) -> list[dict[str, Any]]:
    """Word and print page, sealed; their names hold the number and never a person."""
    name = f"{rendered.paper.title}{rendered.facts.number and f'（{rendered.facts.number}）'}"
    page = standalone(rendered.html(), name).encode()
    return [
        keep_file(hand, f"{name}.docx", rendered.docx(), WORD, "word"),
        keep_file(hand, f"{name}.html", page, PAGE, "page"),
        *_annexes(hand, rendered.paper),
    ]


def _annexes(hand: Hand, paper: Paper) -> list[dict[str, Any]]:
    """What is given with a reply: the severed copies, never their originals."""
    given = provided_files(hand.request.pk) if paper.code in WITH_FILES else []
    return [
        {
            "name": row.name,
            "sealed": row.file_id,
            "role": "annex",
            "size": row.file.size,
            "sha256": row.sha256,
            "sm3": digests(open_sealed(row.file))["sm3"],
        }
        for row in given
    ]


def keep_file(hand: Hand, name: str, data: bytes, media_type: str, role: str) -> dict[str, Any]:
    """Seal *data* and say where it lies and what its hashes are."""
    stored = keep_sealed(
        data=data,
        name=name,
        media_type=media_type,
        purpose="paper",
        now=hand.now,
        request=hand.request,
    )
    return {"name": name, "sealed": stored.pk, "role": role, "size": len(data), **digests(data)}


def digests(data: bytes) -> dict[str, str]:
    """SHA-256 and SM3 (GB/T 32905—2016) of some bytes, in hexadecimal."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return {"sha256": hashlib.sha256(data).hexdigest(), "sm3": sm3.finalize().hex()}
