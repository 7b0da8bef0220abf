"""Two texts line by line: what was taken out, what was put in."""

import difflib

LINES_LIMIT = 20_000


def lines(before: str, after: str) -> list[tuple[str, str]]:
    """(sign, line) pairs: "-" removed, "+" added, " " kept; long kept stretches are folded ("…")."""
    old, new = before.splitlines()[:LINES_LIMIT], after.splitlines()[:LINES_LIMIT]
    found: list[tuple[str, str]] = []
    for line in difflib.unified_diff(old, new, n=2, lineterm=""):
        if line.startswith(("---", "+++")):
            continue
        sign = line[:1]
        found.append(("…", "") if sign == "@" else (sign, line[1:]))
    return found


def pairs(before: str, after: str) -> list[tuple[str, str, bool]]:
    """(old, new, same) rows of two texts side by side; "" where one has nothing to show."""
    old, new = before.splitlines()[:LINES_LIMIT], after.splitlines()[:LINES_LIMIT]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    rows: list[tuple[str, str, bool]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        left, right = old[i:j], new[k:m]
        length = max(len(left), len(right))
        left += [""] * (length - len(left))
        right += [""] * (length - len(right))
        rows += [(a, b, tag == "equal") for a, b in zip(left, right, strict=True)]
    return rows
