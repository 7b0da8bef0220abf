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
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
queries = st.one_of(
    words,
    st.lists(words, min_size=1, max_size=3).map(" ".join),
    st.tuples(words, words).map(lambda pair: f"{pair[0]} -{pair[1]}"),
    words.map(lambda word: f"“{word}”"),
    st.text(max_size=12),
)
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
