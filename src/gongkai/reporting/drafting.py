"""Sentences drafted from the tables, for a person to edit; nothing is said that is not counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.reporting.form import CATEGORIES, COLUMN_NAMES


def overview(
    year: int, table3: Mapping[str, Sequence[int]], table4: Mapping[str, Sequence[int]]
) -> str:
    """The paragraph on requests of part one."""
    of = {key: cells[-1] for key, cells in table3.items()}
    first = f"{year}年共收到政府信息公开申请{of['new']}件"
    if of["new"]:
        first += f"（{_applicants(table3['new'])}）"
    if of["carried_in"]:
        first += f"，上年结转{of['carried_in']}件"
    first += f"；办结{of['total']}件，结转下年度继续办理{of['carried_out']}件。"
    results = _results(of)
    lawsuits = table4["lawsuit_direct"][-1] + table4["lawsuit_after_review"][-1]
    remedies = f"因政府信息公开引起的行政复议{table4['review'][-1]}件，行政诉讼{lawsuits}件。"
    return f"依申请公开方面。{first}{results}{remedies}"


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


def texts(year: int, tables: Mapping[str, Any]) -> dict[str, str]:
    """The written parts as first drafts; problems and remedies only people can write."""
    return {
        "overview": overview(year, tables["table3"], tables["table4"]),
        "problems": "",
        "others": others(year, tables["table3"]["other_fee_unpaid"][-1]),
    }
