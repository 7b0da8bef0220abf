"""Runs of text with where they stand: what readers of files hand to the engine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A run of text (a paragraph, a cell). *header* is the column heading over a table cell."""

    text: str
    location: str = ""
    header: str = ""
