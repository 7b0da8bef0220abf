"""All papers by their code."""

from collections.abc import Mapping

from gongkai.inforequests.papers.paper import Paper
from gongkai.inforequests.papers.procedural import PROCEDURAL
from gongkai.inforequests.papers.replies import REPLIES

PAPERS: Mapping[str, Paper] = {
    paper.code: paper for paper in (*PROCEDURAL, *(reply.paper() for reply in REPLIES))
}


def paper_of(kind: str) -> Paper:
    """The reply that says a reply kind of rules §1.6."""
    return PAPERS[f"reply_{kind}"]
