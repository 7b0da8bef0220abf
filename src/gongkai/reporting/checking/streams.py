"""The table of part three as a bare stream of numbers, where the labels are torn to pieces.

A PDF copied by its look mixes the letters of wrapped labels with each other and with the numbers;
the numbers themselves still come row by row. They are taken only when there are as many as the form
has cells and the rows add up, so that nothing can have slipped.
"""

import re

from gongkai.reporting.checking.anchors import LABELS, Squeezed
from gongkai.reporting.checking.numbers import cell_number
from gongkai.reporting.checking.printed import Printed
from gongkai.reporting.checking.splitting import is_balanced
from gongkai.reporting.form import KEYS, SINCE_2021

_WIDTH = 7
_START = re.compile(LABELS["new"][1])
_END = re.compile(r"五、[^。]{0,16}存在|六、其他需要报告")
_NUMBERING = re.compile(r"(?<![\d.])\d{1,2}\s*[.、](?!\d)|\d{4}\s*年")
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+")
_MOST_WRONG = 2
_MOST_STARTS = 40


def rows_in(squeezed: Squeezed) -> dict[str, Printed]:
    """Every row of the form in order, or nothing; *squeezed* is the text without digits."""
    for start in [match.start() for match in _START.finditer(squeezed.text)][:-_MOST_STARTS:-1]:
        end = _END.search(squeezed.text, start)
        stretch = squeezed.between(start, end.start() if end else len(squeezed.text))
        tokens = _TOKEN.findall(_NUMBERING.sub(" ", stretch))
        old = tuple(key for key in KEYS if key not in SINCE_2021)
        for keys in (KEYS, old):
            found = _laid_out(tokens, keys)
            if found:
                return found
    return {}


def _laid_out(tokens: list[str], keys: tuple[str, ...]) -> dict[str, Printed]:
    """The first tokens, seven a row; the fifteen of part four may follow and nothing else."""
    size = len(keys) * _WIDTH
    if len(tokens) not in {size, size + 15}:
        return {}
    rows = {
        key: tuple(tokens[place * _WIDTH : place * _WIDTH + _WIDTH])
        for place, key in enumerate(keys)
    }
    wrong = [
        key
        for key, row in rows.items()
        if not is_balanced(tuple(cell_number(token) for token in row), (_WIDTH,))
    ]
    if len(wrong) > _MOST_WRONG:
        return {}
    return {key: Printed(row, " ".join(row)) for key, row in rows.items()}
