"""Golden files: what a page, a notice or a table looked like when a person last approved it.

`make golden` rewrites them; read the difference as the reader of the finished document would.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
HINT = "若改动是有意的，请运行 make golden，并像成品的读者那样核对差异"


def rewriting() -> bool:
    return os.environ.get("GOLDEN") == "1"


def assert_golden(name: str, text: str, folder: Path | None = None) -> None:
    """Compare *text* with ``tests/golden/<name>``; under ``GOLDEN=1`` write it there instead.

    An app keeps its own golden files in its *folder* beside its tests.
    """
    path = (folder or FOLDER) / name
    text = text if text.endswith("\n") else text + "\n"
    if rewriting():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return
    assert path.exists(), f"缺少金样文件 {_shown(path)}。{HINT}"
    assert text == path.read_text("utf-8"), f"与金样文件 {_shown(path)} 不一致。{HINT}"


def _shown(path: Path) -> str:
    """Where a golden file lies, from the top of the project."""
    top = FOLDER.parent.parent
    return str(path.relative_to(top)) if path.is_relative_to(top) else path.name


def _counts(path: Path) -> dict[str, int]:
    if not path.exists():
        return {}
    rows = (line.rsplit(maxsplit=1) for line in path.read_text("utf-8").splitlines() if line)
    return {name: int(number) for name, number in rows}


def assert_golden_count(name: str, number: int, file: str = "queries.txt") -> None:
    """Hold the figure *number* of *name* to its line in ``tests/golden/<file>``."""
    path = FOLDER / file
    known = _counts(path)
    if rewriting():
        known[name] = number
        path.write_text("".join(f"{key} {known[key]}\n" for key in sorted(known)), "utf-8")
        return
    assert name in known, f"tests/golden/{file} 中没有“{name}”。{HINT}"
    assert number == known[name], f"{name}：现为 {number}，金样为 {known[name]}。{HINT}"
