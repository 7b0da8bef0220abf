"""The columns that every government's openness area has (国办公开办函〔2019〕61号, rules §7.5)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from gongkai.catalogue.models import DisclosureItem, Section
from gongkai.catalogue.rules import SectionDraft
from gongkai.catalogue.services.sections import create_section
from gongkai.kernel.actor import Actor, Placed

STATUTORY = "fdzdgk"
TOPS: tuple[tuple[str, str, str, str, str], ...] = (
    ("xxgkzn", "政府信息公开指南", "guide", "permanent", "政府信息的分类、编排体系和获取方式"),
    ("xxgkzd", "政府信息公开制度", "rules", "permanent", "政府信息公开的法规、规章和工作制度"),
    (STATUTORY, "法定主动公开内容", "statutory", "ad_hoc", "依照条例第二十条、第二十一条主动公开"),
    ("xxgknb", "政府信息公开年报", "reports", "yearly", "政府信息公开工作年度报告"),
    ("ysqgk", "依申请公开", "requests", "permanent", "申请公开政府信息的条件、方式和流程"),
)
ITEM_NAMES = (
    "法规规章和规范性文件",
    "机构职能",
    "规划信息",
    "统计信息",
    "行政许可和对外服务",
    "行政处罚和行政强制",
    "财政预决算",
    "行政事业性收费",
    "政府集中采购",
    "重大建设项目",
    "民生保障",
    "应急管理",
    "监督检查",
    "公务员招考",
    "其他法定信息",
)
"""Short column names of the fifteen items of Art. 20, in their order."""


def _top_drafts() -> Iterator[SectionDraft]:
    for position, (slug, name, area, cadence, description) in enumerate(TOPS, start=1):
        yield SectionDraft(
            name=name,
            slug=slug,
            description=description,
            keywords=f"政府信息公开,{name}",
            column_type="disclosure",
            area=area,
            cadence=cadence,
            update_days=31 if area == "reports" else 0,
            position=position,
        )


def _item_drafts() -> Iterator[SectionDraft]:
    items = dict(DisclosureItem.objects.values_list("code", "name"))
    for number, name in enumerate(ITEM_NAMES, start=1):
        code = f"art20-{number}"
        yield SectionDraft(
            name=name,
            slug=f"{STATUTORY}-{number:02d}",
            description=items[code],
            keywords=f"主动公开,{name}",
            column_type="policy" if number == 1 else "disclosure",
            area="statutory",
            cadence="ad_hoc",
            update_days=180 if number == 1 else 0,
            item_code=code,
            is_shared=True,
            position=number,
        )


@transaction.atomic
def create_standard_sections(*, actor: Actor, unit: Placed, now: datetime) -> list[Section]:
    """Open the five standard columns and, under 法定主动公开内容, one for each item of Art. 20.

    Columns whose address is taken already are left as they are, so it may be called again.
    Returns the sections made now.
    """
    there = {section.slug: section for section in Section.objects.filter(slug__in=_slugs())}
    made = []
    for draft in _top_drafts():
        if draft.slug not in there:
            there[draft.slug] = create_section(actor=actor, unit=unit, draft=draft, now=now)
            made.append(there[draft.slug])
    for draft in _item_drafts():
        if draft.slug not in there:
            parent = there[STATUTORY]
            made.append(create_section(actor=actor, unit=unit, draft=draft, now=now, parent=parent))
    return made


def _slugs() -> list[str]:
    tops = [slug for slug, *_ in TOPS]
    return [*tops, *(f"{STATUTORY}-{n:02d}" for n in range(1, len(ITEM_NAMES) + 1))]
