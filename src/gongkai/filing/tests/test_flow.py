"""The flow edge by edge: who may, who may not, what is missing."""

import pytest

from gongkai.casework.flows import faults
from gongkai.casework.selectors import reasons_against
from gongkai.filing import services
from gongkai.filing.flow import FILING
from gongkai.filing.models import Acceptance, Filing, FilingSheet, SheetReview
from gongkai.filing.tests.factories import GOOD, NOW, act, at, begin, fill, of, take
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(cast) -> Filing:
    return of(begin(cast), cast.education)


def refused(cast, who, filing, action, note="原因", now=NOW):
    with pytest.raises(Refusal) as refusal:
        act(cast, who, filing, action, note, now)
    return refusal.value.codes


def test_the_flow_is_sound():
    assert faults(FILING) == []


def test_the_straight_way_leaves_sheet_review_and_acceptance(cast, filing):
    take(cast, filing)
    assert filing.case.state == "accepted"
    assert filing.case.closed_at is not None
    sheet = FilingSheet.objects.get()
    assert sheet.values == {"taken": 12, "granted": 10, "refused": 2, "fees": "3.5", "remark": None}
    assert SheetReview.objects.get().reviewer == cast.leader
    assert filing.accepted == Acceptance.objects.get(sheet=sheet)
    assert filing.reported_at == NOW


EDGES = {
    "submit": ("filling", "clerk"),
    "pass": ("checking", "leader"),
    "send_back": ("checking", "leader"),
    "accept": ("accepting", "office"),
    "return_unit": ("accepting", "office"),
    "excuse": ("filling", "office"),
    "correct": ("accepted", "clerk"),
}
BEFORE = {"checking": "submit", "accepting": "pass", "accepted": "accept"}
NOBODY = ("stranger", "inspector", "other_clerk", "other_leader", "section_head", "admin")


def bring(cast, filing, state):
    if state == "filling":
        fill(cast, filing)
    else:
        take(cast, filing, until=BEFORE[state])


@pytest.mark.parametrize("action", EDGES)
def test_an_edge_is_open_to_its_role_and_leads_where_it_says(cast, filing, action):
    state, who = EDGES[action]
    bring(cast, filing, state)
    act(cast, who, filing, action, "说明原因")
    assert filing.case.state == FILING.action(action).target


@pytest.mark.parametrize("action", EDGES)
def test_an_edge_is_closed_to_everybody_else(cast, filing, action):
    state, who = EDGES[action]
    bring(cast, filing, state)
    others = {*NOBODY, "clerk", "leader", "office"} - {who}
    if action == "correct":
        others -= {"office"}
    for other in others:
        assert "permission" in refused(cast, other, filing, action), other


@pytest.mark.parametrize("action", [each.code for each in FILING.actions if each.needs_note])
def test_what_turns_a_filing_round_says_why(cast, filing, action):
    state, who = EDGES.get(action, ("filling", "clerk"))
    if action == "keep":
        take(cast, filing)
        act(cast, "clerk", filing, "correct", "数错了")
    else:
        bring(cast, filing, state)
    assert "note_missing" in refused(cast, who, filing, action, note=" ")


@pytest.mark.parametrize("action", [each.code for each in FILING.actions])
def test_no_step_is_taken_from_a_wrong_state(cast, filing, action):
    for state in ("filling", "accepted"):
        if state in FILING.action(action).sources:
            continue
        bring(cast, filing, state)
        found = reasons_against(
            case=filing.case, action=FILING.action(action), actor=cast.actor("office"), now=NOW
        )
        assert [reason.code for reason in found] == ["wrong_step"]
        return


def test_wrong_answers_are_kept_but_not_handed_in(cast, filing):
    fill(cast, filing, typed={"taken": "十二", "granted": "10", "refused": ""})
    filing.refresh_from_db()
    assert filing.typed["taken"] == "十二"
    assert refused(cast, "clerk", filing, "submit") == ("taken", "refused")
    fill(cast, filing, typed=GOOD | {"refused": "3"})
    assert refused(cast, "clerk", filing, "submit") == ("taken",)
    assert not FilingSheet.objects.exists()


def test_nobody_checks_or_takes_in_what_he_filled_in_himself(cast, filing):
    for unit, role in ((cast.education, "leader"), (cast.county, "office")):
        AppointmentFactory(person=cast.clerk, unit=unit, role=role)
    fill(cast, filing)
    act(cast, "clerk", filing, "submit")
    assert refused(cast, "clerk", filing, "pass") == ("own_sheet",)
    act(cast, "leader", filing, "pass")
    assert refused(cast, "clerk", filing, "accept") == ("own_sheet",)


def test_what_is_returned_is_filed_anew_with_the_reason(cast, filing):
    take(cast, filing, until="pass")
    act(cast, "office", filing, "return_unit", "收费数单位应为万元")
    take(cast, filing, typed=GOOD | {"fees": "0.035"})
    first, second = FilingSheet.objects.order_by("number")
    assert (first.reason, second.reason) == ("", "公开办退回：收费数单位应为万元")
    assert filing.accepted.sheet == second
    assert filing.reported_at == NOW


def test_a_correction_leaves_what_counts_until_the_new_version_is_accepted(cast, filing):
    from gongkai.filing.selectors import filed_values

    take(cast, filing)
    act(cast, "clerk", filing, "correct", "漏计两件")
    assert filing.case.closed_at is None
    unit = cast.education.pk
    assert filed_values("licences", [unit], 2025)[unit]["taken"] == 12
    take(cast, filing, typed=GOOD | {"taken": "14", "granted": "12"}, now=at(9))
    assert filed_values("licences", [unit], 2025) == {
        unit: {"taken": 14, "granted": 12, "refused": 2, "fees": 3.5}
    }
    assert FilingSheet.objects.get(number=2).reason == "更正：漏计两件"


def test_a_correction_can_be_given_up_and_only_then_nobody_is_let_off(cast, filing):
    assert "not_applicable" in refused(cast, "office", filing, "keep")
    take(cast, filing)
    act(cast, "office", filing, "correct", "请核对")
    assert "not_applicable" in refused(cast, "office", filing, "excuse")
    act(cast, "clerk", filing, "keep", "核对无误")
    assert filing.case.state == "accepted"
    assert FilingSheet.objects.count() == 1


def test_a_second_writer_does_not_overwrite_the_first(cast, filing):
    fill(cast, filing)
    with pytest.raises(Refusal) as refusal:
        services.save_answers(
            actor=cast.actor("clerk"),
            case_id=filing.case_id,
            typed={"taken": "1"},
            notes={},
            saves=0,
            now=NOW,
        )
    assert refusal.value.codes == ("stale",)
    filing.refresh_from_db()
    assert filing.typed["taken"] == "12"


def test_what_was_handed_in_cannot_be_typed_over(cast, filing):
    take(cast, filing, until="submit")
    with pytest.raises(Refusal) as refusal:
        fill(cast, filing)
    assert refusal.value.codes == ("wrong_step",)
    with pytest.raises(Refusal) as refusal:
        fill(cast, filing, who="other_clerk")
    assert "permission" in refusal.value.codes


def due(filing):
    filing.case.refresh_from_db()
    return filing.case.next_due_at.date().isoformat()


def test_the_clock_is_with_the_unit_then_the_office_then_the_unit_again(cast, filing):
    assert due(filing) == "2026-01-20"
    take(cast, filing, until="pass", now=at(8))
    assert due(filing) == "2026-01-15"  # five working days for the office
    act(cast, "office", filing, "return_unit", "请核对", now=at(9))
    assert due(filing) == "2026-01-20"
    take(cast, filing, until="pass", now=at(20))
    act(cast, "office", filing, "return_unit", "请再核对", now=at(21))
    assert due(filing) == "2026-01-26"  # three working days to mend, a Saturday and Sunday between
