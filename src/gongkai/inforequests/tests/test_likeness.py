"""Requests like one: the applicant's own repeats and others' for the same matter, never decided."""

import pytest
from django.urls import reverse

from gongkai.inforequests import services
from gongkai.inforequests.models import InformationRequest, Requester
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.selectors.likeness import requests_like
from gongkai.inforequests.tests.factories import NOW, accept, received

ROAD = "申请公开2024年城东路改造项目的招标文件、中标合同和结算审计报告"
AGAIN = "请提供城东路改造项目（2024年）中标合同、招标文件以及结算审计报告"
OTHER_YEAR = "申请公开2023年城东路改造项目的招标文件、中标合同和结算审计报告"
SCHOOLS = "申请公开全县义务教育阶段学校在编教师人数"


def applicant(index=""):
    return Requester.objects.create(created_at=NOW, identity_index=index)


def asking(cast, text, **more):
    made = received(cast, description=text, **more)
    return request_of_case(made.case_id)


def numbers(rows):
    return [row.request.number for row in rows]


def test_repeats_of_the_same_person_are_found_under_another_registration(cast):
    first = asking(cast, ROAD, requester=applicant("同一人"))
    again = asking(cast, AGAIN, requester=applicant("同一人"))
    asking(cast, SCHOOLS, requester=applicant("同一人"))
    found = requests_like(again, cast.actor("clerk"))
    assert numbers(found.own) == [first.number]
    assert (found.own[0].degree, found.others) == ("很像", [])
    assert "城东路改造项目" in found.own[0].likeness.sentence


def test_the_same_matter_of_others_is_found_and_the_people_are_counted(cast):
    mine = asking(cast, ROAD, requester=applicant("甲"))
    same = asking(cast, AGAIN, requester=applicant("乙"))
    once_more = asking(cast, AGAIN, requester=applicant("乙"))
    year = asking(cast, OTHER_YEAR, requester=applicant("丙"))
    asking(cast, SCHOOLS, requester=applicant("丁"))
    found = requests_like(mine, cast.actor("clerk"))
    assert set(numbers(found.others)) == {same.number, once_more.number, year.number}
    assert (found.applicants, found.own) == (2, [])
    apart = next(row for row in found.others if row.request.number == year.number)
    assert "年份或编号不同：本件2024，该件2023" in apart.likeness.sentence


def test_people_without_a_known_identity_are_different_people(cast):
    mine, other = asking(cast, ROAD), asking(cast, ROAD)
    found = requests_like(mine, cast.actor("clerk"))
    assert (numbers(found.others), found.own) == ([other.number], [])


def test_requests_of_units_one_may_not_read_are_not_compared(cast):
    mine = asking(cast, ROAD, requester=applicant("甲"))
    asking(cast, ROAD, requester=applicant("乙"), unit=cast.water)
    assert requests_like(mine, cast.actor("clerk")).looked_at == 0
    assert requests_like(mine, cast.actor("office")).looked_at == 1


def test_parts_of_one_request_are_not_its_repeats(cast):
    whole = asking(cast, f"{ROAD}；{SCHOOLS}", requester=applicant("甲"))
    accept(cast, whole)
    services.split_request(
        actor=cast.actor("office"), request_id=whole.pk, parts=[ROAD, AGAIN], now=NOW
    )
    part = InformationRequest.objects.exclude(pk=whole.pk).get()
    for each in (request_of_case(whole.case_id), request_of_case(part.case_id)):
        assert requests_like(each, cast.actor("office")).own == []


@pytest.mark.parametrize("who", ["clerk", "office", "leader"])
def test_the_page_says_that_a_person_decides(cast, client, who):
    mine = asking(cast, ROAD, requester=applicant("甲"))
    asking(cast, AGAIN, requester=applicant("乙"))
    client.force_login(getattr(cast, who))
    page = client.get(reverse("inforequests:similar", args=[mine.case_id]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "由经办人判断" in text
    assert "另有 1 名申请人" in text
    assert "这位申请人没有内容相近的其他申请" in text


def test_the_page_is_closed_to_other_units(cast, client):
    mine = asking(cast, ROAD)
    address = reverse("inforequests:similar", args=[mine.case_id])
    client.force_login(cast.other_clerk)
    assert client.get(address).status_code == 404


def test_queries_do_not_grow_with_the_requests_compared(cast, django_assert_max_num_queries):
    mine = asking(cast, ROAD, requester=applicant("甲"))
    for number in range(12):
        asking(cast, AGAIN, requester=applicant(f"乙{number}"))
    with django_assert_max_num_queries(4):
        found = requests_like(mine, cast.actor("office"))
    assert (len(found.others), found.looked_at) == (10, 12)
