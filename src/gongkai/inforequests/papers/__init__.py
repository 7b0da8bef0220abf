"""The papers of information requests (rules §4.2, §4.3): facts in, the same words out in every form.

Plain Python: no database, no clock, no settings. Templates are text (`template`), what the law
demands is built here (`fixed`) and cannot be edited away.
"""

from gongkai.inforequests.papers.blocks import as_text
from gongkai.inforequests.papers.catalogue import PAPERS, paper_of
from gongkai.inforequests.papers.compose import compose, reasons_against_facts
from gongkai.inforequests.papers.facts import Annex, FeeLine, PaperFacts, SeveredPassage
from gongkai.inforequests.papers.html import as_html, standalone
from gongkai.inforequests.papers.paper import READER_LABELS, Paper, Reader
from gongkai.inforequests.papers.template import default_text, reasons_against_template
from gongkai.inforequests.papers.word import as_docx

__all__ = [
    "PAPERS",
    "READER_LABELS",
    "Annex",
    "FeeLine",
    "Paper",
    "PaperFacts",
    "Reader",
    "SeveredPassage",
    "default_text",
    "paper_of",
    "reasons_against_facts",
    "reasons_against_template",
    "render_docx",
    "render_html",
    "render_text",
    "standalone",
]


def render_docx(code: str, facts: PaperFacts, template: str = "") -> bytes:
    """A paper as a Word file. Raises Refusal naming every fact that is wanting."""
    return as_docx(compose(code, facts, template), facts)


def render_html(code: str, facts: PaperFacts, template: str = "") -> str:
    """A paper as an HTML article, word for word as in Word. Raises Refusal likewise."""
    return as_html(compose(code, facts, template))


def render_text(code: str, facts: PaperFacts, template: str = "") -> str:
    """A paper as plain text that shows its structure. Raises Refusal likewise."""
    return as_text(compose(code, facts, template))
