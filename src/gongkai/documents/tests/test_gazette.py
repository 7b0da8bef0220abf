"""政府公报: submitted, compiled, proofread, signed, published; each text frozen at its edition (C9)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from gongkai.documents import public, selectors, services
from gongkai.documents.models import (
    ChannelPosting,
    GazetteIssue,
    GazetteItem,
    GazetteSubmission,
)
from gongkai.documents.papers.pdf import font_path
from gongkai.documents.rules.gazette import (
    reasons_against_entry,
    reasons_against_hand,
    reasons_against_issue,
    reasons_against_opening,
)
from gongkai.documents.tests.factories import NOW, draft, published, take
from gongkai.documents.tests.test_life import normative
from gongkai.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
needs_font = pytest.mark.skipif(font_path() is None, reason="没有装字体：npm run assets")
LATER = NOW + timedelta(days=1)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_only_own_public_texts_enter_the_gazette_once():
    assert codes(
        reasons_against_entry(live=False, waiting=True, printed_in="甲", reprint=True)
    ) == [
        "not_live",
        "submitted_before",
        "printed_before",
        "reprint",
    ]
    assert reasons_against_entry(live=True, waiting=False, printed_in="", reprint=False) == []


def test_an_issue_has_texts_and_they_are_the_present_ones():
    assert codes(reasons_against_issue(items=[])) == ["empty"]
    assert codes(reasons_against_issue(items=[("甲", True), ("乙", False)])) == ["stale_items"]
    assert reasons_against_issue(items=[("甲", True)]) == []


def test_three_steps_are_three_hands():
    assert codes(reasons_against_hand(7, [5, 7], "校对")) == ["same_person"]
    assert codes(reasons_against_hand(None, [], "校对")) == ["no_person"]
    assert reasons_against_hand(8, [5, 7], "校对") == []


def test_a_number_is_used_once_a_year():
    wrong = reasons_against_opening(number=0, year=1900, taken=True, this_year=2026)
    assert codes(wrong) == ["number", "year", "number"]


def issue(cast, *publications, number=1, now=LATER):
    opened = services.open_issue(
        actor=cast.actor("office"),
        unit=cast.education,
        year=2026,
        number=number,
        issued_on=date(2026, 6, 16),
        now=now,
    )
    for publication in publications:
        services.add_item(
            actor=cast.actor("office"),
            issue_id=opened.pk,
            publication_id=publication.pk,
            heading="部门规范性文件",
            now=now,
        )
    return opened


def do(cast, opened, part, action, note="", now=LATER):
    services.perform_gazette(
        actor=cast.actor(part), case_id=opened.case_id, action=action, note=note, now=now
    )


def go(cast, opened, now=LATER):
    for part, action in (("office", "submit"), ("section_head", "pass_proof"), ("leader", "sign")):
        do(cast, opened, part, action, now=now)


def refused(deed, *args, **kwargs):
    with pytest.raises(Refusal) as found:
        deed(*args, **kwargs)
    return set(found.value.codes)


def test_a_department_submits_and_the_office_takes_it_up_or_says_why_not(cast):
    first, second = published(cast), published(cast, title="另一件")
    for each in (first, second):
        services.submit_to_gazette(
            actor=cast.actor("clerk"),
            document_id=each.document_id,
            heading="部门规范性文件",
            now=LATER,
        )
    again = {"actor": cast.actor("clerk"), "document_id": first.document_id, "now": LATER}
    assert "submitted_before" in refused(
        services.submit_to_gazette, heading="部门规范性文件", **again
    )
    opened = issue(cast, first)
    assert GazetteSubmission.objects.get(publication=first).state == "taken"
    waiting = GazetteSubmission.objects.get(publication=second)
    assert "answer" in refused(
        services.decline_submission,
        actor=cast.actor("office"),
        submission_id=waiting.pk,
        answer="",
        now=LATER,
    )
    services.decline_submission(
        actor=cast.actor("office"), submission_id=waiting.pk, answer="不属刊载范围", now=LATER
    )
    item = GazetteItem.objects.get()
    services.remove_item(actor=cast.actor("office"), issue_id=opened.pk, item_id=item.pk, now=LATER)
    assert GazetteSubmission.objects.get(publication=first).state == "waiting"


def test_an_issue_goes_through_three_hands_and_is_frozen(cast):
    first, second = published(cast), published(cast, title="另一件通知")
    opened = issue(cast, first, second)
    assert "permission" in refused(do, cast, opened, "leader", "submit")
    do(cast, opened, "office", "submit")
    do(cast, opened, "section_head", "return_proof", "次序不对")
    rows = selectors.items_of_issue(opened.pk)
    services.arrange_items(
        actor=cast.actor("office"),
        issue_id=opened.pk,
        order={rows[0].item_id: 2, rows[1].item_id: 1},
        now=LATER,
    )
    go(cast, opened)
    read = public.gazette_issue(2026, 1, LATER, bodies=True)
    assert [item.title for item in read.items] == ["另一件通知", first.edition.title]
    assert read.items[1].html == first.edition.body_html
    assert ChannelPosting.objects.filter(channel="gazette").count() == 2
    for wrong in (
        lambda: GazetteItem.objects.update(position=9),
        lambda: GazetteItem.objects.all().delete(),
        lambda: GazetteIssue.objects.update(number=9),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_what_is_being_compiled_is_not_public(cast):
    opened = issue(cast, published(cast))
    do(cast, opened, "office", "submit")
    assert public.gazette_issue(2026, 1, LATER) is None
    assert public.gazette_issues(LATER) == []
    assert public.search_gazette("招生", LATER) == []


def test_nobody_proofreads_or_signs_after_an_earlier_step_of_the_same_issue(cast):
    from gongkai.orgs.tests.factories import AppointmentFactory

    AppointmentFactory(person=cast.section_head, unit=cast.education, role="leader")
    opened = issue(cast, published(cast))
    do(cast, opened, "office", "submit")
    do(cast, opened, "section_head", "pass_proof")
    assert "same_person" in refused(do, cast, opened, "section_head", "sign")


def test_a_text_corrected_meanwhile_stops_the_issue(cast):
    found = published(cast)
    opened = issue(cast, found)
    again = services.start_correction(
        actor=cast.actor("clerk"), document_id=found.document_id, reason="更正电话", now=LATER
    )
    take(cast, again, now=LATER)
    assert refused(do, cast, opened, "office", "submit") == {"stale_items"}


def test_a_text_enters_one_issue_only_and_a_void_issue_gives_its_number_back(cast):
    found = published(cast)
    void = issue(cast, found)
    do(cast, void, "office", "void", "重新组稿")
    opened = issue(cast, found)
    go(cast, opened)
    later = {"actor": cast.actor("office"), "publication_id": found.pk, "now": LATER}
    other = issue(cast, number=2)
    assert "printed_before" in refused(
        services.add_item, issue_id=other.pk, heading="其他", **later
    )


def test_a_frozen_text_follows_what_becomes_of_its_document(cast):
    """Repealed: marked. Corrected or withdrawn: not shown again, and the reader is told."""
    repealed, corrected, withdrawn = (published(cast, title=f"第{n}件") for n in (1, 2, 3))
    go(cast, issue(cast, repealed, corrected, withdrawn))
    after = LATER + timedelta(days=2)
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=repealed.document_id,
        kind="repealed",
        on=after.date(),
        basis="澄教〔2026〕60号",
        now=after,
    )
    again = services.start_correction(
        actor=cast.actor("clerk"), document_id=corrected.document_id, reason="更正", now=after
    )
    take(cast, again, now=after)
    asked = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=withdrawn.document_id, reason="不宜", now=after
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"), case_id=asked.case_id, action="approve", note="", now=after
    )
    items = public.gazette_issue(2026, 1, after + timedelta(hours=1), bodies=True).items
    assert (items[0].validity, items[0].ground) == ("废止", "澄教〔2026〕60号")
    assert items[0].html
    assert [(item.html, item.told[:9]) for item in items[1:]] == [
        ("", "本件刊出后已经更正"),
        ("", "本件刊出后已经撤下"),
    ]


def test_normative_documents_are_watched_until_an_issue_holds_them(cast):
    found = normative(cast)
    actor = cast.actor("office")
    missing = selectors.not_in_gazette(actor=actor, now=LATER)
    assert [(row.document_id, row.due, row.late) for row in missing] == [
        (found.document_id, date(2026, 7, 14), False)  # 19 June: 端午节
    ]
    assert selectors.not_in_gazette(actor=actor, now=NOW + timedelta(days=40))[0].late
    go(cast, issue(cast, found))
    assert selectors.not_in_gazette(actor=actor, now=LATER) == []


def now_published(cast, **changes):
    """An issue that is on the portal now."""
    moment = timezone.now() - timedelta(hours=3)
    found = normative(cast, now=moment, **changes)
    opened = issue(cast, found, now=moment + timedelta(hours=1))
    go(cast, opened, now=moment + timedelta(hours=2))
    return found


def test_the_gazette_on_the_portal(client, cast):
    assert client.get("/gazette/").status_code == 200
    found = now_published(cast)
    body = client.get("/gazette/").content.decode()
    assert "2026 年第 1 期" in body
    assert found.edition.title in client.get("/gazette/2026/1/").content.decode()
    assert "本期" in client.get("/gazette/2026/1/").content.decode()
    text = client.get("/gazette/2026/1/1/").content.decode()
    assert "现就招生工作通知如下" in text
    assert f"/documents/{found.document_id}/" in text
    assert "/gazette/2026/1/1/" in client.get("/gazette/?q=校车").content.decode()
    assert "没有找到" in client.get("/gazette/?q=养老").content.decode()
    feed = client.get("/gazette/feed.atom").content.decode()
    assert "政府公报2026 年第 1 期" in feed
    assert client.post("/gazette/feed.atom").status_code == 405
    assert client.get("/gazette/2026/").status_code == 200
    for nothing in ("/gazette/2025/", "/gazette/2026/2/", "/gazette/2026/1/9/"):
        assert client.get(nothing).status_code == 404
    assert client.get("/gazette/999999999999/1/").status_code == 404


@needs_font
def test_the_printed_issue_has_contents_with_the_right_pages(client, cast):
    import pypdfium2

    long = "".join(f"<p>第{n}条　为了规范校车安全管理，制定本办法。</p>" for n in range(1, 90))
    now_published(cast, body_html=long)
    answer = client.get("/gazette/2026/1/issue.pdf")
    assert answer["Content-Type"] == "application/pdf"
    data = b"".join(answer.streaming_content)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert "政府公报" in pages[0]
    assert "目" in pages[1]
    line = next(line for line in pages[1].splitlines() if "校车" in line)
    assert line.rstrip().endswith("3")
    assert "澄明县校车安全管理办法" in pages[2]
    assert len(data) < 600_000


def test_compiling_on_the_desk(client, cast):
    moment = timezone.now() - timedelta(hours=3)
    found, other = normative(cast, now=moment), published(cast, now=moment, title="报送的通知")
    client.force_login(cast.clerk)
    client.post(
        f"/desk/documents/{other.document_id}/gazette/",
        {"gazette-heading": "部门规范性文件", "gazette-note": "请刊用"},
    )
    assert "报送的通知" in client.get("/desk/documents/gazette/").content.decode()
    assert client.post("/desk/documents/gazette/", {}).status_code in {403, 422}
    client.force_login(cast.office)
    client.post(
        "/desk/documents/gazette/",
        {"unit": cast.education.pk, "year": 2026, "number": 3, "issued_on": "2026-06-30"},
    )
    opened = GazetteIssue.objects.get()
    page = f"/desk/documents/gazette/cases/{opened.case_id}/"
    body = client.get(page).content.decode()
    assert "报送的通知" in body
    assert found.edition.title in body
    for publication in (found, other):
        client.post(
            f"{page}items/",
            {"add": publication.pk, f"heading-{publication.pk}": "县政府文件"},
        )
    first, second = selectors.items_of_issue(opened.pk)
    client.post(f"{page}items/", {f"place-{first.item_id}": "2", f"place-{second.item_id}": "1"})
    assert selectors.items_of_issue(opened.pk)[0].item_id == second.item_id
    client.post(f"{page}items/", {"remove": first.item_id})
    assert len(selectors.items_of_issue(opened.pk)) == 1
    assert client.post(f"{page}items/", {"add": "garbage"}).status_code == 302
    assert "现就招生工作通知如下" in client.get(f"{page}proof/").content.decode()
    opened.case.refresh_from_db()
    client.post(
        reverse("casework:act", args=[opened.case_id, "submit"]),
        {"version": opened.case.version, "note": ""},
    )
    opened.case.refresh_from_db()
    assert opened.case.state == "proofreading"
    client.force_login(cast.other_clerk)
    assert client.get(page).status_code == 404


def test_the_office_declines_on_the_desk(client, cast):
    found = published(cast, now=timezone.now() - timedelta(hours=3))
    services.submit_to_gazette(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        heading="其他",
        now=timezone.now(),
    )
    waiting = GazetteSubmission.objects.get()
    client.force_login(cast.office)
    address = f"/desk/documents/gazette/submissions/{waiting.pk}/"
    client.post(address, {"answer": "不属刊载范围"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.answer) == ("declined", "不属刊载范围")


def test_a_draft_cannot_be_submitted(cast):
    begun = draft(cast)
    assert "not_live" in refused(
        services.submit_to_gazette,
        actor=cast.actor("clerk"),
        document_id=begun.document_id,
        heading="其他",
        now=LATER,
    )
