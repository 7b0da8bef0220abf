"""Masked copies: nothing is found in them, nothing can be got back, the rest stays readable."""

import io
from copy import copy

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from gongkai.kernel.errors import Refusal
from gongkai.screening.engine import Engine
from gongkai.screening.files import read_passages
from gongkai.screening.masking import mask_file
from gongkai.screening.masking.forms import masked
from gongkai.screening.reading import screen_data
from gongkai.screening.rules.passages import Passage
from gongkai.screening.tests.leaks import numbers
from gongkai.screening.tests.leaks.bytes_of import everything_in
from gongkai.screening.tests.leaks.file_cases import FileCase, cases
from gongkai.screening.tests.leaks.office_papers import DOCX, PPTX, XLSX
from gongkai.screening.tests.leaks.other_papers import HTML, PACKED, PDF, TEXTS, pdf, saved
from gongkai.screening.tests.planted.suite import all_cases

ID = numbers.identity_number(7)
MOBILE = numbers.mobile(12345678)
MASKABLE = ("docx: ", "xlsx: ", "pdf: ", "html: ", "text: ")
PLANTED = [case for case in cases() if case.secret and case.name.startswith(MASKABLE)]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def shown(data: bytes, name: str) -> str:
    pieces = read_passages(data, name)
    return "\n".join(piece.text for piece in pieces if isinstance(piece, Passage))


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case.name)
def test_a_masked_file_is_clean_and_its_bytes_do_not_give_it_back(engine: Engine, case: FileCase):
    made = mask_file(case.data, case.file, engine=engine)
    findings = screen_data(engine, made.data, case.file)
    assert [found for found in findings if found.category == "personal_data"] == []
    assert [found.rule for found in findings if found.severity == "block"] == []
    assert case.secret not in everything_in(made.data)
    assert case.secret[4:14] not in everything_in(made.data)
    assert case.secret not in str(made.as_json())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (DOCX["split runs"](f"身份证号：{ID}，手机：{MOBILE}"), "a.docx"),
        (XLSX["rich text"](f"身份证号：{ID}，手机：{MOBILE}"), "a.xlsx"),
        (HTML["split by tags"](f"身份证号：{ID}，手机：{MOBILE}"), "a.html"),
        (TEXTS["gb18030"][1](f"身份证号：{ID}，手机：{MOBILE}"), "a.txt"),
        (TEXTS["csv"][1](f"身份证号：{ID}，手机：{MOBILE}"), "a.csv"),
    ],
)
def test_the_usual_forms_keep_what_the_rules_let_stand(engine, data, name):
    usual = mask_file(data, name, engine=engine)
    text = shown(usual.data, name)
    assert f"{ID[:6]}********{ID[-4:]}" in text
    assert f"{MOBILE[:3]}****{MOBILE[-4:]}" in text
    assert usual.counts == {"id_number": 1, "mobile": 1}
    strict = shown(mask_file(data, name, engine=engine, strict=True).data, name)
    assert f"{'*' * 14}{ID[-4:]}" in strict


def test_a_word_document_keeps_its_text_and_look(engine):
    document = docx.Document()
    paragraph = document.add_paragraph("张三（身份证号：")
    paragraph.add_run(ID[:9]).bold = True
    paragraph.add_run(ID[9:])
    paragraph.add_run("）符合条件。")
    target = io.BytesIO()
    document.save(target)
    made = mask_file(target.getvalue(), "a.docx", engine=engine)
    again = docx.Document(io.BytesIO(made.data))
    assert again.paragraphs[0].text == f"张三（身份证号：{ID[:6]}********{ID[-4:]}）符合条件。"
    assert again.paragraphs[0].runs[1].bold


def test_a_workbook_opens_again_without_its_hidden_parts(engine):
    for place in ("hidden sheet", "hidden column", "hidden row", "note", "defined name"):
        made = mask_file(XLSX[place](f"身份证号：{ID}"), "a.xlsx", engine=engine)
        book = openpyxl.load_workbook(io.BytesIO(made.data))
        assert book.sheetnames == ["名单"]
        assert book["名单"]["B2"].value == "某甲"
        assert engine.screen(read_passages(made.data, "a.xlsx")) == []


def test_a_formula_becomes_its_value(engine):
    made = mask_file(XLSX["formula"](f"身份证号：{ID}"), "a.xlsx", engine=engine)
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    values = [cell.value for row in book["名单"].iter_rows() for cell in row]
    assert not any(isinstance(value, str) and value.startswith("=") for value in values)


def test_a_page_that_can_be_rewritten_keeps_its_text(engine):
    made = mask_file(PDF["page"](f"身份证号：{ID}，请核对"), "a.pdf", engine=engine)
    assert made.redrawn_pages == ()
    text = "".join(shown(made.data, "a.pdf").split())
    assert "以下为澄明县公示内容" in text
    assert "请核对" in text
    assert ID[:6] in text


def test_the_letters_after_a_masked_number_stay_where_they_were(engine):
    def place_of(data: bytes, char: str) -> float:
        page = pypdfium2.PdfDocument(data)[0].get_textpage()
        return page.get_charbox(page.get_text_range().index(char))[0]

    data = PDF["page"](f"身份证号：{ID}，请核对")
    made = mask_file(data, "a.pdf", engine=engine)
    assert place_of(made.data, "核") == pytest.approx(place_of(data, "核"), abs=0.5)


@pytest.mark.parametrize("place", ["under a black bar", "not shown", "outside the page", "white"])
def test_a_page_with_unseen_text_is_redrawn_as_a_picture(engine, place):
    made = mask_file(PDF[place](f"身份证号：{ID}"), "a.pdf", engine=engine)
    assert made.redrawn_pages == (1,)
    with pikepdf.open(io.BytesIO(made.data)) as package:
        assert "/Font" not in package.pages[0].obj.Resources


def test_a_box_stands_where_the_letters_were(engine):
    made = mask_file(PDF["page"](f"身份证号：{ID}"), "a.pdf", engine=engine)
    picture = pypdfium2.PdfDocument(made.data)[0].render(scale=1, grayscale=True).to_pil()
    assert picture.crop((220, 133, 300, 141)).getextrema()[1] < 40


def test_words_given_by_a_person_are_masked_too(engine):
    data = DOCX["table"]("举报人李小花反映")
    made = mask_file(data, "a.docx", engine=engine, words=("李小花",))
    assert "李小花" not in everything_in(made.data)
    assert "举报人***反映" in shown(made.data, "a.docx")
    assert made.counts == {"by_hand": 1}


def test_a_clean_file_stays_what_it_says(engine):
    text = "办公电话：0571-87051234，澄政发〔2026〕17号"
    for makers, name in ((DOCX, "a.docx"), (XLSX, "a.xlsx"), (PDF, "a.pdf")):
        maker = next(iter(makers.values()))
        made = mask_file(maker(text), name, engine=engine)
        assert made.places == ()
        assert text in shown(made.data, name).replace("\n", "")


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (PPTX["slide"]("甲"), "a.pptx", "导出为 PDF"),
        (PACKED["zip with docx"][1]("甲"), "a.zip", "解压后"),
        (b"", "a.txt", "空的"),
    ],
)
def test_a_kind_that_cannot_be_masked_is_refused_with_advice(engine, data, name, advice):
    with pytest.raises(Refusal, match=advice):
        mask_file(data, name, engine=engine)


def test_a_copy_that_is_not_clean_is_never_given_out():
    class Stubborn(Engine):
        """Goes on finding the mask itself."""

        def screen(self, passages):
            pieces = [p for p in passages if isinstance(p, Passage)]
            found = super().screen([Passage(f"身份证号：{ID}", pieces[0].location)])
            return found if any("*" in piece.text for piece in pieces) else super().screen(pieces)

    with pytest.raises(Refusal, match="脱敏后仍检出") as refused:
        mask_file(TEXTS["utf-8"][1](f"身份证号：{ID}"), "a.txt", engine=Stubborn())
    assert ID not in str(refused.value)


def test_every_planted_text_is_masked_in_both_forms(engine):
    planted = [case for case in all_cases() if case.planted]
    for case in planted:
        for strict in (False, True):
            data = case.text.encode("utf-8", "surrogatepass")
            made = mask_file(data, case.file, engine=engine, strict=strict)
            assert screen_data(engine, made.data, case.file) == [], case.name
            assert made.counts, case.name


@pytest.mark.parametrize(
    ("rule", "text", "usual", "strict"),
    [
        ("id_number", "110101199003071234", "110101********1234", "**************1234"),
        ("mobile", "138 1234 5678", "138 **** 5678", "*** **** 5678"),
        ("bank_card", "6228 4800 0000 0012", "**** **** **** 0012", "**** **** **** 0012"),
        ("landline", "0571-87051234", "0571-******34", "****-********"),
        ("landline", "(010)87051234", "(010)******34", "(***)********"),
        ("home_address", "澄明县城关镇和平路3号", "澄明县城关镇***", "***"),
        ("email", "zhangsan@example.com", "z***@example.com", "***@example.com"),
        ("sensitive_health", "肺癌", "***", "***"),
    ],
)
def test_the_forms_of_the_rule_book(rule, text, usual, strict):
    assert masked(rule, text) == usual
    assert masked(rule, text, strict=True) == strict


def test_a_number_torn_by_the_edge_of_a_page_is_masked_on_both(engine):
    """A row cut by the page's edge: the second page is redrawn, the first loses its letters."""

    def row(cells, y):
        return "".join(
            f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{cell.encode('utf-16-be').hex()}> Tj ET\n"
            for x, cell in zip((60, 160, 420), cells, strict=True)
        )

    heads = row(("序号", "身份证号", "村名"), 760) + row(("1", "无", "东村"), 740)
    first = heads + row(("2", ID[:14], "西村"), 720)
    second = row((ID[14:], "一组", "某组"), 760) + row(("3", "无", "北村"), 740)
    data = saved(pdf(first, second))
    text = shown(data, "a.pdf")
    assert ID in text, text
    made = mask_file(data, "a.pdf", engine=engine)
    assert made.redrawn_pages == (2,)
    assert ID[:14] not in everything_in(made.data)


def test_links_that_go_leave_nothing_dangling(engine):
    document = docx.Document()
    paragraph = document.add_paragraph(f"身份证号：{ID}，")
    for address in ("mailto:zhangsan@example.com", "https://www.example.gov.cn/"):
        link = paragraph.part.relate_to(address, RT.HYPERLINK, is_external=True)
        element = paragraph._p.makeelement(qn("w:hyperlink"), {qn("r:id"): link})
        element.append(copy(paragraph.add_run("链接")._r))
        paragraph._p.append(element)
    target = io.BytesIO()
    document.save(target)
    made = mask_file(target.getvalue(), "a.docx", engine=engine)
    again = docx.Document(io.BytesIO(made.data))
    used = [e.get(qn("r:id")) for e in again.element.iter(qn("w:hyperlink"))]
    assert [again.part.rels[key].target_ref for key in used if key] == [
        "https://www.example.gov.cn/"
    ]
    assert "mailto" not in everything_in(made.data)


def test_what_was_left_behind_is_counted_as_people_count(engine):
    removed = mask_file(DOCX["comment"](f"身份证号：{ID}"), "a.docx", engine=engine).removed
    assert removed["批注"] == 1
