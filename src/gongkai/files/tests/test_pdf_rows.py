"""Tables on PDF pages: cells keep together what a page shows together."""

from gongkai.files.extraction import extract
from gongkai.files.tests.papers import placed_pdf

# A header as a browser prints it: labels broken in two, values at half height beside them.
HEADER = [
    (56, 738, "索引"),
    (56, 724, "号："),
    (110, 731, "A01/2026-00012"),
    (309, 738, "主题分"),
    (309, 724, "类："),
    (360, 731, "农业、林业、水利"),
    (56, 700, "发文机"),
    (56, 686, "关："),
    (110, 693, "澄明县人民政府"),
    (309, 700, "成文日"),
    (309, 686, "期："),
    (360, 693, "2026年1月5日"),
]
TEXT = [
    (150, 620, "澄明县人民政府关于春季防火的通知"),
    (76, 590, "各乡镇人民政府："),
    (76, 570, "为做好春季防火，现将有关事项通知如下。"),
]


def lines(pieces: list[tuple[int, int, str]]) -> list[str]:
    return extract(placed_pdf(pieces), "a.pdf").text.split("\n")


def test_a_broken_label_is_one_cell_beside_its_value() -> None:
    assert lines(HEADER + TEXT)[:2] == [
        "索引号：\tA01/2026-00012\t主题分类：\t农业、林业、水利",
        "发文机关：\t澄明县人民政府\t成文日期：\t2026年1月5日",
    ]


def test_labels_broken_at_the_top_of_their_cells_are_put_together_too() -> None:
    top = [(x, y + 7 if "：" not in text and len(text) > 3 else y, text) for x, y, text in HEADER]
    assert lines(top + TEXT)[0].split("\t")[::2] == ["索引号：", "主题分类："]


def test_a_value_of_two_lines_stays_in_its_cell() -> None:
    rows = [
        (56, 700, "标题："),
        (110, 700, "澄明县人民政府关于印发春季防火"),
        (110, 686, "工作方案的通知"),
        (56, 660, "文号："),
        (110, 660, "澄政发〔2026〕5号"),
    ]
    assert lines(rows + TEXT)[0] == "标题：\t澄明县人民政府关于印发春季防火工作方案的通知"


def test_a_list_keeps_the_cells_of_its_rows() -> None:
    heads = ["序号", "姓名", "补贴面积"]
    rows = [heads, ["1", "张甲", "3.5"], ["2", "李乙", "12"]]
    pieces = [
        (60 + 120 * column, 700 - 20 * number, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    assert lines(pieces) == ["\t".join(row) for row in rows]


def test_two_columns_of_a_newspaper_are_not_mixed() -> None:
    left = [
        "春季防火工作会议昨日在县城召开并作了全面部署",
        "会议要求各乡镇压实责任加强值守确保春季平安",
    ]
    right = [
        "全县春耕备耕工作进展顺利农资供应充足价格稳定",
        "农技人员深入田间地头指导农户科学施肥用药技术",
    ]
    pieces = [(40, 700 - 14 * n, text) for n, text in enumerate(left)]
    pieces += [(320, 700 - 14 * n, text) for n, text in enumerate(right)]
    assert "".join(lines(pieces)) == "".join(left + right)


def test_a_wide_gap_in_running_text_is_no_table() -> None:
    pieces = [(60, 700, "一、总体要求"), (60, 680, "（一）"), (110, 680, "加强值守，压实责任。")]
    assert "\t" not in "\n".join(lines(pieces))


def test_what_a_browser_prints_over_and_under_the_page_is_left_out() -> None:
    printed = [(30, 800, "2026/1/8 09:12"), (300, 800, "澄明县人民政府"), (30, 20, "1/1")]
    found = lines(printed + HEADER + TEXT)
    assert found[0].startswith("索引号：")
    assert found[-1].endswith("通知如下。")


def test_an_empty_cell_keeps_its_place_in_the_row() -> None:
    rows = [
        ["序号", "姓名", "身份证号", "电话", "备注"],
        ["1", "张甲", "", "5180012", ""],
        ["2", "", "", "5180013", "外出"],
    ]
    pieces = [
        (60 + 100 * column, 700 - 20 * number, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]
    assert lines(pieces) == ["\t".join(row).rstrip() for row in rows]


def test_a_line_between_two_cells_parts_what_stands_close() -> None:
    pieces = [(60, 700, "姓名"), (95, 700, "电话"), (60, 680, "张甲甲"), (95, 680, "0999")]
    drawn = "\n".join(f"93 {y} m 93 {y + 20} l S" for y in (676, 696))
    assert extract(placed_pdf(pieces, drawn), "a.pdf").text == "姓名\t电话\n张甲甲\t0999"
