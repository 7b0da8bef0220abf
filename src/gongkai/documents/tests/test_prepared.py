"""The kernel's prepared queries, on tables that exist."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.documents.models import Publication
from gongkai.documents.tests.factories import published
from gongkai.kernel.prepared import Prepared
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db
FIELDS = ("id", "listed_at", "date_stated", "edition__attachments", "edition__signed_on")

later_than = Prepared(
    lambda unit, since: (
        Publication.objects.filter(unit_id=unit, listed_at__gt=since).order_by("id").values(*FIELDS)
    ),
    "unit",
    moments=("since",),
)


def test_a_prepared_query_gives_what_the_query_itself_gives(cast: Cast) -> None:
    now = timezone.now()
    for hours in (1, 2, 3):
        published(cast, now=now - timedelta(hours=hours), signed_on=now.date())
    for hours in (0, 1.5, 5):
        since = now - timedelta(hours=hours)
        plain = Publication.objects.filter(unit=cast.education, listed_at__gt=since)
        expected = list(plain.order_by("id").values(*FIELDS))
        assert later_than(unit=cast.education.pk, since=since) == expected
    assert later_than(unit=cast.water.pk, since=now - timedelta(days=1)) == []


def test_a_value_that_is_no_parameter_of_the_query_is_refused() -> None:
    wrong = Prepared(
        lambda unit, other: Publication.objects.filter(unit_id=unit).values("id"), "unit", "other"
    )
    with pytest.raises(ValueError, match="other"):
        wrong(unit=1, other=2)
