"""Reads a table of duties (xlsx or csv) into drafts, and writes one that can be read back.

Column names may carry more words than ours (公开内容（要素）, 公开渠道和载体); what is asked for is
found by its first words. A cell 同上 takes the value of the row above (rules §8.3).
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from gongkai.catalogue.rules import CHANNELS, DutyDraft
from gongkai.kernel.errors import Reason, Refusal

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 2000
HEADINGS = (
    "法定事项",
    "公开事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开渠道",
    "公开对象",
    "公开栏目",
)
REQUIRED = HEADINGS[:7]
FORMULA = ("=", "+", "-", "@", "\t")
_SPLIT = re.compile(r"[、，,;；\s]+(?=[^）)]*(?:[（(]|$))")
_ITEM_NUMBER = re.compile(r"第?[（(]?(\d{1,2}|[一二三四五六七八九十]{1,2})[）)]?项?")
Row = Sequence[str]


def _unreadable(sentence: str) -> Refusal:
    return Refusal(Reason("file", sentence))


def read_rows(name: str, data: bytes) -> list[Row]:
    """All rows of the first sheet as stripped text; Refusal when the file cannot be read."""
    if name.lower().endswith(".xlsx"):
        return _xlsx_rows(data)
    if name.lower().endswith(".csv"):
        return _csv_rows(data)
    raise _unreadable("只能读取 xlsx 或 csv 文件，请另存为其中一种再导入")


def _xlsx_rows(data: bytes) -> list[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise _unreadable("表格内容过大，请拆成几个文件再导入")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=40, values_only=True)
        return [["" if cell is None else str(cell).strip() for cell in row] for row in rows]
    except (zipfile.BadZipFile, InvalidFileException, ParseError) as error:
        raise _unreadable("打不开这个 xlsx 文件，文件可能已损坏，请重新另存后再导入") from error
    except (KeyError, IndexError, ValueError, OSError) as error:
        raise _unreadable("这个 xlsx 文件里没有可读的工作表，请重新另存后再导入") from error


def _csv_rows(data: bytes) -> list[Row]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            lines = csv.reader(io.StringIO(text, newline=""))
            return [[cell.strip() for cell in row] for row in lines]
        except csv.Error as error:
            raise _unreadable("读不懂这个 csv 文件，请用表格软件重新另存后再导入") from error
    raise _unreadable("文件编码不是 UTF-8 或 GB18030，请重新另存后再导入")


def read_duties(
    name: str, data: bytes, *, items: Mapping[str, str], sections: Mapping[str, int]
) -> list[tuple[int, DutyDraft]]:
    """(row number in the file, draft) for every row that is not empty.

    *items* maps the names of disclosure items to codes, *sections* names of sections to ids. What
    a row names wrongly is left for the service to refuse, so that all rows are judged at once.
    """
    rows = read_rows(name, data)
    if len(rows) > MOST_ROWS + 1:
        raise _unreadable(f"一次最多导入{MOST_ROWS}行，请拆成几个文件再导入")
    columns = _columns(rows[0] if rows else [])
    drafts = []
    above: dict[str, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        cells = {heading: _cell(row, at, above.get(heading, "")) for heading, at in columns.items()}
        drafts.append((number, _draft(cells, items, sections)))
        above = cells
    if not drafts:
        raise _unreadable("表格里没有可导入的行")
    return drafts


def _columns(head: Row) -> dict[str, int]:
    """Where each heading stands; Refusal naming those that are missing."""
    found = {
        heading: at
        for heading in HEADINGS
        for at, cell in enumerate(head)
        if "".join(cell.split()).startswith(heading)
    }
    missing = [heading for heading in REQUIRED if heading not in found]
    if missing:
        raise _unreadable(f"首行缺少列名：{'、'.join(missing)}")
    return found


def _cell(row: Row, at: int, above: str) -> str:
    text = row[at] if at < len(row) else ""
    if text == "同上":
        return above
    return text[1:] if text.startswith("'") else text


def _draft(
    cells: Mapping[str, str], items: Mapping[str, str], sections: Mapping[str, int]
) -> DutyDraft:
    audience = cells["公开对象"]
    everyone = audience in {"", "全社会", "社会公众"}
    section = cells.get("公开栏目", "")
    return DutyDraft(
        item_code=_item_code(cells["法定事项"], items),
        matter=cells["公开事项"],
        content=cells["公开内容"],
        basis=cells["公开依据"],
        period=cells["公开时限"],
        channels=_channels(cells["公开渠道"]),
        audience="everyone" if everyone else "group",
        audience_group="" if everyone else audience.removeprefix("特定群众").lstrip("：:"),
        section_id=sections.get(section, 0) if section else None,
    )


def _item_code(text: str, items: Mapping[str, str]) -> str:
    """The code of an item given by its name, its code, or its number in Art. 20 (7, 第（七）项)."""
    if text in items:
        return items[text]
    found = _ITEM_NUMBER.fullmatch(text)
    if found is None:
        return text
    numerals = "一二三四五六七八九十"
    number = found[1]
    if not number.isdigit():
        number = str(sum(numerals.index(one) + 1 for one in number))
    return f"art20-{int(number)}"


def _channels(text: str) -> tuple[str, ...]:
    """A list, or a tick list ■政府网站 □政府公报 of which the ticked ones count."""
    if "■" in text or "☑" in text or "√" in text:
        ticked = re.findall(r"[■☑√]\s*([^■☑√□☐]+)", text)
        return tuple(dict.fromkeys(_known(one.strip(" 、，,;；\n")) for one in ticked))
    return tuple(dict.fromkeys(_known(one) for one in _SPLIT.split(text.strip()) if one))


def _known(channel: str) -> str:
    """The channel's name on the tick list, where brackets may be of either width."""
    plain = channel.replace("(", "（").replace(")", "）")
    return plain if plain in CHANNELS else channel


def write_duties(rows: Iterable[Row]) -> str:
    """A csv text with our headings that `read_duties` reads back; opens in table software.

    A cell that such software would run as a formula gets a quote before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return "\ufeff" + out.getvalue()
