"""Requests that ask for the same thing, found by their words and explained; a person decides.

重复申请 (条例第三十六条第六项) is the same applicant asking for the same information again. A program can
lay two texts side by side and say which words they share and in which years and numbers they
differ; whether the information is the same is never its to say.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

LONGEST = 4000
SHORTEST_PHRASE = 3
FLOOR = 45
MARKED_APART = 0.75
"""What is left of a score when years, numbers or document numbers differ: another year, other information."""

_POLITE = re.compile(
    r"《?中华人民共和国政府信息公开条例》?|《?政府信息公开条例》?|第[一二三四五六七八九十百]+条(第[一二三四五六七八九十]+[款项])?"
    r"|政府信息|信息公开|依申请公开|(请|希望|要求)?(贵|你)(机关|单位|局|委|办|县|府|处|院)|以下(信息|内容|材料)?"
    r"|本人|我(单位|公司|们)?(现|特|想)?|申请人?|依法|依据|根据|按照|公开|提供|获取|查询|复制件?|复印件|电子版|纸质版?"
    r"|(相|有)关的?|关于|具体|全部|所有|情况|内容|材料|资料|信息|您好|你好|谢谢|特此|予以|进行|现|请|并|及|与|和|或|等|的|了|在|对|为|将"
)
_MARK = re.compile(r"(?:19|20)\d\d(?=年|度|[-—至])|\d+(?=号|期|批|季度|月|标段)|(?:19|20)\d\d")
_WORD = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """One other text. ``score``: 0 to 100; ``shared``: phrases of both, the longest first.

    ``only_here`` and ``only_there``: years and numbers that the other does not name.
    """

    id: int
    score: int
    shared: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why it was found, for a person to check."""
        text = f"相同的表述：{'、'.join(self.shared)}" if self.shared else "用词相近"
        if self.only_here or self.only_there:
            here = "、".join(self.only_here) or "无"
            there = "、".join(self.only_there) or "无"
            text += f"；年份或编号不同：本件{here}，该件{there}"
        return text


def alike(
    text: str, others: Iterable[tuple[int, str]], limit: int = 10, floor: int = FLOOR
) -> list[Likeness]:
    """Those of *others* (id, text) that ask for something like *text*, the likest first.

    Words of politeness and of law, which every request has, do not count. A text of which nothing
    is left is like no other. At most *limit*, none below *floor*.
    """
    mine = _folded(text)
    grams = _grams(mine)
    if not grams:
        return []
    marks = _marks(mine)
    scored = []
    for key, other in others:
        theirs = _folded(other)
        score = _score(grams, _grams(theirs), floor)
        score *= MARKED_APART if marks != _marks(theirs) else 1
        if score >= floor:
            scored.append((round(score), key, theirs))
    scored.sort(key=lambda row: (-row[0], row[1]))
    return [_likeness(mine, marks, *row) for row in scored[:limit]]


def _likeness(mine: str, marks: frozenset[str], score: int, key: int, theirs: str) -> Likeness:
    other = _marks(theirs)
    here, there = sorted(marks - other), sorted(other - marks)
    return Likeness(key, score, _shared(mine, theirs), tuple(here), tuple(there))


def _folded(text: str) -> str:
    """Width, case and the digits of years made the same; spaces and line ends gone."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    folded = _YEAR.sub(lambda found: found.group().translate(_CHINESE_DIGITS), folded)
    return re.sub(r"\s+", "", folded)


def _grams(folded: str) -> str:
    """The distinct pairs of characters of what is left without polite words, as sorted tokens."""
    grams: set[str] = set()
    for run in _WORD.findall(_POLITE.sub(" ", folded)):
        if run.isascii():
            grams.add(run)
        else:
            grams.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return " ".join(sorted(grams))


def _score(mine: str, theirs: str, floor: int) -> float:
    """Two views of the shared pairs: of all there are, and of those of the shorter text."""
    if not theirs:
        return 0.0
    whole = fuzz.token_sort_ratio(mine, theirs)
    if whole < floor / 2:
        return 0.0
    return 0.6 * whole + 0.4 * _contained(mine, theirs)


def _contained(mine: str, theirs: str) -> float:
    ours, other = set(mine.split()), set(theirs.split())
    return 100 * len(ours & other) / min(len(ours), len(other))


def _marks(folded: str) -> frozenset[str]:
    return frozenset(_MARK.findall(folded))


def _shared(mine: str, theirs: str, most: int = 6) -> tuple[str, ...]:
    """The longest phrases of *mine* that *theirs* has too, polite words trimmed off."""
    words = set(_WORD.findall(theirs))
    found: dict[str, None] = {}
    for run in _WORD.findall(_POLITE.sub(" ", mine)):
        if not run.isascii():
            found |= dict.fromkeys(_phrases(run, theirs))
        elif run in words and len(run) >= SHORTEST_PHRASE:
            found[run] = None
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase))[:most])


def _phrases(run: str, theirs: str) -> Iterator[str]:
    """Stretches of *run* that stand in *theirs* word for word, each as long as it goes."""
    at = 0
    while at < len(run) - SHORTEST_PHRASE + 1:
        end = at + SHORTEST_PHRASE
        if run[at:end] not in theirs:
            at += 1
            continue
        while end < len(run) and run[at : end + 1] in theirs:
            end += 1
        yield run[at:end].removeprefix("年")
        at = end
