"""Tables of figures, with a drawing of each: by unit, section, subject, channel, kind, month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.kernel.measures import AsOf, Measure, dimensions
from gongkai.statistics.asking import Asked, Cell, change, names_of
from gongkai.web.charts import bars, columns
from gongkai.web.files import Sheet

MONTH = "month"
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name, what each measure counts there, the first one a year before, the change."""

    name: str
    cells: list[Cell]
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class Table:
    """Measures told apart by one dimension; ``url`` is its own page, with every row and its files."""

    caption: str
    columns: list[str]
    lines: list[Line]
    chart: SafeString
    url: str
    hidden: int = 0

    def sheet(self) -> Sheet:
        """As a spreadsheet."""
        rows: list[list[str | int]] = [
            [line.name, *(cell.number for cell in line.cells), line.before, line.change]
            for line in self.lines
        ]
        return Sheet(self.caption, ["项目", *self.columns], rows)


def table_by(
    by: str, measures: Sequence[Measure], asked: Asked, *, most: int | None = None
) -> Table:
    """*measures* by the dimension *by*, the largest first; two queries and one per further measure."""
    found = _by_month(measures, asked) if by == MONTH else _by_value(by, measures, asked)
    lines = list(found)
    label = "月" if by == MONTH else dimensions[by].label
    first = measures[0]
    caption = f"{first.label}：按{label}"
    if by == MONTH:
        chart = _month_chart(caption, first, lines, asked)
    else:
        lines.sort(key=lambda line: -line.cells[0].number)
        chart = _bar_chart(caption, first, lines[:SHOWN])
    query = [("by", by), *(("measure", each.code) for each in measures), *asked.words().items()]
    url = f"{reverse('statistics:table')}?{urlencode(query)}"
    heads = [*(each.label for each in measures), "上年同期", "增减"]
    shown = lines if most is None else lines[:most]
    return Table(caption, heads, shown, chart, url, len(lines) - len(shown))


def _by_value(by: str, measures: Sequence[Measure], asked: Asked) -> Iterator[Line]:
    counts = [each.counts(asked.days(each), (by,)) for each in measures]
    before: Mapping[tuple[str, ...], int] = {}
    if measures[0].as_of is not AsOf.NOW:
        before = measures[0].counts(asked.days(measures[0]).year_before, (by,))
    names = names_of(by)
    seen = {key[0] for found in (*counts, before) for key in found}
    for value in [*(value for value in names if value in seen), *sorted(seen - names.keys())]:
        cells = [
            asked.cell(measure, found.get((value,), 0), by, value)
            for measure, found in zip(measures, counts, strict=True)
        ]
        earlier = before.get((value,), 0)
        yield Line(
            names.get(value, value),
            cells,
            "" if measures[0].as_of is AsOf.NOW else str(earlier),
            change(cells[0].number, earlier),
        )


def _by_month(measures: Sequence[Measure], asked: Asked) -> Iterator[Line]:
    counts = [each.months(asked.days(each)) for each in measures]
    before = [number for _, number in measures[0].months(asked.days(measures[0]).year_before)]
    for place, (month, _) in enumerate(counts[0]):
        cells = [
            asked.month(measure, month, found[place][1])
            for measure, found in zip(measures, counts, strict=True)
        ]
        earlier = before[place] if place < len(before) else 0
        name = f"{month.start.year}年{month.start.month}月"
        yield Line(name, cells, str(earlier), change(cells[0].number, earlier))


def _bar_chart(caption: str, measure: Measure, lines: Sequence[Line]) -> SafeString:
    rows = [(line.name, line.cells[0].number) for line in lines if line.cells[0].number]
    if not rows:
        return SafeString("")
    (name, number), total = rows[0], sum(number for _, number in rows)
    told = f"共列{len(rows)}项，合计{total}{measure.unit}；最多的是{name}，{number}{measure.unit}。"
    return bars(caption, told, rows)


def _month_chart(caption: str, measure: Measure, lines: Sequence[Line], asked: Asked) -> SafeString:
    numbers = [line.cells[0].number for line in lines]
    before = [int(line.before) for line in lines]
    if not any(numbers + before):
        return SafeString("")
    told = f"本期合计{sum(numbers)}{measure.unit}，上年同期合计{sum(before)}{measure.unit}。"
    several = asked.period.start.year != asked.period.end.year
    labels = [line.name[2:].replace("年", ".")[:-1] if several else line.name[5:] for line in lines]
    return columns(caption, told, labels, [("本期", numbers), ("上年同期", before)])
