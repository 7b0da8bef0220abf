"""Screening a file: text and HTML with places in the source, other kinds through their readers."""

from pathlib import Path

from gongkai.files.extraction import Unreadable
from gongkai.screening.engine import Engine
from gongkai.screening.files import Bounds, read_beside, read_passages
from gongkai.screening.formal import formal_findings
from gongkai.screening.rules.findings import Finding
from gongkai.screening.texts import TEXT_SUFFIXES, decode, shown_text


def screen_file(engine: Engine, path: Path) -> list[Finding]:
    """Findings of the file at *path*; raises `Refusal` or `OSError` when it cannot be read."""
    most = Bounds().limits.file_bytes
    if path.stat().st_size > most:
        raise Unreadable(f"文件超过 {most // 1024 // 1024} MB，请压缩或拆分后重试")
    return screen_data(engine, path.read_bytes(), path.name)


def screen_data(
    engine: Engine, data: bytes, name: str, *, bounds: Bounds | None = None
) -> list[Finding]:
    """Findings of a file's bytes; *name* tells the expected type.

    Text and HTML are judged whole, so that places count in their own text; what HTML holds beside
    the text it shows (attributes, scripts, hidden parts) comes after.
    """
    if Path(name).suffix.lower() in TEXT_SUFFIXES or _is_plain(data[:4096]):
        text = decode(data)
        shown = shown_text(text, name)
        found = engine.screen_text(text, shown=shown) + formal_findings(text, shown)
        known = {(finding.rule, finding.text) for finding in found}
        beside = engine.screen(read_beside(data, name, bounds=bounds))
        return found + [one for one in beside if (one.rule, one.text) not in known]
    return engine.screen(read_passages(data, name, bounds=bounds))


def _is_plain(head: bytes) -> bool:
    """The file's first bytes are text, whatever its name says."""
    known = (b"%PDF", b"PK", b"{\\rtf", b"\xd0\xcf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
    return bool(head) and b"\0" not in head and not head.startswith(known) and _decodes(head)


def _decodes(head: bytes) -> bool:
    """Most of the bytes make letters in UTF-8 or GB18030."""
    text = head.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 > len(text):
        text = head.decode("gb18030", "replace")
    return text.count("\ufffd") * 20 <= len(text)
