"""The content of a PDF page rewritten so that chosen letters are no longer in it."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from gongkai.screening.masking.pdf_fonts import Font, Glyph, Unknown

_SHOWS = frozenset({"Tj", "TJ", "'", '"'})


@dataclass(slots=True)
class _State:
    """What of the graphics state moves text: font, size, spacing of letters and words."""

    font: Any = None
    size: float = 1.0
    letter: float = 0.0
    word: float = 0.0


@dataclass(slots=True)
class _Shown:
    """One operator that shows text: its glyphs and the moves between them."""

    index: int
    state: _State
    pieces: list[Glyph | float] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)


class Content:
    """A page's instructions with the text they show, in the order of the stream."""

    def __init__(self, page: Any) -> None:
        import pikepdf

        self._page = page
        self._instructions: list[Any] = list(pikepdf.parse_content_stream(page))
        self._fonts: dict[str, Font | None] = {}
        self._shown: list[_Shown] = []
        self._letters: list[tuple[_Shown, int]] = []
        self.text = ""
        self._read()

    def remove(self, text: str, keep: set[int]) -> bool:
        """Take out *text* wherever it is shown, but for its letters numbered in *keep*.

        Both count letters that are not white space. Whether it was found.
        """
        found = [match.start() for match in re.finditer(re.escape(text), self.text)]
        for start in found:
            for number in range(len(text)):
                if number not in keep:
                    shown, piece = self._letters[start + number]
                    shown.gone.add(piece)
        return bool(found)

    def data(self) -> bytes:
        """The stream without the removed letters and without hidden descriptions of text."""
        import pikepdf

        changed = {shown.index: shown for shown in self._shown if shown.gone}
        made: list[Any] = []
        for index, instruction in enumerate(self._instructions):
            if index in changed:
                made += _rewritten(instruction, changed[index])
            elif str(instruction.operator) == "BDC":
                tag = pikepdf.ContentStreamInstruction(
                    [instruction.operands[0]], pikepdf.Operator("BMC")
                )
                made.append(tag)
            else:
                made.append(instruction)
        return bytes(pikepdf.unparse_content_stream(made))

    def _read(self) -> None:
        state, kept = _State(), []
        letters: list[str] = []
        for index, instruction in enumerate(self._instructions):
            name = str(instruction.operator)
            operands = getattr(instruction, "operands", [])
            if name == "q":
                kept.append(_State(state.font, state.size, state.letter, state.word))
            elif name == "Q" and kept:
                state = kept.pop()
            elif name == "Tf":
                state = _State(
                    self._font(str(operands[0])), float(operands[1]), state.letter, state.word
                )
            elif name in {"Tc", "Tw"}:
                value = float(operands[0])
                letter = value if name == "Tc" else state.letter
                state = _State(
                    state.font, state.size, letter, value if name == "Tw" else state.word
                )
            elif name in _SHOWS:
                self._show(index, name, operands, state, letters)
        self.text = "".join(letters)

    def _font(self, name: str) -> Font | None:
        if name not in self._fonts:
            try:
                fonts = self._page.obj.get("/Resources", {}).get("/Font", {})
                self._fonts[name] = Font(fonts[name])
            except (Unknown, KeyError, ValueError, TypeError, AttributeError, IndexError):
                self._fonts[name] = None
        return self._fonts[name]

    def _show(
        self, index: int, name: str, operands: Any, state: _State, letters: list[str]
    ) -> None:
        if state.font is None:
            letters.append("\ufffd")
            self._letters.append((_Shown(index, state), 0))
            return
        shown = _Shown(index, state)
        last = operands[2] if name == '"' else operands[0]
        for item in last.as_list() if name == "TJ" else [last]:
            string = _bytes(item)
            if string is None:
                shown.pieces.append(float(item))
                continue
            for glyph in state.font.glyphs(string):
                for char in unicodedata.normalize("NFKC", glyph.text):
                    if not char.isspace():
                        letters.append(char)
                        self._letters.append((shown, len(shown.pieces)))
                shown.pieces.append(glyph)
        self._shown.append(shown)


def _bytes(item: Any) -> bytes | None:
    import pikepdf

    return bytes(item) if isinstance(item, pikepdf.String | bytes) else None


def _rewritten(instruction: Any, shown: _Shown) -> list[Any]:
    """The operator as a TJ in which removed letters are moves of the same width."""
    import pikepdf

    made: list[Any] = []
    name = str(instruction.operator)
    if name == '"':
        for value, operator in zip(instruction.operands[:2], ("Tw", "Tc"), strict=True):
            made.append(pikepdf.ContentStreamInstruction([value], pikepdf.Operator(operator)))
    if name in {"'", '"'}:
        made.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*")))
    items: list[Any] = []
    run = b""
    for number, piece in enumerate(shown.pieces):
        if isinstance(piece, Glyph) and number not in shown.gone:
            run += piece.code
            continue
        if run:
            items.append(pikepdf.String(run))
            run = b""
        items.append(round(_advance(piece, shown.state), 3) if isinstance(piece, Glyph) else piece)
    if run:
        items.append(pikepdf.String(run))
    array = pikepdf.Array(items)
    made.append(pikepdf.ContentStreamInstruction([array], pikepdf.Operator("TJ")))
    return made


def _advance(glyph: Glyph, state: _State) -> float:
    """The TJ number that moves on as far as the glyph did."""
    spacing = state.letter
    if state.font is not None and state.font.has_one_byte_codes and glyph.code == b" ":
        spacing += state.word
    return -(glyph.width + 1000 * spacing / (state.size or 1.0))
