"""The planted-leak suite: nothing planted is missed, little is told that is not there."""

import pytest

from gongkai.screening.engine import Engine
from gongkai.screening.tests.planted.cases import Score, measure
from gongkai.screening.tests.planted.suite import all_cases


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return measure(Engine(), all_cases())


def test_the_suite_is_large_and_half_of_it_tempts() -> None:
    cases = all_cases()
    assert len(cases) >= 400
    assert sum(not case.planted for case in cases) >= 150


def test_names_of_cases_are_unique() -> None:
    names = [case.name for case in all_cases()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", ["id_number", "mobile", "bank_card"])
def test_numbers_are_found_and_hardly_anything_else(scores: dict[str, Score], kind: str) -> None:
    score = scores[kind]
    assert score.recall >= 0.99, score.missed
    assert score.precision >= 0.98, score.wrong


def test_other_personal_data_are_found_too(scores: dict[str, Score]) -> None:
    for kind, score in scores.items():
        assert score.recall >= 0.95, (kind, score.missed)
        assert score.precision >= 0.9, (kind, score.wrong)
