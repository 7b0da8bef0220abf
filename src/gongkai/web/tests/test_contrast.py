"""Colours are measured: WCAG 2.2 contrast of every pair in use, and the figures of docs/look.md."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[1]
LOOK = Path(__file__).parents[4] / "docs/look.md"
TEXT, LARGE_OR_UI = 4.5, 3.0

# (what is seen, on what, the least ratio)
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "sunk", TEXT),
    ("ink", "mark", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "surface", TEXT),
    ("ink-soft", "sunk", TEXT),
    ("ink-faint", "paper", TEXT),
    ("ink-faint", "surface", TEXT),
    ("ink-faint", "sunk", TEXT),
    ("main", "paper", TEXT),
    ("main", "surface", TEXT),
    ("main", "sunk", TEXT),
    ("main", "main-wash", TEXT),
    ("main-deep", "main-wash", TEXT),
    ("on-main", "main", TEXT),
    ("on-main", "main-deep", TEXT),
    ("on-main-soft", "main-deep", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "accent-wash", TEXT),
    ("on-main", "accent", TEXT),
    ("ink-soft", "accent-wash", TEXT),
    ("normal", "surface", TEXT),
    ("normal", "main-wash", TEXT),
    ("normal", "normal-wash", TEXT),
    ("soon", "surface", TEXT),
    ("soon", "main-wash", TEXT),
    ("soon", "soon-wash", TEXT),
    ("overdue", "surface", TEXT),
    ("overdue", "main-wash", TEXT),
    ("overdue", "overdue-wash", TEXT),
    ("paused", "surface", TEXT),
    ("paused", "main-wash", TEXT),
    ("paused", "paused-wash", TEXT),
    ("line-strong", "surface", LARGE_OR_UI),
    ("line-strong", "paper", LARGE_OR_UI),
    ("focus", "surface", LARGE_OR_UI),
    ("focus", "paper", LARGE_OR_UI),
    ("focus", "main-wash", LARGE_OR_UI),
]


def colours(elder: bool = False) -> dict[str, str]:
    css = (WEB / "static/web/tokens.css").read_text("utf-8")
    ordinary, changed = css.split(".elder {")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", ordinary + changed * elder))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("seen", "ground", "least"), PAIRS)
def test_every_pair_in_use_can_be_read(seen: str, ground: str, least: float):
    for known in (colours(), colours(elder=True)):
        assert contrast(known[seen], known[ground]) >= least


def test_no_colour_is_written_outside_the_tokens():
    """Sheets name tokens; only paper is plainly black on white."""
    for sheet in ("parts.css", "portal.css", "desk.css"):
        css = (WEB / "static/web" / sheet).read_text("utf-8")
        css = css[: css.find("@media print")] if "@media print" in css else css
        assert not re.findall(r"#[0-9a-f]{3,8}\b", css), sheet


def test_the_page_of_tokens_states_what_is_measured():
    known = colours()
    page = LOOK.read_text("utf-8")
    stated = {
        (seen, ground): ratio
        for seen, ground, ratio in re.findall(r"\| `([\w-]+)` \| `([\w-]+)` \| ([\d.]+) \|", page)
    }
    measured = {
        (seen, ground): f"{contrast(known[seen], known[ground]):.1f}" for seen, ground, _ in PAIRS
    }
    assert stated == measured
