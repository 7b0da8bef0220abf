"""Words that a person asks to be masked wherever they stand (names of minors, complainants …)."""

from gongkai.kernel.errors import Reason

MOST_WORDS = 50
LONGEST_TEXT = 2_000


def words_in(text: str) -> tuple[str, ...]:
    """The words of *text*, one a line, each once."""
    lines = (line.strip() for line in text.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def reasons_against_words(words: tuple[str, ...]) -> list[Reason]:
    """Too many words, or one so short that it would hit others."""
    found = []
    if len(words) > MOST_WORDS:
        found.append(Reason("words", f"一次最多 {MOST_WORDS} 个词"))
    if any(len(word) < 2 for word in words):
        found.append(Reason("words", "每个词至少两个字，否则会误伤别的文字"))
    return found
