"""The demo county's requests take every road there is, and last year's report comes out of them."""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings
from django.db import transaction

from gongkai.casework import selectors as casework
from gongkai.casework.rules import Light
from gongkai.cli.demo.build import build
from gongkai.cli.demo.filings import filings
from gongkai.cli.demo.reports import last_year
from gongkai.cli.demo.requests import two_years
from gongkai.cli.demo.requests.roads import ROADS, STANDING, USUAL
from gongkai.cli.demo.requests.steps import STEPS, WAIT
from gongkai.cli.report import command as report
from gongkai.inforequests.flow import ASIDE, CONSULTATION, REQUEST
from gongkai.inforequests.rules.afterwards import DECISIONS
from gongkai.inforequests.rules.replies import REPLY_KINDS, REPORT_ROWS
from gongkai.inforequests.words import ApplicantClass, Channel, Outcome
from gongkai.orgs.selectors import unit_by_slug
from gongkai.reporting import selectors as reporting
from gongkai.reporting.checking import read_report
from gongkai.reporting.form import TABLE4_COLUMNS

ZONE = ZoneInfo("Asia/Shanghai")
PASSWORD = "yanshi-zhanghao-88"
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=ZONE)
YEAR = 2025


@pytest.fixture(scope="module")
def county(tmp_path_factory, django_db_setup, django_db_blocker):
    """Every road once and a few of the usual ones, built once for this file."""
    before, settings.FILES_ROOT = settings.FILES_ROOT, tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(now=NOW, password=PASSWORD, scale=0.1, parts=(two_years, filings, last_year))
        transaction.set_rollback(True)
    settings.FILES_ROOT = before


@pytest.fixture
def story(county, db):
    return county


def model(name):
    return apps.get_model(*name.split("."))


def values(name, *columns, **having):
    return list(model(name).objects.filter(**having).values_list(*columns, flat=len(columns) == 1))


def edges_of(flow):
    """(state, action) of every step that was taken in cases of *flow*."""
    lines = defaultdict(list)
    rows = model("casework.TimelineEntry").objects.filter(case__kind=flow.code).order_by("id")
    for case, action, state in rows.values_list("case_id", "action", "state"):
        lines[case].append((action, state))
    return {(before[1], after[0]) for line in lines.values() for before, after in pairwise(line)}


@pytest.mark.parametrize("flow", [REQUEST, CONSULTATION], ids=lambda flow: flow.code)
def test_every_edge_of_the_flow_is_taken(story, flow):
    every = {(source, action.code) for action in flow.actions for source in action.sources}
    assert every - edges_of(flow) == set()


def test_requests_stand_in_every_state(story):
    standing = set(values("casework.Case", "state", kind=REQUEST.code))
    assert {state.code for state in REQUEST.states} - standing == set()


LEFT = {
    "search": ("inforequests.SearchRecord", {}),
    "draft": ("inforequests.ReplyDraft", {}),
    "consult_third_party": ("inforequests.Consultation", {"kind": "third_party"}),
    "consult_joint_maker": ("inforequests.Consultation", {"kind": "joint_maker"}),
    "override": ("inforequests.Consultation", {"overridden_on__isnull": False}),
    "override_notice": ("inforequests.Consultation", {"notified_on__isnull": False}),
    "delay": ("inforequests.RequestEvent", {"kind": "delay_set"}),
    "fee_receipt": ("inforequests.RequestEvent", {"kind": "fee_receipt"}),
    "explain": ("casework.TimelineEntry", {"action": "explain"}),
    "theme": ("inforequests.InformationRequest", {"theme__isnull": False}),
    "dispute": ("inforequests.Dispute", {}),
    "propose": ("inforequests.Conversion", {}),
    "split": ("inforequests.InformationRequest", {"parent__isnull": False}),
}
"""What each deed beside the flow leaves behind."""


@pytest.mark.parametrize("deed", sorted(ASIDE))
def test_every_deed_beside_the_flow_is_done(story, deed):
    name, having = LEFT[deed]
    assert model(name).objects.filter(**having).exists()


def test_every_kind_of_reply_and_every_row_of_the_report_occurs(story):
    replied = set(values("inforequests.IssuedReply", "reply__kind"))
    lapsed = {"not_clarified": "o1", "not_paid": "o2"}
    ended = {lapsed.get(end) for end in values("inforequests.InformationRequest", "outcome")}
    assert set(REPLY_KINDS) - replied - ended == set()
    rows = set(values("inforequests.InformationRequest", "report_row"))
    assert set(REPORT_ROWS) - rows == set()


def test_every_channel_class_and_outcome_occurs(story):
    for column, words in (
        ("channel", Channel),
        ("applicant_class", ApplicantClass),
        ("outcome", Outcome),
    ):
        assert set(words.values) - set(values("inforequests.InformationRequest", column)) == set()
    assert values("inforequests.ImportedMail", "pk")
    assert values("inforequests.SealedFile", "pk", purpose="material")
    assert len(set(values("inforequests.SatisfactionRating", "score"))) > 1


def test_every_step_is_on_some_road():
    used = {word.partition(":")[0] for road in (*ROADS, *STANDING, *USUAL) for word in road.steps}
    assert used == {*STEPS, WAIT}


def test_every_third_party_answer_and_tariff_occurs(story):
    answers = set(values("inforequests.Consultation", "kind", "answer", "reasons_accepted"))
    assert answers >= {
        ("third_party", "agrees", None),
        ("third_party", "objects", True),
        ("third_party", "objects", False),
        ("third_party", "silent", None),
        ("joint_maker", "agrees", None),
        ("joint_maker", "silent", None),
    }
    paid = {
        (tariff, bool(day)) for tariff, day in values("inforequests.FeeNotice", "tariff", "paid_on")
    }
    assert {("items", True), ("pages", True), ("pages", False)} <= paid


def test_some_are_late_and_supervised_and_some_replies_came_late(story):
    lamp = casework.lamps_now(NOW, settings.REGION)
    open_ones = values("casework.Case", "next_due_at", kind=REQUEST.code, closed_at=None)
    lights = [lamp.light(due, False) for due in open_ones if due]
    assert 1 <= lights.count(Light.OVERDUE) <= 9
    assert {bool(at) for at in values("casework.Supervision", "answered_at")} == {True, False}
    late = [
        number
        for number, due, on in values(
            "inforequests.InformationRequest", "number", "due_on", "issue__issued_on"
        )
        if due and on and on > due
    ]
    assert late


def test_disputes_end_in_every_way(story):
    assert set(DECISIONS) - set(values("inforequests.Dispute", "decision")) == set()


def test_spot_checks_are_scored_and_proposals_published_refused_and_waiting(story):
    totals = values("inforequests.ScoreSheet", "total")
    assert [total for total in totals if total is not None]
    assert None in totals
    kinds = {
        (ground, bool(document), bool(declined))
        for ground, document, declined in values(
            "inforequests.Conversion", "ground", "document", "declined"
        )
    }
    assert {
        ("several", True, False),
        ("public_interest", False, True),
        ("public_interest", False, False),
    } <= kinds
    taken = values("inforequests.Conversion", "document_id", document__isnull=False)
    assert values("documents.Publication", "pk", document_id__in=taken)
    assert values("inforequests.Notice", "pk", code="correction")


def test_last_years_report_balances_and_is_settled(story, tmp_path):
    out = tmp_path / "report.docx"
    slug = "xianzhengfu"
    made = CliRunner().invoke(
        report, ["make", "--year", str(YEAR), "--unit", slug, "--out", str(out)]
    )
    assert (made.exit_code, "不符" in made.output) == (0, False), made.output
    read = read_report(out.read_bytes(), out.name)
    assert read.violations == []
    assert read.table3["carried_in"][-1] > 0
    assert read.table3["carried_out"][-1] > 0
    empty = {key for key, cells in read.table3.items() if not cells[-1]}
    assert empty == set()
    assert all(read.table3["new"])
    assert all(cell for cells in read.table4.values() for cell in cells[: len(TABLE4_COLUMNS)])
    settled = reporting.latest(unit_by_slug(slug), YEAR)
    assert settled is not None
    assert reporting.differences_of(settled) == []
