"""Sections and their units for tests."""

from datetime import date

import factory

from gongkai.catalogue.models import DisclosureDuty, DisclosureItem, Section, SectionResponsibility
from gongkai.orgs.tests.factories import UnitFactory


class SectionFactory(factory.django.DjangoModelFactory):
    """An open section of the statutory area, updated ad hoc."""

    class Meta:
        model = Section
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda n: n + 1)

    parent = None
    path = factory.LazyAttribute(lambda o: f"new-{o.number}")
    name = factory.LazyAttribute(lambda o: f"第{o.number}栏")
    slug = factory.LazyAttribute(lambda o: f"column-{o.number}")
    description = "栏目说明"
    keywords = "政务公开"
    column_type = Section.ColumnType.DISCLOSURE
    area = Section.Area.STATUTORY
    unit = factory.SubFactory(UnitFactory)
    cadence = "ad_hoc"
    update_days = 0
    opened_on = date(2026, 1, 1)

    @factory.post_generation
    def place(self, create, extracted, **kwargs):
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        self.save(update_fields=["path"])
        SectionResponsibility.objects.create(section=self, unit=self.unit, since=self.opened_on)


class DutyFactory(factory.django.DjangoModelFactory):
    """A line of a basic catalogue under Art. 20 item 7."""

    class Meta:
        model = DisclosureDuty

    unit = factory.SubFactory(UnitFactory)
    item = factory.LazyFunction(lambda: DisclosureItem.objects.get(code="art20-7"))
    matter = factory.Sequence(lambda n: f"部门预算{n}")
    content = "收支总表、三公经费表"
    basis = "《预算法》第十四条"
    period = "批复后20日内"
    period_days = 20
    period_unit = "calendar_days"
    channels = ["政府网站"]
    audience = DisclosureDuty.Audience.EVERYONE
