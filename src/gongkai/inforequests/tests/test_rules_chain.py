"""The question chain: every path ends in exactly one reply kind (§4.1)."""

import pytest

from gongkai.inforequests.rules.chain import (
    FIRST,
    QUESTIONS,
    conclusion,
    next_question,
    on_path,
    reasons_against_conclusion,
)
from gongkai.inforequests.rules.replies import ALL_GROUNDS, REPLY_KINDS, refused_kind


def _paths(code=FIRST, before=None):
    for choice in QUESTIONS[code].choices:
        answers = {**(before or {}), code: choice.code}
        if choice.question:
            yield from _paths(choice.question, answers)
        else:
            yield answers, choice.kind


PATHS = list(_paths())


@pytest.mark.parametrize(("answers", "kind"), PATHS)
def test_every_path_ends_in_one_kind_and_no_sooner(answers, kind):
    assert conclusion(answers) == kind
    assert next_question(answers) is None
    assert kind in REPLY_KINDS
    shorter = dict(list(answers.items())[:-1])
    assert conclusion(shorter) is None
    assert next_question(shorter).code == list(answers)[-1]


def test_every_kind_can_be_reached_and_every_question_is_asked():
    assert {kind for _, kind in PATHS} == set(REPLY_KINDS)
    assert {code for answers, _ in PATHS for code in answers} == set(QUESTIONS)


def test_each_choice_leads_to_one_thing_and_each_question_has_its_article():
    for question in QUESTIONS.values():
        assert question.article.startswith("条例第")
        assert len({choice.code for choice in question.choices}) == len(question.choices)
        assert all(bool(choice.question) != bool(choice.kind) for choice in question.choices)


def test_the_grounds_are_those_of_the_law():
    assert tuple(choice.code for choice in QUESTIONS["ground"].choices) == ALL_GROUNDS
    kinds = {choice.code: choice.kind for choice in QUESTIONS["ground"].choices if choice.kind}
    assert all(refused_kind(ground) == kind for ground, kind in kinds.items())


def test_answers_off_the_path_are_dropped():
    answers = {"standing": "withdrawn", "nature": "petition", "ground": "E15"}
    assert on_path(answers) == {"standing": "withdrawn"}
    assert conclusion(answers) == "o3"


def test_a_kind_that_does_not_follow_is_refused_with_the_right_one():
    assert reasons_against_conclusion({"standing": "withdrawn"}, "o3") == []
    (reason,) = reasons_against_conclusion({"standing": "clear", "nature": "petition"}, "d4")
    assert "信访、投诉、举报" in reason.sentence
    assert "保护第三方合法权益" in reason.sentence
    (open_,) = reasons_against_conclusion({}, "granted")
    assert open_.code == "chain_open"
