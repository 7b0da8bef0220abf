"""One tokenizer for documents and queries: a phrase of tokens is an exact substring match."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.search import tokens
from gongkai.search.tests.corpora import CORE, PIECES, cuts, texts, words

HAN_TEXT = st.text("财政公开水电机关一", max_size=30)
ANY_TEXT = st.text(max_size=40)


def row(text):
    return tuple(tokens.atoms(tokens.fold(text)))


def stream(text):
    return tokens.tokens(tokens.fold(text)).split(" ")


def matches(word, text):
    """Look for the phrase of *word* in the tokens of *text*, as an engine does."""
    terms = tokens.phrase(row(word))
    found = stream(text)

    def fits(term, token):
        if term.edge == 2:
            return len(token) <= 2 and term.token in token
        if term.edge:
            return len(token) <= 2 and (token[-1] if term.edge < 0 else token[0]) == term.token
        return token == term.token

    return any(
        all(
            start + term.place < len(found) and fits(term, found[start + term.place])
            for term in terms
        )
        for start in range(len(found))
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＧＤＰ", "gdp"),
        ("２０２２", "2022"),
        ("財政機關", "财政机关"),
        ("乾隆裏後", "干隆里后"),
        ("①㎡㈠", "1m2(一)"),
        ("二○二一", "二〇二一"),
        ("财\u200b政\x00局\ufeff", "财政局"),
        ("\ud800", ""),
        ("e\u0301", "é"),
        ("（甲）", "（甲）"),
    ],
)
def test_folding_forgets_width_case_script_and_invisible_characters(text, folded):
    assert tokens.fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_is_folding_once_as_far_as_tokens_go(text):
    once = tokens.fold(text)
    assert row(once) == tuple(tokens.atoms(once))


@given(ANY_TEXT, ANY_TEXT)
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(before, after):
    before, after = unicodedata.normalize("NFC", before), unicodedata.normalize("NFC", after)
    if unicodedata.is_normalized("NFC", before + after):
        assert tokens.fold(before + after) == tokens.fold(before) + tokens.fold(after)


@given(ANY_TEXT)
def test_every_folded_stretch_knows_where_it_came_from(text):
    folded = tokens.fold_with_places(text)
    assert folded.folded == tokens.fold(text)
    for place in range(len(folded.folded)):
        start, end = folded.place(place, place + 1)
        assert folded.folded[place] in tokens.fold(folded.text[start:end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政务公开", "政务 务公 公开 ,"),
        ("2022年底", "2022 年 年底 ,"),
        ("到2022年", "到 2022 年 ,"),
        ("截至2022年底前", "截至 至 2022 年 年底 底前 前 ,".replace(" 前 ,", " ,")),
        ("水、电、气", "水 , 电 , 气 ,"),
        ("通知。现将", "通知 , 现将 ,"),
        ("通　知", "通知 ,"),
        ("通\n知", "通知 ,"),
        ("通\n\n知", "通 , 知 ,"),
        ("A4纸", "a 4 纸 ,"),
        ("", ","),
        ("😀！", ","),
    ],
)
def test_a_text_becomes_pairs_edge_singles_numbers_and_words(text, expected):
    assert tokens.tokens(tokens.fold(text)) == expected


def test_a_very_long_word_is_cut_into_pieces():
    assert [len(token) for token in stream("a" * 150)] == [64, 64, 22, 1]


@given(HAN_TEXT, HAN_TEXT.filter(bool))
def test_among_chinese_characters_a_phrase_is_a_plain_substring(text, word):
    assert matches(word, text) == (word in text)


@settings(max_examples=600)
@given(texts.flatmap(lambda text: st.tuples(st.just(text), st.one_of(cuts(text), words))))
def test_a_phrase_of_tokens_is_a_substring_of_the_canonical_text(pair):
    text, word = pair
    if row(word):
        wanted = tokens.needle(row(word)) in tokens.canonical(row(text))
        assert matches(word, text) == wanted


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES + CORE * 4), max_size=12), st.data())
def test_every_part_of_a_text_cut_between_characters_is_found_in_it(pieces, data):
    """Recall: cut anywhere except inside a number, a Latin word or a mark with its letter."""
    start = data.draw(st.integers(0, len(pieces)))
    end = data.draw(st.integers(start, len(pieces)))
    word = "".join(pieces[start:end])
    whole = re.compile(r"[^\W\d_]")
    for left, right in ((start - 1, start), (end - 1, end)):
        if left >= 0 and right < len(pieces):
            a, b = tokens.fold(pieces[left])[-1:], tokens.fold(pieces[right])[:1]
            same_number = a.isdecimal() and b.isdecimal()
            latin = bool(whole.match(a) and whole.match(b)) and not (
                tokens.is_han(a) or tokens.is_han(b)
            )
            if same_number or latin or unicodedata.combining(pieces[right][0]):
                return
            if not a or not b:  # an invisible character: what it hides may belong together
                return
    if row(word):
        assert matches(word, "".join(pieces))


@pytest.mark.parametrize(
    "typed",
    [
        "国发〔2019〕5号",
        "国发[2019]5号",
        "國發【2019】5号",
        " 国发 （２０１９） ５ 号 ",
        "国发﹝2019﹞5号",
    ],
)
def test_a_document_number_has_one_form(typed):
    assert tokens.document_number(typed) == "国发〔2019〕5号"
    assert tokens.looks_like_document_number(tokens.document_number(typed))


def test_zero_padding_of_a_document_number_is_kept():
    assert tokens.document_number("国发〔2019〕05号") != tokens.document_number("国发〔2019〕5号")


@pytest.mark.parametrize("text", ["", "2019", "国发", "国发2019", "〔2019〕5号", "国发〔19〕5号"])
def test_other_texts_are_no_document_numbers(text):
    assert not tokens.looks_like_document_number(tokens.document_number(text))
