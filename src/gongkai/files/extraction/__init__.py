"""Text out of files: plain Python, no Django, bounded in size and time.

`extract` looks at the content, never at the extension alone. It serves ``gongkai inspect``, the
import of old sites and the full-text search of attachments.
"""

from gongkai.files.extraction.extract import extract
from gongkai.files.extraction.result import SEAM, Extracted, Limits, Line, Link, Unreadable

__all__ = ["SEAM", "Extracted", "Limits", "Line", "Link", "Unreadable", "extract"]
