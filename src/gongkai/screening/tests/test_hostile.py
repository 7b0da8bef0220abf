"""Texts made to be slow: time grows with the length, not with its square."""

import time

import pytest

from gongkai.screening.engine import Engine
from gongkai.screening.formal import formal_findings
from gongkai.screening.texts import shown_text

ENGINE = Engine()
SIZE = 60_000
SECONDS = 6.0
ID = "110101199003078515"


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1",
        "1-",
        "1\n",
        " ",
        "　",
        "|",
        "\t1",
        "<",
        "<a",
        "<a href=",
        '<a href="x">',
        "<!--",
        "<script>",
        "<td>",
        "&#49;",
        "\u200b",
        "一",
        f"身份证号：{ID}，",
        f"<td>{ID}</td>",
        f"{ID}|",
        "姓名|患病名称|住址\n",
        "家庭住址：",
        "习近平新时代",
        "中华人民共和",
        "（（",
        "2月",
        "@",
        "a@a.",
        "〔2021〕",
    ],
)
def test_a_hostile_text_ends_in_time(piece: str) -> None:
    text = "<html><body>" * piece.startswith("<") + piece * (SIZE // len(piece))
    begun = time.process_time()
    shown = shown_text(text)
    ENGINE.screen_text(text, shown=shown)
    formal_findings(text, shown)
    assert time.process_time() - begun < SECONDS
