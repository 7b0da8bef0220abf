"""Every kind of reply can be reached along the chain, judged, issued and counted in its one row."""

from collections.abc import Iterator

import pytest

from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, services
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.rules import chain
from gongkai.inforequests.rules.remedies import remedy_of
from gongkai.inforequests.rules.replies import REPLY_KINDS, ReplyKind
from gongkai.inforequests.services import Said
from gongkai.inforequests.tests import factories as f
from gongkai.inforequests.tests.factories import NOW, act, at, standing_in
from gongkai.orgs.tests.cast import Cast

# o1 and o2 are confirmed where the request waits, o3 is a withdrawal: see test_side_roads.
KINDS = [code for code in REPLY_KINDS if code not in {"o1", "o2", "o3"}]
TEXTS = {
    "special_law": "依照《不动产登记暂行条例》的规定查询。",
    "reasons": "该信息的具体内容及事实经过已经逐项核对，符合所引条款规定的情形。",
}


def roads(question: str = chain.FIRST) -> Iterator[tuple[dict[str, str], str]]:
    """Every complete way through the chain: answers, and the kind it ends in."""
    for choice in chain.QUESTIONS[question].choices:
        if choice.kind:
            yield {question: choice.code}, choice.kind
        else:
            for answers, kind in roads(choice.question):
                yield {question: choice.code} | answers, kind


def prepare(cast: Cast, kind: str) -> InformationRequest:
    """What the record has to show before a reply of this kind."""
    if kind == "u3":
        request = standing_in(cast, flow.CLARIFYING)
        f.clarified(cast, request)
        f.assign(cast, request)
        return request
    if kind == "n4":
        request = standing_in(cast, flow.EXPLAINING)
        f.explained(cast, request, reasonable=False)
        return request
    request = standing_in(cast, flow.HANDLING)
    if kind == "u1_not_held":
        f.search(cast, request, searched=f.replace(f.SEARCHED, found=False))
    if kind in {"d4", "partial"}:
        asked = services.consult_third_party(
            actor=cast.actor("clerk"),
            request_id=request.pk,
            party="某公司",
            summary="合同",
            now=NOW,
        )
        services.record_opinion(
            actor=cast.actor("clerk"),
            consultation_id=asked.pk,
            answer="objects",
            reasons="涉及商业秘密",
            reasons_accepted=True,
            answered_on=NOW.date(),
            now=NOW,
        )
    return request


def stated(kind: ReplyKind) -> Said:
    answers = next(answers for answers, found in roads() if found == kind.code)
    facts = {name: TEXTS.get(name, "按实际情况写明，详见所附材料。") for name in kind.facts}
    withheld = ("E15",) if kind.code == "partial" else ()
    return Said(answers, kind.code, facts, withheld)


def test_every_way_through_the_chain_ends_in_a_known_kind() -> None:
    ends = [kind for _, kind in roads()]
    assert set(ends) == set(REPLY_KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_reply_of_every_kind_is_judged_issued_and_counted(cast: Cast, code: str) -> None:
    kind = REPLY_KINDS[code]
    request = prepare(cast, code)
    said = stated(kind)
    f.draft(cast, request, said)
    act(cast, "clerk", request, "submit")
    act(cast, "section_head", request, "pass_audit")
    act(cast, "legal_adviser", request, "pass_legal")
    act(cast, "leader", request, "sign")
    act(cast, "clerk", request, "issue")
    request.refresh_from_db()
    assert (request.outcome, request.report_row) == ("replied", kind.report_row)
    assert request.issue.reply.remedy == remedy_of(code, said.withheld_on)
    assert cases.find_case(request.case_id).state == flow.SERVING
    f.deliver(cast, request, now=at("2026-06-15", 10))
    act(cast, "clerk", request, "archive", now=at("2026-06-15", 11))
    assert cases.find_case(request.case_id).state == flow.ARCHIVED
