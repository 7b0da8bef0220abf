"""Writes the same header in many layouts: fields in any order, any of them without a value."""

from collections.abc import Callable, Sequence

Pairs = Sequence[tuple[str, str]]

LABELS = {
    "title": ["标题", "信息名称", "文件名称"],
    "index_number": ["索引号", "信息索引号", "索 引 号"],
    "document_number": ["文号", "发文字号", "文件编号", "发 文 字 号"],
    "issuer": ["发布机构", "发文机关", "公开主体", "发文单位"],
    "signed_on": ["成文日期", "生成日期", "发文日期", "印发日期"],
    "published_on": ["发布日期", "公开日期", "公布日期", "发布时间"],
    "openness": ["公开方式", "公开形式", "公开属性", "公开类别"],
    "validity": ["有效性", "是否有效", "时效性", "有 效 性"],
    "topic": ["主题分类", "信息分类"],
}
VALUES = {
    "title": ["关于做好春季森林防火工作的通知", "澄明县财政局关于2026年部门预算的公告"],
    "index_number": [
        "000014349/2019-00007",
        "11532301734304660U-/2018-1227004",
        "k15129216/2020-54362",
    ],
    "document_number": ["澄政办发〔2026〕5号", "国办函[2004]36号", "澄财发（2026）12号"],
    "issuer": ["澄明县人民政府办公室", "曹娥街道", "县财政局、县林业局"],
    "signed_on": ["2026年1月5日", "2026-01-05", "2026-01-05 10:32:59"],
    "published_on": ["2026年01月08日", "2026-01-08", "2026-01-08 09:30"],
    "openness": ["主动公开", "依申请公开"],
    "validity": ["有效", "失效", "是"],
    "topic": ["综合政务/政务公开", "卫生、体育\\卫生", "其他"],
}


def lines(pairs: Pairs) -> str:
    return "\n".join(f"{label}：{value}" for label, value in pairs)


def half_width(pairs: Pairs) -> str:
    return "\n".join(f"  • {label}: {value}" for label, value in pairs)


def own_lines(pairs: Pairs) -> str:
    return "\n".join(f"{label}\n{value}" if value else label for label, value in pairs)


def own_lines_apart(pairs: Pairs) -> str:
    return "\n\n".join(f"{label}：\n\n{value}" if value else f"{label}：" for label, value in pairs)


def in_twos(pairs: Pairs) -> list[Pairs]:
    return [pairs[start : start + 2] for start in range(0, len(pairs), 2)]


def cells(pairs: Pairs) -> str:
    rows = [
        "| " + " | ".join(f"{label}: | {value}" for label, value in two) + " |"
        for two in in_twos(pairs)
    ]
    return "\n".join(rows)


def cells_that_lose_empty_ones(pairs: Pairs) -> str:
    rows = []
    for two in in_twos(pairs):
        filled = [text for label, value in two for text in (f"{label}:", value) if text]
        rows.append("| " + " | ".join(filled) + " | " + "|" * (4 - len(filled)))
    return "\n".join(rows)


def several_on_a_line(pairs: Pairs) -> str:
    return "\n".join(
        "　　".join(f"{label}： {value}" for label, value in two) for two in in_twos(pairs)
    )


def all_on_one_line(pairs: Pairs) -> str:
    return (
        "当前位置： 首页政务公开 "
        + " ".join(f"{label}： {value}" for label, value in pairs)
        + " 来源：县政府"
    )


def bracketed(pairs: Pairs) -> str:
    return "\n".join(f"【{label}】{value}" for label, value in pairs)


def tabbed(pairs: Pairs) -> str:
    return "\n".join(
        "\t".join(f"{label}\t{value}" for label, value in two) for two in in_twos(pairs)
    )


def table(pairs: Pairs) -> str:
    rows = (
        "".join(f"<td><b>{label}：</b></td><td>{value}</td>" for label, value in two)
        for two in in_twos(pairs)
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def nested_table(pairs: Pairs) -> str:
    return f"<table><tr><td><p>信息公开</p>{table(pairs)}</td></tr></table>"


def heads(pairs: Pairs) -> str:
    return (
        "<table>"
        + "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in pairs)
        + "</table>"
    )


def definitions(pairs: Pairs) -> str:
    return "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in pairs) + "</dl>"


def items(pairs: Pairs) -> str:
    return "<ul>" + "".join(f"<li><b>{label}：</b>{value}</li>" for label, value in pairs) + "</ul>"


def spans(pairs: Pairs) -> str:
    return "".join(f"<p><span>{label}</span><span>{value}</span></p>" for label, value in pairs)


def divisions(pairs: Pairs) -> str:
    return "".join(f"<div><div>{label}：</div><div>{value}</div></div>" for label, value in pairs)


def spans_on_one_line(pairs: Pairs) -> str:
    return (
        "<div>"
        + "&nbsp; ".join(f"<span>{label}：{value}</span>" for label, value in pairs)
        + "</div>"
    )


TEXT_LAYOUTS: list[Callable[[Pairs], str]] = [
    lines,
    half_width,
    own_lines,
    own_lines_apart,
    cells,
    cells_that_lose_empty_ones,
    several_on_a_line,
    all_on_one_line,
    bracketed,
    tabbed,
]
PAGE_LAYOUTS: list[Callable[[Pairs], str]] = [
    table,
    nested_table,
    heads,
    definitions,
    items,
    spans,
    divisions,
    spans_on_one_line,
]
