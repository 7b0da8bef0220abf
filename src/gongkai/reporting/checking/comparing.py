"""The narrative and the neighbouring years against the tables; unsure rows settled by them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gongkai.reporting import rules
from gongkai.reporting.checking.narrative import Figure, Scope, figures_in
from gongkai.reporting.checking.numbers import Number
from gongkai.reporting.checking.result import Ambiguity, Report
from gongkai.reporting.checking.table3 import agreed
from gongkai.reporting.form import (
    CATEGORIES,
    COLUMN_NAMES,
    ROWS,
    TABLE2_TRIPLES,
    TABLE4_GROUP_NAMES,
    TABLE4_GROUPS,
)
from gongkai.reporting.rules import Violation

Values = list[Number | None]


_OF_REQUESTS = frozenset({"received", "closed", "answered"})


def compare_narrative(report: Report) -> None:
    """Settle what the sentences settle, then report every sentence that contradicts a table."""
    figures = figures_in(report.narrative, Scope(report.year, report.organ))
    _settle_triples(report, figures)
    _settle_rows(report, figures)
    _settle_remedies(report, figures)
    for figure in _heaviest(figures, report):
        accepted = _accepted(report, figure.kind)
        if not accepted or figure.value in accepted:
            continue
        expected = next(value for value in accepted if value is not None)
        report.violations.append(
            Violation(
                "TEXT",
                _where(figure.kind),
                expected,
                figure.value,
                f"正文“{figure.sentence}”，表中{_named(figure.kind)}为 {expected}",
            )
        )


def _heaviest(figures: Sequence[Figure], report: Report) -> list[Figure]:
    """Without the figures of parts: of single organs, of several that add up to the table's."""
    kept = []
    for figure in figures:
        same = [one for one in figures if one.kind == figure.kind]
        accepted = _accepted(report, figure.kind)
        agrees = any(one.value in accepted for one in same)
        if figure.of_part or (figure.kind in _OF_REQUESTS and agrees and not figure.whole):
            continue
        if len(same) > 1 and sum({one.sentence: one.value for one in same}.values()) in accepted:
            continue
        kept.append(figure)
    return kept


def _accepted(report: Report, kind: str) -> list[Number]:
    """The values of the tables that a figure of this kind may name; empty: nothing to compare."""
    cell = _cells(report)
    new, before = cell("new"), cell("carried_in")
    total, after = cell("total"), cell("carried_out")
    if kind == "received":
        return _known([new, _added([new, before])])
    if kind == "answered":
        return _known([total, new, _added([new, before])])
    simple = {"new": new, "carried_in": before, "closed": total, "carried_out": after}
    if kind in simple:
        return _known([simple[kind]])
    if kind.startswith("category:"):
        keys = [key for name in kind[9:].split("+") for key in CATEGORIES[name]]
        return _known([_all_of(report, keys)])
    if kind.startswith("column:"):
        return _of_column(report, kind[7:])
    if kind in {"review", "lawsuit", "remedies"}:
        return _remedies(report, kind)
    return _of_table2(report, kind)


def _all_of(report: Report, keys: Sequence[str]) -> Number | None:
    """What some rows count together, blanks as nothing; None when one is in doubt or not there."""
    wanted = [key for key in keys if not _absent(report, key)]
    if any(report.unsure(f"table3.{key}") or not report.has_row(key) for key in wanted):
        return None
    known = _known([report.table3[key][-1] for key in wanted])
    return sum(known) if known else None


def _cells(report: Report) -> Callable[[str], Number | None]:
    return lambda key: report.table3[key][-1]


def _absent(report: Report, key: str) -> bool:
    return report.layout == "2019" and report.table3[key][-1] is None


def _of_column(report: Report, name: str) -> list[Number]:
    places = range(1, 6) if name == "法人" else [COLUMN_NAMES.index(name)]
    rows = [
        _added([report.table3[key][n] for n in places]) for key in ("new", "carried_in", "total")
    ]
    return _known([rows[0], _added(rows[:2]), rows[2]])


def _remedies(report: Report, kind: str) -> list[Number]:
    totals = {key: cells[-1] for key, cells in report.table4.items()}
    lawsuits = [totals["lawsuit_direct"], totals["lawsuit_after_review"]]
    wanted = {"review": [totals["review"]], "lawsuit": lawsuits}
    wanted["remedies"] = [totals["review"], *lawsuits]
    return _known([_added(wanted[kind])])


def _of_table2(report: Report, kind: str) -> list[Number]:
    places = {"made": 0, "repealed": 1, "in_force": 2}
    if kind in places:
        open_row = report.unsure("table2.normative")
        if open_row is not None:
            return _known([one[places[kind]] for one in open_row.candidates])
        return _known([report.table2["normative"][places[kind]]])
    return _known([report.table2[kind]])


def _added(values: Sequence[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _known(values: Sequence[Number | None]) -> list[Number]:
    return [value for value in values if value is not None]


def _where(kind: str) -> str:
    if kind.startswith("category:") or kind.startswith("column:"):
        return f"text.{kind}"
    places = {"received": "table3.new.total", "answered": "table3.total.total"}
    places |= {"new": "table3.new.total", "carried_in": "table3.carried_in.total"}
    places |= {"closed": "table3.total.total", "carried_out": "table3.carried_out.total"}
    places |= {"review": "table4.review.total", "lawsuit": "table4.lawsuit", "remedies": "table4"}
    places |= dict.fromkeys(("made", "repealed", "in_force"), "table2.normative")
    return places.get(kind, f"table2.{kind}")


def _named(kind: str) -> str:
    names = {
        "received": "新收（或加上年结转）",
        "answered": "办理结果总计",
        "closed": "办理结果总计",
    }
    names |= {"new": "新收", "carried_in": "上年结转", "carried_out": "结转下年度"}
    names |= {"review": "行政复议总计", "lawsuit": "行政诉讼总计", "remedies": "复议、诉讼总计"}
    names |= {"made": "本年制发", "repealed": "本年废止", "in_force": "现行有效"}
    names |= {"licence": "行政许可", "penalty": "行政处罚", "coercion": "行政强制"}
    return names.get(kind, kind.rpartition(":")[-1].replace("fees_wan", "行政事业性收费"))


def _settle_triples(report: Report, figures: Sequence[Figure]) -> None:
    """A row of part two whose borders are lost, when the sentences name its numbers."""
    stated = {kind: {one.value for one in figures if one.kind == kind} for kind in _TRIPLE}
    sums = {a + b for a in stated["made"] for b in stated["in_force"]}

    def support(cells: Sequence[Number | None]) -> int:
        named = sum(cells[place] in stated[kind] for place, kind in enumerate(_TRIPLE))
        return named + (cells[0] in stated["made"] and cells[2] in sums)

    _settle_by(report, "table2.normative", support, "正文写明的件数与这一种分法相符")


_TRIPLE = ("made", "repealed", "in_force")


def _settle_rows(report: Report, figures: Sequence[Figure]) -> None:
    """A row of part three whose 总计 the sentences name."""
    kinds = {"new": ("new", "received"), "total": ("closed",)}
    kinds |= {"carried_in": ("carried_in",), "carried_out": ("carried_out",)}
    for key, wanted in kinds.items():
        values = {one.value for one in figures if one.kind in wanted}
        _settle_by(
            report,
            f"table3.{key}",
            lambda cells, values=values: int(cells[-1] in values),  # type: ignore[misc]
            "正文写明的件数与这一种分法相符",
        )


def _settle_remedies(report: Report, figures: Sequence[Figure]) -> None:
    """Part four, when the sentences name its totals."""
    stated = {kind: {one.value for one in figures if one.kind == kind} for kind in _REMEDIES}

    def support(cells: Sequence[Number | None]) -> int:
        review, lawsuits = cells[4], _added([cells[9], cells[14]])
        return (review in stated["review"]) + (lawsuits in stated["lawsuit"])

    _settle_by(report, "table4", support, "正文写明的件数与这一种分法相符")


_REMEDIES = ("review", "lawsuit")


def _settle_by(
    report: Report,
    where: str,
    support: Callable[[Sequence[Number | None]], int],
    because: str,
) -> None:
    open_row = report.unsure(where)
    if open_row is None:
        return
    counts = [support(one) for one in open_row.candidates]
    most = max(counts, default=0)
    best = [one for one, count in zip(open_row.candidates, counts, strict=True) if count == most]
    if most and len(best) == 1:
        settle(report, open_row, best[0], because)


def settle(
    report: Report, open_row: Ambiguity, cells: tuple[Number | None, ...], because: str
) -> None:
    """Write the reading that other figures name; the candidates stay listed."""
    place = report.ambiguous.index(open_row)
    report.ambiguous[place] = replace(open_row, settled=cells, because=because)
    table, _, key = open_row.where.partition(".")
    if table == "table4":
        for start, group in enumerate(TABLE4_GROUPS):
            report.table4[group] = list(cells[start * 5 : start * 5 + 5])
    elif table == "table2":
        report.table2[key] = list(cells)
    else:
        report.table3[key] = list(cells)


def settle_by_previous(report: Report, previous: Report) -> None:
    """A row of part two, when last year's figure in force leaves only one reading."""
    for key in TABLE2_TRIPLES:
        open_row, before = report.unsure(f"table2.{key}"), previous.table2[key][2]
        if open_row is None or before is None:
            continue
        exact = [one for one in open_row.candidates if _carries_on(one, before)]
        possible = exact or [one for one in open_row.candidates if _may_follow(one, before)]
        if len(possible) == 1:
            because = (
                f"上一年度报告现行有效 {before} 件，只有这一种分法{'相符' if exact else '可能'}"
            )
            settle(report, open_row, possible[0], because)


def settle_by_next(report: Report, following: Report) -> None:
    """A row of part two, when next year's figures say how many were in force at the end of this."""
    for key in TABLE2_TRIPLES:
        open_row = report.unsure(f"table2.{key}")
        made, repealed, in_force = following.table2[key]
        if open_row is None or made is None or repealed is None or in_force is None:
            continue
        wanted = in_force - made + repealed
        fitting = [one for one in open_row.candidates if one[2] == wanted]
        because = f"下一年度报告倒推本年现行有效为 {wanted} 件"
        if len(fitting) == 1:
            settle(report, open_row, fitting[0], because)
        elif fitting:
            narrow(report, open_row, fitting, because)


def narrow(
    report: Report,
    open_row: Ambiguity,
    candidates: Sequence[tuple[Number | None, ...]],
    because: str,
) -> None:
    """Keep only the readings that other figures allow; cells in which they agree are known."""
    place = report.ambiguous.index(open_row)
    report.ambiguous[place] = replace(open_row, candidates=tuple(candidates), because=because)
    key = open_row.where.partition(".")[2]
    report.table2[key] = agreed(candidates, len(candidates[0]))


def _carries_on(cells: Sequence[Number | None], before: Number) -> bool:
    made, repealed, in_force = (cell or 0 for cell in cells)
    return before + made - repealed == in_force


def _may_follow(cells: Sequence[Number | None], before: Number) -> bool:
    """No more repealed than there were, no more in force than there can be."""
    made, repealed, in_force = (cell or 0 for cell in cells)
    return repealed <= before + made and in_force <= before + made


def compare_previous(report: Report, previous: Report) -> None:
    """C4 and T2 against the report of the year before."""
    known = not previous.unsure("table3.carried_out") and not report.unsure("table3.carried_in")
    report.violations += rules.violations_of_opening(
        report.table3["carried_in"], previous.table3["carried_out"], lambda _: known
    )
    if report.layout == "2019" or previous.layout == "2019":
        return
    for key in TABLE2_TRIPLES:
        report.violations += rules.violations_of_force(
            key, report.table2[key], previous.table2[key][2]
        )


def names_of_open_rows(report: Report) -> list[str]:
    """The printed names of the rows that stay unsure."""
    names = []
    for one in report.ambiguous:
        if one.settled is None:
            key = one.where.rpartition(".")[2]
            row = ROWS.get(key) if one.where.startswith("table3.") else None
            names.append(
                row.printed if row else TABLE2_TRIPLES.get(key, TABLE4_GROUP_NAMES["review"])
            )
    return names
