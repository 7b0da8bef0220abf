"""What search may read of a file. Plain Python, so that other processes can do it."""

from gongkai.files import rules
from gongkai.files.extraction import Unreadable, extract

TEXT_LIMIT = 2_000_000


def text_of_file(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file, and why there is none; pictures have neither."""
    if rules.is_image(name):
        return "", ""
    try:
        return extract(data, name).text.replace("\x00", "")[:TEXT_LIMIT], ""
    except Unreadable as problem:
        return "", str(problem)[:300]
