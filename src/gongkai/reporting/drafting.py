"""Sentences drafted from the tables, for a person to edit; nothing is said that is not counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.reporting.form import CATEGORIES, COLUMN_NAMES

PUBLISHED, EXPLAINERS = "documents.published", "documents.explainers"
MEASURES = (PUBLISHED, EXPLAINERS)
"""The measures that sentences of part one name."""
Table = Mapping[str, Sequence[int]]


def opened(year: int, published: Mapping[str, int]) -> str:
    """The paragraph on what was published of the organ's own accord."""
    told = f"主动公开方面。{year}年在门户网站公开信息{published[PUBLISHED]}条"
    if published[EXPLAINERS]:
        told += f"，发布政策解读{published[EXPLAINERS]}件"
    return f"{told}。"


def overview(year: int, table3: Table, table4: Table, before: Table | None) -> str:
    """The paragraph on requests of part one; *before* is part three of last year's settled report."""
    of = {key: cells[-1] for key, cells in table3.items()}
    first = f"{year}年共收到政府信息公开申请{of['new']}件"
    if of["new"]:
        first += f"（{_applicants(table3['new'])}）"
    if before:
        first += _change(of["new"] - before["new"][-1])
    if of["carried_in"]:
        first += f"，上年结转{of['carried_in']}件"
    first += f"；办结{of['total']}件，结转下年度继续办理{of['carried_out']}件。"
    results = _results(of)
    lawsuits = table4["lawsuit_direct"][-1] + table4["lawsuit_after_review"][-1]
    remedies = f"因政府信息公开引起的行政复议{table4['review'][-1]}件，行政诉讼{lawsuits}件。"
    return f"依申请公开方面。{first}{results}{remedies}"


def _change(by: int) -> str:
    if not by:
        return "，与上年持平"
    return f"，比上年{'增加' if by > 0 else '减少'}{abs(by)}件"


def _applicants(cells: Sequence[int]) -> str:
    named = [
        f"{name}{number}件"
        for name, number in zip(COLUMN_NAMES[:5], cells[:5], strict=True)
        if number
    ]
    if cells[5]:
        named.append(f"其他组织{cells[5]}件")
    return "、".join(named)


def _results(of: Mapping[str, int]) -> str:
    totals = {name: sum(of[key] for key in keys) for name, keys in CATEGORIES.items()}
    named = [f"{name}{number}件" for name, number in totals.items() if number]
    return f"办理结果为：{'、'.join(named)}。" if named else ""


def others(year: int, unpaid: int) -> str:
    """The sentence of part six on the processing fee, where the ledger asks for one; else nothing."""
    if not unpaid:
        return ""
    return f"{year}年有{unpaid}件申请因申请人逾期未缴纳信息处理费不再处理。"


def texts(
    year: int,
    tables: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    published: Mapping[str, int],
) -> dict[str, str]:
    """The written parts as first drafts; problems and remedies only people can write.

    *before* are the tables of last year's settled report, *published* the totals of `MEASURES`.
    """
    asked = overview(year, tables["table3"], tables["table4"], before and before["table3"])
    return {
        "overview": f"{opened(year, published)}\n{asked}",
        "problems": "",
        "others": others(year, tables["table3"]["other_fee_unpaid"][-1]),
    }
