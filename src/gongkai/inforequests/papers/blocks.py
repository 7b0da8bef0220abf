"""A paper as a list of blocks: what Word, the printed page and the plain text are all made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Title:
    """The title, centred."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """发文字号, centred below the title."""

    text: str


@dataclass(frozen=True, slots=True)
class Salutation:
    """Whom the paper is for, at the left margin, with its colon."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the paper, centred (the title of an enclosed form)."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, first line indented by two characters; ``fixed`` when the law wrote it."""

    text: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; with ``header`` the first row heads the columns, else the first cell its row.

    ``widths`` are per cent of the type area, one per column; without them columns are equal.
    """

    rows: tuple[tuple[str, ...], ...]
    header: bool = False
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Annexes:
    """附件说明: the names of what is enclosed, with page counts (GB/T 9704—2012, 7.3.4)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """机关署名 and 成文日期; the seal goes over both."""

    organ: str
    day: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows stands on a page of its own."""


Block = Title | Number | Salutation | Heading | Paragraph | Table | Annexes | Signature | PageBreak


def as_text(blocks: Iterable[Block]) -> str:
    """The paper as plain text that still shows its structure; one line per block or row."""
    return "\n".join(line for block in blocks for line in _lines(block)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield f"〔标题〕{text}"
        case Number(text):
            yield f"〔文号〕{text}"
        case Heading(text):
            yield f"〔小标题〕{text}"
        case Salutation(text):
            yield text
        case Paragraph(text):
            yield f"{INDENT}{text}"
        case Table(rows):
            yield from ("│ " + " │ ".join(row) + " │" for row in rows)
        case Annexes(names):
            yield from (f"{INDENT}{line}" for line in annex_lines(names))
        case Signature(organ, day):
            yield f"〔署名〕{organ}"
            yield f"〔日期〕{day}"
        case PageBreak():
            yield "〔另起一页〕"


def annex_lines(names: tuple[str, ...]) -> list[str]:
    """附件：… on one line, or numbered below each other with the names aligned."""
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    return [
        f"{'附件：' if place == 1 else INDENT + '　'}{place}．{name}"
        for place, name in enumerate(names, 1)
    ]
