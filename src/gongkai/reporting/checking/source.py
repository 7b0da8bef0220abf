"""One report opened: its text, its tables where the file has any, its title and its organ."""

import re
from dataclasses import dataclass
from datetime import date

from gongkai.documents.reading import read_record
from gongkai.files.extraction import Extracted, Limits, Unreadable, extract
from gongkai.reporting.checking import drawn, grids, pages, ruled
from gongkai.reporting.checking.grids import Grid
from gongkai.reporting.checking.numbers import fold

LIMITS = Limits(
    file_bytes=30 * 1024 * 1024,
    expanded_bytes=120 * 1024 * 1024,
    characters=2_000_000,
    pages=300,
    seconds=20.0,
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = "application/pdf"
_YEAR = r"(20\d\d|二[〇零][〇零一二][〇零一二三四五六七八九])"
_TITLE_YEAR = re.compile(_YEAR + r"\s*年?\s*度?[^。;]{0,24}?(?:年度)?报告")
_PERIOD = re.compile(
    rf"{_YEAR}年1月1日\s*(?:起)?\s*(?:至|到|-|—|–|―|~)+\s*(?:{_YEAR}年)?\s*12月31日"
)
_ANY_YEAR = re.compile(_YEAR + r"年")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR_OF_TITLE = re.compile(r"20\d\d|二[〇零○][〇零○一二][〇零○一二三四五六七八九]")
_TOP_TITLE = re.compile(
    r"(?:^|[\s>|])([\u4e00-\u9fff()]{2,40}20\d\d\s?年?\s?度?政府信息公开(?:工作)?(?:年度)?报告)"
)
_ORGAN_END = re.compile(
    r"(?:政府|办公室|办公厅|委员会|管委会|党工委|局|委|厅|院|部|署|中心|街道|办事处|处|所|站|支队|大队|总队|"
    r"公司|集团|医院|学校|大学|学院|银行|海关|总工会|联合会|联社|社|馆|会|分局)$"
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file gives: all text is folded (half-width, simplified).

    ``other_text`` is a PDF as it looks, beside ``text`` in the order in which it was written.
    ``ruled`` are tables out of the text itself, where ``grids`` has none.
    """

    text: str
    other_text: str | None
    grids: tuple[Grid, ...]
    ruled: tuple[Grid, ...]
    title: str | None
    organ: str | None
    published_on: date | None
    warnings: tuple[str, ...]


def open_report(data: bytes, name: str) -> Source:
    """The report of a file; raises `gongkai.files.extraction.Unreadable`."""
    extracted = extract(data, name, LIMITS)
    record = read_record(data, name, LIMITS)
    text = pages.text_of(data) if extracted.media_type == _PDF else extracted.text
    folded = _cleaned(text)
    if not folded.strip():
        raise Unreadable("文件里没有文字（可能是扫描件），请提供文字版")
    title = record.title or _title_at_the_top(folded)
    return Source(
        text=folded,
        other_text=_cleaned(extracted.text) if extracted.media_type == _PDF else None,
        grids=tuple(_grids(extracted, data)),
        ruled=tuple(ruled.of_text(folded)),
        title=title,
        organ=record.issuer or _organ_in(title),
        published_on=record.published_on,
        warnings=extracted.warnings,
    )


def _cleaned(text: str) -> str:
    return pages.without_page_numbers(fold(text))


def _grids(extracted: Extracted, data: bytes) -> list[Grid]:
    if extracted.page is not None:
        return grids.of_html(extracted.page.root)
    if extracted.media_type == _PDF:
        return drawn.of_pdf(data)
    return grids.of_docx(data) if extracted.media_type == _DOCX else []


def _title_at_the_top(text: str) -> str | None:
    """The title of a text that runs on without lines: up to 年度报告, from a gap in the text."""
    found = _TOP_TITLE.search(text[:3000])
    return found.group(1) if found else None


def _organ_in(title: str | None) -> str | None:
    """The organ named in a title, before or after the year; a region alone is not an organ."""
    if not title:
        return None
    bare = "".join(title.split())
    before = _YEAR_OF_TITLE.split(bare, maxsplit=1)
    named = [before[0], *(part.lstrip("年度") for part in before[1:])]
    for part in named:
        found = re.split(r"政府信息公开|政府信息公開|关于", part, maxsplit=1)[0].strip("-_·|:：")
        if 3 <= len(found) <= 40 and _ORGAN_END.search(found):
            return found
    return None


def year_of(source: Source) -> int | None:
    """The year the report is about: its title, else the period it states, else None."""
    for text in filter(None, (fold(source.title or ""), source.text[:6000])):
        found = _TITLE_YEAR.search(text)
        if found and "政府信息公开" in text[found.start() : found.end() + 4]:
            return _as_year(found.group(1))
    years = periods(source.text)
    return years[0] if years else _year_of_the_title(source)


def _year_of_the_title(source: Source) -> int | None:
    found = _ANY_YEAR.search(fold(source.title or ""))
    return _as_year(found.group(1)) if found else None


def periods(text: str) -> list[int]:
    """The years of every stated period from 1 January to 31 December, in order."""
    found = []
    for match in _PERIOD.finditer("".join(text.split())):
        found += [_as_year(year) for year in match.groups() if year]
    return found


def _as_year(text: str) -> int:
    return int(text.translate(_CHINESE_DIGITS))
