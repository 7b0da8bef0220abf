"""What to try when nothing was found: each piece of advice is a query that does find something."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from gongkai.search.engine import Engine, Question
from gongkai.search.query import Query, Word, parse
from gongkai.search.tokens import is_han

MOST_ADVICE = 4
LONGEST_SPLIT = 20


@dataclass(frozen=True, slots=True)
class Advice:
    """Search ``text`` with the filters other than ``drop`` (``*``: none at all): ``total`` hits."""

    sentence: str
    text: str
    drop: tuple[str, ...]
    total: int


def advise(engine: Engine, question: Question, labels: Mapping[str, str]) -> tuple[Advice, ...]:
    """Changes of an unsuccessful question that lead to hits, the smallest change first.

    ``labels`` names the facets by code.
    """
    return tuple(islice(_candidates(engine, question, labels), MOST_ADVICE))


def _candidates(engine: Engine, question: Question, labels: Mapping[str, str]) -> Iterator[Advice]:
    text = question.query.text
    filters = question.filters
    dated = question.since is not None or question.until is not None
    for code in filters if len(filters) + dated > 1 else ():
        rest = {key: values for key, values in filters.items() if key != code}
        total = _count(engine, replace(question, filters=rest))
        if total:
            yield Advice(f"去掉“{labels[code]}”筛选", text, (code,), total)
    free = Question(query=question.query)
    if filters or dated:
        total = _count(engine, free)
        if total:
            yield Advice("去掉全部筛选", text, ("*",), total)
            return
    yield from _other_words(engine, question.query)


def _other_words(engine: Engine, query: Query) -> Iterator[Advice]:
    """Other texts, without filters: nothing left out, words taken apart, each word alone."""
    if query.excluded and query.words:
        text = " ".join(word.text for word in query.words)
        yield from _try(engine, f"不排除“{query.excluded[0].text}”", text)
    if len(query.words) > 1:
        for word in query.words:
            yield from _try(engine, f"只查“{word.text}”", _quoted(word.text))
    for word in query.words:
        parts = _split(engine, word)
        if len(parts) > 1:
            yield from _try(engine, "把词拆开查", " ".join(parts))
        elif parts and parts[0] != word.row[0]:
            yield from _try(engine, "换短一些的词", parts[0])


def _quoted(text: str) -> str:
    return f"“{text}”" if " " in text else text


def _try(engine: Engine, sentence: str, text: str) -> Iterator[Advice]:
    total = _count(engine, Question(query=parse(text)))
    if total:
        yield Advice(sentence, text, ("*",), total)


def _count(engine: Engine, question: Question) -> int:
    return engine.search(replace(question, offset=0, limit=1, facets=())).total


def _split(engine: Engine, word: Word) -> list[str]:
    """A long CJK word as pieces of two or more characters that occur, longest first from the left.

    The index itself is the dictionary: 低保申请条件 becomes 低保 申请 条件 when only those occur.
    """
    run = word.row[0]
    if len(word.row) > 1 or not is_han(run) or not 3 <= len(run) <= LONGEST_SPLIT:
        return []
    parts: list[str] = []
    place = 0
    while place < len(run) - 1:
        ends = range(len(run), place + 1, -1)
        end = next((end for end in ends if _occurs(engine, run[place:end])), None)
        if end is not None:
            parts.append(run[place:end])
        place = place + 1 if end is None else end
    return parts


def _occurs(engine: Engine, text: str) -> bool:
    return _count(engine, Question(query=parse(text))) > 0
