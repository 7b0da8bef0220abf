"""Makers of Word, Excel and PowerPoint files with a text at a chosen place."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

Maker = Callable[[str], bytes]
_W = nsdecls("w")
BEFORE = "以下为澄明县公示内容，"


def _saved(thing) -> bytes:
    target = io.BytesIO()
    thing.save(target)
    return target.getvalue()


def changed(data: bytes, changes: dict[str, str | bytes | Callable[[bytes], bytes]]) -> bytes:
    """The package with parts replaced, altered or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in [*old.namelist(), *(n for n in changes if n not in old.namelist())]:
            change = changes.get(name)
            if callable(change):
                new.writestr(name, change(old.read(name)))
            else:
                new.writestr(name, old.read(name) if change is None else change)
    return target.getvalue()


def _document(text: str = BEFORE):
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    return document, document.add_paragraph(text)


def _word(make: Callable[[object, object, str], None]) -> Maker:
    def maker(text: str) -> bytes:
        document, paragraph = _document()
        make(document, paragraph, text)
        return _saved(document)

    return maker


def _split_runs(_document, paragraph, text):
    for letter in text:
        paragraph.add_run(letter)


def _table(document, _paragraph, text):
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("姓名", "内容", "某甲", text), strict=True):
        cell.text = words


def _nested_table(document, _paragraph, text):
    cell = document.add_table(1, 1).cell(0, 0)
    cell.add_table(1, 1).cell(0, 0).text = text


def _form_table(document, _paragraph, text):
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "证件", text


def _header(document, _paragraph, text):
    document.sections[0].header.paragraphs[0].text = text


def _footer(document, _paragraph, text):
    document.sections[0].footer.paragraphs[0].text = text


def _hidden(_document, paragraph, text):
    paragraph.add_run(text).font.hidden = True


def _hidden_by_style(document, paragraph, text):
    style = document.styles.add_style("Secret", 2)
    style.font.hidden = True
    paragraph.add_run(text, style="Secret")


def _white(_document, paragraph, text):
    paragraph.add_run(text).font.color.rgb = RGBColor(255, 255, 255)


def _tiny(_document, paragraph, text):
    paragraph.add_run(text).font.size = Pt(1)


def _black_marker(_document, paragraph, text):
    paragraph.add_run(text).font.highlight_color = WD_COLOR_INDEX.BLACK


def _comment(document, paragraph, text):
    document.add_comment(paragraph.runs, text=text, author="王小明", initials="w")


def _raw(xml: str) -> Callable[[object, object, str], None]:
    def make(_document, paragraph, text):
        paragraph._p.append(parse_xml(xml.format(w=_W, text=text)))

    return make


_INSERTED = '<w:ins {w} w:id="1" w:author="王小明"><w:r><w:t>{text}</w:t></w:r></w:ins>'
_DELETED = '<w:del {w} w:id="2" w:author="王小明"><w:r><w:delText>{text}</w:delText></w:r></w:del>'
_BOX = (
    '<w:r {w}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_CODE = '<w:r {w}><w:instrText>QUOTE "内容：{text}"</w:instrText></w:r>'
_CONTROL = "<w:sdt {w}><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"


def _with_part(name: str, xml: str) -> Maker:
    def maker(text: str) -> bytes:
        return changed(_saved(_document()[0]), {name: xml.format(w=_W, text=text)})

    return maker


_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    '<property name="备考"><lpwstr>{text}</lpwstr></property></Properties>'
)
_NOTE = "<w:footnotes {w}><w:footnote><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"


def _keywords(document, _paragraph, text):
    document.core_properties.keywords = text


def _embedded(text: str) -> bytes:
    return changed(_saved(_document()[0]), {"word/embeddings/底稿.xlsx": XLSX["cell"](text)})


def _variable(text: str) -> bytes:
    def alter(settings: bytes) -> bytes:
        said = f'<w:docVars><w:docVar w:name="a" w:val="{text}"/></w:docVars></w:settings>'
        return settings.replace(b"</w:settings>", said.encode())

    return changed(_saved(_document()[0]), {"word/settings.xml": alter})


DOCX: dict[str, Maker] = {
    "paragraph": _word(lambda d, _p, text: d.add_paragraph(text)),
    "split runs": _word(_split_runs),
    "table": _word(_table),
    "form table": _word(_form_table),
    "nested table": _word(_nested_table),
    "header": _word(_header),
    "footer": _word(_footer),
    "hidden": _word(_hidden),
    "hidden by style": _word(_hidden_by_style),
    "white": _word(_white),
    "tiny": _word(_tiny),
    "black marker": _word(_black_marker),
    "comment": _word(_comment),
    "inserted": _word(_raw(_INSERTED)),
    "deleted": _word(_raw(_DELETED)),
    "text box": _word(_raw(_BOX)),
    "field code": _word(_raw(_CODE)),
    "content control": _word(_raw(_CONTROL)),
    "keywords": _word(_keywords),
    "custom property": _with_part("docProps/custom.xml", _CUSTOM),
    "footnote": _with_part("word/footnotes.xml", _NOTE),
    "custom xml": _with_part("customXml/item1.xml", "<a><b>{text}</b></a>"),
    "embedded workbook": _embedded,
    "document variable": _variable,
}


def _book(make: Callable[[object, object, str], None]) -> Maker:
    def maker(text: str) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "名单"
        sheet.append(["序号", "姓名", "备注"])
        sheet.append([1, "某甲", "无"])
        make(book, sheet, text)
        return _saved(book)

    return maker


def _cell(_book, sheet, text):
    sheet.append([2, "某乙", text])


def _hidden_column(_book, sheet, text):
    sheet["H3"] = text
    sheet.column_dimensions["H"].hidden = True


def _hidden_row(_book, sheet, text):
    sheet["C3"] = text
    sheet.row_dimensions[3].hidden = True


def _zero_width(text: str) -> bytes:
    def alter(sheet: bytes) -> bytes:
        columns = b'<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'
        return sheet.replace(b"<sheetData>", columns)

    return changed(XLSX["cell"](text), {"xl/worksheets/sheet1.xml": alter})


def _hidden_sheet(state: str):
    def make(book, _sheet, text):
        second = book.create_sheet("底表")
        second["A1"] = text
        second.sheet_state = state

    return make


def _note(_book, sheet, text):
    sheet["A1"].comment = Comment(text, "王小明")


def _formula(_book, sheet, text):
    sheet["D3"] = f'=IF(A1="","{text}","")'


def _hiding_format(_book, sheet, text):
    sheet["D3"] = text
    sheet["D3"].number_format = ";;;"


def _white_cell(_book, sheet, text):
    sheet["D3"] = text
    sheet["D3"].font = Font(color="FFFFFFFF")


def _blackened_cell(_book, sheet, text):
    sheet["D3"] = text
    sheet["D3"].fill = PatternFill("solid", fgColor="FF000000")


def _far_away(_book, sheet, text):
    sheet["ZZ9000"] = text


def _page_header(_book, sheet, text):
    sheet.oddHeader.center.text = text


def _validation(_book, sheet, text):
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{text},无"')
    rule.add("C2")
    sheet.add_data_validation(rule)


def _defined_name(book, _sheet, text):
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names["内容"] = DefinedName("内容", attr_text=f'"{text}"', hidden=True)


def _subject(book, _sheet, text):
    book.properties.subject = text


def _shared(*strings: str) -> bytes:
    """The first text is shown by a cell, the others by none."""
    table = "".join(f"<si><t>{text}</t></si>" for text in strings)

    def alter(sheet: bytes) -> bytes:
        cell = '<row r="9"><c r="B9" t="s"><v>0</v></c></row></sheetData>'
        return sheet.replace(b"</sheetData>", cell.encode())

    return changed(
        XLSX["cell"]("无"),
        {"xl/sharedStrings.xml": f"<sst>{table}</sst>", "xl/worksheets/sheet1.xml": alter},
    )


def _pivot(text: str) -> bytes:
    xml = f'<pivotCacheRecords><r><s v="{text}"/></r></pivotCacheRecords>'
    return changed(XLSX["cell"]("无"), {"xl/pivotCache/pivotCacheRecords1.xml": xml})


def _external(text: str) -> bytes:
    xml = f"<externalLink><externalBook><sheetData><cell><v>{text}</v></cell></sheetData></externalBook></externalLink>"
    return changed(XLSX["cell"]("无"), {"xl/externalLinks/externalLink1.xml": xml})


def _rich(text: str) -> bytes:
    """A cell whose letters are split over formatted runs."""
    halves = "".join(f"<r><t>{part}</t></r>" for part in (text[:9], text[9:]))

    def alter(sheet: bytes) -> bytes:
        cell = f'<row r="9"><c r="B9" t="inlineStr"><is>{halves}</is></c></row></sheetData>'
        return sheet.replace(b"</sheetData>", cell.encode())

    return changed(XLSX["cell"]("无"), {"xl/worksheets/sheet1.xml": alter})


XLSX: dict[str, Maker] = {
    "cell": _book(_cell),
    "hidden column": _book(_hidden_column),
    "hidden row": _book(_hidden_row),
    "column without width": _zero_width,
    "hidden sheet": _book(_hidden_sheet("hidden")),
    "very hidden sheet": _book(_hidden_sheet("veryHidden")),
    "note": _book(_note),
    "formula": _book(_formula),
    "hiding format": _book(_hiding_format),
    "white cell": _book(_white_cell),
    "blackened cell": _book(_blackened_cell),
    "far away": _book(_far_away),
    "page header": _book(_page_header),
    "validation list": _book(_validation),
    "defined name": _book(_defined_name),
    "subject": _book(_subject),
    "shared string": _shared,
    "left-over string": lambda text: _shared("无", text),
    "pivot cache": _pivot,
    "external link": _external,
    "rich text": _rich,
}

_A = 'xmlns:a="a" xmlns:p="p" xmlns:r="r"'
_SLIDE = "<p:sld {a} {more}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:sld>"
_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="1" name="a"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="0"/>'
    '<a:ext cx="900" cy="900"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
    "</p:txBody></p:sp>"
)
_CELLS = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"


def _show(parts: dict[str, str]) -> bytes:
    relations = "".join(
        f'<Relationship Id="r{n}" Type="x/slide" Target="slides/slide{n}.xml"/>' for n in (1, 2)
    )
    book = f'<p:presentation {_A}><p:sldIdLst><p:sldId id="1" r:id="r1"/><p:sldId id="2" r:id="r2"/></p:sldIdLst><p:sldSz cx="9000" cy="5000"/></p:presentation>'
    first = _SLIDE.format(a=_A, more="", body=_SHAPE.format(x=0, text=BEFORE))
    whole = {
        "ppt/presentation.xml": book,
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
        "ppt/slides/slide1.xml": first,
        **parts,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", 8) as package:
        for name, xml in whole.items():
            package.writestr(name, xml)
    return target.getvalue()


def _slide(text: str, *, x: int = 0, more: str = "") -> bytes:
    slide = _SLIDE.format(a=_A, more=more, body=_SHAPE.format(x=x, text=text))
    return _show({"ppt/slides/slide2.xml": slide})


def _slide_table(text: str) -> bytes:
    rows = "".join(
        "<a:tr>" + "".join(_CELLS.format(cell) for cell in row) + "</a:tr>"
        for row in (("姓名", "内容"), ("某甲", text))
    )
    slide = _SLIDE.format(a=_A, more="", body=f"<a:tbl>{rows}</a:tbl>")
    return _show({"ppt/slides/slide2.xml": slide})


def _slide_part(name: str, tag: str) -> Maker:
    def maker(text: str) -> bytes:
        if tag == "cm":
            xml = f'<p:cmLst {_A}><p:cm authorId="0"><p:text>{text}</p:text></p:cm></p:cmLst>'
        else:
            xml = _SLIDE.format(a=_A, more="", body=_SHAPE.format(x=0, text=text))
        return _show({name: xml})

    return maker


PPTX: dict[str, Maker] = {
    "slide": _slide,
    "hidden slide": lambda text: _slide(text, more='show="0"'),
    "outside the slide": lambda text: _slide(text, x=12_000),
    "table": _slide_table,
    "notes": _slide_part("ppt/notesSlides/notesSlide1.xml", "notes"),
    "comment": _slide_part("ppt/comments/comment1.xml", "cm"),
}
