"""Pictures that stand in a text: whole, of bounded size, and silent about where they were taken.

Plain Python. The bytes are kept as they are, but for a photograph that states its position.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image

from gongkai.kernel.errors import Reason, Refusal

FORMATS = {
    "PNG": (".png", "image/png"),
    "JPEG": (".jpg", "image/jpeg"),
    "GIF": (".gif", "image/gif"),
}
SIZE_LIMIT = 10 * 1024 * 1024
PIXELS_LIMIT = 50_000_000
DECODED_AT_MOST = (1024, 1024)
EXIF, XMP = b"Exif\x00\x00", b"http://ns.adobe.com/"
ORIENTATION, POSITION = 0x0112, 0x8825
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, KeyError, struct.error)


@dataclass(frozen=True, slots=True)
class Picture:
    """A sound picture: its bytes, ``.png`` ``.jpg`` or ``.gif``, and its media type."""

    data: bytes
    suffix: str
    media_type: str


def read_picture(data: bytes, name: str) -> Picture:
    """The picture in *data*, judged by its content alone; *name* is for the reasons.

    Raises Refusal when it is too large, no PNG, JPEG or GIF, or cannot be shown whole.
    """
    if len(data) > SIZE_LIMIT:
        size = f"{len(data) / 1048576:.1f} MB"
        sentence = f"{name}为 {size}，超过每张图片 {SIZE_LIMIT // 1048576} MB 的上限，请压缩后再用"
        raise Refusal(Reason("image_too_large", sentence))
    try:
        image = Image.open(io.BytesIO(data), formats=tuple(FORMATS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal(_too_many_pixels(name)) from None
    except BROKEN:
        sentence = f"{name}不是 PNG、JPEG 或 GIF 图片，请用看图软件另存为其中一种再用"
        raise Refusal(Reason("image_type", sentence)) from None
    with image:
        if image.width * image.height > PIXELS_LIMIT:
            raise Refusal(_too_many_pixels(name))
        try:
            image.draft(None, DECODED_AT_MOST)
            position = POSITION in image.getexif()
            image.load()
        except BROKEN:
            sentence = f"{name}已损坏或不完整，打不开，请换一张再用"
            raise Refusal(Reason("image_broken", sentence)) from None
    suffix, media_type = FORMATS[image.format or ""]
    kept = without_position(data) if position and suffix == ".jpg" else data
    return Picture(kept, suffix, media_type)


def _too_many_pixels(name: str) -> Reason:
    limit = PIXELS_LIMIT // 10_000
    return Reason("image_too_large", f"{name}的像素过多，超过 {limit} 万像素，请缩小后再用")


def without_position(data: bytes) -> bytes:
    """A JPEG without the notes that hold its position; pixels and orientation stay as they are."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        turned = image.getexif().get(ORIENTATION)
    pieces = [data[:2]]
    if turned:
        note = Image.Exif()
        note[ORIENTATION] = turned
        body = note.tobytes()
        body = body if body.startswith(EXIF) else EXIF + body
        pieces.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda":
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        segment = data[at : at + 2 + length]
        if not (segment[1] == 0xE1 and segment[4:].startswith((EXIF, XMP))):
            pieces.append(segment)
        at += 2 + length
    return b"".join(pieces) + data[at:]
