"""Query codes cannot be guessed or misread; phrases of an application can be looked up."""

from gongkai.inforequests.intake.codes import (
    ALPHABET,
    code_from,
    new_token,
    normal_code,
    token_digest,
)
from gongkai.inforequests.intake.phrases import phrases


def test_a_token_gives_one_code_and_no_two_the_same():
    tokens = [new_token() for _ in range(200)]
    assert code_from(tokens[0]) == code_from(tokens[0])
    assert len({code_from(token) for token in tokens}) == 200
    assert len({token_digest(token) for token in tokens}) == 200


def test_a_code_has_no_signs_that_look_alike():
    assert not set("01OIL") & set(ALPHABET)
    code = code_from("x")
    assert len(code) == 14
    assert set(code.replace("-", "")) <= set(ALPHABET)


def test_a_code_is_compared_however_it_is_typed():
    assert normal_code(" abcd-efgh jkmn ") == normal_code("ABCD-EFGH-JKMN")
    assert len(normal_code("A" * 100_000)) == 40


def test_numbers_and_titles_are_looked_up_first():
    text = "您好，我想申请公开《澄明县义务教育招生办法》和澄政发〔2025〕12号文件，以及教育经费使用情况。"
    assert phrases(text)[:2] == ["澄政发〔2025〕12号", "澄明县义务教育招生办法"]
    assert "教育经费使用" in phrases(text)
    assert phrases("公开") == []
    assert len(phrases("甲乙，" * 50_000)) <= 6
