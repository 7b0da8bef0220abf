"""What a form is made of, what is wrong with a design, and what is wrong with an answer."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.filing.rules import expressions
from gongkai.filing.rules.fields import Field, FieldKind, Value, numbers_of, read, shown
from gongkai.filing.rules.periods import Cadence
from gongkai.kernel.errors import Reason

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
FIELDS_LIMIT = 60
CHECKS_LIMIT = 40
NOTE_LIMIT = 500
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Check:
    """A relation between fields. A ``soft`` one that fails asks for an explanation, no more."""

    expression: str
    says: str
    soft: bool = False

    def as_json(self) -> dict[str, Any]:
        """As a version of a form keeps it."""
        return {"expression": self.expression, "says": self.says, "soft": self.soft}


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a form is filed: how often, by when, whether rounds open by themselves.

    ``due_months`` and ``due_day`` count from the end of the period; ``remind_days`` are the working
    days before the due date on which the units are reminded.
    """

    cadence: Cadence
    due_months: int
    due_day: int
    remind_days: int


def codes_of(fields: Iterable[Field]) -> dict[str, str]:
    """What a field may be called in a check: its code, its label, its label under the heading.

    A label that several fields share names none of them.
    """
    numbers = [field for field in fields if field.is_number]
    labels = [field.label for field in numbers]
    found = {field.full_label: field.code for field in numbers}
    found |= {field.label: field.code for field in numbers if labels.count(field.label) == 1}
    return found | {field.code: field.code for field in numbers}


def reasons_against_fields(fields: Sequence[Field], measures: Collection[str]) -> list[Reason]:
    """Everything that keeps the fields from being a form; ``measures`` are the known figures."""
    if not fields:
        return [Reason("fields", "报表至少要有一栏")]
    found = []
    if len(fields) > FIELDS_LIMIT:
        found.append(Reason("fields", f"一张报表不超过 {FIELDS_LIMIT} 栏"))
    for field in fields:
        found += _against_field(field, measures)
    names = [field.full_label for field in fields]
    codes = [field.code for field in fields]
    found += [
        Reason("fields", f"有两栏都叫“{name}”") for name in sorted(_doubles(names)) if name.strip()
    ]
    return found + [
        Reason("fields", f"有两栏的代码都是“{code}”") for code in sorted(_doubles(codes))
    ]


def _doubles(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _against_field(field: Field, measures: Collection[str]) -> list[Reason]:
    name = field.label.strip() or field.code
    wrong = []
    if not field.label.strip():
        wrong.append("没有写栏名")
    if not CODE.fullmatch(field.code):
        wrong.append("代码须以小写字母开头，由小写字母、数字和下划线组成")
    if field.kind is FieldKind.CHOICE and len(field.choices) < 2:
        wrong.append("是选择栏，至少要有两个选项")
    if field.least is not None and field.most is not None and field.least > field.most:
        wrong.append("最小值大于最大值")
    if not field.is_number and (field.least is not None or field.most is not None):
        wrong.append("不是数字，不能设最小值、最大值")
    if field.measure and field.kind is not FieldKind.INTEGER:
        wrong.append("由系统统计的栏须为整数")
    if field.measure and field.measure not in measures:
        wrong.append(f"没有“{field.measure}”这项统计")
    return [Reason("fields", f"“{name}”一栏{sentence}") for sentence in wrong]


def reasons_against_checks(checks: Sequence[Check], fields: Sequence[Field]) -> list[Reason]:
    """Expressions that cannot be read, and checks that do not say what they want."""
    codes = codes_of(fields)
    found = []
    if len(checks) > CHECKS_LIMIT:
        found.append(Reason("checks", f"一张报表不超过 {CHECKS_LIMIT} 条核对"))
    for place, check in enumerate(checks, 1):
        try:
            expressions.parse(check.expression, codes)
        except expressions.Malformed as malformed:
            found.append(Reason("checks", f"第 {place} 条核对：{malformed}"))
        if not check.says.strip():
            found.append(Reason("checks", f"第 {place} 条核对没有写不符时的提示"))
    return found


def reasons_against_schedule(schedule: Schedule) -> list[Reason]:
    """Why a form cannot be due so."""
    found = []
    if schedule.cadence is not Cadence.ONCE:
        if not 1 <= schedule.due_months <= 12:
            found.append(Reason("due_months", "期满后第 1 至第 12 个月"))
        if not 1 <= schedule.due_day <= 31:
            found.append(Reason("due_day", "日期为 1 至 31 日"))
    if not 0 <= schedule.remind_days <= 30:
        found.append(Reason("remind_days", "提前 0 至 30 个工作日提醒"))
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the answers: system figures, and the filing's earlier numbers."""

    system: Mapping[str, int]
    last: Mapping[str, Decimal | None]
    last_year: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed, as values, and everything that stands against filing it."""

    values: dict[str, Value]
    reasons: list[Reason]


def answer_of(
    fields: Sequence[Field],
    checks: Sequence[Check],
    typed: Mapping[str, str],
    notes: Mapping[str, str],
    known: Known,
) -> Answer:
    """Read the answers, check each by itself, then against the others and against earlier ones.

    Codes of reasons are the field's code; ``note_<code>`` where an explanation is missing.
    """
    values: dict[str, Value] = {}
    reasons: list[Reason] = []
    for field in fields:
        values[field.code], wrong = read(field, typed.get(field.code, ""))
        reasons += wrong
    reasons += _unexplained_system(fields, values, notes, known.system)
    reasons += [
        Reason(note_code(code), f"说明不能超过 {NOTE_LIMIT} 字")
        for code, note in notes.items()
        if len(note) > NOTE_LIMIT
    ]
    return Answer(values, reasons + _failing(fields, checks, values, notes, known))


def note_code(code: str) -> str:
    """The name of the explanation beside a field."""
    return f"note_{code}"


def _unexplained_system(
    fields: Sequence[Field],
    values: Mapping[str, Value],
    notes: Mapping[str, str],
    system: Mapping[str, int],
) -> list[Reason]:
    """A number that differs from what the system counts needs a reason."""
    return [
        Reason(
            note_code(field.code),
            f"“{field.full_label}”与系统统计的 {system[field.code]} 不同，请说明原因",
        )
        for field in fields
        if field.code in system
        and values[field.code] is not None
        and values[field.code] != system[field.code]
        and not notes.get(field.code, "").strip()
    ]


def _failing(
    fields: Sequence[Field],
    checks: Sequence[Check],
    values: Mapping[str, Value],
    notes: Mapping[str, str],
    known: Known,
) -> list[Reason]:
    codes = codes_of(fields)
    numbers = {
        **{(code, ""): number for code, number in numbers_of(values).items()},
        **{(code, "last"): number for code, number in known.last.items()},
        **{(code, "last_year"): number for code, number in known.last_year.items()},
    }
    found = []
    for check in checks:
        comparison = expressions.parse(check.expression, codes)
        if expressions.holds(comparison, numbers) is not False:
            continue
        mentioned = [named.code for named in comparison.names if not named.when]
        where = mentioned[0] if mentioned else comparison.names[0].code
        sides = _sides(comparison, numbers)
        if not check.soft:
            found.append(Reason(where, f"{check.says}（{sides}）"))
        elif not any(notes.get(code, "").strip() for code in mentioned or [where]):
            found.append(
                Reason(note_code(where), f"{check.says}（{sides}），请核对；无误的写明原因")
            )
    return found


def _sides(comparison: expressions.Comparison, numbers: expressions.Known) -> str:
    left = expressions.compute(comparison.left, numbers) or ZERO
    right = expressions.compute(comparison.right, numbers) or ZERO
    left, right = round(left, 4), round(right, 4)
    return f"左边是 {shown(left)}，应当{expressions.COMPARISONS[comparison.sign]} {shown(right)}"
