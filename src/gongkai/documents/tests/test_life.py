"""规范性文件 after publication: expiry watch, amendments, clean-ups, the catalogue of any day."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.casework import selectors as cases
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import public, selectors, services
from gongkai.documents.models import CleanupItem, CleanupPart, Ending, ExpiryReview, ValidityChange
from gongkai.documents.services.drafting import text_of_draft
from gongkai.documents.tests.factories import NOW, ZONE, act, published, take, text
from gongkai.kernel.errors import Refusal
from gongkai.kernel.schedule import jobs

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def normative(cast, now=NOW, **changes):
    """A 规范性文件 of 县教育局 that is public."""
    stated = {"title": "澄明县校车安全管理办法", "effective_on": date(2026, 6, 1)}
    found = published(cast, now=now, **stated | changes)
    services.mark_policy(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        normative=True,
        important=False,
        now=now,
    )
    return found


def library(on, now=LATER, **asked):
    return [row.id for row in public.library_page(now, on=on, **asked).rows]


def test_what_expires_within_six_months_is_evaluated_once(cast):
    soon = normative(cast, expires_on=date(2026, 11, 30))
    normative(cast, expires_on=date(2028, 11, 30))
    by_term = normative(cast, title="校园管理试行办法", effective_on=date(2024, 8, 1))
    assert jobs["documents.expiry"].run(NOW) == 2
    assert jobs["documents.expiry"].run(NOW + timedelta(days=1)) == 0
    review = ExpiryReview.objects.get(document=soon.document)
    assert cases.term_of(review.case).due == date(2026, 11, 30)
    assert ExpiryReview.objects.get(document=by_term.document).expires_on == date(2026, 7, 31)


def test_the_clerk_proposes_with_a_reason_and_the_leader_decides(cast):
    normative(cast, expires_on=date(2026, 11, 30))
    services.watch_expiring(NOW)
    review = ExpiryReview.objects.get()

    def do(part, action, note):
        services.perform_expiry(
            actor=cast.actor(part), case_id=review.case_id, action=action, note=note, now=NOW
        )

    with pytest.raises(Refusal):
        do("clerk", "propose_continue", "")
    with pytest.raises(Refusal):
        do("other_clerk", "propose_continue", "仍需执行")
    do("clerk", "propose_continue", "仍需执行")
    do("leader", "return_evaluation", "请补充数据")
    do("clerk", "propose_lapse", "调整对象已消失")
    do("leader", "confirm", "")
    review.refresh_from_db()
    assert (review.proposal, review.case.state) == ("lapse", "settled")


def test_a_repeal_ends_the_evaluation_under_way(cast):
    found = normative(cast, expires_on=date(2026, 11, 30))
    services.watch_expiring(NOW)
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        kind="repealed",
        on=date(2026, 6, 16),
        basis="澄教〔2026〕40号",
        now=NOW,
    )
    assert ExpiryReview.objects.get().case.state == "outlived"


def test_the_catalogue_of_any_day(cast):
    early = datetime(2024, 3, 1, 9, tzinfo=ZONE)
    old = normative(cast, now=early, effective_on=date(2024, 4, 1), expires_on=date(2026, 3, 31))
    repealed = normative(cast, now=early, effective_on=date(2024, 3, 1))
    new = normative(cast, effective_on=date(2026, 7, 1))
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=repealed.document_id,
        kind="repealed",
        on=date(2025, 1, 1),
        basis="澄教〔2024〕99号",
        now=NOW,
    )
    ids = {name: row.document_id for name, row in (("old", old), ("rep", repealed), ("new", new))}
    assert library(date(2024, 2, 1)) == []
    assert library(date(2024, 3, 15)) == [ids["rep"]]
    assert set(library(date(2024, 5, 1))) == {ids["old"], ids["rep"]}
    assert library(date(2025, 1, 1)) == [ids["old"]]
    assert library(date(2026, 6, 16)) == []
    assert library(date(2026, 6, 16), state="not_yet") == [ids["new"]]
    assert set(library(date(2026, 6, 16), state="ended")) == {ids["old"], ids["rep"]}
    assert library(date(2026, 7, 1), words="校车") == [ids["new"]]


def amended(cast, found):
    draft = services.start_amendment(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        basis="澄教〔2026〕50号",
        on=date(2026, 6, 20),
        now=NOW + timedelta(days=2),
    )
    changed = text_of_draft(draft)
    services.save_draft(
        actor=cast.actor("clerk"),
        draft_id=draft.pk,
        text=type(changed)(
            **{name: getattr(changed, name) for name in changed.__slots__}
            | {"body_html": "<p>第一条　修改后的文字。</p>"}
        ),
        now=NOW + timedelta(days=2),
    )
    take(cast, draft, now=NOW + timedelta(days=5))
    return draft


def test_an_amended_text_stands_beside_the_one_before_it(cast):
    found = normative(cast, body_html="<p>第一条　原来的文字。</p>")
    amended(cast, found)
    now = NOW + timedelta(days=9)
    change = ValidityChange.objects.get()
    assert (change.kind, change.on) == ("amended", date(2026, 6, 20))
    assert Ending.objects.get().kind == "amended"
    assert public.find_document(found.document_id, now).validity_label == "已修改"
    assert library(date(2026, 6, 16), now) == [found.document_id]
    then = public.text_on(found.document_id, date(2026, 6, 16), now)
    assert "原来的文字" in then.body_html
    assert public.text_on(found.document_id, date(2026, 6, 24), now) is None
    pair = public.amended_pair(found.document_id, now)
    assert ("原来" in pair.before, "修改后" in pair.after) == (True, True)


def test_a_text_that_was_corrected_or_withdrawn_is_no_history(cast):
    """A correction may have taken out what must not be public: it is not shown again."""
    found = normative(cast, body_html="<p>身份证号写错在这里。</p>")
    again = services.start_correction(
        actor=cast.actor("clerk"), document_id=found.document_id, reason="删去", now=LATER
    )
    take(cast, again, now=LATER)
    now = NOW + timedelta(days=9)
    assert public.text_on(found.document_id, date(2026, 6, 15), now) is None
    assert public.amended_pair(found.document_id, now) is None


def test_nothing_of_a_withdrawn_record_is_history(cast):
    found = normative(cast)
    amended(cast, found)
    asked = services.request_withdrawal(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        reason="不宜公开",
        now=NOW + timedelta(days=7),
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"),
        case_id=asked.case_id,
        action="approve",
        note="",
        now=NOW + timedelta(days=7),
    )
    now = NOW + timedelta(days=9)
    assert public.text_on(found.document_id, date(2026, 6, 15), now) is None
    assert public.amended_pair(found.document_id, now) is None
    assert library(date(2026, 6, 16), now) == []


def campaign(cast, **changes):
    given = {"title": "2026年规范性文件清理", "on": date(2026, 6, 16), "due_on": date(2026, 6, 30)}
    return services.start_cleanup(
        actor=cast.actor("office"), unit=cast.education, now=LATER, **given | changes
    )


def step(cast, part, case_id, action, note=""):
    services.perform_cleanup(
        actor=cast.actor(part), case_id=case_id, action=action, note=note, now=LATER
    )


def proposed(cast, part, *proposals):
    items = CleanupItem.objects.filter(part=part).order_by("id")
    services.propose(
        actor=cast.actor("clerk"),
        case_id=part.case_id,
        proposals={
            item.pk: (proposal, "" if proposal == "continue" else "已不适应实际")
            for item, proposal in zip(items, proposals, strict=True)
        },
        now=LATER,
    )


def test_a_clean_up_goes_from_the_office_through_the_units_to_published_lists(cast):
    kept, gone, lapsed, changed = (
        normative(cast, title=f"澄明县{name}管理办法", document_number=f"澄教〔2026〕{n}号")
        for n, name in enumerate(("校车", "校服", "校门", "校园"), 1)
    )
    started = campaign(cast)
    part = CleanupPart.objects.get()
    assert cases.term_of(part.case).due == date(2026, 6, 30)
    with pytest.raises(Refusal) as refused:
        step(cast, "clerk", part.case_id, "submit")
    assert refused.value.codes == ("proposal_missing",)
    proposed(cast, part, "continue", "repeal", "lapse", "amend")
    step(cast, "clerk", part.case_id, "submit")
    step(cast, "leader", part.case_id, "return_unit", "再核对")
    step(cast, "clerk", part.case_id, "submit")
    step(cast, "leader", part.case_id, "confirm")
    with pytest.raises(Refusal) as refused:
        services.draft_result(actor=cast.actor("clerk"), campaign_id=started.pk, now=LATER)
    assert refused.value.codes == ("parts_open",)
    step(cast, "office", part.case_id, "accept")
    draft = services.draft_result(actor=cast.actor("clerk"), campaign_id=started.pk, now=LATER)
    for name in ("校车", "校服", "校门", "校园"):
        assert f"澄明县{name}管理办法" in draft.body_html
    section = SectionFactory(unit=cast.education)
    stated = text_of_draft(draft)
    services.save_draft(
        actor=cast.actor("clerk"),
        draft_id=draft.pk,
        text=type(stated)(
            **{name: getattr(stated, name) for name in stated.__slots__}
            | {"section_id": section.pk}
        ),
        now=LATER,
    )
    assert not ValidityChange.objects.exists()
    take(cast, draft, now=LATER)
    entered = ValidityChange.objects.order_by("id").values_list("document_id", "kind")
    assert list(entered) == [(gone.document_id, "repealed"), (lapsed.document_id, "lapsed")]
    assert set(ValidityChange.objects.values_list("acting_document_id", flat=True)) == {
        draft.document_id
    }
    after = LATER + timedelta(hours=1)
    assert set(library(date(2026, 6, 16), after)) == {kept.document_id, changed.document_id}
    page = public.find_document(gone.document_id, after)
    assert (page.validity_label, page.changes[0].other_id) == ("废止", draft.document_id)
    assert {text.validity for text in public.search_texts([gone.document_id], after)} == {"废止"}
    started.refresh_from_db()
    assert started.applied_at is not None


def test_only_the_office_runs_a_clean_up_and_only_the_unit_proposes(cast):
    normative(cast)
    with pytest.raises(Refusal) as refused:
        services.start_cleanup(
            actor=cast.actor("leader"),
            unit=cast.education,
            title="清理",
            on=date(2026, 6, 15),
            due_on=date(2026, 6, 30),
            now=LATER,
        )
    assert "permission" in refused.value.codes
    campaign(cast)
    part = CleanupPart.objects.get()
    with pytest.raises(Refusal) as refused:
        services.propose(
            actor=cast.actor("other_clerk"), case_id=part.case_id, proposals={}, now=LATER
        )
    assert "permission" in refused.value.codes


def test_where_nothing_was_in_force_there_is_nothing_to_clean(cast):
    with pytest.raises(Refusal) as refused:
        campaign(cast)
    assert refused.value.codes == ("nothing",)


def test_a_draft_of_a_normative_document_is_told_about_its_term(cast):
    from gongkai.documents.tests.factories import draft

    begun = draft(cast, effective_on=date(2026, 7, 1), signed_on=date(2026, 6, 1))
    assert selectors.notes_on_term(begun) == []
    services.mark_policy(
        actor=cast.actor("clerk"),
        document_id=begun.document_id,
        normative=True,
        important=False,
        now=NOW,
    )
    assert [note.code for note in selectors.notes_on_term(begun)] == ["expires_on_missing"]
    assert text(cast).title
    with pytest.raises(Refusal):
        act(cast, "clerk", begun.case_id, "submit")
