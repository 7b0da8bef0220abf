"""Pictures without their properties, the image itself untouched where that is possible."""

import io
import struct
import warnings

_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
     b"bKGD", b"pHYs"}
)  # fmt: skip
_ORIENTATION = 0x0112


def stripped(data: bytes) -> bytes:
    """The picture without EXIF, XMP, comments and text; other formats as they are."""
    if data.startswith(b"\xff\xd8"):
        return _upright(data) or _jpeg(data)
    if data.startswith(b"\x89PNG"):
        return _png(data)
    if data[:4] in {b"II*\x00", b"MM\x00*"} or data[8:12] == b"WEBP":
        return _redrawn(data)
    return data


def _upright(data: bytes) -> bytes | None:
    """A photo turned by a tag is drawn anew, since the tag goes; None when there is none."""
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.getexif().get(_ORIENTATION, 1) == 1:
                    return None
                target = io.BytesIO()
                turned = ImageOps.exif_transpose(image)
                turned.info.clear()
                turned.save(target, "JPEG", quality=92, exif=b"")
                return target.getvalue()
        except Exception:  # pillow raises whatever a broken picture makes it meet
            return None


def _jpeg(data: bytes) -> bytes:
    """Without APP1…APP13, APP15 and comments; APP14 tells colours, APP0 is the JFIF head."""
    made = bytearray(data[:2])
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        mark = data[place + 1]
        if mark == 0xDA:
            break
        size = struct.unpack(">H", data[place + 2 : place + 4])[0]
        drop = 0xE1 <= mark <= 0xEF and mark not in {0xE2, 0xEE}
        if not drop and mark != 0xFE:
            made += data[place : place + 2 + size]
        place += 2 + size
    made += data[place:]
    end = made.rfind(b"\xff\xd9")
    return bytes(made[: end + 2]) if end > 0 else bytes(made)


def _png(data: bytes) -> bytes:
    made = bytearray(data[:8])
    place = 8
    while place + 12 <= len(data):
        size = struct.unpack(">I", data[place : place + 4])[0]
        if data[place + 4 : place + 8] in _KEPT_CHUNKS:
            made += data[place : place + 12 + size]
        place += 12 + size
    return bytes(made)


def _redrawn(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        target = io.BytesIO()
        plain = image.convert("RGB")
        plain.info.clear()
        plain.save(target, image.format or "PNG")
        return target.getvalue()
