"""The shape of an index number (rules §7.1)."""

import re
from dataclasses import dataclass

LONGEST = 80
_OURS = re.compile(r"(?P<organ>[0-9A-Z]{1,40})/(?P<year>(?:19|20)\d{2})-(?P<seq>\d{1,9})")


@dataclass(frozen=True, slots=True)
class IndexNumberParts:
    """An index number of the default pattern taken apart."""

    organ: str
    year: int
    seq: int


def format_index_number(organ: str, year: int, seq: int) -> str:
    """``{organ}/{YYYY}-{seq:05d}``; the running number grows beyond five digits when it must."""
    return f"{organ}/{year:04d}-{seq:05d}"


def parse_index_number(number: str) -> IndexNumberParts | None:
    """The parts of a number of the default pattern, else None (other patterns exist, §7.1)."""
    found = _OURS.fullmatch(number)
    if found is None:
        return None
    return IndexNumberParts(found["organ"], int(found["year"]), int(found["seq"]))
