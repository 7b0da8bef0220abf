"""Plain text and tables of text, written back in the encoding they came in."""

import codecs
import csv
import io
from pathlib import PurePath

from gongkai.files.extraction.decoding import decode_exactly
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.plain import dialect_of, rows_of, text_of
from gongkai.screening.files.reading import Reading
from gongkai.screening.masking.masker import Masker
from gongkai.screening.masking.slots import Segment, Slot


def mask_text(data: bytes, reading: Reading, masker: Masker) -> bytes:
    """The text with hits masked; a table of text cell by cell."""
    text = text_of(data, reading)
    _, encoding = decode_exactly(data)
    delimiter = dialect_of(text)
    if PurePath(reading.name).suffix.lower() in {".csv", ".tsv"} and delimiter:
        made = _table(text.removeprefix("\ufeff"), delimiter, masker)
    else:
        made = _plain(text, masker)
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    return made.encode(encoding, "replace")


def _plain(text: str, masker: Masker) -> str:
    for level in range(masker.rounds):
        kept = [text]

        def write(new: str, kept: list[str] = kept) -> None:
            kept[0] = new

        slot = Slot([Segment(text, write)], "正文")
        if not masker.mask([slot], level):
            break
        text = kept[0]
    return text


def _table(text: str, delimiter: str, masker: Masker) -> str:
    rows = list(rows_of(text, delimiter))
    for level in range(masker.rounds):
        if not masker.mask(_slots(rows), level):
            break
    target = io.StringIO()
    line = "\r\n" if "\r\n" in text else "\n"
    csv.writer(target, delimiter=delimiter, lineterminator=line).writerows(rows)
    return target.getvalue()


def _slots(rows: list[list[str]]) -> list[Slot]:
    heads = Heads()
    slots = []
    for number, row in enumerate(rows, 1):
        known = heads.read(list(enumerate(row, 1)))
        for index, text in enumerate(row):
            if text.strip():

                def write(new: str, row: list[str] = row, index: int = index) -> None:
                    row[index] = new

                head = known.get(index + 1, "")
                place = f"第{index + 1}列{f'（{head}）' if head else ''}第{number}行"
                slots.append(Slot([Segment(text, write)], place, head))
    return slots
