"""按件计收 goes by what the register says of the applicant in the month, not by what is typed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gongkai.inforequests import services
from gongkai.inforequests.models import FeeNotice, Requester
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.selectors.charging import items_before
from gongkai.inforequests.services import Charge
from gongkai.inforequests.tests.factories import NOW, accept, assign, received
from gongkai.kernel.errors import Refusal


def applicant(index):
    return Requester.objects.create(created_at=NOW, identity_index=index)


def handled(cast, index="甲", days=0, **more):
    """A request in the hands of its unit, received *days* after the 15th."""
    now = NOW + timedelta(days=days)
    request = received(cast, now=now, requester=applicant(index), **more)
    accept(cast, request, now=now)
    assign(cast, request, now=now)
    return request_of_case(request.case_id)


def charged(cast, request, already, quantity=12, tariff="items"):
    charge = Charge(tariff, quantity, "本月已提出多件申请", "县财政非税专户", already)
    return services.notice_fee(
        actor=cast.actor("clerk"), request_id=request.pk, charge=charge, now=NOW
    )


def test_items_of_the_month_are_those_of_the_same_person_organ_and_month(cast):
    handled(cast, "甲", -20)
    handled(cast, "乙", -2)
    first, second = handled(cast, "甲", -3), handled(cast, "甲", -1)
    last = handled(cast, "甲")
    assert [items_before(each) for each in (first, second, last)] == [0, 1, 2]
    assert second.requester_id != last.requester_id


def test_a_request_that_was_charged_for_more_counts_as_more(cast):
    first = handled(cast, days=-1)
    charged(cast, first, already=0, quantity=15)
    assert items_before(handled(cast)) == 15


def test_a_request_that_came_to_no_decision_does_not_count(cast):
    request = handled(cast, days=-1)
    services.withdraw_request(
        actor=cast.actor("clerk"), request_id=request.pk, note="来电撤回", now=NOW
    )
    assert items_before(handled(cast)) == 0


def test_nobody_pays_for_items_that_stand_in_no_register(cast):
    handled(cast, days=-1)
    request = handled(cast)
    with pytest.raises(Refusal) as refused:
        charged(cast, request, already=30)
    assert refused.value.codes == ("already",)
    assert "登记在案的只有 1 件" in str(refused.value)
    assert charged(cast, request, already=1).amount == 300
    assert FeeNotice.objects.count() == 1


def test_fewer_may_be_counted_and_pages_know_no_month(cast):
    handled(cast, days=-1)
    assert charged(cast, handled(cast), already=0).amount == 200
    assert charged(cast, handled(cast), already=0, quantity=31, tariff="pages").amount == 10


def test_the_form_begins_with_what_is_registered(cast, client):
    handled(cast, days=-1)
    request = handled(cast)
    client.force_login(cast.clerk)
    page = client.get(reverse("inforequests:deed", args=[request.case_id, "notice_fee"]))
    text = page.content.decode()
    assert "此前登记在案 1 件" in text
    assert 'name="already" value="1"' in text
