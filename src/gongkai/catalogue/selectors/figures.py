"""What is counted of the catalogue as it stands: sections, those behind their rule, duties."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import DisclosureDuty, Genre, Section
from gongkai.catalogue.rules import CADENCE_LABELS
from gongkai.catalogue.selectors.sections import overdue_sections
from gongkai.catalogue.selectors.tables import theme_rows
from gongkai.kernel.counting import Records
from gongkai.kernel.measures import AsOf, Dimension, Period, Row
from gongkai.kernel.visits import Place

READ = "catalogue.read"


def _section(row: Section) -> Row:
    return Row(
        id=row.pk,
        name=row.get_area_display(),
        title=row.name,
        unit_id=row.unit_id,
        day=row.opened_on,
        desk=reverse("catalogue:section", args=[row.pk]),
        portal=f"/sections/{row.slug}/",
        is_public=True,
    )


SECTIONS = Records(
    model="catalogue.Section",
    columns={"unit": "unit_id", "area": "area", "cadence": "cadence"},
    deed=READ,
    show=_section,
)


def _open(period: Period) -> Q:
    return Q(is_open=True)


def _overdue(period: Period) -> Q:
    behind = overdue_sections(today=timezone.localdate())
    return Q(is_open=True, pk__in=[line.section.pk for line in behind])


def _duty(row: DisclosureDuty) -> Row:
    return Row(
        id=row.pk,
        name=row.period,
        title=row.matter,
        unit_id=row.unit_id,
        day=None,
        desk=reverse("catalogue:duties", args=[row.unit_id]),
        is_public=True,
    )


DUTIES = Records(
    model="catalogue.DisclosureDuty",
    columns={"unit": "unit_id", "section": "section_id"},
    deed=READ,
    show=_duty,
)
MEASURES = (
    SECTIONS.measure(
        "catalogue.sections", "栏目数", "现在启用的栏目", _open, as_of=AsOf.NOW, unit="个"
    ),
    SECTIONS.measure(
        "catalogue.sections_overdue",
        "逾期未更新栏目数",
        "现在启用、按更新规则已经逾期的栏目",
        _overdue,
        as_of=AsOf.NOW,
        unit="个",
        formula="栏目最新一条信息的日期加更新规则的天数，早于今天；从未发布的从开设之日起算",
    ),
    DUTIES.measure(
        "catalogue.duties",
        "公开事项数",
        "现在有效的主动公开基本目录事项",
        _open,
        as_of=AsOf.NOW,
        unit="项",
    ),
)


def _sections() -> Mapping[str, str]:
    rows = Section.objects.order_by("path").values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _themes() -> Mapping[str, str]:
    return {str(theme.pk): theme.name for theme in theme_rows()}


def _genres() -> Mapping[str, str]:
    return {str(pk): name for pk, name in Genre.objects.values_list("pk", "name")}


DIMENSIONS = (
    Dimension("section", "栏目", _sections, "未定栏目"),
    Dimension("area", "板块", lambda: dict(Section.Area.choices)),
    Dimension("theme", "主题", _themes),
    Dimension("genre", "体裁", _genres),
    Dimension(
        "cadence", "更新规则", lambda: {code.value: label for code, label in CADENCE_LABELS.items()}
    ),
)


def places_of(slugs: Iterable[str]) -> dict[str, Place]:
    """What sections are called and whose they are, by the end of their address; one query."""
    rows = Section.objects.filter(slug__in=list(slugs)).values_list("slug", "name", "unit_id", "pk")
    return {slug: Place(name, unit_id, pk) for slug, name, unit_id, pk in rows}
