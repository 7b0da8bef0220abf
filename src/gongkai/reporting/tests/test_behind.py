"""Every cell opens exactly the records it counts, live and settled, and later changes are shown."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.urls import reverse

from gongkai.casework.rules import ZONE
from gongkai.documents import services as documents
from gongkai.documents.tests.factories import published
from gongkai.filing import services as forms
from gongkai.filing.tests import factories as filed
from gongkai.inforequests import flow
from gongkai.inforequests import services as requests
from gongkai.inforequests.selectors import find_request
from gongkai.inforequests.services import Filed
from gongkai.inforequests.tests.factories import NOW, received, standing_in
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.reporting import annual, selectors, services
from gongkai.reporting.form import places
from gongkai.reporting.models import ReportSnapshot
from gongkai.reporting.tests.test_annual import AFTER, FILED, TEXTS, ledger, save, settled

pytestmark = pytest.mark.django_db
YEAR_END = datetime(2026, 12, 30, 9, tzinfo=ZONE)


def disputed(cast: Cast) -> None:
    """A reply that was upheld on reconsideration and then taken to court, where it is pending."""
    request = standing_in(cast, flow.SERVED)
    late = NOW + timedelta(days=30)
    filed = Filed("reconsideration", "县人民政府", late.date(), "澄政复〔2026〕3号")
    actor = cast.actor("clerk")
    first = requests.record_dispute(actor=actor, request_id=request.pk, filed=filed, now=late)
    requests.record_decision(
        actor=actor,
        dispute_id=first.pk,
        decision="upheld",
        decided_on=late.date(),
        note="",
        now=late,
    )
    suit = Filed("suit_after", "县人民法院", late.date(), "", "", first.pk)
    requests.record_dispute(actor=actor, request_id=request.pk, filed=suit, now=late)


def normative(cast: Cast, **changes) -> int:
    found = published(cast, now=NOW, title="澄明县校车安全管理办法", **changes)
    documents.mark_policy(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        normative=True,
        important=False,
        now=NOW,
    )
    return found.document_id


def test_every_number_of_every_table_is_that_of_its_records(cast: Cast) -> None:
    ledger(cast)
    disputed(cast)
    made = normative(cast, signed_on=date(2026, 6, 1), effective_on=date(2026, 6, 10))
    figures = selectors.figures_of(cast.education, 2026)
    ids = selectors.ids_behind(cast.education, 2026)
    tables = figures.tables.as_json()
    assert tables["table2"]["normative"] == [1, 0, 1]
    assert ids["table2.normative.2"] == [made]
    assert tables["table4"]["review"] == [1, 0, 0, 0, 1]
    assert tables["table4"]["lawsuit_after_review"] == [0, 0, 0, 1, 1]
    for where in places():
        if not where.startswith("table2"):
            assert len(annual.behind(ids, where)) == figures.tables.at(where), where


def test_each_cell_of_the_page_opens_what_it_counts(cast: Cast, client) -> None:
    ledger(cast)
    disputed(cast)
    normative(cast, signed_on=date(2026, 6, 1), effective_on=date(2026, 6, 10))
    save(cast, cast.education)
    snapshot = services.settle(
        actor=cast.actor("leader"), unit=cast.education, year=2026, now=AFTER
    )
    client.force_login(cast.clerk)
    for page in (
        reverse("reporting:report", args=[cast.education.pk, 2026]),
        reverse("reporting:settled", args=[snapshot.pk]),
    ):
        told = client.get(page).content.decode()
        links = re.findall(r'id="(table[^"]+)"[^>]*><a href="([^"]+)">([^<]*)</a>', told)
        assert [where for where, *_ in links] == places()
        for where, address, number in links:
            if number != "0":
                opened = client.get(address).content.decode()
                listed = re.search(r"共 (\d+) 件", opened)
                shown = listed[1] if listed and not where.startswith("table2") else number
                assert shown == number, where
    assert client.get(page + "cell/table3.new.nobody/").status_code == 404


def test_a_figure_of_part_two_shows_who_states_it_and_where_it_is_from(cast: Cast, client) -> None:
    normative(cast, signed_on=date(2026, 6, 1), effective_on=date(2026, 6, 10))
    save(cast, cast.education)
    save(cast, cast.water, "other_clerk", source="年底手工统计")
    client.force_login(cast.office)
    page = reverse("reporting:cell", args=[cast.county.pk, 2026, "table2.licence"])
    told = client.get(page).content.decode()
    for words in ("县教育局", "手工填报：审批系统导出", "年底手工统计", "行政许可：436"):
        assert words in told
    found = selectors.prepared(cast.education, 2026).violations
    assert {(one.where, one.found, one.expected) for one in found if one.check == "L2"} == {
        ("table2.normative.0", 3, 1),
        ("table2.normative.1", 1, 0),
        ("table2.normative.2", 27, 1),
    }


def test_documents_end_by_repeal_and_are_not_in_force_after_their_term(cast: Cast) -> None:
    begun = {"signed_on": date(2024, 6, 1), "effective_on": date(2024, 6, 10)}
    normative(cast, **begun, expires_on=date(2026, 8, 31))
    repealed = normative(cast, **begun)
    standing = normative(cast, **begun)
    documents.change_validity(
        actor=cast.actor("clerk"),
        document_id=repealed,
        kind="repealed",
        on=date(2026, 6, 20),
        basis="澄政办发〔2026〕9号",
        now=NOW + timedelta(days=6),
    )
    ids = selectors.ids_behind(cast.education, 2026)
    assert ids["table2.normative.1"] == [repealed]
    assert ids["table2.normative.2"] == [standing]
    assert selectors.figures_of(cast.county, 2026).tables.table2["normative"] == [0, 1, 1]


def test_another_unit_cannot_open_the_cells(cast: Cast, client) -> None:
    snapshot = settled(cast)
    client.force_login(cast.other_clerk)
    for address in (
        reverse("reporting:cell", args=[cast.education.pk, 2026, "table3.new.natural"]),
        reverse("reporting:settled_cell", args=[snapshot.pk, "table3.new.natural"]),
    ):
        assert client.get(address).status_code == 403


def change(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_request_changed_behind_the_back_of_the_services_is_shown_and_changes_nothing(
    cast: Cast, client
) -> None:
    snapshot = settled(cast)
    victim = snapshot.content["sources"]["table3.new.commercial"][0]
    number = find_request(victim).number
    table = "inforequests_informationrequest"
    with pytest.raises(DatabaseError), transaction.atomic():
        change(f"UPDATE {table} SET applicant_class = 'research' WHERE id = %s", victim)
    change(f"UPDATE {table} SET unit_id = %s WHERE id = %s", cast.water.pk, victim)
    again = ReportSnapshot.objects.get()
    assert selectors.is_intact(again)
    assert again.content == snapshot.content
    found = {one.where: (one.came, one.went) for one in selectors.differences_of(again)}
    assert set(found) == {
        f"table3.{row}.{column}"
        for row in ("new", "carried_out")
        for column in ("commercial", "total")
    }
    assert set(found.values()) == {((), (victim,))}
    client.force_login(cast.office)
    told = client.get(reverse("reporting:settled", args=[again.pk])).content.decode()
    assert told.count(number) == 4


def test_a_request_cannot_be_deleted_and_one_that_is_gone_keeps_its_number(
    cast: Cast, client
) -> None:
    snapshot = settled(cast)
    victim = snapshot.content["sources"]["table3.new.commercial"][0]
    with pytest.raises(DatabaseError), transaction.atomic():
        change("DELETE FROM inforequests_informationrequest WHERE id = %s", victim)
        connection.check_constraints()
    number = snapshot.content["numbers"][f"table3.{victim}"]
    change(
        "UPDATE inforequests_informationrequest SET arrived_at = '2030-01-01 00:00:00+00:00' "
        "WHERE id = %s",
        victim,
    )
    went = {one.where: one.went for one in selectors.differences_of(snapshot) if one.went}
    assert went["table3.new.commercial"] == (victim,)
    client.force_login(cast.clerk)
    page = reverse("reporting:settled_cell", args=[snapshot.pk, "table3.new.commercial"])
    assert number in client.get(page).content.decode()


def test_the_same_number_of_other_requests_is_a_difference() -> None:
    tables = annual.Tables({}, annual.table3_of({}), annual.table4_of({})).as_json()
    tables["table2"] = {"regulations": [None] * 3, "normative": [None] * 3}
    tables["table2"] |= dict.fromkeys(("licence", "penalty", "coercion", "fees_wan"))
    then, now = {"table3.new.natural": [1]}, {"table3.new.natural": [2]}
    found = annual.differences(tables, tables, then, now)
    assert [one.where for one in found] == ["table3.new.natural", "table3.new.total"]
    assert (found[0].came, found[0].went) == ((2,), (1,))


def test_last_years_closing_opens_this_year_and_what_it_did_not_know_is_new(cast: Cast) -> None:
    settled(cast)
    late = datetime(2028, 1, 9, tzinfo=ZONE)
    before = selectors.prepared(cast.education, 2027)
    assert [one.check for one in before.violations] == []
    missed = received(cast, now=YEAR_END)
    prepared = selectors.prepared(cast.education, 2027)
    assert prepared.figures.opening.number == 1
    assert prepared.tables.table3["carried_in"][-1] == 4
    assert prepared.tables.table3["new"][-1] == 1
    (found,) = prepared.violations
    assert (found.check, found.cases) == ("C4", (missed.pk,))
    assert "C4" not in {
        reason.code for reason in services.reasons_against_settling(cast.education, 2027, late)
    }


def test_what_last_year_carried_over_and_is_gone_stops_the_report(cast: Cast) -> None:
    snapshot = settled(cast)
    victim = snapshot.content["sources"]["table3.carried_out.commercial"][0]
    change(
        "UPDATE inforequests_informationrequest SET arrived_at = '2030-01-01 00:00:00+00:00' "
        "WHERE id = %s",
        victim,
    )
    prepared = selectors.prepared(cast.education, 2027)
    codes = [one.check for one in prepared.violations]
    assert sorted(codes) == ["C1", "C1", "C4"]
    assert [one.cases for one in prepared.violations if one.check == "C4"] == [(victim,)]
    late = datetime(2028, 1, 9, tzinfo=ZONE)
    reasons = services.reasons_against_settling(cast.education, 2027, late)
    assert "C1" in {reason.code for reason in reasons}


def test_without_a_settled_report_the_ledger_opens_the_year(cast: Cast) -> None:
    ledger(cast)
    opened = selectors.figures_of(cast.education, 2027)
    assert opened.opening.number is None
    assert opened.tables.table3["carried_in"][-1] == 4


def test_a_request_handed_to_another_unit_counts_once_in_the_county(cast: Cast) -> None:
    ledger(cast)
    request = received(cast, now=YEAR_END)
    for unit, part in ((cast.education, "clerk"), (cast.water, "other_clerk")):
        save(cast, unit, part)
    services.settle(actor=cast.actor("office"), unit=cast.education, year=2026, now=AFTER)
    assert [one.check for one in selectors.prepared(cast.county, 2026).violations] == []
    requests.accept_request(
        actor=cast.actor("office"), request_id=request.pk, subject="校区供水", now=AFTER
    )
    requests.transfer_out(
        actor=cast.actor("office"),
        request_id=request.pk,
        unit=cast.water,
        unit_name="县水利局",
        note="由县水利局负责公开",
        told=True,
        now=AFTER,
    )
    services.settle(actor=cast.actor("office"), unit=cast.water, year=2026, now=AFTER)
    county = selectors.prepared(cast.county, 2026)
    assert county.tables.table3["new"][-1] == 5
    twice = {one.where: one for one in county.violations if one.check == "C8"}
    assert set(twice) == {"table3.new.natural", "table3.carried_out.natural"}
    assert "重复计入 1 件" in twice["table3.new.natural"].text
    assert twice["table3.new.natural"].cases == (request.pk,)
    following = selectors.prepared(cast.education, 2027)
    assert following.tables.table3["other"][-1] == 1
    assert [one.check for one in following.violations] == ["C4"]


def test_split_and_merged_requests_count_one_by_one(cast: Cast) -> None:
    whole = received(cast)
    requests.accept_request(
        actor=cast.actor("office"), request_id=whole.pk, subject="决算和供水", now=NOW
    )
    requests.split_request(
        actor=cast.actor("office"), request_id=whole.pk, parts=["决算", "供水"], now=NOW
    )
    repeat = received(cast, requester=whole.requester)
    requests.accept_request(
        actor=cast.actor("office"), request_id=repeat.pk, subject="决算", now=NOW
    )
    requests.merge_request(
        actor=cast.actor("office"),
        request_id=repeat.pk,
        into_id=whole.pk,
        same_information=True,
        note="内容相同",
        now=NOW,
    )
    prepared = selectors.prepared(cast.county, 2026)
    assert prepared.violations == []
    table = prepared.tables.table3
    assert (table["new"][-1], table["other"][-1], table["carried_out"][-1]) == (3, 1, 2)


def test_a_request_whose_own_events_contradict_its_row_is_named(cast: Cast) -> None:
    request = received(cast)
    apps.get_model("inforequests.RequestEvent").objects.create(
        request=request, kind="withdrawn", on=date(2026, 12, 1), made_at=AFTER
    )
    (found,) = selectors.prepared(cast.education, 2026).violations
    assert (found.check, found.where, found.cases) == (
        "C7",
        "table3.carried_out.total",
        (request.pk,),
    )


@override_settings(REPORT_LEAVES_OUT=["township"])
def test_what_the_locality_leaves_out_of_its_report_is_not_counted(cast: Cast) -> None:
    received(cast, unit=cast.township)
    received(cast)
    assert selectors.figures_of(cast.county, 2026).tables.table3["new"][-1] == 1
    assert selectors.figures_of(cast.township, 2026).tables.table3["new"][-1] == 1


def test_a_report_with_regulations_is_not_settled_where_none_may_be_made(cast: Cast) -> None:
    ledger(cast)
    save(cast, cast.education, filed=FILED | {"regulations": [1, 0, 1]}, texts=TEXTS)
    with pytest.raises(Refusal) as refused:
        services.settle(actor=cast.actor("leader"), unit=cast.education, year=2026, now=AFTER)
    assert refused.value.codes == ("R1",)


def test_a_reviewed_filing_goes_before_what_was_typed_and_is_opened_from_its_figure(
    cast: Cast, client
) -> None:
    now = datetime(2027, 1, 10, 9, tzinfo=ZONE)
    office = cast.actor("office")
    design = forms.adopt_shipped(actor=office, owner=cast.county, code="annual_table2", now=now)
    forms.release_version(actor=office, design_id=design.pk, now=now)
    begun = filed.begin(cast, design, year="2026", now=now)
    save(cast, cast.education)
    filing = filed.of(begun, cast.education)
    zero = {each["code"]: "0" for each in begun.version.fields}
    given = zero | {"penalty": "31", "fees_wan": "12"}
    filed.take(cast, filing, until="pass", typed=given, now=now)
    assert selectors.figures_of(cast.education, 2026).tables.table2["penalty"] == 12
    filed.act(cast, "office", filing, "accept", now=now)
    table = selectors.figures_of(cast.education, 2026).tables.table2
    assert (table["penalty"], table["fees_wan"], table["licence"]) == (31, 12, 0)
    client.force_login(cast.clerk)
    page = reverse("reporting:cell", args=[cast.education.pk, 2026, "table2.penalty"])
    told = client.get(page).content.decode()
    assert f'<a href="/desk/filing/cases/{filing.case_id}/">已审核的报表</a>' in told
    assert "县教育局" not in selectors.prepared(cast.county, 2026).missing


def test_the_first_part_is_drafted_from_measures_and_compares_with_last_years_report(
    cast: Cast,
) -> None:
    settled(cast)
    received(cast, now=datetime(2027, 2, 1, tzinfo=ZONE))
    published(cast, now=datetime(2027, 3, 1, 9, tzinfo=ZONE))
    first, second = selectors.prepared(cast.education, 2027).texts["overview"].split("\n")
    assert first == "主动公开方面。2027年在门户网站公开信息1条。"
    assert "2027年共收到政府信息公开申请1件（自然人1件），比上年减少3件" in second
    assert "比上年" not in selectors.prepared(cast.education, 2026).texts["overview"]
    assert [one.check for one in selectors.prepared(cast.education, 2027).violations] == []


def test_a_report_settled_by_the_first_version_still_opens(cast: Cast, client) -> None:
    snapshot = settled(cast)
    content = snapshot.content
    kept = {"statements", "numbers", "opening"}
    old = {key: value for key, value in content.items() if key not in kept}
    old["sources"] = {
        where.removeprefix("table3."): ids
        for where, ids in content["sources"].items()
        if where.startswith("table3")
    }
    first = ReportSnapshot.objects.create(
        unit=cast.education,
        year=2026,
        number=2,
        content=old,
        digest="-",
        signature="-",
        made_at=AFTER,
        made_by=cast.leader,
        maker="高建国",
    )
    client.force_login(cast.clerk)
    page = reverse("reporting:settled", args=[first.pk])
    assert "台账现在的数与定稿时一样" in client.get(page).content.decode()
    cell = reverse("reporting:settled_cell", args=[first.pk, "table3.new.total"])
    assert "共 4 件" in client.get(cell).content.decode()
