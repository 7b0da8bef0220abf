"""How soon a matter must be public: the periods of the law, as data (条例第二十六条, rules §12.9)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PeriodUnit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


PERIOD_UNIT_LABELS: Mapping[PeriodUnit, str] = {
    PeriodUnit.WORKING_DAYS: "个工作日",
    PeriodUnit.CALENDAR_DAYS: "日（自然日）",
}


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """A number of working or calendar days."""

    days: int
    unit: PeriodUnit

    def exceeds(self, limit: "StatedPeriod") -> bool:
        """Whether this period can run longer than *limit*; a week holds five working days."""
        if self.unit is limit.unit:
            return self.days > limit.days
        if self.unit is PeriodUnit.WORKING_DAYS:
            return self.days * 7 > limit.days * 5
        return self.days * 5 > limit.days * 7

    def __str__(self) -> str:
        return f"{self.days}{PERIOD_UNIT_LABELS[self.unit]}"


@dataclass(frozen=True, slots=True)
class StatutoryPeriod:
    """A period that the law sets for publishing, counted from ``start``.

    ``items`` are the Art. 20 items (codes of `DisclosureItem`) it governs as a whole.
    """

    code: str
    matter: str
    period: StatedPeriod
    start: str
    ground: str
    items: tuple[str, ...] = ()


def _wd(days: int) -> StatedPeriod:
    return StatedPeriod(days, PeriodUnit.WORKING_DAYS)


def _cd(days: int) -> StatedPeriod:
    return StatedPeriod(days, PeriodUnit.CALENDAR_DAYS)


DEFAULT = StatutoryPeriod(
    "default", "主动公开的政府信息", _wd(20), "形成或者变更之日", "《政府信息公开条例》第二十六条"
)
_ENFORCEMENT = "国办发〔2018〕118号"
STATUTORY_PERIODS: tuple[StatutoryPeriod, ...] = (
    DEFAULT,
    StatutoryPeriod("licence", "行政许可决定", _wd(7), "作出决定之日", _ENFORCEMENT, ("art20-5",)),
    StatutoryPeriod("penalty", "行政处罚决定", _wd(7), "作出决定之日", _ENFORCEMENT, ("art20-6",)),
    StatutoryPeriod("enforcement", "其他行政执法决定", _wd(20), "作出决定之日", _ENFORCEMENT),
    StatutoryPeriod(
        "penalty_withdrawn",
        "撤回被变更、撤销的处罚决定",
        _wd(3),
        "变更、撤销之日",
        "《行政处罚法》第四十八条",
    ),
    StatutoryPeriod(
        "budget", "预算、决算", _cd(20), "批准、批复之日", "《预算法》第十四条", ("art20-7",)
    ),
    StatutoryPeriod(
        "procurement_result",
        "政府采购中标、成交结果",
        _wd(2),
        "中标、成交供应商确定之日",
        "《政府采购法实施条例》第四十三条",
    ),
    StatutoryPeriod(
        "procurement_contract",
        "政府采购合同",
        _wd(2),
        "合同签订之日",
        "《政府采购法实施条例》第五十条",
    ),
    StatutoryPeriod(
        "land", "征收土地公告", _wd(15), "收到批准文件之日", "《土地管理法实施条例》第三十一条"
    ),
    StatutoryPeriod(
        "explainer", "政策解读", _wd(3), "文件公开之日", "地方政策解读规定（国家要求与文件同步）"
    ),
)

CHANNELS: tuple[str, ...] = (
    "政府网站",
    "政府公报",
    "两微一端",
    "发布会/听证会",
    "广播电视",
    "纸质媒体",
    "公开查阅点",
    "政务服务中心",
    "便民服务站",
    "入户/现场",
    "社区/企事业单位/村公示栏（电子屏）",
    "精准推送",
    "其他",
)
"""The tick list of 公开渠道和载体 (国办发〔2019〕54号, rules §8.3)."""


def period_for_item(code: str) -> StatutoryPeriod:
    """The period the law sets for a disclosure item; Art. 26's twenty working days by default."""
    return next((period for period in STATUTORY_PERIODS if code in period.items), DEFAULT)


_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_STATED = re.compile(
    r"(?P<days>\d{1,4}|[一二三四五六七八九十两]{1,3})\s*个?\s*"
    r"(?:(?P<wd>工作日)|(?P<cd>自然日|(?:日|天)(?=之?以?内)))"
)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if any(part and part not in _NUMERALS for part in (tens, ones)):
        return None
    value = _NUMERALS.get(ones, 0)
    return value + 10 * _NUMERALS.get(tens, 1) if ten else value


def read_period(text: str) -> StatedPeriod | None:
    """The number of days that a 公开时限 states, or None (及时, 实时, 每年1月31日前 …).

    Full-width digits and Chinese numerals up to 99 are read; bare 日/天 are calendar days and
    count only when the text says 日内, so that a date is not taken for a period.
    """
    found = _STATED.search(unicodedata.normalize("NFKC", text))
    days = _number(found["days"]) if found else None
    if found is None or not days:
        return None
    return _wd(days) if found["wd"] else _cd(days)
