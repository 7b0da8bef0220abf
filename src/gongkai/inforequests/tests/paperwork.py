"""A county whose papers can be issued, and requests with somebody behind them."""

from datetime import UTC, datetime

from gongkai.inforequests.models import PaperSettings, Requester
from gongkai.inforequests.tests.factories import NOW

MARKER = "张晓禾标记"


def letterhead(cast):
    """Court and reviewing body of the county, 发文机关代字 of 县教育局."""
    common = {"changed_at": NOW, "changed_by": cast.office}
    county = {"court": "澄明县人民法院", "higher_government": "澄江市人民政府"}
    PaperSettings.objects.get_or_create(unit=cast.county, defaults=county | common)
    PaperSettings.objects.create(unit=cast.education, mark="澄教", **common)
    cast.education.phone = "0999-6000012"
    cast.education.save()


def somebody():
    """An applicant whose name is a marker to look for."""
    return Requester.objects.create(
        name=MARKER,
        identity_kind="id_card",
        identity_number="110101199001011237",
        phone="13900000000",
        email="marker@example.com",
        address="澄明县柳树村8号",
        created_at=datetime(2026, 6, 15, tzinfo=UTC),
    )
