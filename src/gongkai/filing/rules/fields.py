"""The fields of a form: what may be typed into each, and the value that it means."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from gongkai.clock.rules.dates import iso_date, written_date
from gongkai.kernel.errors import Reason

TEXT_LIMIT = 500
LARGEST = Decimal(10) ** 15
YES, NO = "yes", "no"
YES_NO_LABELS = {YES: "是", NO: "否"}


class FieldKind(StrEnum):
    """What kind of answer a field asks for."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    YES_NO = "yes_no"


KIND_LABELS: Mapping[FieldKind, str] = {
    FieldKind.INTEGER: "整数",
    FieldKind.DECIMAL: "小数",
    FieldKind.MONEY: "金额",
    FieldKind.TEXT: "文字",
    FieldKind.CHOICE: "选择",
    FieldKind.DATE: "日期",
    FieldKind.YES_NO: "是或否",
}
PLACES: Mapping[FieldKind, int] = {
    FieldKind.INTEGER: 0,
    FieldKind.DECIMAL: 4,
    FieldKind.MONEY: 6,
}
"""Kinds that are numbers, with the decimal places each may have (money: 万元 down to the fen)."""

Value = int | Decimal | str | date | bool | None
"""What an answer means; None where nothing was filled in."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for. ``least`` and ``most`` bound a number, both counted.

    ``measure`` names the figure of the product that fills the field in; ``group`` is the heading
    under which it stands.
    """

    code: str
    label: str
    kind: FieldKind
    unit: str = ""
    help: str = ""
    required: bool = True
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[str, ...] = ()
    measure: str = ""
    group: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in PLACES

    @property
    def full_label(self) -> str:
        """The label under its heading: 行政规范性文件·本年制发件数."""
        return f"{self.group}·{self.label}" if self.group else self.label

    def as_json(self) -> dict[str, Any]:
        """As a version of a form keeps it."""
        return {
            "code": self.code,
            "label": self.label,
            "kind": self.kind.value,
            "unit": self.unit,
            "help": self.help,
            "required": self.required,
            "least": _text(self.least),
            "most": _text(self.most),
            "choices": list(self.choices),
            "measure": self.measure,
            "group": self.group,
        }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def field_from(kept: Mapping[str, Any]) -> Field:
    """The field that `Field.as_json` wrote."""
    return Field(
        code=kept["code"],
        label=kept["label"],
        kind=FieldKind(kept["kind"]),
        unit=kept["unit"],
        help=kept["help"],
        required=kept["required"],
        least=_number(kept["least"]),
        most=_number(kept["most"]),
        choices=tuple(kept["choices"]),
        measure=kept["measure"],
        group=kept["group"],
    )


def folded(typed: str) -> str:
    """What a person meant to type into a number: half-width, without separators of thousands."""
    return unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "").strip()


def parse_number(typed: str) -> Decimal | None:
    """The number in *typed*; None when it is none, or is too large to be meant."""
    text = folded(typed)
    if not text.isascii() or text.strip("+-.0123456789"):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if abs(number) < LARGEST else None


def read(field: Field, typed: str) -> tuple[Value, list[Reason]]:
    """What *typed* means in *field*, and everything wrong with it (codes: the field's own)."""
    if not typed.strip():
        missing = [_reason(field, "还没有填写，没有的数填 0" if field.is_number else "还没有填写")]
        return None, missing if field.required else []
    if field.is_number:
        return _read_number(field, typed)
    if field.kind is FieldKind.DATE:
        day = iso_date(folded(typed)) or written_date(typed)
        return day, [] if day else [_reason(field, "不是日期，请写成 2026-01-31")]
    if field.kind is FieldKind.YES_NO:
        return _one_of(field, typed, (YES, NO))
    if field.kind is FieldKind.CHOICE:
        return _one_of(field, typed, field.choices)
    if len(typed) > TEXT_LIMIT:
        sentence = f"不能超过 {TEXT_LIMIT} 字，现有 {len(typed)} 字"
        return typed.strip(), [_reason(field, sentence)]
    return typed.strip(), []


def _one_of(field: Field, typed: str, known: tuple[str, ...]) -> tuple[Value, list[Reason]]:
    value = typed.strip()
    if value not in known:
        return None, [_reason(field, "请从所列各项中选择")]
    return (value == YES if field.kind is FieldKind.YES_NO else value), []


def _read_number(field: Field, typed: str) -> tuple[Value, list[Reason]]:
    number = parse_number(typed)
    if number is None:
        return None, [_reason(field, f"“{typed.strip()[:20]}”不是数，请只填数字，不写单位")]
    found = []
    places = PLACES[field.kind]
    if number != round(number, places):
        sentence = f"最多 {places} 位小数" if places else "须为整数，不能有小数"
        found.append(_reason(field, sentence))
    if field.least is not None and number < field.least:
        found.append(_reason(field, f"不能小于 {shown(field.least)}"))
    if field.most is not None and number > field.most:
        found.append(_reason(field, f"不能大于 {shown(field.most)}"))
    if found:
        return None, found
    return (int(number) if places == 0 else number), []


def _reason(field: Field, sentence: str) -> Reason:
    return Reason(field.code, f"“{field.full_label}”{sentence}")


def shown(number: Decimal | int) -> str:
    """A number without the zeros behind it: 12.50 → 12.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def words(field: Field, value: Value) -> str:
    """A value as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO_LABELS[YES if value else NO]
    if isinstance(value, int | Decimal):
        return shown(value)
    return value.isoformat() if isinstance(value, date) else value


def kept(value: Value) -> int | str | bool | None:
    """A value as a sheet keeps it in JSON: decimals and days as text, exactly."""
    if isinstance(value, Decimal):
        return shown(value)
    return value.isoformat() if isinstance(value, date) else value


def unkept(field: Field, stored: Any) -> Value:
    """The value that `kept` wrote for *field*."""
    if stored is None or stored == "":
        return None
    if field.kind in {FieldKind.DECIMAL, FieldKind.MONEY}:
        return Decimal(stored)
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(stored)
    if field.kind is FieldKind.INTEGER:
        return int(stored)
    return bool(stored) if field.kind is FieldKind.YES_NO else str(stored)


def numbers_of(values: Mapping[str, Value]) -> dict[str, Decimal | None]:
    """The numbers among *values*, for checks."""
    return {
        code: Decimal(value) if isinstance(value, int | Decimal) else None
        for code, value in values.items()
        if not isinstance(value, bool)
    }
