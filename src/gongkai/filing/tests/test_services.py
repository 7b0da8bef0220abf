"""Designing, opening, urging, and what others are told of what was filed."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.casework.selectors import timeline_of
from gongkai.clock.selectors import calendar_for
from gongkai.filing import selectors, services
from gongkai.filing.content import Content
from gongkai.filing.models import FilingRound, Urging
from gongkai.filing.rules import (
    Cadence,
    Check,
    Field,
    FieldKind,
    Standing,
    span_between,
    span_named,
)
from gongkai.filing.shipped import SHIPPED
from gongkai.filing.tests.factories import CONTENT, GOOD, NOW, act, at, begin, form, of, take
from gongkai.kernel.errors import Refusal
from gongkai.kernel.measures import measures

pytestmark = pytest.mark.django_db


def refusal_of(call, **arguments):
    with pytest.raises(Refusal) as refusal:
        call(**arguments)
    return refusal.value.codes


def test_only_the_office_designs_and_all_mistakes_come_at_once(cast):
    asked = {"owner": cast.county, "code": "1", "name": " ", "basis": "", "now": NOW}
    codes = refusal_of(services.create_design, actor=cast.actor("clerk"), **asked)
    assert codes == ("permission", "code", "name")
    design = form(cast)
    asked |= {"code": design.code, "name": "又一张"}
    assert refusal_of(services.create_design, actor=cast.actor("office"), **asked) == ("code",)


def test_a_version_in_use_is_changed_by_a_new_one_and_rounds_keep_theirs(cast):
    design = form(cast)
    begun = begin(cast, design)
    office = cast.actor("office")
    changes = {"actor": office, "design_id": design.pk, "now": NOW}
    assert refusal_of(services.save_version, content=CONTENT, saves=0, **changes) == ("no_draft",)
    services.new_version(**changes)
    assert refusal_of(services.new_version, **changes) == ("draft_open",)
    more = replace(CONTENT, fields=(*CONTENT.fields, Field("x", "撤回", FieldKind.INTEGER)))
    services.save_version(content=more, saves=0, **changes)
    assert refusal_of(services.save_version, content=more, saves=0, **changes) == ("stale",)
    services.release_version(**changes)
    assert selectors.version_in_use(design.pk).number == 2
    assert begun.version.number == 1
    assert len(begin(cast, design, year="2024", due_on=date(2026, 1, 9)).version.fields) == 6


def test_a_version_that_nobody_files_or_that_is_wrong_is_not_released(cast):
    office = cast.actor("office")
    design = services.create_design(
        actor=office, owner=cast.county, code="x", name="空表", basis="", now=NOW
    )
    asked = {"actor": office, "design_id": design.pk, "now": NOW}
    assert refusal_of(services.release_version, **asked) == ("fields",)
    nobody = replace(CONTENT, kinds=("institution",))
    services.save_version(content=nobody, saves=0, **asked)
    assert refusal_of(services.release_version, **asked) == ("kinds",)
    wrong = replace(CONTENT, checks=(Check("丙 = 1", "提示"),), due_day=40, remind_days=99)
    codes = refusal_of(services.save_version, content=wrong, saves=1, **asked)
    assert codes == ("checks", "due_day", "remind_days")


def test_a_round_asks_the_units_of_the_kinds_and_those_named(cast):
    named = replace(CONTENT, kinds=("township",), unit_ids=(cast.water.pk,))
    begun = begin(cast, form(cast, named))
    assert set(begun.filings.values_list("unit_id", flat=True)) == {
        cast.township.pk,
        cast.water.pk,
    }
    everybody = begin(cast, form(cast, replace(CONTENT, kinds=()), code="all"))
    assert everybody.filings.count() == 5
    case = of(begun, cast.water).case
    assert (case.title, case.waiting_role) == ("行政许可办理情况表（2025年）", "clerk")


def test_a_round_is_opened_once_in_time_and_not_of_a_stopped_form(cast):
    design = form(cast)
    begin(cast, design)
    office = cast.actor("office")
    asked = {"actor": office, "design_id": design.pk, "now": NOW}
    assert refusal_of(services.open_round, span=span_named(Cadence.YEARLY, "2025"), **asked) == (
        "key",
    )
    assert refusal_of(services.open_round, span=span_named(Cadence.YEARLY, "2020"), **asked) == (
        "due_on",
    )
    services.stop_design(stopped=True, **asked)
    late = {"span": span_named(Cadence.YEARLY, "2024"), "due_on": date(2026, 2, 1)}
    assert refusal_of(services.open_round, **late, **asked) == ("stopped",)
    services.stop_design(stopped=False, **asked)
    assert services.open_round(**late, **asked).due_on == date(2026, 1, 30)  # a Sunday, moved back


def test_a_form_filed_once_names_its_days(cast):
    design = form(cast, replace(CONTENT, cadence=Cadence.ONCE))
    span = span_between(date(2025, 7, 1), date(2025, 12, 31))
    asked = {"actor": cast.actor("office"), "design_id": design.pk, "span": span, "now": NOW}
    assert refusal_of(services.open_round, **asked) == ("due_on",)
    begun = services.open_round(**asked, due_on=date(2026, 1, 12))
    assert begun.title == "行政许可办理情况表（2025-07-01至2025-12-31）"


def test_rounds_open_by_themselves_when_the_period_is_over(cast):
    form(cast)
    form(cast, replace(CONTENT, opens_itself=False), code="by_hand")
    monthly = replace(CONTENT, cadence=Cadence.MONTHLY, due_day=8)
    form(cast, monthly, code="monthly")
    assert services.open_due_rounds(NOW) == 2
    assert services.open_due_rounds(NOW) == 0
    assert set(FilingRound.objects.values_list("key", flat=True)) == {"2025", "2025-12"}
    assert services.open_due_rounds(at(2, month=2)) == 1


def test_a_round_whose_date_has_passed_is_not_opened_by_itself(cast):
    form(cast)
    assert services.open_due_rounds(at(1, month=6)) == 0


def test_units_are_urged_by_the_system_on_its_days_and_by_the_office_once_a_day(cast):
    begun = begin(cast)
    take(cast, of(begun, cast.education), until="pass", now=at(6))
    assert services.urge_due(at(12)) == 0
    assert services.urge_due(at(13)) == 2
    assert services.urge_due(at(14)) == 0
    asked = {"actor": cast.actor("office"), "round_id": begun.pk, "words": ""}
    assert services.urge(**asked, now=at(14)) == 2
    assert refusal_of(services.urge, **asked, now=at(14)) == ("nobody",)
    assert services.urge_due(at(21)) == 2
    words = list(Urging.objects.filter(filing__unit=cast.water).values_list("words", flat=True))
    assert words == [
        "请于 2026-01-20 前报送",
        "请于 2026-01-20 前报送",
        "报送期限 2026-01-20 已过，请尽快报送",
    ]
    water = of(begun, cast.water).case
    assert [entry.action for entry in timeline_of(water.pk)].count("urge") == 3
    asked["actor"] = cast.actor("other_leader")
    assert refusal_of(services.urge, **asked, now=at(22)) == ("permission",)


def standings(begun, actor, now, whole=True):
    rows = selectors.unit_rows(
        round_id=begun.pk, actor=actor, now=now, calendar=calendar_for("999999"), whole=whole
    )
    return {row.unit: (row.standing, row.late, row.days_over) for row in rows}


def test_the_list_says_who_has_not_filed_and_who_was_late(cast):
    begun = begin(cast)
    take(cast, of(begun, cast.education), now=at(22))
    act(cast, "office", of(begun, cast.township), "excuse", "机构筹建")
    found = standings(begun, cast.actor("office"), at(23))
    assert found == {
        "县水利局": (Standing.OVERDUE, False, 3),
        "县教育局": (Standing.ACCEPTED, True, 2),
        "清泉镇": (Standing.EXCUSED, False, 0),
    }
    assert list(standings(begun, cast.actor("clerk"), at(23), whole=False)) == ["县教育局"]
    rows = selectors.unit_rows(
        round_id=begun.pk,
        actor=cast.actor("other_clerk"),
        now=at(23),
        calendar=calendar_for("999999"),
        whole=True,
    )
    assert [bool(row.address) for row in rows] == [True, False, False]


def test_the_list_of_rounds_counts(cast):
    begun = begin(cast)
    take(cast, of(begun, cast.education))
    act(cast, "office", of(begun, cast.township), "excuse", "机构筹建")
    row = selectors.rounds_page(actor=cast.actor("office"), running=True)[0]
    assert (row.asked, row.reported, row.accepted, row.excused, row.missing) == (3, 1, 1, 1, 1)
    assert selectors.rounds_page(actor=cast.actor("office"), running=False) == []
    own = selectors.rounds_page(actor=cast.actor("other_clerk"), running=True)[0]
    assert own.own_case == of(begun, cast.water).case_id
    assert selectors.rounds_page(actor=cast.actor("stranger"), running=True) == []


def test_the_table_sums_what_is_accepted_beside_last_period(cast):
    design = form(cast)
    earlier = begin(cast, design, year="2024", due_on=date(2026, 1, 9))
    take(cast, of(earlier, cast.education), typed=GOOD | {"taken": "7", "granted": "5"})
    begun = begin(cast, design)
    take(cast, of(begun, cast.education))
    table = selectors.table_of(begun, cast.actor("office"), NOW)
    assert [row.cells[0] for row in table.rows] == ["12", "", ""]
    assert [str(total) for total in table.totals] == ["12", "10", "2", "3.5", "None"]
    assert table.earlier[0] == 7


def test_what_was_filed_is_told_by_unit_and_only_when_accepted(cast):
    begun = begin(cast)
    take(cast, of(begun, cast.education))
    units = [cast.education.pk, cast.water.pk]
    assert selectors.filed_values("licences", units, 2025) == {
        cast.education.pk: {"taken": 12, "granted": 10, "refused": 2, "fees": 3.5}
    }
    assert selectors.filed_values("licences", units, 2024) == {}
    assert selectors.filed_values("other", units, 2025) == {}
    there = selectors.filing_of("licences", cast.education.pk, 2025)
    assert (there.step, there.accepted_at) == ("已核收", NOW)
    assert there.url == f"/desk/filing/cases/{there.case_id}/"
    assert selectors.filing_of("licences", cast.village.pk, 2025) is None


@pytest.fixture
def counted(monkeypatch):
    """A figure of the product that is 9 for every unit."""
    known = measures["requests.new"]
    figure = replace(
        known,
        code="test.counted",
        counts=lambda period, dimensions: {(): 9 if period.units else 0},
    )
    monkeypatch.setitem(measures._things, figure.code, figure)
    return figure.code


def test_a_field_is_filled_in_by_the_system_and_a_change_is_explained(cast, counted):
    filled = Content(
        fields=(Field("n", "件数", FieldKind.INTEGER, measure=counted),), kinds=("department",)
    )
    filing = of(begin(cast, form(cast, filled)), cast.education)
    draft = selectors.Draft(selectors.filing_of_case(filing.case_id))
    assert draft.typed == {"n": "9"}
    act(cast, "clerk", filing, "submit")
    sheet = selectors.latest_sheet(filing.pk)
    assert (sheet.values, sheet.system) == ({"n": 9}, {"n": 9})


def test_a_shipped_form_is_taken_over_and_used(cast):
    office = cast.actor("office")
    asked = {"actor": office, "owner": cast.county, "now": NOW}
    design = services.adopt_shipped(code="annual_table2", **asked)
    assert refusal_of(services.adopt_shipped, code="annual_table2", **asked) == ("code",)
    assert refusal_of(services.adopt_shipped, code="none", **asked) == ("not_found",)
    services.release_version(actor=office, design_id=design.pk, now=NOW)
    assert services.open_due_rounds(NOW) == 1
    begun = FilingRound.objects.get()
    assert begun.due_on == date(2026, 1, 20)
    filing = of(begun, cast.education)
    zero = {each["code"]: "0" for each in begun.version.fields}
    take(cast, filing, typed=zero | {"penalty": "31", "fees_wan": "12.5"})
    told = selectors.filed_values("annual_table2", [cast.education.pk], 2025)
    assert told[cast.education.pk]["penalty"] == 31
    assert told[cast.education.pk]["fees_wan"] == 12.5


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda each: each.code)
def test_the_figures_that_shipped_forms_name_are_counted_by_the_product(shipped):
    named = {field.measure for field in shipped.content.fields if field.measure}
    assert named <= {measure.code for measure in measures}


def test_the_calendar_shows_what_is_open_and_what_comes(cast):
    office = cast.actor("office")
    for code in ("annual_report_unit", "annual_report_county"):
        design = services.adopt_shipped(actor=office, owner=cast.county, code=code, now=NOW)
        services.release_version(actor=office, design_id=design.pk, now=NOW)
    assert services.open_due_rounds(NOW) == 2
    planned = selectors.calendar_of(cast.actor("clerk"), date(2026, 1, 1), date(2027, 3, 31))
    assert [(each.due_on.isoformat(), each.round_id is not None) for each in planned] == [
        ("2026-01-31", True),
        ("2026-03-31", True),
        ("2027-01-31", False),
        ("2027-03-31", False),
    ]
    assert selectors.calendar_of(cast.actor("stranger"), date(2026, 1, 1), date(2027, 1, 1)) == []
