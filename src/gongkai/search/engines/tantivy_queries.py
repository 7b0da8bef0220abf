"""A `Question` as tantivy queries. Matching asks the field ``text`` alone, which holds everything;
``title`` and ``number`` only add to the score."""

from collections.abc import Iterable
from typing import Any

import tantivy as tv

from gongkai.search.engine import NUMBER_BONUS, TITLE_BOOST, Question, by_date
from gongkai.search.query import Word
from gongkai.search.tokens import phrase

MOST_VALUES = 10_000
"""Values of one facet that are counted; above that, counts of the rarest would be missing."""

Clause = tuple[Any, Any]
MUST, SHOULD, MUST_NOT = tv.Occur.Must, tv.Occur.Should, tv.Occur.MustNot


def schema(facets: Iterable[str]) -> tv.Schema:
    """The fields of an index with these facets.

    Ids are signed: tantivy deletes nothing, silently, by a term of an unsigned field.
    """
    builder = tv.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("version", fast=True)
    builder.add_integer_field("at", indexed=True, fast=True)
    builder.add_float_field("recency", fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace")
    builder.add_text_field("title", tokenizer_name="whitespace")
    builder.add_text_field("number", tokenizer_name="raw", index_option="basic")
    for code in facets:
        builder.add_text_field(
            facet_field(code), tokenizer_name="raw", index_option="basic", fast=True
        )
    return builder.build()


def facet_field(code: str) -> str:
    """The field that holds the values of a facet."""
    return f"facet_{code}"


def storable(value: str) -> str:
    """A filter value without lone surrogates, which no index can hold."""
    return value.encode("utf-8", "ignore").decode()


def count_values(code: str) -> dict[str, Any]:
    """The aggregation that counts every value of a facet."""
    return {"terms": {"field": facet_field(code), "size": MOST_VALUES}}


class Compiled:
    """The queries of one question: ``scored`` ranks, ``matching`` only selects."""

    def __init__(self, fields: tv.Schema, question: Question) -> None:
        self._fields = fields
        self._question = question
        words = question.query.words
        self._must = [(MUST, self._word(word, "text")) for word in words]
        self._not = [(MUST_NOT, self._word(word, "text")) for word in question.query.excluded]
        self._filters = {code: self._filter(code, v) for code, v in question.filters.items()}
        self._dates = self._range()

    def scored(self) -> tv.Query:
        """Selects and ranks: words in the title and a whole 文号 count extra."""
        extra: list[Clause] = []
        for word in self._question.query.words:
            boosted = tv.Query.boost_query(self._word(word, "title"), TITLE_BOOST)
            extra.append((SHOULD, boosted))
            if word.number:
                number = tv.Query.term_query(self._fields, "number", word.number, "basic")
                extra.append((SHOULD, tv.Query.const_score_query(number, NUMBER_BONUS)))
        return self._join([*self._clauses(), *extra])

    def matching(self, without: str = "") -> tv.Query:
        """Selects only; leaving out the filter of the facet *without*."""
        return self._join(self._clauses(without))

    def _clauses(self, without: str = "") -> list[Clause]:
        filters = [clause for code, clause in self._filters.items() if code != without]
        return [*self._must, *self._dates, *filters, *self._not]

    def _join(self, clauses: list[Clause]) -> tv.Query:
        if not self._must:
            clauses = [(MUST, tv.Query.all_query()), *clauses]
        return clauses[0][1] if len(clauses) == 1 else tv.Query.boolean_query(clauses)

    def _word(self, word: Word, field: str) -> tv.Query:
        terms = phrase(word.row)
        token = terms[0].token
        if terms[0].edge == 2:
            return tv.Query.regex_query(self._fields, field, f"{token}.?|.{token}")
        if len(terms) == 1:
            return tv.Query.term_query(self._fields, field, token)
        open_at = {-1: ".?{}", 0: "{}", 1: "{}.?"}
        row: list[str | tuple[int, str]] = [
            (term.place, open_at[term.edge].format(term.token)) for term in terms
        ]
        if any(term.edge for term in terms):
            return tv.Query.regex_phrase_query(self._fields, field, row)
        return tv.Query.phrase_query(self._fields, field, row)

    def _filter(self, code: str, values: tuple[str, ...]) -> Clause:
        field = facet_field(code)
        if len(values) == 1:
            query = tv.Query.term_query(self._fields, field, storable(values[0]), "basic")
        else:
            query = tv.Query.term_set_query(self._fields, field, [storable(v) for v in values])
        return (MUST, tv.Query.const_score_query(query, 0.0))

    def _range(self) -> list[Clause]:
        since, until = self._question.since, self._question.until
        if since is None and until is None:
            return []
        query = tv.Query.range_query(
            self._fields,
            "at",
            tv.FieldType.Integer,
            lower_bound=None if since is None else by_date(since, 0),
            upper_bound=None if until is None else by_date(until, 0),
            include_upper=until is None,
        )
        return [(MUST, tv.Query.const_score_query(query, 0.0))]
