"""Part two of the form: what each unit has, and where each figure comes from. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from gongkai.reporting.form import TABLE2_SINGLES, TABLE2_TRIPLES, name_of
from gongkai.reporting.rules import Number, Violation

LEDGER, TYPED, FILED = "ledger", "typed", "filed"
ORIGINS = {LEDGER: "规范性文件登记", TYPED: "手工填报", FILED: "已审核的报表"}
COUNTED = ("made", "ended", "in_force")
"""The columns of 行政规范性文件, in their order, as the register of documents counts them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of one unit: its cell, its value, where it comes from.

    ``documents`` are those that the register counts there, whatever is stated; None where it says
    nothing (it knows only 行政规范性文件).
    ``told`` is the source in the unit's words, ``filing`` the case of the reviewed filing.
    """

    unit_id: int
    unit: str
    where: str
    value: Number
    origin: str
    told: str = ""
    filing: int | None = None
    documents: list[int] | None = None

    @property
    def source(self) -> str:
        """Where the figure comes from, in words."""
        return f"{ORIGINS[self.origin]}{f'：{self.told}' if self.told else ''}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def statements_from(content: Iterable[Mapping[str, Any]]) -> list[Statement]:
    """Statements as a settled report keeps them."""
    return [Statement(**one) for one in content]


def flat(filed: Mapping[str, Any]) -> dict[str, Number]:
    """What a unit has typed in, by cell; blanks are left out."""
    found = {f"table2.{key}": filed.get(key) for key in TABLE2_SINGLES}
    for key in TABLE2_TRIPLES:
        for place, value in enumerate(filed.get(key) or ()):
            found[f"table2.{key}.{place}"] = value
    return {where: value for where, value in found.items() if value is not None}


FORM = "annual_table2"
"""The form in which units file part two (`filing.shipped`)."""
FIELDS = {
    **{
        f"{key}_{column}": f"table2.{key}.{place}"
        for key in TABLE2_TRIPLES
        for place, column in enumerate(("made", "repealed", "in_force"))
    },
    **{key: f"table2.{key}" for key in TABLE2_SINGLES},
}
"""Field of the form → cell."""


def from_filing(values: Mapping[str, Number]) -> dict[str, Number]:
    """What a unit has filed, by cell."""
    return {
        FIELDS[code]: int(number) if number == int(number) else number
        for code, number in values.items()
        if code in FIELDS
    }


def counted_at(column: str) -> str:
    """The cell of a column of the register."""
    return f"table2.normative.{COUNTED.index(column)}"


def statements_of(
    unit_id: int,
    unit: str,
    *,
    typed: Mapping[str, Number],
    told: str,
    filed: Mapping[str, Number],
    filing: int | None,
    register: Mapping[str, Sequence[int]],
) -> list[Statement]:
    """The unit's figures by cell: a reviewed filing before a typed figure before the register.

    *register* gives the documents behind the cells of 行政规范性文件: all three cells, or none of a
    unit that has no document in it, of which nothing is claimed.
    """
    found = []
    for where in dict.fromkeys([*register, *typed, *filed]):
        documents = list(register[where]) if where in register else None
        if where in filed:
            one = Statement(unit_id, unit, where, filed[where], FILED, filing=filing)
        elif where in typed:
            one = Statement(unit_id, unit, where, typed[where], TYPED, told)
        else:
            one = Statement(unit_id, unit, where, len(documents or ()), LEDGER)
        found.append(replace(one, documents=documents))
    return found


def table2_of(statements: Iterable[Statement]) -> dict[str, Any]:
    """The sum of what units have; a figure that none has stays None."""
    sums: dict[str, Number] = {}
    for one in statements:
        sums[one.where] = _rounded(sums.get(one.where, 0) + one.value)
    table: dict[str, Any] = {
        key: [sums.get(f"table2.{key}.{place}") for place in range(3)] for key in TABLE2_TRIPLES
    }
    return table | {key: sums.get(f"table2.{key}") for key in TABLE2_SINGLES}


def _rounded(value: Number) -> Number:
    return round(value, 6) if isinstance(value, float) else value


def violations_of_register(statements: Iterable[Statement]) -> list[Violation]:
    """L2 (soft): a stated number of 行政规范性文件 that is not the register's is to be explained."""
    found = []
    for one in statements:
        if one.origin == LEDGER or one.documents is None or one.value == len(one.documents):
            continue
        sentence = (
            f"{one.unit}“{name_of(one.where)}”{ORIGINS[one.origin]} {one.value} 件，"
            f"规范性文件登记中有 {len(one.documents)} 件，请核对"
        )
        found.append(
            Violation(
                "L2", one.where, len(one.documents), one.value, sentence, tuple(one.documents)
            )
        )
    return found
