"""What reading a file tells: places people understand, heads of columns, what the file hides."""

import io
import random

import openpyxl
import pytest
from PIL import Image

from gongkai.screening.files import Unreadable, read_passages
from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.passages import Passage
from gongkai.screening.tests.leaks import numbers
from gongkai.screening.tests.leaks.office_papers import DOCX, PPTX, XLSX, changed
from gongkai.screening.tests.leaks.other_papers import HTML, PACKED, PDF, pdf, saved, zipped

TEXT = "澄明县某处某事"
ID = numbers.identity_number(3)


def passages(data: bytes, name: str) -> list[Passage]:
    return [piece for piece in read_passages(data, name) if isinstance(piece, Passage)]


def notes(data: bytes, name: str) -> dict[str, Finding]:
    return {piece.rule: piece for piece in read_passages(data, name) if isinstance(piece, Finding)}


HIDING = [
    (DOCX["hidden"], "a.docx", "file.hidden_text", "第1段"),
    (DOCX["hidden by style"], "a.docx", "file.hidden_text", "第1段"),
    (DOCX["white"], "a.docx", "file.white_text", "第1段"),
    (DOCX["tiny"], "a.docx", "file.tiny_text", "第1段"),
    (DOCX["black marker"], "a.docx", "file.white_text", "第1段"),
    (DOCX["comment"], "a.docx", "file.comments", "批注（王某）"),
    (DOCX["inserted"], "a.docx", "file.tracked_changes", ""),
    (DOCX["deleted"], "a.docx", "file.tracked_changes", ""),
    (DOCX["embedded workbook"], "a.docx", "file.embedded_file", "嵌入的文件“底稿.xlsx”"),
    (XLSX["hidden column"], "a.xlsx", "file.hidden_column", "工作表‘名单’ 第8列"),
    (XLSX["column without width"], "a.xlsx", "file.hidden_column", "工作表‘名单’ 第3列（备注）"),
    (XLSX["hidden row"], "a.xlsx", "file.hidden_rows", "工作表‘名单’ 第3行"),
    (XLSX["hidden sheet"], "a.xlsx", "file.hidden_sheet", "工作表‘底表’"),
    (XLSX["very hidden sheet"], "a.xlsx", "file.hidden_sheet", "工作表‘底表’"),
    (XLSX["note"], "a.xlsx", "file.comments", "工作表‘名单’ 批注（王某）"),
    (XLSX["hiding format"], "a.xlsx", "file.hidden_cells", "工作表‘名单’ 第4列第3行"),
    (XLSX["white cell"], "a.xlsx", "file.white_text", "工作表‘名单’ 第4列第3行"),
    (XLSX["blackened cell"], "a.xlsx", "file.white_text", "工作表‘名单’ 第4列第3行"),
    (XLSX["defined name"], "a.xlsx", "file.defined_name", "名称‘内容’"),
    (XLSX["external link"], "a.xlsx", "file.external_link", "外部链接的缓存"),
    (PPTX["hidden slide"], "a.pptx", "file.hidden_slide", "第2张幻灯片"),
    (PPTX["outside the slide"], "a.pptx", "file.off_slide", "第2张幻灯片"),
    (PPTX["comment"], "a.pptx", "file.comments", "批注"),
    (PDF["under a black bar"], "a.pdf", "file.covered_text", "第1页"),
    (PDF["under a white box"], "a.pdf", "file.covered_text", "第1页"),
    (PDF["under an annotation"], "a.pdf", "file.covered_text", "第1页"),
    (PDF["under a thick line"], "a.pdf", "file.covered_text", "第1页"),
    (PDF["under a picture"], "a.pdf", "file.covered_text", "第1页"),
    (PDF["white"], "a.pdf", "file.white_text", "第1页"),
    (PDF["not shown"], "a.pdf", "file.invisible_text", "第1页"),
    (PDF["outside the page"], "a.pdf", "file.outside_text", "第1页"),
    (PDF["outside the crop box"], "a.pdf", "file.outside_text", "第1页"),
    (PDF["annotation"], "a.pdf", "file.annotations", "第1页的批注（王某）"),
    (PDF["form field"], "a.pdf", "file.form_fields", "表单"),
    (PDF["attachment"], "a.pdf", "file.embedded_file", "附件“底稿.txt”"),
    (PDF["old revision"], "a.pdf", "file.old_revision", "以前的版本1，第1页"),
    (HTML["hidden"], "a.html", "file.hidden_markup", "第1行"),
    (PACKED["zip with docx"][1], "a.zip", "file.archive", ""),
]


@pytest.mark.parametrize(("maker", "name", "rule", "place"), HIDING)
def test_what_a_file_hides_is_told_with_its_place(maker, name, rule, place):
    found = notes(maker(TEXT), name)
    assert rule in found, found
    assert found[rule].location.startswith(place)
    assert found[rule].category == "file"
    assert found[rule].suggestion


@pytest.mark.parametrize(
    ("maker", "name"),
    [
        (DOCX["paragraph"], "a.docx"),
        (DOCX["table"], "a.docx"),
        (DOCX["footnote"], "a.docx"),
        (XLSX["cell"], "a.xlsx"),
        (PPTX["slide"], "a.pptx"),
        (PDF["page"], "a.pdf"),
        (HTML["table"], "a.html"),
    ],
)
def test_an_open_file_gives_no_findings(maker, name):
    assert notes(maker(TEXT), name) == {}


def test_white_letters_on_a_dark_ground_are_seen():
    after = "0 0 0.5 rg 70 690 400 30 re f "
    dark = saved(pdf(after + "1 1 1 rg BT /F1 12 Tf 1 0 0 1 80 700 Tm <5165676158> Tj ET"))
    assert "file.white_text" not in notes(dark, "a.pdf")


def test_a_box_painted_before_its_text_covers_nothing():
    ground = "0.9 0.9 0.9 rg 70 690 400 30 re f 0 0 0 rg "
    shown = saved(pdf(ground + "BT /F1 12 Tf 1 0 0 1 80 700 Tm <62116587> Tj ET"))
    assert notes(shown, "a.pdf") == {}


def _book(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "名单"
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_cell_is_told_by_sheet_column_head_and_row():
    data = _book([["补贴名单"], ["序号", "姓名", "身份证号"], [1, "某甲", "无"]])
    last = passages(data, "a.xlsx")[-1]
    assert last == Passage("无", "工作表‘名单’ 第3列（身份证号）第3行", "身份证号")


def test_heads_in_two_rows_belong_together():
    data = _book([["序号", "姓名", "补贴", None], [None, None, "面积", "金额"], [1, "某甲", 3, 4]])
    assert [found.header for found in passages(data, "a.xlsx")[-4:]] == [
        "序号",
        "姓名",
        "面积",
        "金额",
    ]


def test_a_second_table_below_has_its_own_heads():
    data = _book([["姓名", "电话"], ["某甲", "无"], ["姓名", "住址"], ["某乙", "城东"]])
    assert passages(data, "a.xlsx")[-1].header == "住址"


def test_the_first_row_of_data_is_not_taken_for_heads():
    data = _book([["姓名", "村", "类别"], ["某甲", "和平村", "残疾人"], ["某乙", "东村", "低保"]])
    assert [found.header for found in passages(data, "a.xlsx")[-6:]] == ["姓名", "村", "类别"] * 2


def test_a_form_takes_the_label_to_the_left():
    data = _book([["姓名", "某甲", "身份证号", "12345678"], ["住址", "城东", "电话", "87654321"]])
    heads = {found.text: found.header for found in passages(data, "a.xlsx")}
    assert heads["12345678"] == "身份证号"
    assert heads["87654321"] == "电话"


def test_an_identity_number_rounded_by_the_spreadsheet_is_found():
    number = int(numbers.identity_number(1)[:17] + "1")
    found = notes(_book([["姓名", "身份证号"], ["某甲", number]]), "a.xlsx")
    assert found["id_number"].location == "工作表‘名单’ 第2列（身份证号）第2行"
    assert "数字" in found["id_number"].message


def test_a_large_amount_is_not_taken_for_a_rounded_number():
    assert notes(_book([["项目", "金额"], ["合计", 123456789012345600]]), "a.xlsx") == {}


def test_a_number_in_powers_of_ten_is_read_as_written():
    data = changed(
        _book([["姓名", "电话"]]),
        {
            "xl/worksheets/sheet1.xml": lambda sheet: sheet.replace(
                b"</sheetData>",
                b'<row r="2"><c r="B2"><v>1.3800000001E10</v></c></row></sheetData>',
            )
        },
    )
    assert passages(data, "a.xlsx")[-1].text == "13800000001"


def _with_deleted(before: str, deleted: str, after: str) -> bytes:
    body = (
        f"<w:r><w:t>{before}</w:t></w:r><w:del><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"
    )
    xml = f'<w:document xmlns:w="w"><w:body><w:p>{body}<w:r><w:t>{after}</w:t></w:r></w:p></w:body></w:document>'
    return changed(DOCX["paragraph"]("a"), {"word/document.xml": xml})


def test_a_deleted_part_of_a_number_is_read_with_the_digits_that_touch_it():
    found = passages(_with_deleted("号码110101", "19900307", "001X，完"), "a.docx")
    assert [one.text for one in found[1:3]] == ["号码110101001X，完", "11010119900307001X"]


def test_what_is_shown_beside_a_deletion_is_judged_once():
    found = passages(_with_deleted(f"身份证号{ID}", "（删）", "完"), "a.docx")
    assert [ID in one.text for one in found[1:3]] == [True, False]


def test_an_author_is_told_when_it_is_a_person():
    core = '<p xmlns:d="d"><d:creator>{}</d:creator><d:lastModifiedBy>{}</d:lastModifiedBy></p>'
    told = changed(DOCX["paragraph"](TEXT), {"docProps/core.xml": core.format("王小明", "user")})
    assert notes(told, "a.docx")["file.property_person"].location == "文档属性“作者”"
    office = changed(
        DOCX["paragraph"](TEXT), {"docProps/core.xml": core.format("澄明县民政局", "WPS")}
    )
    assert notes(office, "a.docx") == {}


def _photo(**options) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG", **options)
    return target.getvalue()


def test_the_place_of_a_photo_is_told_but_not_repeated():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (28.0, 51.0, 12.5), 3: "E", 4: (120.0, 3.0, 7.0)}
    found = notes(_photo(exif=exif), "a.jpg")["file.image_place"]
    assert found.severity == "block"
    assert "51" not in found.message
    assert notes(_photo(), "a.jpg") == {}


def test_a_photo_inside_a_document_is_looked_at():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (28.0, 51.0, 12.5), 3: "E", 4: (120.0, 3.0, 7.0)}
    data = changed(DOCX["paragraph"](TEXT), {"word/media/image1.jpg": _photo(exif=exif)})
    assert notes(data, "a.docx")["file.image_place"].location == "图片“image1.jpg”，图片属性"


def test_macros_are_told():
    data = changed(DOCX["paragraph"](TEXT), {"word/vbaProject.bin": b"x"})
    assert notes(data, "a.docm")["file.macros"].severity == "block"


def test_a_wrong_extension_is_told_and_the_content_still_read():
    data = DOCX["paragraph"](TEXT)
    assert notes(data, "a.pdf")["file.mismatch"].message.endswith("（扩展名 .pdf，内容像 docx）")
    assert any(TEXT in found.text for found in passages(data, "a.pdf"))


def test_encrypted_files_end_in_a_finding():
    import pikepdf

    locked = saved(pdf("BT ET"), encryption=pikepdf.Encryption(owner="a", user="b"))
    assert notes(locked, "a.pdf").keys() == {"file.encrypted"}
    archive = bytearray(zipped({"a.txt": b"text"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(mark) + place] |= 1
    assert notes(bytes(archive), "a.zip").keys() == {"file.encrypted"}


def test_names_in_an_archive_are_read_in_the_encoding_of_old_programs():
    made = zipped({"mingdan.txt": "内容".encode()})
    made = made.replace(b"mingdan", "名单dan".encode("gb18030"))
    assert any("压缩包内“名单dan.txt”" in found.location for found in passages(made, "a.zip"))


def test_a_broken_member_is_told_and_the_others_are_read():
    data = zipped({"坏.docx": b"PK\x03\x04rubbish", "好.txt": "好的内容".encode()})
    assert "坏.docx" in notes(data, "a.zip")["file.unreadable"].location
    assert any(found.text == "好的内容" for found in passages(data, "a.zip"))


@pytest.mark.parametrize(
    "data", [b"", random.Random(1).randbytes(4_000), b"PK\x03\x04" + b"x" * 99]
)
def test_what_cannot_be_read_ends_in_a_sentence(data):
    with pytest.raises(Unreadable, match=r"[\u4e00-\u9fff]{4}"):
        list(read_passages(data, "a.docx"))
