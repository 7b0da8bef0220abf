"""Invented annual reports: consistent random figures, and the layouts in which sites publish them."""

import io
from dataclasses import dataclass, field, replace
from html import escape

from hypothesis import strategies as st

from gongkai.reporting.form import COLUMN_NAMES, DETAILS, KEYS, TABLE3, TABLE4_GROUPS

ORGAN = "澄明县水务局"


@dataclass(frozen=True)
class Facts:
    """What a report states. Cells are numbers; None prints as a blank."""

    year: int
    table3: dict
    table4: dict
    regulations: tuple = (0, 0, 0)
    normative: tuple = (3, 1, 27)
    licence: int = 2293
    penalty: int = 118
    coercion: int = 42
    fees_wan: float = 5949.088667
    narrative: str = ""
    part_six: str = "本年度没有收取信息处理费。"
    thousands: bool = field(default=False)

    @property
    def title(self):
        return f"{ORGAN}{self.year}年政府信息公开工作年度报告"

    def show(self, value):
        if value is None:
            return ""
        return f"{value:,}" if self.thousands else str(value)

    def row(self, key):
        return [self.show(value) for value in self.table3[key]]

    def row4(self):
        return [self.show(value) for key in TABLE4_GROUPS for value in self.table4[key]]

    def with_cell(self, key, place, value):
        cells = list(self.table3[key])
        cells[place] = value
        return replace(self, table3={**self.table3, key: cells})


def balanced(parts):
    return [*parts, sum(parts)]


def counts(most):
    """Most cells of a real table are zero."""
    return st.one_of(st.just(0), st.just(0), st.just(0), st.integers(0, 9), st.integers(0, most))


@st.composite
def facts(draw, most=400):
    rows = {
        key: draw(st.lists(counts(most), min_size=6, max_size=6))
        for key in DETAILS
        if draw(st.booleans())
    }
    rows = {key: rows.get(key, [0] * 6) for key in DETAILS}
    total = [sum(row[place] for row in rows.values()) for place in range(6)]
    out = draw(st.lists(counts(9), min_size=6, max_size=6))
    carried = [draw(st.integers(0, min(5, a + b))) for a, b in zip(total, out, strict=True)]
    new = [a + b - c for a, b, c in zip(total, out, carried, strict=True)]
    rows |= {"new": new, "carried_in": carried, "total": total, "carried_out": out}
    remedies = {
        key: balanced(draw(st.lists(counts(30), min_size=4, max_size=4))) for key in TABLE4_GROUPS
    }
    year = draw(st.integers(2021, 2025))
    return narrated(Facts(year, {key: balanced(rows[key]) for key in KEYS}, remedies))


def narrated(report):
    """With sentences that say what the tables say."""
    of = {key: report.table3[key][-1] for key in KEYS}
    review = report.table4["review"][-1]
    lawsuits = report.table4["lawsuit_direct"][-1] + report.table4["lawsuit_after_review"][-1]
    text = (
        f"（一）主动公开。全年通过门户网站公开信息1203条，办理12345热线工单5519件，办结5508件。"
        f"（二）依申请公开。{report.year}年共收到政府信息公开申请{of['new']}件，上年结转{of['carried_in']}件，"
        f"办结{of['total']}件，{of['carried_out']}件结转下年度继续办理。其中，予以公开{of['granted']}件、"
        f"部分公开{of['partial']}件。因政府信息公开引起的行政复议{review}件，行政诉讼{lawsuits}件。"
        "（三）政府信息管理。严格落实先审查后公开。"
    )
    return replace(report, narrative=text)


def opening(report):
    return (
        f"本报告所列数据的统计期限自{report.year}年1月1日起至{report.year}年12月31日止。"
        "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
        "存在的主要问题及改进情况和其他需要报告的事项等六个部分。"
    )


CLOSING = (
    "（一）存在的问题：一是政策解读形式不够丰富，二是目录更新不够及时。（二）改进措施：加强培训。"
)


# ---- the tables as lists of rows of cells: (text, colspan, rowspan) ------------------------------


def grid2(report):
    head = "本年处理决定数量"
    show = report.show
    return [
        [("第二十条第（一）项", 4, 1)],
        [
            ("信息内容", 1, 1),
            ("本年制发件数", 1, 1),
            ("本年废止件数", 1, 1),
            ("现行有效件数", 1, 1),
        ],
        [("规章", 1, 1), *((show(n), 1, 1) for n in report.regulations)],
        [("行政规范性文件", 1, 1), *((show(n), 1, 1) for n in report.normative)],
        [("第二十条第（五）项", 4, 1)],
        [("信息内容", 1, 1), (head, 3, 1)],
        [("行政许可", 1, 1), (show(report.licence), 3, 1)],
        [("第二十条第（六）项", 4, 1)],
        [("信息内容", 1, 1), (head, 3, 1)],
        [("行政处罚", 1, 1), (show(report.penalty), 3, 1)],
        [("行政强制", 1, 1), (show(report.coercion), 3, 1)],
        [("第二十条第（八）项", 4, 1)],
        [("信息内容", 1, 1), ("本年收费金额（单位：万元）", 3, 1)],
        [("行政事业性收费", 1, 1), (str(report.fees_wan), 3, 1)],
    ]


HEAD3 = [
    [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        ("申请人情况", 7, 1),
    ],
    [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
    [(name, 1, 1) for name in COLUMN_NAMES[1:6]],
]


def grid3(report):
    groups = {
        "deny_secret": 8,
        "unable_not_held": 3,
        "refuse_petition": 5,
        "other_not_corrected": 3,
    }
    rows = list(HEAD3)
    for row in TABLE3:
        cells = [(text, 1, 1) for text in report.row(row.key)]
        label = f"{row.number}{row.label}"
        if row.key in {"new", "carried_in", "carried_out"}:
            rows.append([(label, 3, 1), *cells])
            continue
        lead = [("三、本年度办理结果", 1, 22)] if row.key == "granted" else []
        if row.key in {"granted", "partial", "total"}:
            rows.append([*lead, (label, 2, 1), *cells])
            continue
        if row.key in groups:
            lead = [(row.group, 1, groups[row.key])]
        rows.append([*lead, (label, 1, 1), *cells])
    return rows


def grid4(report):
    names = [
        ("结果维持", 1, 1),
        ("结果纠正", 1, 1),
        ("其他结果", 1, 1),
        ("尚未审结", 1, 1),
        ("总计", 1, 1),
    ]
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [*((text, 1, 2) for text, _, _ in names), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [*names, *names],
        [(text, 1, 1) for text in report.row4()],
    ]


# ---- HTML ----------------------------------------------------------------------------------------

SPAN = (
    '<p class="MsoNormal" align="center" style="text-align:center"><span lang="EN-US" '
    'style="font-size:10.5pt;font-family:&quot;Times New Roman&quot;"><o:p>{}</o:p></span></p>'
)


def cell_plain(text):
    return escape(text) or "&nbsp;"


def cell_soup(text):
    return SPAN.format("".join(f"<font>{escape(c)}</font>" for c in text) or "&nbsp;")


def table(rows, cell=cell_plain, tag="td"):
    made = []
    for row in rows:
        cells = "".join(
            f'<{tag} width="60"'
            + (f' colspan="{wide}"' if wide > 1 else "")
            + (f' rowspan="{high}"' if high > 1 else "")
            + f">{cell(text)}</{tag}>"
            for text, wide, high in row
        )
        made.append(f"<tr>{cells}</tr>")
    return f'<table border="1" cellspacing="0" class="MsoTableGrid"><tbody>{"".join(made)}</tbody></table>'


def page(report, two, three, four, *, charset="utf-8", wrap="<div id='zoom'>{}</div>"):
    body = (
        f"<p>{opening(report)}</p><p><strong>一、总体情况</strong></p><p>{report.narrative}</p>"
        f"<h2>二、主动公开政府信息情况</h2>{two}<h2>三、收到和处理政府信息公开申请情况</h2>{three}"
        f"<h2>四、政府信息公开行政复议、行政诉讼情况</h2>{four}"
        f"<p>五、存在的主要问题及改进情况</p><p>{CLOSING}</p>"
        f"<p>六、其他需要报告的事项</p><p>{report.part_six}</p>"
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{report.title}_澄明县人民政府</title>'
        f"</head><body><div class='nav'><a href='/'>首页</a><a href='/zwgk'>政务公开</a></div>"
        f"<h1>{report.title}</h1><div>发布时间：{report.year + 1}-01-20 10:00　发布机构：{ORGAN}　浏览次数：315</div>"
        f"{wrap.format(body)}<div class='footer'>版权所有 备案号：12345678号</div></body></html>"
    )


def html_plain(report):
    parts = (table(rows(report)) for rows in (grid2, grid3, grid4))
    return page(report, *parts).encode(), "a.html"


def html_word_gb18030(report):
    parts = (table(rows(report), cell_soup) for rows in (grid2, grid3, grid4))
    return page(report, *parts, charset="gb2312").encode("gb18030"), "a.htm"


def html_nested(report):
    parts = (table(rows(report)) for rows in (grid2, grid3, grid4))
    wrap = "<table width='100%'><tr><td><table><tr><td class='bt'>正文</td></tr><tr><td>{}</td></tr></table></td></tr></table>"
    return page(report, *parts, wrap=wrap).encode(), "a.html"


def html_in_one_table(report):
    """All three tables pasted into the cells of one outer table, as some editors do."""
    rows = "".join(f"<tr><td>{table(make(report))}</td></tr>" for make in (grid2, grid3, grid4))
    return page(report, "", f"<table>{rows}</table>", "").encode(), "a.html"


def html_split(report):
    """A page break cut the table: two tables, the head repeated."""
    rows = grid3(report)
    first, second = rows[:14], rows[14:]
    second[0] = [("三、本年度办理结果", 1, 11), ("（三）不予公开", 1, 1), *second[0]][-10:]
    return page(
        report, table(grid2(report)), table(first) + table([*HEAD3, *second]), table(grid4(report))
    ).encode(), "a.html"


def html_spacers(report):
    """Blank columns at the right, and th instead of td."""
    rows = [[*row, ("", 1, 1), ("", 1, 1)] for row in grid3(report)]
    return page(
        report, table(grid2(report), tag="th"), table(rows), table(grid4(report), tag="th")
    ).encode(), "a.html"


def html_paragraphs(report):
    """A table that an editor dissolved into paragraphs, one cell each."""
    return page(
        report,
        *(
            "".join(f"<p>{text or ''}</p>" for row in rows(report) for text, _, _ in row)
            for rows in (grid2, grid3, grid4)
        ),
    ).encode(), "a.html"


def html_traditional(report):
    import opencc

    data, name = html_plain(report)
    return opencc.OpenCC("s2t").convert(data.decode()).encode(), name


# ---- text ----------------------------------------------------------------------------------------


def text_of(report, tables, between="\n"):
    two, three, four = (tables(rows(report)) for rows in (grid2, grid3, grid4))
    return between.join(
        [
            report.title,
            f"发布机构：{ORGAN}",
            opening(report),
            "一、总体情况",
            report.narrative,
            "二、主动公开政府信息情况",
            two,
            "三、收到和处理政府信息公开申请情况",
            three,
            "四、政府信息公开行政复议、行政诉讼情况",
            four,
            "五、存在的主要问题及改进情况",
            CLOSING,
            "六、其他需要报告的事项",
            report.part_six,
        ]
    )


def txt_pipes(report):
    def rows(grid):
        return "\n".join("| " + " | ".join(text for text, _, _ in row) + " |" for row in grid)

    return text_of(report, rows).encode(), "a.txt"


def txt_closed_cells(report):
    """One cell per line, each closed by a bar; the row ends with bars for what its cells cover."""

    def row_of(row):
        cells = [f"{text} |" for text, _, _ in row]
        return "\n".join([*cells, "|" * sum(wide - 1 for _, wide, _ in row)])

    return text_of(report, lambda grid: "\n".join(map(row_of, grid))).encode(), "a.txt"


def txt_tabs(report):
    return text_of(
        report, lambda grid: "\n".join("\t".join(text for text, _, _ in row) for row in grid)
    ).encode("gb18030"), "a.txt"


def txt_spaces(report):
    return text_of(
        report, lambda grid: "\n".join("  ".join(text for text, _, _ in row) for row in grid)
    ).encode(), "a.txt"


def txt_cells(report):
    """One cell per line."""
    return text_of(
        report, lambda grid: "\n".join(text for row in grid for text, _, _ in row if text)
    ).encode("utf-16"), "a.txt"


def txt_one_line(report):
    """Everything on one line, cells apart by one space."""
    return text_of(
        report, lambda grid: " ".join(text for row in grid for text, _, _ in row), " "
    ).encode(), "a.txt"


def txt_fullwidth(report):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return text_of(
        report,
        lambda grid: "\n".join(
            "　".join(text.translate(wide) for text, _, _ in row) for row in grid
        ),
    ).encode(), "a.txt"


def txt_wrapped(report):
    """Long labels wrapped, the numbers beside their first line, as a PDF viewer copies them."""

    def rows(grid):
        lines = []
        for row in grid:
            texts = [text for text, _, _ in row]
            labels = [text for text in texts if not text.replace(".", "").isdigit()]
            numbers = [text for text in texts if text.replace(".", "").isdigit()]
            label = " ".join(labels)
            if numbers and len(label) > 14:
                lines += [f"{label[:12]} {' '.join(numbers)}", label[12:]]
            else:
                lines.append(" ".join([label, *numbers]))
        return "\n".join(lines)

    return text_of(report, rows).encode(), "a.txt"


def txt_torn(report):
    """A PDF copied by its look: the numbers of a row in the midst of its torn labels."""

    def rows(grid):
        lines = []
        for row in grid:
            label = "".join(text for text, _, _ in row if not text.replace(".", "").isdigit())
            numbers = [text for text, _, _ in row if text.replace(".", "").isdigit()]
            if len(numbers) == 7:
                lines += [label[:4], f"{label[4:7]} {' '.join(numbers)}", *label[7:].split("公")]
            else:
                lines.append(" ".join(text for text, _, _ in row))
        return "\n".join(lines)

    return text_of(report, rows).encode(), "a.txt"


def txt_paged(report):
    """Page numbers between the rows, and the head repeated on the second page."""

    def rows(grid):
        lines = ["  ".join(text for text, _, _ in row) for row in grid]
        if len(lines) > 20:
            head = ["  ".join(text for text, _, _ in row) for row in HEAD3]
            lines[15:15] = ["- 3 -", "", *head]
        return "\n".join(lines)

    return text_of(report, rows).encode(), "a.txt"


def txt_fused(report):
    """Borders gone, digits run together, as page archives keep them."""
    return text_of(
        report, lambda grid: "".join(text for row in grid for text, _, _ in row), ""
    ).encode(), "a.txt"


def txt_fused_rows(report):
    return text_of(
        report, lambda grid: "\n".join("".join(text for text, _, _ in row) for row in grid)
    ).encode(), "a.txt"


# ---- docx, pdf -----------------------------------------------------------------------------------


def docx(report):
    from docx import Document

    document = Document()
    document.add_heading(report.title)
    document.add_paragraph(f"发布机构：{ORGAN}")
    document.add_paragraph(opening(report))
    document.add_paragraph("一、总体情况")
    document.add_paragraph(report.narrative)
    for heading, rows in (
        ("二、主动公开政府信息情况", grid2(report)),
        ("三、收到和处理政府信息公开申请情况", grid3(report)),
        ("四、政府信息公开行政复议、行政诉讼情况", grid4(report)),
    ):
        document.add_paragraph(heading)
        _docx_table(document, rows)
    document.add_paragraph("五、存在的主要问题及改进情况")
    document.add_paragraph(CLOSING)
    document.add_paragraph("六、其他需要报告的事项")
    document.add_paragraph(report.part_six)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "a.docx"


def _docx_table(document, rows):
    width = sum(wide for _, wide, _ in rows[0])
    made = document.add_table(rows=len(rows), cols=width)
    taken = set()
    for line, row in enumerate(rows):
        column = 0
        for text, wide, high in row:
            while (line, column) in taken:
                column += 1
            taken |= {(line + y, column + x) for y in range(high) for x in range(wide)}
            cell = made.cell(line, column)
            if wide > 1 or high > 1:
                cell = cell.merge(made.cell(line + high - 1, column + wide - 1))
            cell.text = text
            column += wide


EXACT = {
    make.__name__: make
    for make in (
        html_plain,
        html_word_gb18030,
        html_nested,
        html_in_one_table,
        html_split,
        html_spacers,
        html_paragraphs,
        html_traditional,
        txt_pipes,
        txt_closed_cells,
        txt_tabs,
        txt_spaces,
        txt_cells,
        txt_one_line,
        txt_fullwidth,
        txt_wrapped,
        txt_torn,
        txt_paged,
        docx,
    )
}
"""Layouts in which every border survives: they must read back exactly."""
FUSED = {make.__name__: make for make in (txt_fused, txt_fused_rows)}
"""Layouts in which digits run together: exactly, or unsure with the truth among the readings."""


# ---- the form of 2019 and 2020 -------------------------------------------------------------------


def grid2_of_2019(report):
    head = [
        ("信息内容", 1, 1),
        ("上一年项目数量", 1, 1),
        ("本年增/减", 1, 1),
        ("处理决定数量", 1, 1),
    ]
    return [
        [("第二十条第（一）项", 4, 1)],
        [
            ("信息内容", 1, 1),
            ("本年新制作数量", 1, 1),
            ("本年新公开数量", 1, 1),
            ("对外公开总数量", 1, 1),
        ],
        [("规章", 1, 1), ("0", 1, 1), ("0", 1, 1), ("0", 1, 1)],
        [("规范性文件", 1, 1), ("5", 1, 1), ("4", 1, 1), ("63", 1, 1)],
        [("第二十条第（五）项", 4, 1)],
        head,
        [("行政许可", 1, 1), ("120", 1, 1), ("-3", 1, 1), (str(report.licence), 1, 1)],
        [("其他对外管理服务事项", 1, 1), ("88", 1, 1), ("+2", 1, 1), ("4310", 1, 1)],
        [("第二十条第（六）项", 4, 1)],
        head,
        [("行政处罚", 1, 1), ("35", 1, 1), ("0", 1, 1), (str(report.penalty), 1, 1)],
        [("行政强制", 1, 1), ("4", 1, 1), ("0", 1, 1), (str(report.coercion), 1, 1)],
        [("第二十条第（八）项", 4, 1)],
        [("信息内容", 1, 1), ("上一年项目数量", 1, 1), ("本年增/减", 2, 1)],
        [("行政事业性收费", 1, 1), ("10", 1, 1), ("-1", 2, 1)],
        [("第二十条第（九）项", 4, 1)],
        [("信息内容", 1, 1), ("采购项目数量", 1, 1), ("采购总金额", 2, 1)],
        [("政府集中采购", 1, 1), ("21", 1, 1), ("3120.5万元", 2, 1)],
    ]


def grid3_of_2019(report):
    rows = grid3(report)
    last = rows.index(next(row for row in rows if row[0][0] == "（六）其他处理"))
    merged = [("（六）其他处理", 2, 1), *((text, 1, 1) for text in report.row("other"))]
    return [*rows[:last], merged, *rows[last + 3 :]]


def html_2019(report):
    parts = (table(rows(report)) for rows in (grid2_of_2019, grid3_of_2019, grid4))
    return page(report, *parts).encode(), "a.html"


def txt_2019(report):
    plain = txt_spaces(report)[0].decode()
    two, three = (
        "\n".join("  ".join(text for text, _, _ in row) for row in rows(report))
        for rows in (grid2_of_2019, grid3_of_2019)
    )
    before, rest = plain.split("二、主动公开政府信息情况\n", 1)
    after = rest.split("四、政府信息公开行政复议", 1)[1]
    return (
        f"{before}二、主动公开政府信息情况\n{two}\n三、收到和处理政府信息公开申请情况\n{three}\n"
        f"四、政府信息公开行政复议{after}"
    ).encode(), "a.txt"


def txt_fused_2019(report):
    """The form of 2019 with its borders gone."""
    two, three, four = (
        "".join(text for row in rows(report) for text, _, _ in row)
        for rows in (grid2_of_2019, grid3_of_2019, grid4)
    )
    parts = (
        f"{report.title}{opening(report)}一、总体情况{report.narrative}二、主动公开政府信息情况{two}",
        f"三、收到和处理政府信息公开申请情况{three}四、政府信息公开行政复议、行政诉讼情况{four}",
        f"五、存在的主要问题及改进情况{CLOSING}六、其他需要报告的事项{report.part_six}",
    )
    return "".join(parts).encode(), "a.txt"
