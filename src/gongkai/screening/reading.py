"""Screening a file: text and HTML with places in the source, other kinds through their readers."""

from pathlib import Path

from gongkai.kernel.errors import Reason, Refusal
from gongkai.screening.engine import Engine
from gongkai.screening.rules.findings import Finding
from gongkai.screening.texts import TEXT_SUFFIXES, decode, shown_text


def screen_file(engine: Engine, path: Path) -> list[Finding]:
    """Findings of the file at *path*; raises `Refusal` or `OSError` when it cannot be read."""
    if path.suffix.lower() in TEXT_SUFFIXES or _is_plain(path):
        text = decode(path.read_bytes())
        return engine.screen_text(text, shown=shown_text(text, path.name))
    raise Refusal(Reason("screening.kind", "不是文本文件；请另存为 txt 或 html 后再检查"))


def _is_plain(path: Path) -> bool:
    """The file's first bytes are text, whatever its name says."""
    with path.open("rb") as file:
        head = file.read(4096)
    return b"\0" not in head and not head.startswith((b"%PDF", b"PK", b"{\\rtf", b"\xd0\xcf"))
