"""Identity numbers that a spreadsheet has rounded: kept as a number, the last digits lost."""

import re
from datetime import date

from gongkai.screening.files.sheet_cells import Cell
from gongkai.screening.rules.findings import Category, Finding, Severity

_SHAPE = re.compile(r"[1-8]\d{5}((?:18|19|20)\d{2})(\d{2})(\d{2})\d{4}")
_HEAD = re.compile(r"身份证|证件|公民身份")


def rounded_identity_number(cell: Cell, head: str) -> Finding | None:
    """A numeric cell that was an 18-digit identity number (GB 11643).

    A spreadsheet keeps 15 digits, so place of birth and birthday are still there.
    """
    if not cell.number or len(cell.text) != 18 or not cell.text.endswith("00"):
        return None
    found = _SHAPE.fullmatch(cell.text)
    if found is None or not (_HEAD.search(head) or cell.text.endswith("000")):
        return None
    try:
        date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None
    return Finding(
        rule="id_number",
        category=Category.PERSONAL_DATA,
        severity=Severity.BLOCK,
        start=0,
        end=len(cell.text),
        text=cell.text,
        message="身份证号被表格软件当作数字，末几位已变成 0，但出生地和出生日期仍在",
        suggestion="删除这一列，或改为文本并只留前 6 位和后 4 位",
        basis="个人信息保护法第六条、第二十八条",
        location="",
    )
