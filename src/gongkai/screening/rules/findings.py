"""What screening says about a text: one finding per place (规则手册 §14)."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Category(StrEnum):
    """The four families of findings."""

    PERSONAL_DATA = "personal_data"
    WORDING = "wording"
    FILE = "file"
    FORM = "form"


class Severity(StrEnum):
    """How grave a finding is (§14.4): 严重 stops, 一般 asks for a confirmation, 提示 only tells."""

    BLOCK = "block"
    CONFIRM = "confirm"
    HINT = "hint"


SEVERITY_WORDS = {Severity.BLOCK: "严重", Severity.CONFIRM: "一般", Severity.HINT: "提示"}
CATEGORY_WORDS = {
    Category.PERSONAL_DATA: "个人信息",
    Category.WORDING: "用语",
    Category.FILE: "文件",
    Category.FORM: "格式与栏目",
}


@dataclass(frozen=True)
class Finding:
    """One place that must be mended, confirmed or looked at.

    *start* and *end* count code points in the text that was given (a passage's own text, or the
    whole file for plain text and HTML); *text* is what stands there. *location* says it in words
    (第3行, 工作表“名单” B7); *basis* names the article.
    """

    rule: str
    category: str
    severity: str
    start: int
    end: int
    text: str
    message: str
    suggestion: str = ""
    basis: str = ""
    location: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
