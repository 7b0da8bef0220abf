"""The records of an old Excel workbook (BIFF8, [MS-XLS]): sheets, cells, what is hidden."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.screening.files.sheet_cells import Cell, whole_number

_BOF, _SHEET, _SST, _CONTINUE, _TXO = 0x0809, 0x0085, 0x00FC, 0x003C, 0x01B6
_LABEL_SST, _LABEL, _NUMBER, _RK, _MULTI_RK = 0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD
_FORMULA, _STRING, _ROW, _COLUMNS, _EOF = 0x0006, 0x0207, 0x0208, 0x007D, 0x000A
_BIFF8 = 0x0600


class NotBiff8(ValueError):
    """An older or unusual workbook."""


@dataclass(slots=True)
class OldSheet:
    """One sheet: its cells by row, hidden rows and columns, texts of notes and boxes."""

    name: str
    hidden: bool
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, row: int, column: int, text: str, *, number: bool = False) -> None:
        """Rows and columns count from 0 in the file and from 1 for people."""
        if text.strip():
            cell = Cell(row + 1, column + 1, text, number)
            self.rows.setdefault(row + 1, []).append(cell)


def sheets_of(stream: bytes) -> Iterator[OldSheet]:
    """The worksheets of a ``Workbook`` stream; `NotBiff8` or ``struct.error`` when it is another."""
    strings: list[str] = []
    places: list[tuple[int, bool, str]] = []
    waiting: list[bytes] = []
    for number, (kind, body) in enumerate(_records(stream, 0)):
        if number == 0 and (kind != _BOF or struct.unpack_from("<H", body)[0] != _BIFF8):
            raise NotBiff8
        if waiting and kind != _CONTINUE:
            strings, waiting = _Strings(waiting).read(), []
        if kind == _SST or (kind == _CONTINUE and waiting):
            waiting.append(body)
        elif kind == _SHEET:
            place, state, sort, letters, wide = struct.unpack_from("<IBBBB", body)
            if sort == 0:
                places.append((place, state != 0, _letters(body[8:], letters, wide)))
        elif kind == _EOF:
            break
    for place, hidden, name in places:
        yield _sheet(stream, place, OldSheet(name, hidden), strings)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _letters(data: bytes, count: int, flags: int) -> str:
    if flags & 1:
        return data[: 2 * count].decode("utf-16-le", "replace")
    return data[:count].decode("latin-1")


def _text(body: bytes) -> str:
    """A string with its own length and width."""
    if len(body) < 3:
        return ""
    count, flags = struct.unpack_from("<HB", body)
    return _letters(body[3:], count, flags)


def _sheet(stream: bytes, place: int, sheet: OldSheet, strings: list[str]) -> OldSheet:
    """The cells of one substream; embedded charts have substreams of their own inside."""
    depth = 0
    formula: tuple[int, int] | None = None
    box = False
    for kind, body in _records(stream, place):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _STRING and formula is not None:
            sheet.add(*formula, _text(body))
        elif kind == _CONTINUE and box and len(body) > 1:
            sheet.notes.append(_letters(body[1:], len(body), body[0]))
        elif depth == 1:
            _cell(kind, body, sheet, strings)
        box = kind == _TXO
        formula = _formula_of_text(kind, body) if kind == _FORMULA else formula
    return sheet


def _formula_of_text(kind: int, body: bytes) -> tuple[int, int] | None:
    row, column = struct.unpack_from("<HH", body)
    return (row, column) if body[12:14] == b"\xff\xff" and body[6] == 0 else None


def _cell(kind: int, body: bytes, sheet: OldSheet, strings: list[str]) -> None:
    if kind == _LABEL_SST:
        row, column, _, index = struct.unpack_from("<HHHI", body)
        sheet.add(row, column, strings[index] if index < len(strings) else "")
    elif kind == _LABEL:
        row, column = struct.unpack_from("<HH", body)
        sheet.add(row, column, _text(body[6:]))
    elif kind == _NUMBER or (kind == _FORMULA and body[12:14] != b"\xff\xff"):
        row, column, _, value = struct.unpack_from("<HHHd", body)
        sheet.add(row, column, whole_number(repr(value)), number=True)
    elif kind == _RK:
        row, column, _, packed = struct.unpack_from("<HHHI", body)
        sheet.add(row, column, _packed_number(packed), number=True)
    elif kind == _MULTI_RK:
        row, first = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            packed = struct.unpack_from("<I", body, 6 + 6 * number)[0]
            sheet.add(row, first + number, _packed_number(packed), number=True)
    elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
        sheet.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _COLUMNS:
        first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 1 or width == 0:
            sheet.hidden_columns.append((first + 1, last + 1))


def _packed_number(packed: int) -> str:
    """30 bits of a whole number or of a fraction, perhaps divided by a hundred."""
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFF_FFFC))[0]
    return whole_number(repr(value / 100 if packed & 1 else value))


class _Strings:
    """The shared strings, which run over from record to record, even inside a string."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._count = struct.unpack_from("<I", bodies[0], 4)[0]
        self._chunks = [bodies[0][8:], *bodies[1:]]
        self._chunk = self._place = 0

    def read(self) -> list[str]:
        found: list[str] = []
        while len(found) < self._count and self._has_more():
            found.append(self._string())
        return found

    def _has_more(self) -> bool:
        while self._chunk < len(self._chunks) and self._place >= len(self._chunks[self._chunk]):
            self._chunk, self._place = self._chunk + 1, 0
        return self._chunk < len(self._chunks)

    def _take(self, count: int) -> bytes:
        made = b""
        while len(made) < count and self._has_more():
            part = self._chunks[self._chunk][self._place : self._place + count - len(made)]
            self._place += len(part)
            made += part
        return made

    def _string(self) -> str:
        count, flags = struct.unpack("<HB", self._take(3).ljust(3, b"\0"))
        runs = int.from_bytes(self._take(2), "little") if flags & 8 else 0
        more = int.from_bytes(self._take(4), "little") if flags & 4 else 0
        text = ""
        while len(text) < count:
            width = 2 if flags & 1 else 1
            rest = self._chunks[self._chunk][self._place :] if self._has_more() else b""
            part = _letters(rest, min(count - len(text), len(rest) // width), flags)
            if not part:
                break
            text += part
            self._place += len(part) * width
            if len(text) < count and self._has_more():
                flags = flags & ~1 | (self._take(1) or b"\0")[0] & 1
        self._take(4 * runs + more)
        return text
