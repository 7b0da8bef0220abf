"""内容检查 of what is public: resumable, only what changed, with the desk's words, answers kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.casework.rules import local_day
from gongkai.documents import selectors, services
from gongkai.documents.models import Draft, Publication, StockCheck, StockFinding
from gongkai.documents.selectors import StockFilter
from gongkai.documents.services import stock as stock_services
from gongkai.documents.tests.factories import NOW, act, draft, published, take
from gongkai.files.selectors import path_of
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.screening.selectors import lists_stamp, waiver_page
from gongkai.screening.services import WordDraft, add_word, revoke_waiver

LATER = NOW + timedelta(hours=2)
TODAY = local_day(LATER)
MOBILE = "13912345678"


def leaked(cast: Cast, **changes) -> Publication:
    """A public text in which a mobile number stands, by a waiver that has been taken back since."""
    begun = draft(cast, body_html=f"<p>联系手机{MOBILE}。</p>", **changes)
    found = selectors.noted(selectors.screened_text(begun, TODAY))[0]
    services.waive_finding(
        actor=cast.actor("section_head"),
        draft_id=begun.pk,
        key=found.key,
        reason="曾经对外公布的值班手机",
        until=TODAY + timedelta(days=90),
        now=NOW,
    )
    take(cast, begun)
    for waiver in waiver_page().rows:
        if waiver.revoked_at is None:
            revoke_waiver(actor=cast.actor("section_head"), waiver=waiver, now=NOW)
    return Publication.objects.get(document_id=begun.document_id)


def word(cast: Cast, words: str) -> None:
    given = WordDraft(
        word=words,
        kind="wrong_word",
        suggestion="招生事项",
        severity="confirm",
        unless="",
        source="县公开办通知",
        valid_from=TODAY,
    )
    add_word(actor=cast.actor("office"), draft=given, now=NOW)


def listed(cast: Cast, part: str = "clerk", **asked) -> list[StockFinding]:
    return selectors.stock_findings(actor=cast.actor(part), asked=StockFilter(**asked), today=TODAY)


def test_a_number_in_a_public_text_is_found_without_being_kept(cast: Cast) -> None:
    row = leaked(cast)
    assert services.screen_stock(now=LATER) == 1
    [found] = listed(cast)
    assert (found.publication, found.rule, found.severity) == (row, "mobile", "block")
    assert MOBILE not in str(StockFinding.objects.values_list())


def test_only_what_has_changed_is_screened_again(cast: Cast) -> None:
    published(cast)
    assert services.screen_stock(now=LATER) == 1
    assert services.screen_stock(now=LATER) == 0
    published(cast, title="另一份通知")
    assert services.screen_stock(now=LATER) == 1


def test_words_changed_on_the_desk_count_for_the_stock_and_for_the_gate(cast: Cast) -> None:
    published(cast)
    services.screen_stock(now=LATER)
    assert listed(cast) == []
    word(cast, "招生工作")
    assert services.screen_stock(now=LATER) == 1
    assert "wrong_word" in {row.rule for row in listed(cast)}
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", draft(cast).case_id, "submit", now=LATER)
    assert refused.value.codes[0] == "findings"


def test_a_run_that_is_stopped_goes_on_where_it_was(cast: Cast) -> None:
    for title in ("一", "二", "三"):
        published(cast, title=f"第{title}份通知")
    clock = iter(range(0, 1000, 20))
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(stock_services.time, "monotonic", lambda: next(clock))
        assert services.screen_stock(now=LATER, seconds=45) == 2
    told: list[int] = []
    assert services.screen_stock(now=LATER, told=lambda row: told.append(row.pk)) == 1
    assert len(told) == 1
    assert StockCheck.objects.count() == 3
    progress = selectors.stock_progress(actor=cast.actor("clerk"), stamp=lists_stamp(TODAY))
    assert (progress.checked, progress.total) == (3, 3)


def test_an_answer_takes_a_finding_off_the_list_until_it_is_over_or_taken_back(cast: Cast) -> None:
    leaked(cast)
    services.screen_stock(now=LATER)
    [found] = listed(cast)
    asked = {
        "finding_id": found.pk,
        "reason": "值班手机，确需公布",
        "until": TODAY + timedelta(days=30),
    }
    with pytest.raises(Refusal) as own:
        services.answer_in_stock(actor=cast.actor("clerk"), now=LATER, **asked)
    assert own.value.codes == ("own_text",)
    services.answer_in_stock(actor=cast.actor("section_head"), now=LATER, **asked)
    assert listed(cast) == []
    assert [row.pk for row in listed(cast, state="answered")] == [found.pk]
    over = selectors.stock_findings(
        actor=cast.actor("clerk"), asked=StockFilter(), today=TODAY + timedelta(days=31)
    )
    assert len(over) == 1
    waiver = waiver_page().rows[0]
    revoke_waiver(actor=cast.actor("section_head"), waiver=waiver, now=LATER)
    services.screen_stock(now=LATER)
    assert len(listed(cast)) == 1


def test_what_is_not_public_any_more_is_not_listed(cast: Cast) -> None:
    row = leaked(cast)
    services.screen_stock(now=LATER)
    Publication.objects.filter(pk=row.pk).update(visible_until=LATER)
    assert listed(cast) == []
    assert selectors.find_stock_finding(StockFinding.objects.get().pk) is None


def test_another_unit_sees_nothing_of_it_and_the_office_sees_all(cast: Cast) -> None:
    leaked(cast)
    services.screen_stock(now=LATER)
    assert listed(cast, "other_clerk") == []
    assert len(listed(cast, "office")) == 1
    [line] = selectors.stock_by_unit(actor=cast.actor("office"), today=TODAY)
    assert (line["name"], line["grave"], line["all"]) == (cast.education.short_name, 1, 1)
    [rule] = selectors.stock_by_rule(actor=cast.actor("office"), today=TODAY)
    assert (rule["rule"], rule["grave"]) == ("mobile", 1)


def test_a_file_that_is_missing_is_a_finding_and_stops_nothing(cast: Cast) -> None:
    begun = draft(cast)
    services.attach(
        actor=cast.actor("clerk"), draft_id=begun.pk, data="名单".encode(), name="名单.txt", now=NOW
    )
    begun = Draft.objects.get(pk=begun.pk)
    take(cast, begun)
    path_of(begun.attachments[0]["sha256"]).unlink()
    assert services.screen_stock(now=LATER) == 1
    assert [row.rule for row in listed(cast)] == ["unreadable_file"]


def test_the_pages_lead_to_correction_withdrawal_and_answer(cast: Cast) -> None:
    leaked(cast)
    services.screen_stock(now=timezone.now())
    found = StockFinding.objects.get()
    client = Client()
    client.force_login(cast.clerk)
    page = client.get(reverse("documents:stock"), {"unit_id": cast.education.pk}).content.decode()
    assert "个人手机号" in page
    assert MOBILE not in page
    address = reverse("documents:stock_finding", args=[found.pk])
    sheet = client.get(address).content.decode()
    assert "起草更正" in sheet
    assert "申请撤下" in sheet
    assert "登记理由" not in sheet
    client.force_login(cast.section_head)
    assert client.post(address, {"reason": "", "until": ""}).status_code == 422
    until = (local_day(timezone.now()) + timedelta(days=30)).isoformat()
    answered = client.post(address, {"reason": "值班手机，确需公布", "until": until}, follow=True)
    assert "已登记理由" in answered.content.decode()
    client.force_login(cast.stranger)
    assert client.get(address).status_code in {403, 404}
