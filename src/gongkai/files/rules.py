"""Which files are taken in. Plain Python."""

from pathlib import PurePath

from gongkai.kernel.errors import Reason

TYPES = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK",)),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (b"PK",),
    ),
    ".doc": ("application/msword", (b"\xd0\xcf\x11\xe0", b"PK", b"{\\rtf")),
    ".xls": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0", b"PK")),
    ".ppt": ("application/vnd.ms-powerpoint", (b"\xd0\xcf\x11\xe0", b"PK")),
    ".rtf": ("application/rtf", (b"{\\rtf",)),
    ".wps": ("application/vnd.ms-works", (b"\xd0\xcf\x11\xe0", b"PK")),
    ".et": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0", b"PK")),
    ".ofd": ("application/ofd", (b"PK",)),
    ".zip": ("application/zip", (b"PK",)),
    ".rar": ("application/vnd.rar", (b"Rar!",)),
    ".7z": ("application/x-7z-compressed", (b"7z\xbc\xaf",)),
    ".txt": ("text/plain; charset=utf-8", ()),
    ".csv": ("text/csv; charset=utf-8", ()),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".gif": ("image/gif", (b"GIF8",)),
    ".bmp": ("image/bmp", (b"BM",)),
    ".tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    ".tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    ".mp3": ("audio/mpeg", ()),
    ".mp4": ("video/mp4", ()),
}
ACCEPTED = "、".join(sorted(name.removeprefix(".") for name in TYPES))
IMAGES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".mp3", ".mp4"}
NAME_LIMIT = 200


def suffix_of(name: str) -> str:
    return PurePath(name).suffix.lower()


def is_image(name: str) -> bool:
    """Whether a file holds pictures or sound only, so that no text is to be read from it."""
    return suffix_of(name) in IMAGES


def media_type(name: str) -> str:
    """The media type sent to readers, by suffix; never what an uploader's browser claimed."""
    return TYPES[suffix_of(name)][0]


def _kept(char: str) -> bool:
    return char == "\u3000" or (char.isprintable() and char not in '"<>|:*?')


def clean_name(name: str) -> str:
    """A file name without path, control characters or bytes that break a header."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in base if _kept(char)).strip()
    stem, suffix = PurePath(kept).stem, PurePath(kept).suffix
    return f"{stem[: NAME_LIMIT - len(suffix)]}{suffix}" or "文件"


def reasons_against_file(name: str, data: bytes, limit: int) -> list[Reason]:
    """Why a file is not accepted: empty, too large, a kind that is not taken, or a false suffix."""
    suffix = suffix_of(name)
    found = []
    if not data:
        found.append(Reason("file_empty", f"文件“{clean_name(name)}”是空的，请重新选择"))
    if len(data) > limit:
        size = f"{len(data) / 1048576:.1f} MB"
        sentence = (
            f"文件“{clean_name(name)}”为 {size}，超过上限 {limit // 1048576} MB，请压缩或拆分"
        )
        found.append(Reason("file_too_large", sentence))
    if suffix not in TYPES:
        sentence = f"不接受“{suffix or '无扩展名'}”类型的文件，可上传：{ACCEPTED}"
        found.append(Reason("file_type", sentence))
    elif data and TYPES[suffix][1] and not data.startswith(TYPES[suffix][1]):
        sentence = f"文件“{clean_name(name)}”的内容与扩展名 {suffix} 不符，请用原软件另存后再传"
        found.append(Reason("file_mismatch", sentence))
    return found
