"""Which pages are read most, and the measure of visits."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from gongkai.kernel.counting import Records
from gongkai.kernel.measures import Dimension, Period, Row
from gongkai.kernel.visits import visited
from gongkai.statistics.models import VisitDay

MOST = 50


def _within(period: Period) -> Q:
    return Q(day__gte=period.start, day__lte=period.end)


def _visits(row: VisitDay) -> Row:
    kind = visited[row.kind]
    return Row(
        id=row.pk,
        name=kind.label,
        title=f"{kind.address.format(row.key)}：{row.count}次",
        unit_id=row.unit_id,
        day=row.day,
        portal=kind.address.format(row.key),
        is_public=True,
        weight=row.count,
    )


VISITS = Records(
    model="statistics.VisitDay",
    columns={"unit": "unit_id", "section": "section_id", "page_kind": "kind"},
    deed="statistics.read",
    show=_visits,
    weight="count",
)
VIEWS = VISITS.measure(
    "visits.views",
    "访问次数",
    "在期内打开公开网页的次数，搜索引擎等程序的不计；不用 Cookie，不记访问者",
    _within,
    unit="次",
)
PAGE_KINDS = Dimension("page_kind", "页面类别", lambda: {each.code: each.label for each in visited})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page among the most read ones."""

    place: int
    title: str
    url: str
    unit_id: int | None
    number: int


def ranking(kind: str, period: Period) -> list[Ranked]:
    """The pages of a kind that were read most in *period*: two queries. LookupError: no such kind."""
    page = visited[kind]
    rows = (
        VISITS.of(period, _within(period) & Q(kind=kind))
        .values_list("key")
        .annotate(number=Sum("count"))
        .order_by("-number", "key")[:MOST]
    )
    found = list(rows)
    places = page.places([key for key, _ in found])
    return [
        Ranked(
            place,
            places[key].title if key in places else "（已不公开）",
            page.address.format(key) if key in places else "",
            places[key].unit_id if key in places else None,
            number,
        )
        for place, (key, number) in enumerate(found, 1)
    ]
