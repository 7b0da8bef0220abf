"""A paper from its template and facts: head and foot in the fixed order of rules §4.3."""

from collections.abc import Iterator

from gongkai.inforequests.papers.blocks import (
    Annexes,
    Block,
    Number,
    PageBreak,
    Salutation,
    Signature,
    Title,
)
from gongkai.inforequests.papers.catalogue import PAPERS
from gongkai.inforequests.papers.facts import Annex, PaperFacts
from gongkai.inforequests.papers.fields import FIELDS, chinese_day
from gongkai.inforequests.papers.filling import value_of
from gongkai.inforequests.papers.paper import Paper, Reader
from gongkai.inforequests.papers.slots import SLOTS
from gongkai.inforequests.papers.template import body_blocks, default_text
from gongkai.kernel.errors import Reason, refuse_if

NOT_YET_NUMBERED = "（文号在出具时编定）"


def needed_words(paper: Paper) -> list[str]:
    """The words in braces whose facts a paper cannot do without, each once."""
    words = [*paper.needs, *(need for name in paper.slots for need in SLOTS[name].needs)]
    if paper.reader in {Reader.THIRD_PARTY, Reader.ORGAN}:
        words.append("受文者")
    if paper.reader is Reader.APPLICANT:
        words.append("申请人")
    return list(dict.fromkeys(words))


def reasons_against_facts(code: str, facts: PaperFacts) -> list[Reason]:
    """What a paper still lacks, each fact in words (rules §4.2: must contain)."""
    paper = PAPERS[code]
    return [
        Reason(
            f"fact_{name}",
            f"“{paper.label}”须写明{FIELDS[name].meaning}（{name}），现在还没有，请先填写",
            paper.article,
        )
        for name in needed_words(paper)
        if not value_of(name, facts)
    ]


def compose(code: str, facts: PaperFacts, template: str = "") -> list[Block]:
    """The blocks of a paper, by *template* or the one shipped with it.

    Raises Refusal naming every fact that is wanting.
    """
    refuse_if(reasons_against_facts(code, facts))
    return list(_blocks(PAPERS[code], facts, template or default_text(code)))


def _blocks(paper: Paper, facts: PaperFacts, template: str) -> Iterator[Block]:
    yield Title(f"{facts.organ}{paper.title}")
    if paper.series:
        yield Number(facts.number or NOT_YET_NUMBERED)
    if paper.reader is Reader.APPLICANT:
        yield Salutation(f"{facts.applicant}：")
    elif paper.reader is not Reader.FILE:
        yield Salutation(f"{facts.recipient}：")
    body = body_blocks(paper, template, facts)
    tail = next((place for place, block in enumerate(body) if _is_enclosure(block)), len(body))
    yield from body[:tail]
    if facts.annexes:
        yield Annexes(tuple(_annex(each) for each in facts.annexes))
    if paper.signed:
        yield Signature(facts.organ, chinese_day(facts.issued_on))
    yield from body[tail:]


def _is_enclosure(block: Block) -> bool:
    """Whether what follows stands on pages of its own, after the signature."""
    return isinstance(block, PageBreak)


def _annex(annex: Annex) -> str:
    return f"{annex.name}（共{annex.pages}页）" if annex.pages else annex.name
