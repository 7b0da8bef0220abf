"""Small invented texts for the engines: few characters, so that chance makes many matches."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from gongkai.search.engine import IndexedDocument

FACETS = ("unit", "theme")
PIECES = [
    *"财政公开水电年月号机关一",
    *"財開電號機關",
    *("2022", "17", "２０２２", "５", "gdp", "GDP", "A4", "wǒ", "é", "e\u0301"),
    *("，", "。", "、", "〔", "〕", " ", "\n", "\n\n", "　", "\u200b", "\x00", "-", "“", "”", "😀"),
]
CORE = ["水", "电", "年", "2022", "，", "、"]


@st.composite
def cuts(draw, text: str) -> str:
    """A piece of *text*, sometimes with a character missing or another mark: a near miss."""
    start = draw(st.integers(0, max(len(text) - 1, 0)))
    word = text[start : start + draw(st.integers(1, 8))]
    change = draw(st.sampled_from(["", "", "drop", "mark"]))
    if change == "drop":
        place = draw(st.integers(0, max(len(word) - 1, 0)))
        word = word[:place] + word[place + 1 :]
    return word.replace("，", "、") if change == "mark" else word


core = st.lists(st.sampled_from(CORE), min_size=6, max_size=16).map("".join)
texts = st.one_of(core, core, st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
words = st.one_of(
    core.flatmap(cuts), st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
)


@st.composite
def queries(draw, docs: list[IndexedDocument]) -> str:
    """What somebody may type who has seen these documents, or nonsense."""
    several = [text for doc in docs for text in (doc.title, doc.body, *doc.attachments)]
    near = st.sampled_from(several).flatmap(cuts) if several else words
    word = st.one_of(near, near, words)
    kind = draw(st.sampled_from(["word", "phrase", "phrase", "two", "without", "any"]))
    if kind == "any":
        return draw(st.text(max_size=12))
    if kind == "word":
        return draw(word)
    if kind == "phrase":
        return f"“{draw(word)}”"
    return f"{draw(word)}{' -' if kind == 'without' else ' '}{draw(word)}"


moments = st.integers(0, 20_000).map(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True).map(tuple),
        "theme": st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True).map(tuple),
    },
)


@st.composite
def documents(draw, object_id: int) -> IndexedDocument:
    return IndexedDocument(
        id=object_id,
        version=draw(st.sampled_from("pq")),
        title=draw(texts),
        body=draw(texts),
        document_number=draw(st.sampled_from(["", "财政〔2022〕17号", "财政〔2022〕017号"])),
        attachments=tuple(draw(st.lists(texts, max_size=2))),
        filters=draw(filters),
        published_at=draw(moments),
    )


@st.composite
def corpora(draw) -> list[IndexedDocument]:
    ids = draw(st.lists(st.integers(1, 40), max_size=8, unique=True))
    return [draw(documents(object_id)) for object_id in ids]
