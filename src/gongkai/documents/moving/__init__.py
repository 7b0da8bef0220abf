"""Moving an old site in: reading its files, without a database and without Django (C13).

`folder` finds the files, `source` reads one into what an edition needs, `readers` does so in
several processes. What is then done with them, `documents.services` decides.
"""

from gongkai.documents.moving.attachments import Attached
from gongkai.documents.moving.folder import Found, Phase, find_files
from gongkai.documents.moving.source import Known, Outcome, Source, read_source

__all__ = [
    "Attached",
    "Found",
    "Known",
    "Outcome",
    "Phase",
    "Source",
    "find_files",
    "read_source",
]
