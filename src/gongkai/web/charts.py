"""Charts as SVG, drawn on the server: they need no script, and say in words what they show.

Numbers stand beside every bar, and the second series is hatched: colour alone carries nothing. The
page puts the same numbers in a table below. Lengths are in pixels of the drawing.
"""

from collections.abc import Sequence
from itertools import count

from django.utils.safestring import SafeString

from gongkai.web.drawn import escape

WIDTH = 720
ROW, LABEL, NUMBER = 30, 190, 70
HEIGHT, TOP, FOOT = 240, 34, 34
LONGEST = 12
_names = count(1)


def bars(title: str, told: str, rows: Sequence[tuple[str, int]]) -> SafeString:
    """A bar for each row, from the top down. *told* says in a sentence what is to be seen."""
    most = max((number for _, number in rows), default=0) or 1
    room = WIDTH - LABEL - NUMBER
    drawn = []
    for place, (name, number) in enumerate(rows):
        top, width = place * ROW, round(room * number / most, 1)
        drawn.append(
            f'<text class="chart-label" x="{LABEL - 8}" y="{top + 20}" text-anchor="end">'
            f"{escape(_short(name))}</text>"
            f'<rect class="chart-bar" x="{LABEL}" y="{top + 5}" width="{max(width, 1)}" height="20"/>'
            f'<text class="chart-number" x="{LABEL + width + 6}" y="{top + 20}">{number}</text>'
        )
    return _figure(title, told, "".join(drawn), len(rows) * ROW)


def columns(
    title: str, told: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]
) -> SafeString:
    """Columns side by side for each label: the first series full, the second hatched."""
    most = max((number for _, numbers in series for number in numbers), default=0) or 1
    step = WIDTH / max(len(labels), 1)
    wide = min(26.0, step * 0.8 / max(len(series), 1))
    floor = HEIGHT - FOOT
    drawn = [_legend([name for name, _ in series])]
    drawn.append(f'<line class="chart-line" x1="0" x2="{WIDTH}" y1="{floor}" y2="{floor}"/>')
    for place, label in enumerate(labels):
        left = place * step + (step - wide * len(series)) / 2
        for nth, (_, numbers) in enumerate(series):
            drawn.append(_column(left + nth * wide, wide, numbers[place], most, nth))
        middle = place * step + step / 2
        drawn.append(
            f'<text class="chart-label" x="{middle:.1f}" y="{floor + 20}" text-anchor="middle">'
            f"{escape(label)}</text>"
        )
    return _figure(title, told, "".join(drawn), HEIGHT)


def _column(left: float, wide: float, number: int, most: int, nth: int) -> str:
    tall = round((HEIGHT - FOOT - TOP - 18) * number / most, 1)
    top = HEIGHT - FOOT - tall
    look = "chart-bar" if nth == 0 else "chart-bar chart-before"
    shown = (
        f'<text class="chart-number" x="{left + wide / 2:.1f}" y="{top - 4:.1f}"'
        f' text-anchor="middle">{number}</text>'
        if number and nth == 0
        else ""
    )
    return (
        f'<rect class="{look}" x="{left:.1f}" y="{top:.1f}" width="{wide - 2:.1f}"'
        f' height="{tall}"/>{shown}'
    )


def _legend(names: Sequence[str]) -> str:
    return "".join(
        f'<rect class="chart-bar{"" if nth == 0 else " chart-before"}" x="{nth * 130}" y="4"'
        f' width="16" height="16"/><text class="chart-label" x="{nth * 130 + 22}" y="17">'
        f"{escape(name)}</text>"
        for nth, name in enumerate(names)
    )


def _figure(title: str, told: str, inside: str, height: int) -> SafeString:
    """The drawing with its title and description; their ids differ within a page."""
    name = f"chart-{next(_names)}"
    return SafeString(
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {height}" aria-labelledby="{name}-t'
        f' {name}-d"><title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(told)}'
        f"</desc>{inside}</svg>"
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
