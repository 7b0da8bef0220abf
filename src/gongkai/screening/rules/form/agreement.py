"""Title, number and date in the text against the header (规则手册 §7.2, §14.4 f)."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gongkai.screening.rules.findings import Finding, Severity
from gongkai.screening.rules.form.record import Record, form_finding, read_day

_TOP = 400
_TAIL = 400
_NUMBER = re.compile(
    r"^[\s　]*([\u4e00-\u9fff]{2,14}[〔\[（(【]\s?\d{4}\s?[〕\]）)】]\s?第?\d{1,5}号)[\s　]*$",
    re.MULTILINE,
)
_SIGNED = re.compile(r"^[\s　]*(\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)[\s　]*$", re.MULTILINE)
_MARKS = re.compile(r"[\s　“”\"‘’《》〈〉（）()\[\]〔〕【】,，、。：:；;·—\-]")
_ALIKE = 75
_SLACK = 2
"""Letters by which the match of a misspelt title may miss the ends of its line."""


def disagreements(record: Record) -> list[Finding]:
    """What the text says otherwise than the header; what either leaves out is no finding."""
    return [*_title(record), *_number(record), *_signed(record), *_order(record)]


def _title(record: Record) -> Iterator[Finding]:
    title = _MARKS.sub("", record.header.get("标题", ""))
    if len(title) < 6:
        return
    places, bare = _bare(record.body[:_TOP])
    if title in bare:
        return
    nearest = fuzz.partial_ratio_alignment(title, bare, score_cutoff=_ALIKE)
    if nearest is None or nearest.dest_end <= nearest.dest_start:
        return
    start, end = places[nearest.dest_start], places[nearest.dest_end - 1] + 1
    shown = record.body[start:end]
    if Levenshtein.distance(title, bare[nearest.dest_start : nearest.dest_end]) == 0:
        return
    if not _stands_alone(record.body, start, end) or _SIGNED.search(shown):
        return
    yield form_finding(
        "title_differs", Severity.CONFIRM, record.offset + start, record.offset + end, shown,
        "正文标题与题头标题不一致", f"题头是“{record.header['标题']}”，请核对",
        location="正文标题",
    )  # fmt: skip


def _stands_alone(body: str, start: int, end: int) -> bool:
    """Whether the place is a line, or lines, of its own: running text that names the matter is no title."""
    before = body[body.rfind("\n", 0, start) + 1 : start]
    line_end = body.find("\n", end)
    after = body[end : line_end if line_end >= 0 else len(body)]
    return all(len(_MARKS.sub("", rest)) <= _SLACK for rest in (before, after))


def _bare(text: str) -> tuple[list[int], str]:
    """*text* without marks and blanks, and where each character stood."""
    kept = [(place, char) for place, char in enumerate(text) if not _MARKS.match(char)]
    return [place for place, _ in kept], "".join(char for _, char in kept)


def _plain(number: str) -> str:
    return re.sub(r"[\s第〔〕\[\]（）()【】]", "", number)


def _number(record: Record) -> Iterator[Finding]:
    stated = record.header.get("发文字号", "").strip()
    found = _NUMBER.search(record.body[:_TOP])
    if stated and found and _plain(found[1]) != _plain(stated):
        yield form_finding(
            "number_differs", Severity.CONFIRM, record.offset + found.start(1),
            record.offset + found.end(1), found[1], "正文的文号与题头不一致",
            f"题头是“{stated}”，请核对", location="正文文号",
        )  # fmt: skip


def _signed(record: Record) -> Iterator[Finding]:
    stated = record.day("成文日期")
    begin = max(0, len(record.body) - _TAIL)
    alone = list(_SIGNED.finditer(record.body, begin))
    if stated is None or not alone:
        return
    last = alone[-1]
    day = read_day(last[1])
    published = record.day("发布日期")
    if day is not None and day not in {stated, published}:
        yield form_finding(
            "date_differs", Severity.CONFIRM, record.offset + last.start(1),
            record.offset + last.end(1), last[1], "落款日期与题头的成文日期不一致",
            f"题头是{stated.year}年{stated.month}月{stated.day}日，请核对", location="落款",
        )  # fmt: skip


def _order(record: Record) -> Iterator[Finding]:
    signed, published = record.day("成文日期"), record.day("发布日期")
    if signed and published and published < signed:
        yield form_finding(
            "dates_in_disorder", Severity.CONFIRM, 0, 0, "", "发布日期早于成文日期",
            "核对两个日期",
        )  # fmt: skip
