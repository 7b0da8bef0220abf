"""Putting facts into words in braces."""

import re

from gongkai.inforequests.papers.facts import PaperFacts
from gongkai.inforequests.papers.fields import FIELDS, Value

WORD = re.compile(r"\{([^{}]*)\}")


def value_of(name: str, facts: PaperFacts) -> Value:
    """What a word in braces stands for; LookupError for a word that does not exist."""
    return FIELDS[name].value(facts)


def fill(text: str, facts: PaperFacts) -> str:
    """*text* with every word in braces replaced; a list is joined by semicolons."""

    def written(match: re.Match[str]) -> str:
        value = value_of(match[1], facts)
        return value if isinstance(value, str) else "；".join(value)

    return WORD.sub(written, text)


def words_in(text: str) -> list[str]:
    """The names in braces, without the marks of a condition."""
    return [name.lstrip("?!") for name in WORD.findall(text)]
