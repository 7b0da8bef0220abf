"""Finding the rows of a table that lost its borders: row labels in order, and what lies between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

_IGNORED = frozenset(" \t\n\r\f\x1f|\"'“”‘’「」『』*#`_")
_MOST_STARTS, _MOST_LABELS = 40, 400
"""Places at which the table may begin, labels in it: far more than a report has."""
_REACH = 9000
"""Letters within which a whole table of part three stands, cell borders left out."""


LABELS: dict[str, tuple[str, str]] = {
    "new": (
        "",
        r"(?:一、)?(?:本|当|\d{4})年(?:度)?新收(?:到)?(?:的)?(?:(?:政府)?信息公开申请(?:数量|数|总数)?)?",
    ),
    "carried_in": ("", r"(?:二、)?上(?:一)?年(?:度)?结转(?:的)?(?:政府信息公开申请)?(?:数量|数)?"),
    "granted": ("", r"(?:\([一1]\)|1[.、])?予以公开"),
    "partial": ("", r"(?:\([二2]\)|2[.、])?部分公开"),
    "deny_secret": ("1", r"(?:属于)?国家秘密"),
    "deny_law": ("2", r"(?:属于)?(?:其他|其它)?(?:法律|法规)[、,]?(?:行政)?法规(?:规定)?禁止"),
    "deny_3safety": ("3", r"(?:危及)?三安全[、,]?一?稳定"),
    "deny_third_party": ("4", r"(?:保护|涉及|损害)?第三方(?:合法)?权益"),
    "deny_internal": ("5", r"(?:属于)?(?:三类)?内部(?:管理)?事务"),
    "deny_process": ("6", r"(?:属于)?(?:四类)?过程性"),
    "deny_enforcement_file": ("7", r"(?:属于)?(?:行政)?执法案卷"),
    "deny_query": ("8", r"(?:属于)?行政查询"),
    "unable_not_held": ("1", r"(?:本(?:行政)?机关)?(?:不掌握|未掌握|不存在)"),
    "unable_must_make": ("2", r"(?:没有|无)现成(?:的)?(?:政府)?信息|(?:需要|需)?另行制作"),
    "unable_unclear": ("3", r"补正后(?:申请)?(?:的)?(?:内容)?仍?(?:然)?不明确"),
    "refuse_petition": ("1", r"信访[、,]?举报|信访[、,]?投诉"),
    "refuse_repeat": ("2", r"重复申请"),
    "refuse_publication": ("3", r"(?:要求)?(?:行政机关)?(?:提供)?公开出版物"),
    "refuse_excessive": ("4", r"(?:无正当理由)?[的、,]?大量[、,]?(?:反复)?申请|无正当理由大量"),
    "refuse_confirm": ("5", r"要求行政机关确认|(?:确认)?或(?:者)?重新出具"),
    "other_not_corrected": ("1", r"申请人无正当理由|逾期不补正"),
    "other_fee_unpaid": ("2", r"申请人逾期未|逾期未按(?:收费)?"),
    "other": (
        "3",
        r"(?<!不计)(?:其他|其它)(?:情形|情况|原因)?(?!处理|法律|行政|有关|组织|方式|需要)",
    ),
    "total": ("", r"\(?(?:七|六)[)、]\)?(?:总计|合计)|总计|合计"),
    "carried_out": (
        "",
        r"(?:四、)?结转(?:至|到)?(?:下(?:一)?年|20\d\d年)(?:度)?(?:继续)?(?:办理)?",
    ),
}
OTHER_2019 = r"(?:\([六6]\))?其[他它]处理"
_NUMBERS = re.compile(r"[\d\s.,/\-—|件]*")
_FEW = r"[\u4e00-\u9fff]{0,8}?"
"""Words between a label's number and the words it is known by."""
_COMPILED = {
    key: re.compile(
        rf"(?P<sure>\(?{number}[.、,:)](?=\D){_FEW})?(?:{core})" if number else f"(?:{core})"
    )
    for key, (number, core) in LABELS.items()
}
_OTHER_2019 = re.compile(OTHER_2019)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without spaces, bars and quotation marks; ``places`` lead back to the original."""

    text: str
    places: tuple[int, ...]
    original: str

    def between(self, start: int, end: int) -> str:
        """What the original has from position *start* to before position *end* of the squeezed."""
        if start > len(self.places):
            return ""
        first = self.places[start - 1] + 1 if start else 0
        last = self.places[end] if end < len(self.places) else len(self.original)
        return self.original[first:last]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a row's label stands. ``digit``: its number is printed without a mark after it, so a
    digit right before the label may be that number or the end of the row above."""

    key: str
    start: int
    end: int
    digit: str = ""


def squeeze(text: str, *, digits: bool = True) -> Squeezed:
    """Without *digits* a label is found even where numbers stand in the midst of its words.

    The unit of a number, 12件, goes with the spaces.
    """
    ignored = _IGNORED if digits else _IGNORED | frozenset("0123456789")
    kept = [
        place
        for place, char in enumerate(text)
        if char not in ignored and not (char == "件" and text[place - 1 : place].isdigit())
    ]
    return Squeezed("".join(text[place] for place in kept), tuple(kept), text)


def rows_in(squeezed: Squeezed) -> list[Anchor]:
    """The labels of the table of part three in printed order, the longest chain there is.

    Empty when fewer than eight labels follow each other: then the text has no such table.
    """
    best: list[Anchor] = []
    for start in islice(_COMPILED["new"].finditer(squeezed.text), _MOST_STARTS):
        chain = _chain(squeezed.text, start.start())
        if len(chain) >= max(len(best), 8):
            best = chain
    return best


def _chain(text: str, start: int) -> list[Anchor]:
    """The longest run of labels in printed order from *start*, each as near as can be."""
    stop = _end_of_table(text, start)
    found = sorted(_occurrences(text, start, stop), key=lambda anchor: (anchor.start, -anchor.end))
    order = {key: place for place, key in enumerate(_COMPILED)}
    best: list[tuple[float, int]] = []
    for place, anchor in enumerate(found[:_MOST_LABELS]):
        weight, before = _weight(text, anchor), -1
        top = 0.0
        for other in range(place):
            earlier = found[other]
            if order[earlier.key] < order[anchor.key] and earlier.end <= anchor.start:
                value = best[other][0]
                if value > top:
                    top, before = value, other
        best.append((top + weight, before))
    if not best:
        return []
    place = max(range(len(best)), key=lambda one: best[one][0])
    chain = []
    while place >= 0:
        chain.append(found[place])
        place = best[place][1]
    return chain[::-1]


def _weight(text: str, anchor: Anchor) -> float:
    """A label followed by its numbers counts more than the same words in a heading."""
    following = text[anchor.end : anchor.end + 60]
    near = re.match(r"[^\d]{0,40}\d", following) is not None
    printed = text[anchor.start : anchor.end]
    marked = printed[:1] in "(一二三四七12345678" or anchor.key in {"new", "carried_out"}
    return 1 + 0.2 * near + 0.3 * marked


def _end_of_table(text: str, start: int) -> int:
    """Just beyond the numbers of the last row."""
    last = re.compile(LABELS["carried_out"][1] + r"[^\d]{0,12}[\d,./\-—]*")
    ends = [match.end() for match in last.finditer(text, start, start + _REACH)]
    numbered = [end for end in ends if text[end - 1 : end].isdigit()]
    return min(numbered or ends or [start + _REACH])


def _occurrences(text: str, start: int, stop: int) -> list[Anchor]:
    found = []
    for key, pattern in _COMPILED.items():
        for match in pattern.finditer(text, start, stop):
            sure = match.groupdict().get("sure")
            number = LABELS[key][0]
            before = text[match.start() - 1 : match.start()]
            digit = number if number and not sure and before == number else ""
            found.append(Anchor(key, match.start(), match.end(), digit))
    if not any(anchor.key in {"other_not_corrected", "other_fee_unpaid"} for anchor in found):
        found = [anchor for anchor in found if anchor.key != "other"]
        found += [
            Anchor("other", match.start(), match.end())
            for match in _OTHER_2019.finditer(text, start, stop)
        ]
    return found


def stretches(squeezed: Squeezed, anchors: Sequence[Anchor]) -> dict[str, tuple[str, str]]:
    """For each row what the original has between its label and the next, and the unsure digit."""
    found = {}
    for anchor, following in zip_longest(anchors, anchors[1:]):
        if following is None:
            text = _first_numbers(squeezed, anchor.end)
            found[anchor.key] = (text, "")
        else:
            found[anchor.key] = (squeezed.between(anchor.end, following.start), following.digit)
    return found


def loose_stretches(squeezed: Squeezed, anchors: Sequence[Anchor]) -> dict[str, tuple[str, str]]:
    """As `stretches`, on a text squeezed without digits: numbers may stand inside the labels."""
    found = {}
    for anchor, following in zip_longest(anchors, anchors[1:]):
        first = squeezed.places[anchor.start]
        end = following.start if following else anchor.end
        last = squeezed.places[end] if end < len(squeezed.places) else len(squeezed.original)
        if following is None:
            tail = _NUMBERS.match(squeezed.original, squeezed.places[end - 1] + 1)
            last = tail.end() if tail else last
        text, digit = squeezed.original[first:last], ""
        number = LABELS[following.key][0] if following else ""
        if number:
            marked = re.search(rf"{number}\s*[.、,:]?\s*$", text)
            text = text[: marked.start()] if marked else text
        found[anchor.key] = (text, digit)
    return found


def _first_numbers(squeezed: Squeezed, start: int) -> str:
    """The numbers after the last label, up to the next words."""
    words = re.compile(r"[\u4e00-\u9fff(]")
    text = squeezed.text
    place = start
    while place < len(text) and place < start + 20 and words.match(text[place]):
        place += 1
    end = words.search(text, place)
    return squeezed.between(start, end.start() if end else len(text))
