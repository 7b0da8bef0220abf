"""Files made to hurt end in a clear message, in time and within bounds."""

import io
import random
import time
import zipfile

import pytest

from gongkai.files.extraction import Limits
from gongkai.kernel.errors import Refusal
from gongkai.screening.engine import Engine
from gongkai.screening.files import Bounds, Unreadable, read_passages
from gongkai.screening.masking import mask_file
from gongkai.screening.rules.findings import Finding
from gongkai.screening.tests.leaks.office_papers import DOCX, PPTX, XLSX, changed
from gongkai.screening.tests.leaks.other_papers import PDF, pdf, saved, zipped

SECONDS = 20
_NESTED_XML = "<a>" * 50_000 + "</a>" * 50_000
_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="w">&c;</w:document>'
)
_OUTSIDE = (
    '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">'
    "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>"
)


def _bomb(megabytes: int) -> bytes:
    return zipped({"a.txt": b"0" * (megabytes * 1024 * 1024)})


def _lying_size() -> bytes:
    """A zip that says its member is small."""
    data = bytearray(_bomb(20))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    data[22:26] = (100).to_bytes(4, "little")
    return bytes(data)


def _deep_zip(levels: int) -> bytes:
    data = zipped({"a.txt": "内容".encode()})
    for _ in range(levels):
        data = zipped({"a.zip": data})
    return data


def _many_members(count: int) -> bytes:
    return zipped({f"{number}.txt": b"x" for number in range(count)})


def _endless_pages() -> bytes:
    """A page tree that holds itself."""
    made = pdf("BT ET")
    made.Root.Pages.Kids.append(made.Root.Pages)
    return saved(made, fix_metadata_version=False)


def _far_cell() -> bytes:
    def alter(sheet: bytes) -> bytes:
        cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row>'
        return sheet.replace(b"</sheetData>", cell + b"</sheetData>")

    return changed(XLSX["cell"]("无"), {"xl/worksheets/sheet1.xml": alter})


def _wide_columns() -> bytes:
    columns = b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'
    return changed(
        XLSX["cell"]("无"),
        {"xl/worksheets/sheet1.xml": lambda s: s.replace(b"<sheetData>", columns)},
    )


def _all_pieces(data: bytes, name: str, bounds: Bounds | None = None) -> list:
    begin = time.monotonic()
    pieces = list(read_passages(data, name, bounds=bounds))
    assert time.monotonic() - begin < SECONDS
    return pieces


def _outcome(deed) -> str:
    """``read`` or the sentences of the refusal; anything else is a bug and stays loud."""
    try:
        deed()
    except Refusal as refusal:
        return "".join(reason.sentence for reason in refusal.reasons)
    return "read"


REFUSED = [
    ("a zip bomb", _bomb(400), "a.zip", "压缩炸弹"),
    ("a bomb inside a document", changed(DOCX["paragraph"]("a"), {"word/media/a.png": b"0" * 50_000_000}), "a.docx", "压缩炸弹"),
    ("billion laughs", changed(DOCX["paragraph"]("a"), {"word/document.xml": _LAUGHS}), "a.docx", "DOCTYPE"),
    ("a file of the machine", changed(DOCX["paragraph"]("a"), {"word/document.xml": _OUTSIDE}), "a.docx", "DOCTYPE"),
    ("laughs in a workbook", changed(XLSX["cell"]("a"), {"xl/workbook.xml": _LAUGHS}), "a.xlsx", "DOCTYPE"),
    ("deep tags", changed(DOCX["paragraph"]("a"), {"word/document.xml": _NESTED_XML}), "a.docx", "损坏"),
    ("too many entries", _many_members(10_001), "a.zip", "超过 10000 个"),
    ("too many members", _many_members(2_001), "a.zip", "超过 2000 个"),
    ("no main part", changed(DOCX["paragraph"]("a"), {"word/document.xml": b""}), "a.docx", "损坏"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "sentence"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_hostile_file_ends_in_a_sentence(data, name, sentence):
    begin = time.monotonic()
    with pytest.raises(Unreadable, match=sentence):
        list(read_passages(data, name))
    assert time.monotonic() - begin < SECONDS


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_lying_size(), "a.zip"),
        (_endless_pages(), "a.pdf"),
        (_far_cell(), "a.xlsx"),
        (_wide_columns(), "a.xlsx"),
        (zipped({f"{'../' * 9}etc/passwd": b"x", "C:\\a.txt": b"y"}), "a.zip"),
        (("<div>" * 60_000 + "甲" + "</div>" * 60_000).encode(), "a.html"),
        (("<table><tr><td>" * 3_000 + "甲").encode(), "a.html"),
        (b'<td colspan="999999999">a</td>' * 50, "a.html"),
        (b"a," * 2_000_000, "a.csv"),
        (b'"' * 300_000, "a.csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_an_odd_file_is_read_or_refused_in_time(data, name):
    begin = time.monotonic()
    assert _outcome(lambda: list(read_passages(data, name)))
    assert time.monotonic() - begin < SECONDS


def test_a_file_in_a_file_in_a_file_stops_at_the_fourth():
    last = [p for p in _all_pieces(_deep_zip(9), "a.zip") if isinstance(p, Finding)][-1]
    assert last.rule == "file.unreadable"
    assert "4 层" in last.message


def test_the_bounds_hold_for_all_files_inside_together():
    inner = zipped({"a.txt": random.Random(1).randbytes(400_000)})
    bounds = Bounds(limits=Limits(expanded_bytes=1_000_000))
    with pytest.raises(Unreadable, match="压缩炸弹"):
        list(read_passages(zipped({f"{n}.zip": inner for n in range(4)}), "a.zip", bounds=bounds))


def test_time_is_bounded():
    bounds = Bounds(limits=Limits(seconds=0.0))
    with pytest.raises(Unreadable, match="已停止"):
        list(read_passages(DOCX["paragraph"]("a"), "a.docx", bounds=bounds))


def test_letters_and_pages_are_bounded():
    with pytest.raises(Unreadable, match="文字超过"):
        list(read_passages(b"abc " * 99, "a.txt", bounds=Bounds(limits=Limits(characters=100))))
    with pytest.raises(Unreadable, match="超过 2 页"):
        list(read_passages(saved(pdf("", "", "")), "a.pdf", bounds=Bounds(limits=Limits(pages=2))))
    with pytest.raises(Unreadable, match="MB"):
        list(
            read_passages(
                b"a" * 2_000_000, "a.txt", bounds=Bounds(limits=Limits(file_bytes=1_048_576))
            )
        )


WHOLE = [
    (DOCX["table"]("甲"), "a.docx"),
    (XLSX["note"]("甲"), "a.xlsx"),
    (PPTX["table"]("甲"), "a.pptx"),
    (PDF["annotation"]("甲"), "a.pdf"),
]


@pytest.mark.parametrize(("data", "name"), WHOLE, ids=[name for _, name in WHOLE])
def test_truncated_and_damaged_files_never_raise_anything_else(data, name):
    source = random.Random(name)
    engine = Engine()
    for number in range(40):
        broken = bytearray(data)
        if number % 2:
            broken = broken[: source.randrange(20, len(data))]
        for _ in range(source.randrange(1, 30)):
            broken[source.randrange(len(broken))] = source.randrange(256)
        damaged = bytes(broken)
        assert _outcome(lambda damaged=damaged: list(read_passages(damaged, name)))
        assert _outcome(lambda damaged=damaged: mask_file(damaged, name, engine=engine))


def test_a_package_damaged_inside_its_parts_never_raises_anything_else():
    source = random.Random(7)
    engine = Engine()
    for data, name in WHOLE[:3]:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {part: package.read(part) for part in package.namelist()}
        for _ in range(40):
            part = source.choice([p for p in parts if p.endswith((".xml", ".rels"))])
            damaged = bytearray(parts[part])
            for _ in range(source.randrange(1, 6)):
                place = source.randrange(len(damaged))
                damaged[place : place + source.randrange(3)] = source.randbytes(1)
            broken = zipped(parts | {part: bytes(damaged)})
            assert _outcome(lambda broken=broken, name=name: list(read_passages(broken, name)))
            assert _outcome(lambda broken=broken, name=name: mask_file(broken, name, engine=engine))
