"""更正自身信息 (条例第四十一条): from the counter to the paper, by two people, beside the requests."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.audit.selectors import story_of
from gongkai.casework import selectors as cases
from gongkai.casework.rules import NO_DEADLINE, end_of
from gongkai.inforequests.models import (
    CorrectionClaim,
    InformationRequest,
    PaperSettings,
    SealedFile,
)
from gongkai.inforequests.rules.correcting import (
    Claimed,
    Proposed,
    reasons_against_claim,
    reasons_against_outcome,
)
from gongkai.inforequests.rules.intake import Applicant
from gongkai.inforequests.selectors.figures import MEASURES
from gongkai.inforequests.services import correcting, retention
from gongkai.inforequests.services.intake import Upload
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.inforequests.tests.factories import NOW
from gongkai.inforequests.tests.paperwork import MARKER, letterhead
from gongkai.kernel.errors import Refusal
from gongkai.kernel.measures import Period
from gongkai.orgs.tests.cast import Cast

WHO = Applicant(applicant_class="natural", name=MARKER, phone="13900000000")
CLAIM = Claimed("教师资格认定登记表中的出生日期", "登记为1980年，应为1981年")
RIGHT = Proposed("corrected", "经核对户籍证明，该记录不准确，已于2026年6月15日更正。")
ELSEWHERE = Proposed("passed_on", "该记录由县公安局制作，已转送该局。", "县公安局", "0999-6000110")


@pytest.fixture(autouse=True)
def _ready(cast, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    letterhead(cast)
    with freeze_time(NOW):
        yield


def taken(cast: Cast, part: str = "clerk", **more) -> CorrectionClaim:
    given = {
        "unit": cast.education,
        "channel": "counter",
        "applicant": WHO,
        "claimed": CLAIM,
        "arrived_at": NOW,
        "evidence": [Upload("户口簿.pdf", b"%PDF-1.4 proof")],
        "now": NOW,
    }
    return correcting.take_claim(actor=cast.actor(part), **given | more)


def propose(cast: Cast, claim: CorrectionClaim, part: str = "clerk", proposed=RIGHT) -> None:
    correcting.propose_outcome(
        actor=cast.actor(part), case_id=claim.case_id, proposed=proposed, now=NOW
    )


def press(cast: Cast, claim: CorrectionClaim, action: str, part: str = "leader", note="") -> None:
    correcting.perform_claim(
        actor=cast.actor(part), case_id=claim.case_id, action=action, note=note, now=NOW
    )


def codes(found):
    return [reason.code for reason in found]


@pytest.mark.parametrize(
    ("changes", "evidence", "expected"),
    [
        ({}, 1, []),
        ({"record": " "}, 1, ["record"]),
        ({"claim": ""}, 1, ["claim"]),
        ({}, 0, ["evidence"]),
        ({"record": "", "claim": ""}, 0, ["record", "claim", "evidence"]),
        ({"record": "字" * 121, "claim": "字" * 5001}, 2, ["record", "claim"]),
    ],
)
def test_a_claim_names_the_record_the_fault_and_the_evidence(changes, evidence, expected) -> None:
    assert codes(reasons_against_claim(replace(CLAIM, **changes), evidence)) == expected


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        (RIGHT, []),
        (ELSEWHERE, []),
        (replace(RIGHT, outcome="maybe", said="不行"), ["outcome", "said"]),
        (replace(ELSEWHERE, other_organ=""), ["other_organ"]),
        (replace(ELSEWHERE, outcome="referred", other_organ=" "), ["other_organ"]),
        (replace(RIGHT, other_organ="县公安局"), ["other_organ"]),
    ],
)
def test_an_outcome_says_what_was_done_or_who_is_competent(proposed, expected) -> None:
    assert codes(reasons_against_outcome(proposed)) == expected


def test_a_claim_is_checked_signed_by_another_and_told_by_a_paper(cast: Cast) -> None:
    claim = taken(cast)
    case = cases.find_case(claim.case_id)
    assert (case.state, case.waiting_role) == ("checking", "clerk")
    assert case.next_due_at == end_of(date(2026, 7, 14))
    propose(cast, claim)
    press(cast, claim, "send_back", note="请附核对记录")
    propose(cast, claim)
    press(cast, claim, "sign")
    claim.refresh_from_db()
    assert (claim.told_on, claim.outcome) == (NOW.date(), "corrected")
    assert claim.paper_number == "澄教公知〔2026〕1号"
    page = SealedFile.objects.get(pk=claim.paper_files[1]["sealed"])
    text = open_sealed(page).decode()
    assert MARKER in text
    assert "已于2026年6月15日更正" in text
    assert "澄明县人民法院" in text
    case = cases.find_case(claim.case_id)
    assert (case.state, case.next_due_at) == ("told", NO_DEADLINE)


def test_another_organ_is_named_in_the_paper(cast: Cast) -> None:
    claim = taken(cast)
    propose(cast, claim, proposed=ELSEWHERE)
    press(cast, claim, "sign")
    claim.refresh_from_db()
    text = open_sealed(SealedFile.objects.get(pk=claim.paper_files[1]["sealed"])).decode()
    assert "有权更正的行政机关是县公安局" in text


def test_a_claim_is_no_request_and_counts_in_no_figure(cast: Cast) -> None:
    taken(cast)
    year = Period(date(2026, 1, 1), date(2026, 12, 31), None)
    assert InformationRequest.objects.count() == 0
    assert {measure.total(year) for measure in MEASURES} == {0}


def test_the_claimant_is_in_no_ledger_no_title_and_no_plain_column(cast: Cast) -> None:
    claim = taken(cast)
    propose(cast, claim)
    press(cast, claim, "sign")
    correcting.read_claim(actor=cast.actor("clerk"), claim=claim, now=NOW)
    story = " ".join(str(line) for line in story_of(f"correction:{claim.pk}"))
    assert "查看更正要求" in story
    told = " ".join(entry.sentence for entry in cases.timeline_of(claim.case_id))
    for words in (MARKER, "1981年", "13900000000"):
        assert words not in story + told + cases.find_case(claim.case_id).title
    with connection.cursor() as cursor:
        cursor.execute("SELECT claim FROM inforequests_correctionclaim")
        assert "1981年" not in str(cursor.fetchall())


@pytest.mark.parametrize("part", ["stranger", "other_clerk", "inspector", "leader"])
def test_others_take_in_and_propose_nothing(cast: Cast, part: str) -> None:
    with pytest.raises(Refusal) as taking:
        taken(cast, part)
    assert "permission" in taking.value.codes
    claim = taken(cast)
    with pytest.raises(Refusal) as proposing:
        propose(cast, claim, part)
    assert proposing.value.codes == ("permission",)


@pytest.mark.parametrize("part", ["clerk", "office", "other_leader", "stranger"])
def test_only_the_leader_of_the_unit_signs(cast: Cast, part: str) -> None:
    claim = taken(cast)
    propose(cast, claim)
    for action in ("sign", "send_back"):
        with pytest.raises(Refusal) as refused:
            press(cast, claim, action, part, note="退回")
        assert "permission" in refused.value.codes


def test_the_schema_wants_another_hand_and_a_whole_ending(cast: Cast) -> None:
    claim = taken(cast)
    propose(cast, claim)
    for change in (
        {"signed_by": cast.clerk, "told_on": NOW.date(), "paper_number": "甲1号"},
        {"signed_by": cast.leader, "told_on": NOW.date()},
        {"told_on": NOW.date()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            CorrectionClaim.objects.filter(pk=claim.pk).update(**change)


def test_without_a_court_nothing_is_signed(cast: Cast) -> None:
    claim = taken(cast)
    propose(cast, claim)
    PaperSettings.objects.filter(unit=cast.county).update(court="")
    with pytest.raises(Refusal) as refused:
        press(cast, claim, "sign")
    assert refused.value.codes == ("court_missing",)
    assert "文书设置中填写" in str(refused.value)


def test_evidence_and_identity_go_when_their_time_is_over(cast: Cast, settings) -> None:
    claim = taken(cast)
    propose(cast, claim)
    press(cast, claim, "sign")
    later = NOW + timedelta(days=settings.IDENTITY_DAYS + 1)
    assert retention.purge_identities(now=later) == 1
    assert retention.purge_identities(now=later) == 0
    claim.requester.refresh_from_db()
    assert claim.requester.identity_number == ""
    gone = dict(claim.sealed_files.values_list("purpose", "purged_at"))
    assert gone["evidence"] is not None
    assert gone["paper"] is None


def test_the_pages_take_a_claim_from_the_counter_to_the_paper(cast: Cast) -> None:
    clerk, leader = Client(), Client()
    clerk.force_login(cast.clerk)
    leader.force_login(cast.leader)
    new = reverse("inforequests:claim_take")
    assert new in clerk.get(reverse("inforequests:claims")).content.decode()
    given = {
        "unit": str(cast.education.pk),
        "channel": "counter",
        "arrived_at": "2026-06-15T08:30",
        "record": CLAIM.record,
        "claim": CLAIM.claim,
        "name": MARKER,
        "identity_kind": "id_card",
    }
    wrong = clerk.post(new, given)
    assert wrong.status_code == 422
    assert "须提供记录不准确的证据" in wrong.content.decode()
    assert "法定代表人" in clerk.get(f"{new}?who=body").content.decode()
    proof = SimpleUploadedFile("户口簿.pdf", b"%PDF-1.4")
    made = clerk.post(new, given | {"evidence": proof})
    assert made.status_code == 302
    claim = CorrectionClaim.objects.get()
    sheet = reverse("inforequests:claim", args=[claim.case_id])
    assert made.url == sheet
    assert MARKER not in clerk.get(sheet).content.decode()
    shown = clerk.post(reverse("inforequests:claim_look", args=[claim.case_id])).content.decode()
    assert MARKER in shown
    evidence = claim.sealed_files.get()
    file = reverse("inforequests:claim_file", args=[claim.case_id, evidence.pk])
    assert file in shown
    assert clerk.get(file).content == b"%PDF-1.4"
    outcome = reverse("inforequests:claim_outcome", args=[claim.case_id])
    assert outcome in clerk.get(sheet).content.decode()
    assert clerk.post(outcome, {"outcome": "corrected", "said": "好"}).status_code == 422
    done = {"outcome": "corrected", "said": RIGHT.said}
    assert clerk.post(outcome, done).status_code == 302
    page = leader.get(sheet).content.decode()
    assert outcome not in page
    sign = reverse("casework:act", args=[claim.case_id, "sign"])
    assert sign in page
    version = cases.find_case(claim.case_id).version
    leader.post(sign, {"version": version, "note": ""})
    claim.refresh_from_db()
    assert claim.told_on == NOW.date()
    assert "政府信息更正申请告知书" in clerk.get(sheet).content.decode()
    listed = clerk.get(reverse("inforequests:claims") + "?list=all").content.decode()
    assert "审核属实，已更正" in listed
    outsider = Client()
    outsider.force_login(cast.other_clerk)
    assert outsider.get(sheet).status_code == 404
