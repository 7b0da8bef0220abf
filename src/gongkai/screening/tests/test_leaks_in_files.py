"""Planted leaks in every kind of file are found at their place; clean files stay silent."""

import html

import pytest

from gongkai.screening.engine import Engine
from gongkai.screening.reading import screen_data
from gongkai.screening.tests.leaks.file_cases import FileCase, cases

CASES = cases()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def _only_digits(text: str) -> str:
    return "".join(char for char in html.unescape(text) if char.isalnum())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_planted_leak_is_found_and_nothing_else(engine: Engine, case: FileCase):
    findings = screen_data(engine, case.data, case.file)
    personal = [found for found in findings if found.category == "personal_data"]
    if not case.secret:
        assert personal == []
        return
    assert {found.rule for found in personal} == {case.rule}
    assert {_only_digits(found.text) for found in personal} == {case.secret}
    assert all(found.location for found in personal)


def test_there_are_enough_cases():
    assert len(CASES) >= 240
    assert sum(not case.secret for case in CASES) >= 80
