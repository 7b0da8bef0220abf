"""From pairs to fields: the first stated value by the rank of its label; contradictions are told."""

from collections.abc import Iterable
from datetime import date, datetime

from gongkai.documents.reading import dates
from gongkai.documents.reading.header import Header
from gongkai.documents.reading.labels import STRONG, WEAK, Field
from gongkai.documents.reading.pairs import Pair
from gongkai.documents.reading.script import squeezed
from gongkai.documents.reading.values import tidy
from gongkai.documents.reading.words import OPENNESS, is_organ

_SOFT_OPENNESS = frozenset({"公开类别", "信息公开类别", "公开类型", "信息公开类型", "公开形式"})
_UNSURE = WEAK - {"标题", "来源"}
_BESIDE_MOMENT = frozenset({Field.SOURCE, Field.OTHER})


class Fields:
    """The stated values of a header."""

    def __init__(self, header: Header) -> None:
        self._pairs = header.pairs
        self._sure = self._is_header(header.pairs)
        self.warnings: list[str] = []

    @staticmethod
    def _is_header(pairs: Iterable[Pair]) -> bool:
        """An 索引号, or two other labels that only headers have: then 名称 and 分类 count, too."""
        strong = {pair.field for pair in pairs if pair.field in STRONG and pair.label not in WEAK}
        return Field.INDEX in strong or len(strong) >= 2

    def stated(self, kind: Field) -> bool:
        """Whether the header has such a label, even with an empty value."""
        return any(pair.field is kind for pair in self._pairs)

    def text(self, kind: Field) -> str | None:
        for pair in self._ranked(kind):
            value = tidy(kind, pair.value)
            if value and (self._sure or pair.label not in _UNSURE):
                return value
        return None

    def openness(self) -> str | None:
        """公开方式; labels that also mean a channel or a column count only with 公开 in the value."""
        ranked = list(self._ranked(Field.OPENNESS))
        clear = [pair for pair in ranked if OPENNESS.search(squeezed(pair.value))]
        sure = [pair for pair in ranked if pair.label not in _SOFT_OPENNESS]
        for pair in [*clear, *sure]:
            value = tidy(Field.OPENNESS, pair.value)
            if value:
                return value
        return None

    def issuer(self) -> str | None:
        """发文机关 or 发布机构; 来源 only where a header with 索引号 knows no such label at all."""
        named = self.text(Field.ISSUER)
        if named or self.stated(Field.ISSUER) or not self.text(Field.INDEX):
            return named
        source = self.text(Field.SOURCE)
        return source if source and is_organ(source) else None

    def day(self, kind: Field) -> dates.Stated | None:
        """The date of *kind*; an unreadable one is reported and left out."""
        readable = []
        for pair in self._ranked(kind):
            stated = dates.leading(pair.value)
            if stated:
                readable.append((pair, stated))
            elif len(pair.value) > 1 and kind is not Field.EXPIRES and pair.value != "无":
                self.warnings.append(
                    f"“{pair.label}”写的是“{pair.value[:40]}”，不是完整日期，未采用"
                )
        if not readable:
            return None
        first, stated = readable[0]
        for other, again in readable[1:]:
            if other.label == first.label and again.day != stated.day:
                self.warnings.append(
                    f"“{first.label}”前后不一：{stated.day} 与 {again.day}，采用前者"
                )
                break
        return stated

    def published(self) -> tuple[date | None, datetime | None]:
        """The day of publication, and the moment when some label of the same day states a time."""
        stated = self.day(Field.PUBLISHED) or self._bare_moment()
        if stated is None:
            return None, None
        moments = (dates.leading(pair.value) for pair in self._ranked(Field.PUBLISHED))
        same_day = [one.moment for one in moments if one and one.day == stated.day and one.moment]
        return stated.day, stated.moment or next(iter(same_day), None)

    def _bare_moment(self) -> dates.Stated | None:
        """``来源：… 时间：2022-02-08 16:34``: plain 时间 counts only in such a line."""
        for pair in self._pairs:
            if pair.field is Field.MOMENT:
                beside = {one.field for one in self._pairs if one.line == pair.line}
                stated = dates.leading(pair.value)
                if stated and beside & _BESIDE_MOMENT:
                    return stated
        return None

    def _ranked(self, kind: Field) -> Iterable[Pair]:
        mine = [pair for pair in self._pairs if pair.field is kind and pair.value]
        return sorted(mine, key=lambda pair: pair.rank)

    def all(self) -> tuple[tuple[str, str], ...]:
        return tuple((pair.label, pair.value) for pair in self._pairs)
