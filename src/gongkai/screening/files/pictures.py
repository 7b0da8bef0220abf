"""Pictures: where and by whom they were taken, as their EXIF and XMP say."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from gongkai.files.extraction import Unreadable
from gongkai.screening.files import people
from gongkai.screening.files.notes import note
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.rules.passages import Passage

_GPS = 0x8825
_EXIF = 0x8769
_TAGS = {
    0x013B: "作者",
    0x8298: "版权",
    0x010E: "说明",
    0x9C9D: "作者",
    0x9C9C: "备注",
    0x9C9B: "标题",
    0x9C9E: "关键词",
    0xA430: "相机所有者",
    0x9286: "用户备注",
}
_XMP_GPS = re.compile(r"exif:GPSL(?:atitude|ongitude)", re.IGNORECASE)
_XMP_NAMES = re.compile(
    r"<(?:dc:creator|dc:rights|dc:description|photoshop:AuthorsPosition|xmpRights:Owner)\b[^>]*>"
    r"(.{0,2000}?)</(?:dc|photoshop|xmpRights):",
    re.DOTALL,
)
_MARKUP = re.compile(r"<[^>]{0,200}>")


def properties(data: bytes, reading: Reading) -> Iterator[Piece]:
    """Findings of a picture's properties; a broken picture raises `Unreadable`."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                found = _tags(image.getexif())
                xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
                texts = _text_chunks(image.info)
        except Exception as error:  # pillow raises whatever a broken picture makes it meet
            raise Unreadable("图片已损坏，打不开；请重新导出后重试") from error
    gps, said = found
    xmp_text = xmp.decode("utf-8", "replace") if isinstance(xmp, bytes) else str(xmp)
    if gps or _XMP_GPS.search(xmp_text):
        yield note("image_place", reading.at("图片属性"), gps)
    said += [("XMP", " ".join(_MARKUP.sub(" ", m).split())) for m in _XMP_NAMES.findall(xmp_text)]
    for label, value in [*said, *texts]:
        if value and not people.is_generic(value):
            yield Passage(value, reading.at(f"图片属性“{label}”"))
            yield note("image_author", reading.at(f"图片属性“{label}”"), text=value)


def _tags(exif: Any) -> tuple[str, list[tuple[str, str]]]:
    gps = exif.get_ifd(_GPS)
    said = []
    for tag, value in [*exif.items(), *exif.get_ifd(_EXIF).items()]:
        if tag in _TAGS:
            said.append((_TAGS[tag], _shown(tag, value)))
    return ("" if not (gps.get(2) and gps.get(4)) else _degrees(gps)), said


def _degrees(gps: Any) -> str:
    """Only that there is a place, to the whole degree: the finding must not publish it again."""
    try:
        return f"约北纬 {int(gps[2][0])} 度、东经 {int(gps[4][0])} 度"
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return "经纬度"


def _shown(tag: int, value: object) -> str:
    if isinstance(value, bytes):
        if tag == 0x9286:
            value = value[8:]
        encoding = "utf-16-le" if 0x9C9B <= tag <= 0x9C9E else "utf-8"
        value = value.decode(encoding, "ignore")
    return " ".join(str(value).replace("\x00", " ").split())


def _text_chunks(info: dict[Any, Any]) -> list[tuple[str, str]]:
    """PNG text chunks and comments."""
    found = []
    for key, value in info.items():
        if isinstance(key, str) and key.lower() in {
            "author",
            "comment",
            "description",
            "copyright",
        }:
            shown = value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
            found.append((key, " ".join(shown.split())))
    return found
