"""The demo county can be built on any day, and the same moment always makes the same county."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import transaction

from gongkai.cli.demo.build import build, documents
from gongkai.cli.demo.filings import filings
from gongkai.cli.demo.reports import last_year
from gongkai.cli.demo.requests import two_years
from gongkai.cli.demo.requests.roads import ROADS
from gongkai.cli.demo.screened import screened

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
SMALL = 0.02


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def built(now, *parts):
    return build(now=now, password="yanshi-zhanghao-88", scale=SMALL, parts=parts)


def requests():
    return apps.get_model("inforequests", "InformationRequest").objects


MOMENTS = {
    "new_year": (datetime(2027, 1, 1, 0, 10, tzinfo=ZONE), (documents,)),
    "leap_day": (datetime(2028, 2, 29, 9, 0, tzinfo=ZONE), (screened,)),
    "old_year": (datetime(2026, 12, 31, 23, 50, tzinfo=ZONE), (screened,)),
    "saturday": (datetime(2026, 5, 9, 11, 0, tzinfo=ZONE), (screened,)),
    "spring_festival": (datetime(2026, 2, 17, 16, 0, tzinfo=ZONE), (documents,)),
}
"""Days on which a story that counts badly would stumble, and what is told beside the requests."""


@pytest.mark.parametrize("name", sorted(MOMENTS))
def test_on_whatever_day_it_is_built_nothing_is_refused(name):
    now, more = MOMENTS[name]
    some = ROADS[sorted(MOMENTS).index(name) :: 2 * len(MOMENTS)]
    built(now, partial(two_years, roads=some), filings, last_year, *more)
    assert requests().filter(closed_at=None).exists()
    entries = apps.get_model("audit", "AuditEntry").objects
    assert entries.order_by("-at").values_list("at", flat=True)[0] <= now


def test_the_same_moment_makes_the_same_county():
    told = []
    for _ in range(2):
        point = transaction.savepoint()
        built(datetime(2026, 11, 20, 15, 30, tzinfo=ZONE), partial(two_years, roads=ROADS[::25]))
        rows = requests().order_by("number")
        told.append(list(rows.values_list("number", "subject", "channel", "report_row", "due_on")))
        transaction.savepoint_rollback(point)
    assert told[0] == told[1]
