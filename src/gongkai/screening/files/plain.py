"""Plain text and comma-separated tables, in any of the usual encodings."""

import csv
import io
from collections.abc import Iterator

from gongkai.files.extraction import Unreadable, sniff
from gongkai.files.extraction.decoding import DAMAGE, decode_exactly
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.rules.passages import Passage

NOT_TEXT = "不是文字文件，认不出是哪种格式；请用原软件另存为 docx、xlsx、pdf 或 txt 后重试"
DELIMITERS = ",\t;|"
_SAMPLE = 8_000
_TOO_DAMAGED = 20
_MOST_COLUMNS = 16_384


def text_of(data: bytes, reading: Reading) -> str:
    """The decoded text; raises `Unreadable` when the bytes are no text or too many."""
    text, encoding = decode_exactly(data)
    damaged = text.count(DAMAGE) * _TOO_DAMAGED > len(text)
    if damaged or (sniff.is_binary(data) and not encoding.startswith("utf-16")):
        raise Unreadable(NOT_TEXT)
    most = reading.budget.bounds.limits.characters
    if len(text) > most:
        raise Unreadable(f"文字超过 {most} 字，请拆分后重试")
    return text


def read_text(text: str, reading: Reading) -> Iterator[Piece]:
    """One passage, so that offsets are those of the file's text."""
    if text.strip():
        yield Passage(text, reading.at(""))


def dialect_of(text: str) -> str | None:
    """The delimiter of a table: the one that stands equally often in the first lines."""
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:20]
    if len(text) > _SAMPLE and len(lines) > 1:
        lines.pop()
    best = max(DELIMITERS, key=lambda mark: min((line.count(mark) for line in lines), default=0))
    return best if lines and all(best in line for line in lines) else None


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of cells; a broken quote or an oversized cell raises `Unreadable`."""
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > _MOST_COLUMNS:
                raise Unreadable(f"CSV 的一行超过 {_MOST_COLUMNS} 列，请核对分隔符后重试")
            yield row
    except csv.Error as error:
        raise Unreadable(
            "CSV 的引号或单元格有错，读不下去；请用表格软件另存为 xlsx 后重试"
        ) from error


def read_csv(text: str, reading: Reading) -> Iterator[Piece]:
    """One passage per cell, with the head of its column."""
    delimiter = dialect_of(text)
    if delimiter is None:
        yield from read_text(text, reading)
        return
    heads = Heads()
    for number, row in enumerate(rows_of(text.removeprefix("\ufeff"), delimiter), 1):
        reading.budget.check()
        yield from row_passages(heads, list(enumerate(row, 1)), number, reading, "")


def row_passages(
    heads: Heads, cells: list[tuple[int, str]], number: int, reading: Reading, table: str
) -> Iterator[Passage]:
    """The filled cells of a row as passages: ``第3列（身份证号）第18行``."""
    known = heads.read(cells)
    for column, text in cells:
        if text.strip():
            head = known.get(column, "")
            shown = f"（{head}）" if head else ""
            place = reading.at(f"{table}第{column}列{shown}第{number}行")
            yield Passage(text, place, head)
