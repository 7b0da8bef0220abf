"""The page of measures: every figure of the product, computed from the registry."""

from gongkai.kernel.measures import Measure, Rate, dimensions, measures, rates


def _measure(measure: Measure) -> list[str]:
    told = "、".join(dimensions[name].label for name in measure.dimensions)
    return [
        f"### {measure.label}",
        "",
        f"{measure.definition}。",
        "",
        f"`{measure.code}`；单位：{measure.unit}；{measure.as_of.value}；可按{told}分开；"
        f"数的是 `{measure.records}`，点开看记录要有 `{measure.deed}`。",
        "",
        "```sql" if measure.formula().startswith("SELECT") else "```text",
        measure.formula(),
        "```",
        "",
    ]


def _rate(rate: Rate) -> str:
    parts, whole = (
        "＋".join(measures[code].label for code in each) for each in (rate.parts, rate.whole)
    )
    return f"| {rate.label} | `{rate.code}` | {rate.definition} | （{parts}）÷（{whole}） |"


def page() -> str:
    """``docs/reference/measures.md``; needs Django's apps to be loaded."""
    lines = [
        "# 统计口径",
        "",
        "产品里给人看的每个数都是这里的一项：说得清数的是什么，由数据库一次算出，点开就是它所数的记录。",
        "“期内发生”按事情发生的日子数；“期末时点”数统计期最后一天还在的；“此刻”只有现在的数，没有过去的。",
        "期末写的是统计期的最后一天；起止两天都算在内。本页由 `make docs` 生成，请勿手改。",
        "",
        "## 比率",
        "",
        "| 名称 | 代码 | 口径 | 算式 |",
        "|---|---|---|---|",
        *(_rate(rate) for rate in rates),
        "",
        "## 件数",
        "",
    ]
    for measure in measures:
        lines += _measure(measure)
    return "\n".join(lines)
