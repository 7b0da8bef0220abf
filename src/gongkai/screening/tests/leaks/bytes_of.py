"""What can be got back from a file's bytes with unzip, a PDF library and grep."""

import html
import io
import re
import zipfile

import pikepdf


def everything_in(data: bytes) -> str:
    """All bytes of a file, unpacked as far as they go, as one text without tags and white space."""
    texts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            texts += [package.read(name) for name in package.namelist()]
    if data.startswith(b"%PDF"):
        texts += _streams(data)
    found = []
    for raw in texts:
        for encoding in ("utf-8", "gb18030", "utf-16", "utf-16-be"):
            text = html.unescape(raw.decode(encoding, "ignore"))
            found += [text, re.sub(r"<[^>]*>", "", text)]
        found += _hex_strings(raw)
    return re.sub(r"\s", "", "\n".join(found))


def _streams(data: bytes) -> list[bytes]:
    found = []
    with pikepdf.open(io.BytesIO(data)) as package:
        for item in package.objects:
            found.append(item.unparse() if not isinstance(item, pikepdf.Stream) else b"")
            if isinstance(item, pikepdf.Stream):
                try:
                    found.append(item.read_bytes())
                except pikepdf.PdfError:
                    found.append(item.read_raw_bytes())
    return found


def _hex_strings(raw: bytes) -> list[str]:
    """Strings of a content stream one after the other, as hex or in brackets."""
    codes = b"".join(re.findall(rb"<([0-9A-Fa-f]+)>", raw)).decode()
    codes += "0" * (len(codes) % 4)
    return [bytes.fromhex(codes).decode("utf-16-be", "ignore")]
