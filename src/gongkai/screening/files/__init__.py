"""Files read for screening: every text in them, shown or not, with where it stands.

Plain Python, no Django. `read_passages` hands passages to the engine and tells by findings of the
category “file” what the file hides; everything is bounded in bytes, depth, pages and seconds.
"""

from gongkai.files.extraction import Limits, Unreadable
from gongkai.screening.files.door import kind_of, read_beside, read_passages
from gongkai.screening.files.reading import Bounds

__all__ = ["Bounds", "Limits", "Unreadable", "kind_of", "read_beside", "read_passages"]
