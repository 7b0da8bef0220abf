"""What a line of text may hold, wherever it comes from."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.kernel.errors import Reason


@dataclass(frozen=True, slots=True)
class Text:
    """A one-line text: attribute name, Chinese label, limit in characters."""

    field: str
    label: str
    limit: int
    required: bool = False


def reasons_against_text(value: str, text: Text) -> list[Reason]:
    """Empty though required, too long, or with control characters (line breaks included)."""
    if not value.strip():
        return [Reason(text.field, f"请填写{text.label}")] if text.required else []
    reasons = []
    if len(value) > text.limit:
        reasons.append(
            Reason(text.field, f"{text.label}最多{text.limit}个字，现有{len(value)}个，请缩短")
        )
    if has_control_characters(value):
        reasons.append(Reason(text.field, f"{text.label}含有不可见的控制字符，请删除后重新填写"))
    return reasons


def reasons_against_texts(holder: Any, texts: Iterable[Text]) -> list[Reason]:
    """All reasons against the texts of one record."""
    return [
        reason
        for text in texts
        for reason in reasons_against_text(getattr(holder, text.field), text)
    ]


def has_control_characters(value: str) -> bool:
    """Whether *value* holds control or lone surrogate characters (Unicode Cc, Cs)."""
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in value)
