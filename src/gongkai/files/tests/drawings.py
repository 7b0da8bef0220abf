"""Small pictures made on the spot, sound and otherwise."""

import io
import struct
import zlib

from PIL import Image

POSITION = 0x8825


def drawing(kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "red") -> bytes:
    """A picture in one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind)
    return target.getvalue()


def photograph(orientation: int = 6) -> bytes:
    """A JPEG that states how it is turned, who made it, and where."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "Camera Works"
    notes[POSITION] = {1: "N", 2: (30.0, 12.0, 3.0), 3: "E", 4: (104.0, 3.0, 5.0)}
    target = io.BytesIO()
    Image.linear_gradient("L").save(target, "JPEG", exif=notes)
    return target.getvalue()


def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG of a few bytes that states very many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
