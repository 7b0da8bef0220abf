"""Planted leaks over all kinds of files: a text at a place, and what must be found there."""

from dataclasses import dataclass

from gongkai.screening.tests.leaks import numbers
from gongkai.screening.tests.leaks.office_papers import DOCX, PPTX, XLSX, Maker
from gongkai.screening.tests.leaks.other_papers import HTML, PACKED, PDF, TEXTS


@dataclass(frozen=True)
class FileCase:
    """A file with *text* planted; *rule* must be found on *secret*, or nothing when it is empty."""

    name: str
    file: str
    maker: Maker
    text: str
    secret: str = ""
    rule: str = ""

    @property
    def data(self) -> bytes:
        return self.maker(self.text)


def _places() -> list[tuple[str, str, Maker]]:
    found = [
        (f"{kind}: {place}", f"a.{kind}", maker)
        for kind, makers in (
            ("docx", DOCX),
            ("xlsx", XLSX),
            ("pptx", PPTX),
            ("pdf", PDF),
            ("html", HTML),
        )
        for place, maker in makers.items()
    ]
    more = {f"text: {k}": v for k, v in TEXTS.items()} | {
        f"packed: {k}": v for k, v in PACKED.items()
    }
    return found + [(place, name, maker) for place, (name, maker) in more.items()]


def _harmless(serial: int) -> str:
    return (
        f"统一社会信用代码：{numbers.credit_code(serial)}",
        "办公电话：0571-87051234",
        "澄政发〔2026〕17号，补贴12345678.90元",
        "身份证号：110101********1234",
        "手机：138****5678",
        "一卡通：**** **** **** 1234",
    )[serial % 6]


def cases() -> list[FileCase]:
    """Every place with an identity number, with a mobile or a card in turn, and with nothing."""
    found = []
    for serial, (place, name, maker) in enumerate(_places()):
        identity = numbers.identity_number(serial)
        found.append(
            FileCase(f"{place}, id", name, maker, f"身份证号：{identity}", identity, "id_number")
        )
        if serial % 2:
            other, label, rule = numbers.mobile(23_456_789 + serial * 104_729), "手机", "mobile"
        else:
            other, label, rule = numbers.bank_card(serial), "一卡通", "bank_card"
        found.append(FileCase(f"{place}, {rule}", name, maker, f"{label}：{other}", other, rule))
        found.append(FileCase(f"{place}, nothing", name, maker, _harmless(serial)))
    return found
