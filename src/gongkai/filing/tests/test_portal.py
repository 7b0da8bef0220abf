"""The public list: only where the county wants it, names and dates, never a figure."""

import pytest

from gongkai.filing import public
from gongkai.filing.tests.factories import act, at, begin, of, take

pytestmark = pytest.mark.django_db
PAGE = "/openness/filings/"


def test_the_list_is_published_only_where_the_county_says_so(client, cast, settings):
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/openness/").content.decode()
    settings.FILING_LIST_PUBLIC = True
    assert "近一年没有报表" in client.get(PAGE).content.decode()
    assert PAGE in client.get("/openness/").content.decode()


def test_it_names_those_that_have_not_filed_and_those_that_were_late(
    cast, django_assert_num_queries
):
    begun = begin(cast)
    take(cast, of(begun, cast.education), until="pass", now=at(22))
    act(cast, "office", of(begun, cast.township), "excuse", "机构筹建")
    with django_assert_num_queries(2):
        (found,) = public.public_rounds(at(23))
    assert (found.asked, found.filed, found.word) == (2, 1, "逾期未报")
    assert (found.not_filed, found.late) == (("县水利局",), ("县教育局",))
    (early,) = public.public_rounds(at(20))
    assert early.word == "未报"
    assert public.public_rounds(at(1).replace(year=2028)) == []
