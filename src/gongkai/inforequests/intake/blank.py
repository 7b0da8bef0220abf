"""The blank application form as .docx, with the fields of the law and of the online form."""

from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.inforequests.rules.intake import IDENTITY_KINDS, OF_PEOPLE
from gongkai.inforequests.words import ApplicantClass, FormWanted, WayWanted

_BOX = "□"
_NOTES = (
    "一、公民填写“公民”部分，法人或者其他组织填写“法人或者其他组织”部分，并附身份证明。",
    "二、请尽可能写明所需信息的名称、文号，或者便于查找的其他特征。不必说明用途。",
    "三、采用书面形式确有困难的，可以口头提出，由工作人员代为填写（条例第二十九条）。",
    "四、申请人的个人信息加密保存，只用于办理本申请。",
)


def _boxes(labels: list[str]) -> str:
    return "  ".join(f"{_BOX}{label}" for label in labels)


def _rows(title: str) -> list[tuple[str, str, str]]:
    """(part, label, what stands in the cell)."""
    person = "公民"
    body = "法人或者其他组织"
    wanted = "所需信息"
    kinds = [IDENTITY_KINDS[code] for code in OF_PEOPLE]
    return [
        ("受理机关", "名称", title),
        (person, "姓名", ""),
        (person, "证件种类", _boxes(kinds)),
        (person, "证件号码", ""),
        (body, "名称", ""),
        (
            body,
            "类型",
            _boxes([label for code, label in ApplicantClass.choices if code != "natural"]),
        ),
        (body, "统一社会信用代码", ""),
        (body, "法定代表人或者负责人", ""),
        (body, "联系人", ""),
        ("联系方式", "电话", ""),
        ("联系方式", "电子邮箱", ""),
        ("联系方式", "通信地址、邮政编码", ""),
        (wanted, "名称、文号或者其他特征", "\n\n\n\n"),
        (wanted, "载体形式", _boxes([str(label) for label in FormWanted.labels])),
        (wanted, "获取方式", _boxes([str(label) for label in WayWanted.labels])),
        ("申请人", "签名或者盖章", "\n"),
        ("申请人", "申请日期", "      年    月    日"),
    ]


@lru_cache(maxsize=8)
def blank_form(site: str) -> bytes:
    """The form as bytes of a Word file; ``site`` is the name of the county's site."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name = "宋体"
    style.font.size = Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run("政府信息公开申请表")
    run.bold, run.font.size = True, Pt(18)
    rows = _rows("")
    table = document.add_table(rows=len(rows), cols=3)
    table.style = "Table Grid"
    _fill(table, rows)
    for note in (f"说明（{site}）", *_NOTES):
        document.add_paragraph(note).paragraph_format.space_after = Pt(2)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _fill(table: object, rows: list[tuple[str, str, str]]) -> None:
    first = 0
    for place, (part, label, content) in enumerate(rows):
        cells = table.rows[place].cells  # type: ignore[attr-defined]
        cells[1].text, cells[2].text = label, content
        last = place + 1 == len(rows) or rows[place + 1][0] != part
        if last:
            whole = table.cell(first, 0).merge(table.cell(place, 0))  # type: ignore[attr-defined]
            whole.text = part
            first = place + 1
