"""What is counted of documents (mission I3), and the records behind each number.

A record counts once, when it first became public: a correction or an amendment is no new one.
Reprints are told apart from what the county made itself (C12).
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from gongkai.documents.models import (
    Ending,
    ExplainerExemption,
    Publication,
    Reprint,
)
from gongkai.documents.selectors.life import in_force
from gongkai.kernel.counting import Records, bounds, during
from gongkai.kernel.measures import AsOf, Dimension, Period, Rate, Row
from gongkai.kernel.visits import Place

READ = "documents.read"
SAME_RECORD = (Ending.Kind.CORRECTED, Ending.Kind.AMENDED)
listed = during("listed_at")


def _publication(row: Publication) -> Row:
    is_public = row.visible_until is None and row.visible_from <= timezone.now()
    return Row(
        id=row.pk,
        name=row.edition.document_number,
        title=row.edition.title,
        unit_id=row.unit_id,
        day=timezone.localdate(row.listed_at),
        desk=reverse("documents:record", args=[row.document_id]),
        portal=f"/documents/{row.document_id}/" if is_public else "",
        is_public=is_public,
    )


def titled(found: QuerySet[Any], to_edition: str = "edition") -> QuerySet[Any]:
    """With the edition's title, without its text."""
    heavy = ("body_html", "body_text", "attachments", "summary", "ground_note")
    return found.select_related(to_edition).defer(*(f"{to_edition}__{name}" for name in heavy))


PUBLICATIONS = Records(
    model="documents.Publication",
    columns={
        "unit": "unit_id",
        "section": "section_id",
        "area": "section__area",
        "theme": "theme",
        "genre": "edition__genre_id",
        "origin": "origin",
    },
    computed={"theme": Coalesce("edition__theme__parent_id", "edition__theme_id")},
    deed=READ,
    show=_publication,
    load=titled,
)


def reprinted() -> Q:
    """Publications of reprints."""
    return Q(document_id__in=Reprint.objects.values("document_id"))


def _first() -> Q:
    """No correction or amendment of what was public before."""
    later = Ending.objects.filter(kind__in=SAME_RECORD, successor__isnull=False)
    return ~Q(pk__in=later.values("successor_id"))


def _published(period: Period) -> Q:
    return listed(period) & _first() & ~reprinted()


def _full_text(period: Period) -> Q:
    return _published(period) & ~Q(edition__body_text="")


def _without_text(period: Period) -> Q:
    return _published(period) & Q(edition__body_text="")


def _reprints(period: Period) -> Q:
    return listed(period) & _first() & reprinted()


def _public(period: Period) -> Q:
    _, end = bounds(period)
    still = Q(visible_until__isnull=True) | Q(visible_until__gte=end)
    return Q(visible_from__lt=end) & still


def _normative() -> Q:
    return Q(document__policy__normative=True) & ~reprinted()


def normative_made(period: Period) -> Q:
    """规范性文件 made within the days (rules §3.2)."""
    dated = Q(edition__signed_on__gte=period.start, edition__signed_on__lte=period.end)
    undated = Q(edition__signed_on__isnull=True) & listed(period)
    return _normative() & _first() & (dated | undated)


def normative_in_force(period: Period) -> Q:
    """规范性文件 in force on the last day (rules §3.2)."""
    return _normative() & Q(visible_until__isnull=True) & in_force(period.end)


def _to_explain(period: Period) -> Q:
    needed = Q(document__policy__normative=True) | Q(document__policy__important=True)
    return listed(period) & needed & Q(visible_until__isnull=True)


def _told() -> Q:
    explainers = Publication.objects.filter(
        document__as_explainer__isnull=False, visible_until__isnull=True
    )
    return Q(document_id__in=explainers.values("document__as_explainer__explained_id"))


def _exempted() -> Q:
    return Q(document_id__in=ExplainerExemption.objects.values("document_id"))


def _explained(period: Period) -> Q:
    return _to_explain(period) & _told()


def _exempt(period: Period) -> Q:
    return _to_explain(period) & _exempted() & ~_told()


def _unexplained(period: Period) -> Q:
    return _to_explain(period) & ~_exempted() & ~_told()


def _explainers(period: Period) -> Q:
    return listed(period) & _first() & Q(document__as_explainer__isnull=False)


OF_PUBLICATIONS = (
    (
        "documents.published",
        "主动公开数",
        "在期内首次公开的信息；更正、修改后重新发布的不重复计，转载的另计",
        _published,
    ),
    ("documents.full_text", "全文公开数", "在期内首次公开、正文有文字的信息", _full_text),
    (
        "documents.without_text",
        "无正文公开数",
        "在期内首次公开、只有标题或附件而正文没有文字的信息",
        _without_text,
    ),
    ("documents.reprints", "转载数", "在期内首次公开的转载信息", _reprints),
    ("documents.explainers", "解读材料数", "在期内首次公开的政策解读", _explainers),
    (
        "documents.to_explain",
        "应解读文件数",
        "在期内公开、至今仍在网上的规范性文件和重要文件",
        _to_explain,
    ),
    ("documents.explained", "已解读文件数", "应解读文件中，解读已经公开的", _explained),
    ("documents.explain_exempt", "免予解读文件数", "应解读文件中，经批准免予解读的", _exempt),
    (
        "documents.unexplained",
        "未解读文件数",
        "应解读文件中，没有解读、也没有批准免予解读的",
        _unexplained,
    ),
    (
        "documents.normative_made",
        "规范性文件制发数",
        "成文日期在期内的规范性文件（没有成文日期的按公开日期），转载的不计",
        normative_made,
    ),
)
MEASURES = (
    *(PUBLICATIONS.measure(*each) for each in OF_PUBLICATIONS),
    PUBLICATIONS.measure(
        "documents.public",
        "网上公开信息数",
        "期末在本网站上公开的信息，含转载和旧站迁入的",
        _public,
        as_of=AsOf.AT_END,
    ),
    PUBLICATIONS.measure(
        "documents.normative_in_force",
        "现行有效规范性文件数",
        "期末现行有效的规范性文件，转载的不计",
        normative_in_force,
        as_of=AsOf.AT_END,
    ),
)
RATES = (
    Rate(
        "documents.full_text_rate",
        "全文公开率",
        "全文公开数除以主动公开数",
        ("documents.full_text",),
        ("documents.full_text", "documents.without_text"),
    ),
    Rate(
        "documents.explained_rate",
        "解读覆盖率",
        "已解读文件数除以已解读与未解读之和；免予解读的不计，未解读的留在分母里",
        ("documents.explained",),
        ("documents.explained", "documents.unexplained"),
    ),
)
ORIGINS = Dimension("origin", "来源", lambda: {"own": "本机关制作", "imported": "旧站迁入"})


def places_of(keys: Iterable[str]) -> dict[str, Place]:
    """What public records are called and whose they are, by their number; one query."""
    found = Publication.objects.filter(document_id__in=list(keys), visible_until__isnull=True)
    rows = found.values_list("document_id", "edition__title", "unit_id", "section_id")
    return {str(pk): Place(title, unit, section) for pk, title, unit, section in rows}
