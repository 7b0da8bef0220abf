"""All planted cases: made ones, hand-written ones, and false alarms reported on the desk."""

import json
from pathlib import Path

from gongkai.screening.tests.planted.cases import Case
from gongkai.screening.tests.planted.hand import CASES
from gongkai.screening.tests.planted.made import all_made

REPORTED = Path(__file__).parent / "reported.json"
"""Exported by 误报案例 on the desk: each entry says what text must not give which rule."""


def reported() -> list[Case]:
    entries = json.loads(REPORTED.read_text("utf-8"))
    return [Case(f"误报报告·{number}", entry["text"]) for number, entry in enumerate(entries, 1)]


def all_cases() -> list[Case]:
    return [*all_made(), *CASES, *reported()]
