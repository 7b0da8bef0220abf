"""Zip files whose bytes depend on their content only: the same papers, the same hash."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry; the times that matter stand in the papers."""
UNIX = 3
PLAIN_FILE = 0o100644 << 16
LEVEL = 6


def write_zip(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of (name, content) in the order given, with fixed times, rights and compression."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, content in entries:
            info = ZipInfo(name, MOMENT)
            info.compress_type = ZIP_DEFLATED
            info.create_system = UNIX
            info.external_attr = PLAIN_FILE
            archive.writestr(info, content, compresslevel=LEVEL)
    return buffer.getvalue()


def rewrite_zip(data: bytes) -> bytes:
    """The same entries in the same order, without the clock of the machine that wrote them."""
    with ZipFile(BytesIO(data)) as archive:
        return write_zip((name, archive.read(name)) for name in archive.namelist())
