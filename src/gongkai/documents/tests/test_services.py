from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.audit.selectors import story_of, verify
from gongkai.casework import selectors as cases
from gongkai.documents import services
from gongkai.documents.models import Approval, Draft, Edition, Ending, Publication, Review
from gongkai.documents.services.drafting import text_of_draft
from gongkai.documents.tests.factories import NOW, act, draft, published, take, text
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def case_of(begun: Draft) -> Any:
    case = cases.find_case(begun.case_id)
    assert case is not None
    return case


def state(begun: Draft) -> str:
    return case_of(begun).state


def codes(refusal: pytest.ExceptionInfo[Refusal]) -> set[str]:
    return set(refusal.value.codes)


def test_a_notice_goes_from_draft_to_the_portal_through_four_people(cast: Cast) -> None:
    begun = draft(cast)
    take(cast, begun)
    publication = Publication.objects.get(document=begun.document)
    assert state(begun) == "published"
    assert publication.visible_from == NOW + timedelta(minutes=4)
    assert publication.document.index_number == "990000002/2026-00001"
    assert publication.review.reviewer == cast.secrecy_reviewer
    assert publication.approval.signer == cast.leader
    said = [entry.sentence for entry in cases.timeline_of(begun.case_id)]
    assert said == ["拟稿", "提交审核（第1版）", "科室审核通过", "保密审查通过", "签发并发布"]
    told = [line.deed for line in story_of(f"document:{begun.document_id}")]
    assert told == [
        "documents.draft",
        "documents.draft",
        "documents.review_section",
        "documents.review_secrecy",
        "documents.sign",
    ]
    assert verify() is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"openness": ""}, "未注明公开属性"),
        ({"openness": "withheld"}, "须选择法定理由"),
        ({"openness": "on_request", "ground": "E16b"}, "须写明具体说明"),
        ({"openness": "nonsense"}, "未注明公开属性"),
    ],
)
def test_a_text_without_attribute_or_ground_goes_back(
    cast: Cast, changes: dict[str, str], said: str
) -> None:
    begun = draft(cast, **changes)
    act(cast, "clerk", begun.case_id, "submit")
    assert state(begun) == "attribute"
    assert said in cases.timeline_of(begun.case_id)[-1].note
    assert not Edition.objects.exists()
    assert case_of(begun).handler == cast.clerk


def test_after_a_return_the_attribute_is_set_and_the_text_goes_on(cast: Cast) -> None:
    begun = draft(cast, openness="")
    act(cast, "clerk", begun.case_id, "submit")
    changed = text(cast, section=begun.section)
    services.save_draft(actor=cast.actor("clerk"), draft_id=begun.pk, text=changed, now=NOW)
    act(cast, "clerk", begun.case_id, "submit")
    assert state(begun) == "section_review"


def test_what_is_not_proactive_is_signed_and_filed_never_published(cast: Cast) -> None:
    begun = draft(cast, openness="on_request", ground="E16b", ground_note="含磋商过程")
    take(cast, begun, until="pass_secrecy")
    with pytest.raises(Refusal) as refused:
        act(cast, "leader", begun.case_id, "sign")
    assert "not_applicable" in codes(refused)
    act(cast, "leader", begun.case_id, "sign_and_file")
    assert state(begun) == "filed"
    assert not Publication.objects.exists()
    assert Approval.objects.count() == 1


def test_all_that_is_missing_is_said_at_once(cast: Cast) -> None:
    begun = draft(cast, title=" ", body_html="", section_id=None)
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", begun.case_id, "submit")
    assert codes(refused) == {"title_missing", "text_missing", "section_missing"}


def test_dates_that_contradict_are_refused(cast: Cast) -> None:
    begun = draft(
        cast,
        signed_on=date(2026, 6, 10),
        issued_on=date(2026, 6, 9),
        effective_on=date(2026, 7, 1),
        expires_on=date(2026, 6, 30),
    )
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", begun.case_id, "submit")
    assert codes(refused) == {"issued_before_signed", "expires_before_effective"}


@pytest.mark.parametrize(
    ("until", "part", "action", "role"),
    [
        ("submit", "section_head", "pass_section", "section_head"),
        ("pass_section", "secrecy_reviewer", "pass_secrecy", "secrecy_reviewer"),
        ("pass_secrecy", "leader", "sign", "leader"),
    ],
)
def test_nobody_reviews_or_signs_what_he_drafted(
    cast: Cast, until: str, part: str, action: str, role: str
) -> None:
    from gongkai.orgs.tests.factories import AppointmentFactory

    AppointmentFactory(person=cast.clerk, unit=cast.education, role=role)
    begun = draft(cast)
    take(cast, begun, until=until)
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", begun.case_id, action)
    assert "own_text" in codes(refused)
    act(cast, part, begun.case_id, action)


def test_one_person_cannot_take_two_steps_of_the_same_edition(cast: Cast) -> None:
    from gongkai.orgs.tests.factories import AppointmentFactory

    AppointmentFactory(person=cast.section_head, unit=cast.education, role="secrecy_reviewer")
    begun = draft(cast)
    take(cast, begun, until="pass_section")
    with pytest.raises(Refusal) as refused:
        act(cast, "section_head", begun.case_id, "pass_secrecy")
    assert codes(refused) == {"reviewed_before"}


def test_another_units_people_may_not_act(cast: Cast) -> None:
    begun = draft(cast)
    act(cast, "clerk", begun.case_id, "submit")
    for part in ("other_head", "office", "inspector", "admin", "stranger", "leader"):
        with pytest.raises(Refusal) as refused:
            act(cast, part, begun.case_id, "pass_section")
        assert "permission" in codes(refused)


def test_a_return_needs_an_opinion_and_the_next_version_is_a_new_edition(cast: Cast) -> None:
    begun = draft(cast)
    take(cast, begun, until="pass_section")
    with pytest.raises(Refusal) as refused:
        act(cast, "secrecy_reviewer", begun.case_id, "return_secrecy", note="  ")
    assert codes(refused) == {"note_missing"}
    act(cast, "secrecy_reviewer", begun.case_id, "return_secrecy", note="删去内部电话")
    assert state(begun) == "drafting"
    changed = text(cast, section=begun.section, body_html="<p>已修改。</p>")
    services.save_draft(actor=cast.actor("clerk"), draft_id=begun.pk, text=changed, now=NOW)
    take(cast, begun)
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Publication.objects.get().edition.number == 2
    outcomes = Review.objects.order_by("id").values_list("edition__number", "kind", "outcome")
    assert list(outcomes) == [
        (1, "section", "pass"),
        (1, "secrecy", "return"),
        (2, "section", "pass"),
        (2, "secrecy", "pass"),
    ]


def test_a_text_in_review_cannot_be_changed_but_recalled(cast: Cast) -> None:
    begun = draft(cast)
    act(cast, "clerk", begun.case_id, "submit")
    with pytest.raises(Refusal) as refused:
        services.save_draft(
            actor=cast.actor("clerk"), draft_id=begun.pk, text=text_of_draft(begun), now=NOW
        )
    assert codes(refused) == {"not_with_author"}
    act(cast, "clerk", begun.case_id, "recall")
    assert state(begun) == "drafting"


def test_a_stale_save_is_refused_and_names_who_saved(cast: Cast) -> None:
    begun = draft(cast)
    same = text_of_draft(begun)
    actor = cast.actor("clerk")
    services.save_draft(actor=actor, draft_id=begun.pk, text=same, now=NOW, expected_version=1)
    with pytest.raises(Refusal, match="林小雨已保存过") as refused:
        services.save_draft(actor=actor, draft_id=begun.pk, text=same, now=NOW, expected_version=1)
    assert codes(refused) == {"stale"}


def test_a_scheduled_text_has_a_row_now_and_is_visible_later(cast: Cast) -> None:
    begun = draft(cast)
    later = NOW + timedelta(days=2)
    services.save_draft(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        text=text_of_draft(begun),
        now=NOW,
        publish_at=later,
    )
    take(cast, begun)
    publication = Publication.objects.get()
    assert publication.visible_from == publication.listed_at == later
    assert publication.published_at == NOW + timedelta(minutes=4)


def test_a_correction_is_a_new_edition_and_the_old_text_stays_until_it_is_signed(
    cast: Cast,
) -> None:
    first = published(cast)
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="联系电话有误", now=NOW
    )
    assert Publication.objects.get().visible_until is None
    changed = text(cast, section=correction.section, body_html="<p>电话已更正。</p>")
    services.save_draft(actor=cast.actor("clerk"), draft_id=correction.pk, text=changed, now=NOW)
    take(cast, correction, now=NOW + timedelta(hours=1))
    old, new = Publication.objects.order_by("id")
    assert old.visible_until == new.visible_from
    ending = Ending.objects.get()
    assert (ending.kind, ending.reason, ending.successor) == ("corrected", "联系电话有误", new)
    assert new.document.index_number == "990000002/2026-00001"


def test_a_correction_is_refused_while_another_is_open_or_nothing_is_live(cast: Cast) -> None:
    first = published(cast)
    correct = {"actor": cast.actor("clerk"), "document_id": first.document_id, "now": NOW}
    services.start_correction(**correct, reason="更正")
    with pytest.raises(Refusal) as refused:
        services.start_correction(**correct, reason="")
    assert codes(refused) == {"draft_open", "reason_missing"}


def test_a_withdrawal_needs_a_reason_and_a_second_person(cast: Cast) -> None:
    first = published(cast)
    ask = {"document_id": first.document_id, "now": NOW + timedelta(hours=2)}
    with pytest.raises(Refusal) as refused:
        services.request_withdrawal(actor=cast.actor("clerk"), reason=" ", **ask)
    assert codes(refused) == {"reason_missing"}
    withdrawal = services.request_withdrawal(actor=cast.actor("leader"), reason="内容重复", **ask)
    approve = {"case_id": withdrawal.case_id, "action": "approve", "note": ""}
    with pytest.raises(Refusal) as refused:
        services.perform_withdrawal(actor=cast.actor("leader"), now=NOW, **approve)
    assert codes(refused) == {"own_request"}


def test_an_approved_withdrawal_ends_the_publication_and_cannot_be_repeated(cast: Cast) -> None:
    first = published(cast)
    later = NOW + timedelta(hours=2)
    withdrawal = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="内容有误", now=later
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"), case_id=withdrawal.case_id, action="approve", note="", now=later
    )
    first.refresh_from_db()
    assert first.visible_until == later
    assert Ending.objects.get().kind == "withdrawn"
    with pytest.raises(Refusal) as refused:
        services.request_withdrawal(
            actor=cast.actor("clerk"), document_id=first.document_id, reason="再撤", now=later
        )
    assert codes(refused) == {"not_live"}


def test_a_repeal_is_entered_once_with_its_basis(cast: Cast) -> None:
    first = published(cast, signed_on=date(2026, 6, 1))
    change = {"actor": cast.actor("clerk"), "document_id": first.document_id, "now": NOW}
    with pytest.raises(Refusal) as refused:
        services.change_validity(**change, kind="repealed", on=date(2026, 5, 1), basis="")
    assert codes(refused) == {"basis_missing", "before_signed"}
    services.change_validity(
        **change, kind="repealed", on=date(2026, 6, 15), basis="澄政〔2026〕3号"
    )
    with pytest.raises(Refusal) as refused:
        services.change_validity(**change, kind="lapsed", on=date(2026, 6, 20), basis="x")
    assert codes(refused) == {"already_ended"}


def test_the_twenty_working_days_run_from_the_date_the_text_states(cast: Cast) -> None:
    begun = draft(cast, signed_on=date(2026, 5, 20))
    case = case_of(begun)
    assert case.next_due_at.date() == date(2026, 6, 17)
    changed = text(cast, section=begun.section, signed_on=date(2026, 6, 1))
    services.save_draft(actor=cast.actor("clerk"), draft_id=begun.pk, text=changed, now=NOW)
    case.refresh_from_db()
    assert case.next_due_at.date() == date(2026, 6, 30)
