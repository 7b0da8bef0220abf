"""What every office package may carry along: properties, macros, embedded files, pictures."""

import re
from collections.abc import Callable, Iterator

from gongkai.screening.files import people
from gongkai.screening.files.notes import note
from gongkai.screening.files.parts import Package, local
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.rules.passages import Passage

Opener = Callable[[bytes, Reading], Iterator[Piece]]

WORDS = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "Manager": "经理",
    "Company": "单位",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "contentStatus": "状态",
    "HyperlinkBase": "超链接基础",
}
PERSONS = frozenset({"creator", "lastModifiedBy", "Manager"})
_EMBEDDED = re.compile(r"/embeddings/[^/]+$|/afchunk[^/]*$|/activeX/[^/]+\.bin$", re.IGNORECASE)
_MACROS = re.compile(r"vbaProject[^/]*\.bin$|/macrosheets/|/vbaData\.xml$", re.IGNORECASE)
PICTURES = re.compile(r"\.(?:jpe?g|tiff?|png|webp|heic)$", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"^customXml/item\d*\.xml$|/pivotCache/|/diagrams/data|/charts/chart\d*\.xml$|/glossary/document|"
    r"/persons/|/queryTables/|^xl/connections\.xml$|/slicerCaches/|/ctrlProps/|/drawings/vmlDrawing"
)
_VALUES = ("v", "val", "name", "displayName", "c", "command", "connection")


def read_properties(package: Package) -> Iterator[Piece]:
    """Core, extended and custom properties."""
    reading = package.reading
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in package:
            for element in package.xml(name):
                yield from property_pieces(local(element), element.text or "", reading)
    if "docProps/custom.xml" in package:
        for element in package.xml("docProps/custom.xml"):
            key = str(element.get("name", ""))
            value = str(element.xpath("string()")).strip()
            if value and not key.startswith(("KSO", "ICV", "_")):
                place = reading.at(f"自定义属性“{key}”")
                yield Passage(value, place, key)
                yield note("property", place, "自定义属性", value)


def property_pieces(key: str, value: str, reading: Reading) -> Iterator[Piece]:
    """One property: its text as a passage, a finding when it names somebody."""
    value = " ".join(value.split())
    if key not in WORDS or people.is_generic(value):
        return
    place = reading.at(f"文档属性“{WORDS[key]}”")
    if key != "title":
        yield Passage(value, place)
    if key in PERSONS and not people.is_office(value):
        kind = "property_person" if people.is_person(value) else "property"
        yield note(kind, place, WORDS[key], value)
    elif key in {"description", "HyperlinkBase"}:
        yield note("property", place, WORDS[key], value)


def read_rest(package: Package, opener: Opener, seen: set[str]) -> Iterator[Piece]:
    """Macros, embedded files, picture data, and values kept in side parts."""
    reading = package.reading
    if any(_MACROS.search(name) for name in package.names):
        yield note("macros", reading.at(""))
    for name in package.names:
        reading.budget.check()
        short = name.rpartition("/")[2]
        if name in seen:
            continue
        if _EMBEDDED.search(name):
            yield note("embedded_file", reading.at(f"嵌入的文件“{short}”"))
            yield from opener(package.read(name), reading.inside(short, "嵌入的文件"))
        elif PICTURES.search(name):
            from gongkai.screening.files import pictures

            place = Reading(short, reading.budget, reading.at(f"图片“{short}”"), reading.depth)
            yield from pictures.properties(package.read(name), place)
        elif _LEFT_OVER.search(name):
            yield from _values(package, name)


def _values(package: Package, name: str) -> Iterator[Passage]:
    """Text nodes and value attributes of a part that people do not see as such."""
    place = package.reading.at(f"文件内部的缓存数据（{name.rpartition('/')[2]}）")
    lines: list[str] = []
    for _, element in package.stream(name, ("end",)):
        lines += [element.text.strip()] if (element.text or "").strip() else []
        if isinstance(element.tag, str):
            lines += [v for key in _VALUES if len(v := element.get(key) or "") > 1]
        if len(lines) > 5_000:
            yield Passage("\n".join(lines), place)
            lines = []
    if lines:
        yield Passage("\n".join(lines), place)


def read_targets(package: Package, parts: list[str]) -> Iterator[Piece]:
    """Outside targets: links as passages (mail addresses), local paths as findings."""
    reading = package.reading
    local_path = re.compile(r"^(?:file:|[A-Za-z]:\\|\\\\)", re.IGNORECASE)
    for part in parts:
        for _, kind, target, external in package.relations(part):
            if not external:
                continue
            if local_path.match(target):
                yield note("external_target", reading.at("外部引用"), kind, target)
            yield Passage(target, reading.at("链接地址"))
