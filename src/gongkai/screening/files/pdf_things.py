"""What a PDF carries beside its pages: annotations, forms, attachments, metadata, scripts."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.screening.files import people
from gongkai.screening.files.notes import note
from gongkai.screening.files.properties import Opener
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.rules.passages import Passage

Box = tuple[float, float, float, float]
_COVERS = frozenset({"/Square", "/Redact", "/Circle", "/Polygon", "/Ink", "/Stamp", "/FreeText"})
_COVERS |= {"/Line", "/PolyLine", "/Highlight"}
_SILENT = frozenset({"/Link", "/Widget", "/Popup", "/FileAttachment"})
_INFO = {"/Author": "作者", "/Title": "标题", "/Subject": "主题", "/Keywords": "关键词"}
_XMP = re.compile(
    r"<(dc:creator|dc:title|dc:description|dc:rights|pdf:Keywords|xmpMM:History|photoshop:\w{1,40})\b"
    r"[^>]{0,500}>(.{0,5000}?)</\1>",
    re.DOTALL,
)
_MARKUP = re.compile(r"<[^>]{0,500}>")
_DEEPEST = 30


def covering_marks(package: Any, number: int) -> list[Box]:
    """Boxes of annotations that may be painted over text."""
    found = []
    for annotation in annotations(package.pages[number].obj):
        if str(annotation.get("/Subtype", "")) in _COVERS:
            rect = [float(value) for value in annotation.get("/Rect", [])]
            if len(rect) == 4:
                x0, x1 = sorted((rect[0], rect[2]))
                y0, y1 = sorted((rect[1], rect[3]))
                found.append((x0, y0, x1, y1))
    return found


def annotations(page: Any) -> list[Any]:
    """The annotation dictionaries of a page; a broken list counts as none."""
    import pikepdf

    listed = page.get("/Annots")
    if not isinstance(listed, pikepdf.Array):
        return []
    return [item for item in listed.as_list() if isinstance(item, pikepdf.Dictionary)]


def read(package: Any, reading: Reading, opener: Opener) -> Iterator[Piece]:
    """All of it, in the order people ask."""
    for number, page in enumerate(package.pages, 1):
        reading.budget.check()
        yield from _annotations(page.obj, number, reading, opener)
    yield from _fields(package, reading)
    yield from _attachments(package, reading, opener)
    yield from _metadata(package, reading)
    yield from _outlines(package, reading)
    yield from _scripts_and_layers(package, reading)


def text(value: Any) -> str:
    """A PDF string as text; "" for what is none."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes()[:1_000_000]).decode("utf-8", "replace")
    return str(value) if isinstance(value, pikepdf.String) else ""


def _annotations(page: Any, number: int, reading: Reading, opener: Opener) -> Iterator[Piece]:
    authors = []
    for item in annotations(page):
        kind = str(item.get("/Subtype", ""))
        address = item.get("/A", {})
        if kind == "/Link" and hasattr(address, "get"):
            target = text(address.get("/URI"))
            if target:
                yield Passage(target, reading.at(f"第{number}页的链接"))
        if kind == "/FileAttachment" and item.get("/FS") is not None:
            yield from _attached(item.get("/FS"), f"第{number}页的附件", reading, opener)
        if kind in _SILENT:
            continue
        author = people.spoken(text(item.get("/T")))
        said = [text(item.get(key)) for key in ("/Contents", "/RC", "/Subj")]
        place = reading.at(f"第{number}页的批注（{author}）")
        for one in said[:2]:
            if one.strip():
                yield Passage(_MARKUP.sub(" ", one), place)
        if kind != "/Stamp" or any(said):
            authors.append(author)
    for author in dict.fromkeys(authors):
        place = reading.at(f"第{number}页的批注（{author}）")
        yield note("annotations", place, f"{authors.count(author)} 条")


def _fields(package: Any, reading: Reading) -> Iterator[Piece]:
    """Values of form fields, in names people gave them."""
    form = package.Root.get("/AcroForm")
    fields = form.get("/Fields") if hasattr(form, "get") else None
    stack = [(field, "", 0) for field in (fields.as_list() if fields is not None else [])]
    filled = 0
    while stack:
        field, prefix, depth = stack.pop()
        if not hasattr(field, "get") or depth > _DEEPEST:
            continue
        name = ".".join(part for part in (prefix, text(field.get("/T"))) if part)
        value = text(field.get("/V")) or text(field.get("/DV"))
        if value.strip():
            filled += 1
            yield Passage(value, reading.at(f"表单项“{name}”"), name)
        kids = field.get("/Kids")
        stack += [(kid, name, depth + 1) for kid in (kids.as_list() if kids is not None else [])]
    if filled:
        yield note("form_fields", reading.at("表单"), f"{filled} 项")


def _attachments(package: Any, reading: Reading, opener: Opener) -> Iterator[Piece]:
    for name in list(package.attachments):
        yield from _attached(package.attachments[name].obj, "附件", reading, opener)


def _attached(spec: Any, how: str, reading: Reading, opener: Opener) -> Iterator[Piece]:
    name = text(spec.get("/UF")) or text(spec.get("/F")) or "未命名"
    yield note("embedded_file", reading.at(f"{how}“{name}”"))
    files = spec.get("/EF", {})
    stream = files.get("/UF") or files.get("/F") if hasattr(files, "get") else None
    if stream is not None:
        data = bytes(stream.read_bytes())
        reading.budget.unpack(len(data))
        yield from opener(data, reading.inside(name, how))


def _metadata(package: Any, reading: Reading) -> Iterator[Piece]:
    found: dict[str, str] = {}
    info = package.trailer.get("/Info")
    for key, value in info.items() if hasattr(info, "items") else ():
        found[_INFO.get(str(key), str(key).lstrip("/"))] = text(value)
    stream = package.Root.get("/Metadata")
    for tag, inner in _XMP.findall(text(stream)) if stream is not None else ():
        label = {"dc:creator": "作者", "dc:title": "标题"}.get(tag, tag)
        found.setdefault(label, " ".join(_MARKUP.sub(" ", inner).split()))
    for label, value in found.items():
        if people.is_generic(value) or label in {"CreationDate", "ModDate", "Creator", "Producer"}:
            continue
        place = reading.at(f"文档属性“{label}”")
        if label != "标题":
            yield Passage(value, place)
        if label == "作者" and not people.is_office(value):
            kind = "property_person" if people.is_person(value) else "property"
            yield note(kind, place, label, value)


def _outlines(package: Any, reading: Reading) -> Iterator[Piece]:
    with package.open_outline(max_depth=_DEEPEST) as outline:
        stack = list(outline.root)
        while stack:
            item = stack.pop()
            yield Passage(str(item.title), reading.at("书签"))
            stack.extend(item.children)


def _scripts_and_layers(package: Any, reading: Reading) -> Iterator[Piece]:
    root = package.Root
    names = root.get("/Names")
    action = root.get("/OpenAction")
    if (hasattr(names, "get") and names.get("/JavaScript") is not None) or (
        hasattr(action, "get") and str(action.get("/S", "")) in {"/JavaScript", "/Launch"}
    ):
        yield note("scripts", reading.at(""))
    layers = root.get("/OCProperties")
    usual = None if layers is None else layers.get("/D")
    off = None if usual is None else usual.get("/OFF")
    if off is not None and len(off):
        titles = [text(item.get("/Name")) for item in off.as_list() if hasattr(item, "get")]
        yield note("hidden_layer", reading.at(""), "、".join(titles))
