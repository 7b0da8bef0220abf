"""What matched is what is marked; everything else is escaped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.search.highlight import as_html, highlight, snippet
from gongkai.search.query import parse
from gongkai.search.tests.corpora import cuts, texts, words
from gongkai.search.tokens import atoms, canonical, composed, fold, needle


def marked(text, query):
    return [piece for piece, on in highlight(text, parse(query)) if on]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("县财政局关于财政预算", "财政", ["财政", "财政"]),
        ("縣財政局", "财政", ["財政"]),
        ("ＧＤＰ增长，gdp", "GDP", ["ＧＤＰ", "gdp"]),
        ("12年与2012年", "12年", ["12年"]),
        ("art of start", "art", ["art"]),
        ("财\n政，财 政，财\n\n政", "财政", ["财\n政", "财 政"]),
        ("财\u200b政", "财政", ["财\u200b政"]),
        ("面积5㎡", "5m2", ["5㎡"]),
        ("国发〔2019〕5号", "国发[2019]5号", ["国发〔2019〕5号"]),
        ("双随机、一公开", "“双随机一公开”", []),
        ("双随机、一公开", "“双随机，一公开”", ["双随机、一公开"]),
        ("公开预算公开", "公开 预算", ["公开", "预算", "公开"]),
        ("政府信息公开", "公开 信息公开", ["信息公开"]),
        ("公开", "-公开", []),
        ("公开", "", []),
        ("税务", "税", ["税"]),
    ],
)
def test_the_words_of_the_query_are_marked(text, query, expected):
    assert marked(text, query) == expected


@given(st.text(), st.text())
def test_highlighting_loses_and_invents_nothing(text, query):
    assert "".join(piece for piece, _ in highlight(text, parse(query))) == composed(text)


@settings(max_examples=400)
@given(texts.flatmap(lambda text: st.tuples(st.just(text), st.one_of(cuts(text), words))))
def test_a_text_that_matches_has_a_mark(pair):
    text, word = pair
    query = parse(f"“{word}”")
    if query.words and needle(query.words[0].row) in canonical(atoms(fold(text))):
        assert any(on for _, on in highlight(text, query))


def test_html_is_escaped_inside_and_outside_the_marks():
    pieces = highlight("<b>财政</b> & <script>", parse("财政 script"))
    assert as_html(pieces) == (
        "&lt;b&gt;<mark>财政</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"
    )


def test_a_snippet_shows_the_place_where_most_words_meet():
    text = "财政一句。" + "无关的话。" * 60 + "这里说财政预算与决算。" + "无关的话。" * 60
    pieces = snippet(text, parse("财政 决算"))
    shown = "".join(piece for piece, _ in pieces)
    assert shown.startswith("…这里说财政预算与决算。")
    assert shown.endswith("…")
    assert len(shown) <= 122
    assert [piece for piece, on in pieces if on] == ["财政", "决算"]


def test_a_snippet_without_a_match_is_the_beginning():
    pieces = snippet("无关的话。\n\n" * 60, parse("财政"))
    assert "".join(piece for piece, _ in pieces).startswith("无关的话。 无关的话。")


@pytest.mark.parametrize("text", ["", " ", "\n", "财政"])
def test_a_short_text_is_its_own_snippet(text):
    assert "".join(piece for piece, _ in snippet(text, parse("财政"))) == text.strip()


@given(st.text(max_size=400), st.text(max_size=5), st.integers(10, 200))
def test_a_snippet_is_never_longer_than_asked(text, query, length):
    shown = "".join(piece for piece, _ in snippet(text, parse(query), length))
    assert len(shown) <= length + 2


def test_a_very_long_text_is_searched_to_its_limit():
    text = "无" * 49_000 + "财政" + "无" * 100_000 + "财政"
    assert marked(text, "财政") == ["财政"]
