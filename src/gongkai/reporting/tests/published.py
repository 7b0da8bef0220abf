"""Layouts in which the ~3000 counties publish, beside those of `synthetic`: each out of one model.

A table is rows of (text, columns, rows); the same rows are written as HTML, Word, PDF and text.
"""

import io
from pathlib import Path

import gongkai.web
from gongkai.reporting.form import (
    COLUMN_NAMES,
    KEYS,
    PARTS,
    TABLE3,
    TABLE4_COLUMN_NAMES,
    TABLE4_GROUPS,
)
from gongkai.reporting.tests.synthetic import cell_plain, cell_soup

GROUPS = ("未经复议直接起诉", "复议后起诉")


def three(report):
    """Part three with the labels of groups in columns of their own."""
    rows = [
        [("勾稽关系", 3, 3), ("申请人情况", 7, 1)],
        [("自然 人", 1, 2), ("法人或其他组织", 5, 1), ("总 计", 1, 2)],
        [(name, 1, 1) for name in COLUMN_NAMES[1:6]],
    ]
    sizes = {}
    for row in TABLE3:
        sizes[row.group] = sizes.get(row.group, 0) + 1
    seen = {""}
    for row in TABLE3:
        cells = [(value, 1, 1) for value in report.row(row.key)]
        inside = KEYS.index(row.key) in range(2, 24)
        label = (row.number + row.label, 1 if row.group else (2 if inside else 3), 1)
        group = [] if row.group in seen else [(row.group, 1, sizes[row.group])]
        seen.add(row.group)
        head = [("三、本年度办理结果", 1, 22)] if row.key == "granted" else []
        rows.append([*head, *group, label, *cells])
    return rows


def two(report):
    """Part two with the article beside its rows."""

    def triple(values):
        return [(report.show(value), 1, 1) for value in values]

    def article(number):
        return f"第二十条第（{number}）项"

    def single(name, value):
        return [(name, 1, 1), (report.show(value), 3, 1)]

    decisions = [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)]
    fees = [("信息内容", 1, 1), ("本年收费金额（单位：万元）", 3, 1)]
    return [
        [(name, 1, 1) for name in ("条款", "信息内容", "制发件数", "废止件数", "现行有效件数")],
        [(article("一"), 1, 2), ("规 章", 1, 1), *triple(report.regulations)],
        [("行政规范性文件", 1, 1), *triple(report.normative)],
        [(article("五"), 1, 2), *decisions],
        single("行政许可", report.licence),
        [(article("六"), 1, 3), *decisions],
        single("行政处罚", report.penalty),
        single("行政强制", report.coercion),
        [(article("八"), 1, 2), *fees],
        single("行政事业性收费", report.fees_wan),
    ]


def four(report):
    """Part four as three rows below one head."""
    groups = [[(report.show(value), 1, 1) for value in report.table4[key]] for key in TABLE4_GROUPS]
    return [
        [("类 别", 2, 1), *((name, 1, 1) for name in TABLE4_COLUMN_NAMES)],
        [("行政复议", 2, 1), *groups[0]],
        [("行政诉讼", 1, 2), (GROUPS[0], 1, 1), *groups[1]],
        [(GROUPS[1], 1, 1), *groups[2]],
    ]


def placed(rows):
    """(row, column) → (text, top, left, columns, rows) of the cell that covers the place."""
    taken = {}
    for top, row in enumerate(rows):
        left = 0
        for text, width, height in row:
            while (top, left) in taken:
                left += 1
            for y in range(top, min(top + height, len(rows))):
                for x in range(left, left + width):
                    taken[y, x] = (text, top, left, width, height)
            left += width
    return taken


def turned(rows):
    """The same cells with rows for columns."""
    cells = sorted(
        {
            (left, top, text, height, width)
            for text, top, left, width, height in placed(rows).values()
        }
    )
    made = [[] for _ in range(max(cell[0] for cell in cells) + 1)]
    for left, _, text, width, height in cells:
        made[left].append((text, width, height))
    return made


def html_of(report, tables, cell=cell_plain, charset="utf-8"):
    def table(rows):
        body = "".join(
            "<tr>"
            + "".join(
                f"<td colspan='{width}' rowspan='{height}'>{cell(text)}"
                for text, width, height in row
            )
            for row in rows
        )
        return f"<table><tbody>{body}</table>"

    second, third, fourth = ("".join(table(rows) for rows in part) for part in tables)
    return (
        f"<html><head><meta charset='{charset}'><title>{report.title}</title></head><body>"
        f"<h1>{report.title}</h1><p>发布机构：澄明县水务局</p><p>{PARTS[0]}</p><p>{report.narrative}</p>"
        f"<p>{PARTS[1]}</p>{second}<p>{PARTS[2]}</p>{third}<p>{PARTS[3]}</p>{fourth}"
        f"<p>{PARTS[4]}</p><p>继续改进。</p><p>{PARTS[5]}</p><p>{report.part_six}</p></body></html>"
    ).encode(charset)


def html_groups(report):
    return html_of(report, ([two(report)], [three(report)], [four(report)])), "a.html"


def html_word_groups(report):
    tables = ([two(report)], [three(report)], [four(report)])
    return html_of(report, tables, cell_soup, "gb18030"), "a.html"


def html_turned(report):
    return html_of(
        report, ([two(report)], [turned(three(report))], [turned(four(report))])
    ), "a.html"


def html_row_per_table(report):
    rows = [[row] for row in three(report)]
    return html_of(report, ([two(report)], rows, [four(report)])), "a.html"


def _ruled(rows, border, rule=""):
    lines = [border.join(text for text, _, _ in row) for row in rows]
    return f"\n{rule}\n".join(lines) if rule else "\n".join(lines)


def _text(report, border, rule=""):
    second, third, fourth = (_ruled(part(report), border, rule) for part in (two, three, four))
    texts = (report.narrative, second, third, fourth, "继续改进。", report.part_six)
    parts = (line for pair in zip(PARTS, texts, strict=True) for line in pair)
    return "\n".join([report.title, "发布机构：澄明县水务局", *parts])


def txt_box(report):
    return _text(report, "│", "├" + "─" * 30 + "┤").encode(), "a.txt"


def txt_groups_tabs(report):
    return _text(report, "\t").encode("utf-16"), "a.txt"


def txt_csv(report):
    return _text(report, ",").encode("gb18030"), "a.txt"


def docx_moved(report):
    """A Word file in which numbers were moved away and rows deleted with changes tracked."""
    import docx
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    document.add_heading(report.title, 0)
    document.add_paragraph("发布机构：澄明县水务局")
    for heading, text, make in zip(
        PARTS,
        (report.narrative, "", "", "", "继续改进。", report.part_six),
        (None, two, three, four, None, None),
        strict=True,
    ):
        document.add_paragraph(heading)
        document.add_paragraph(text)
        if make is None:
            continue
        cells = placed(make(report))
        width = max(x for _, x in cells) + 1
        table = document.add_table(max(y for y, _ in cells) + 1, width)
        for words, top, left, columns, rows in set(cells.values()):
            cell = table.cell(top, left).merge(table.cell(top + rows - 1, left + columns - 1))
            cell.text = words
            if words.isdigit():
                run = "<w:r><w:t>7</w:t></w:r>"
                cell.paragraphs[0]._p.append(parse_xml(f"<w:moveFrom {space}>{run}</w:moveFrom>"))
        deleted = "<w:trPr><w:del/></w:trPr>" + "<w:tc><w:p/></w:tc>" * width
        table._tbl.append(parse_xml(f"<w:tr {space}>{deleted}</w:tr>"))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue(), "a.docx"


FONT = Path(gongkai.web.__file__).parent / "static/vendor/noto-serif-sc.ttf"
HIGH, NARROW, WIDE = 7, 30, 110


def pdf_drawn(report):
    """Part three cut by a page break inside a group, part four printed sideways."""
    from fpdf import FPDF

    sheet = FPDF(unit="mm", format=(460, 150))
    sheet.set_auto_page_break(auto=False)
    sheet.add_font("song", fname=FONT)

    def page(*lines):
        sheet.add_page()
        sheet.set_font("song", size=8)
        for place, line in enumerate(lines):
            sheet.text(10, 8 + 6 * place, line)

    page(report.title, "发布机构：澄明县水务局", PARTS[0], report.narrative, PARTS[1])
    _draw(sheet, two(report), 0, 99, labels=2)
    page(PARTS[2])
    _draw(sheet, three(report), 0, 11, labels=3)
    page()
    _draw(sheet, three(report), 11, 99, labels=3)
    sheet.add_page(format=(150, 460))
    with sheet.rotation(90, x=75, y=75):
        _draw(sheet, four(report), 0, 99, labels=2, left=-300)
    page(PARTS[4], "继续改进。", PARTS[5], report.part_six)
    return bytes(sheet.output()), "a.pdf"


def _draw(sheet, rows, first, last, *, labels, left=10):
    def at(column):
        return left + WIDE * min(column, labels) + NARROW * max(column - labels, 0)

    sheet.set_font("song", size=8)
    for text, top, column, columns, height in set(placed(rows).values()):
        begin, end = max(top, first), min(top + height, last)
        if begin >= end:
            continue
        x, y = at(column), 40 + HIGH * (begin - first)
        sheet.rect(x, y, at(column + columns) - x, HIGH * (end - begin))
        if begin == top:
            sheet.text(x + 1, y + 5, text)


PUBLISHED = {
    make.__name__: make
    for make in (
        html_groups,
        html_word_groups,
        html_turned,
        html_row_per_table,
        txt_box,
        txt_groups_tabs,
        txt_csv,
        docx_moved,
        *([pdf_drawn] if FONT.exists() else []),
    )
}
