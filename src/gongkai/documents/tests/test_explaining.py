"""三同步: a policy and its explainer are drafted, approved and published together (C8)."""

from datetime import date, timedelta

import pytest

from gongkai.audit.selectors import story_of
from gongkai.casework import selectors as cases
from gongkai.documents import public, selectors, services
from gongkai.documents.content import Text
from gongkai.documents.models import ExplainerDebt, Publication
from gongkai.documents.tests.factories import NOW, act, draft, published, take, text
from gongkai.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


def important(cast, begun):
    services.mark_policy(
        actor=cast.actor("clerk"),
        document_id=begun.document_id,
        normative=True,
        important=False,
        contact="县教育局基础教育股，0999-6000021",
        now=NOW,
    )


def plan(cast, begun, **changes):
    given = {"outline": "背景、内容、办法", "forms": ["text"], "planned_on": date(2026, 6, 16)}
    services.save_plan(
        actor=cast.actor("clerk"), document_id=begun.document_id, now=NOW, **given | changes
    )


def explainer(cast, begun, **changes):
    stated = text(cast, section=begun.section, title="招生政策解读", document_number="", **changes)
    return services.draft_explainer(
        actor=cast.actor("clerk"),
        document_id=begun.document_id,
        kind="questions",
        text=Text(**{name: getattr(stated, name) for name in Text.__slots__})
        if not changes
        else stated,
        leader_id=cast.leader.pk,
        now=NOW,
    )


WORDS = "<p>为什么出台？出台背景是学位紧张。</p><p>怎么报名？在网上报名，电话0999-6000021。</p>"


def refused(cast, part, begun, action):
    with pytest.raises(Refusal) as found:
        act(cast, part, begun.case_id, action)
    return set(found.value.codes)


def is_public(begun):
    return Publication.objects.filter(document_id=begun.document_id).exists()


def test_an_important_document_without_plan_and_explainer_is_not_accepted(cast):
    begun = draft(cast)
    important(cast, begun)
    assert refused(cast, "clerk", begun, "submit") == {"plan_missing", "explainer_missing"}


def test_a_document_does_not_go_out_before_its_explainer_is_ready(cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun)
    explainer(cast, begun, body_html=WORDS)
    take(cast, begun, until="pass_secrecy")
    assert refused(cast, "leader", begun, "sign") == {"explainer_not_ready"}
    assert not is_public(begun)


def test_an_explainer_does_not_go_out_before_its_document(cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun)
    told = explainer(cast, begun, body_html=WORDS)
    take(cast, told, until="pass_secrecy")
    assert refused(cast, "leader", told, "sign") == {"explained_not_public"}


def test_document_and_explainer_are_signed_and_published_together_and_linked_both_ways(cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun)
    told = explainer(cast, begun, body_html=WORDS)
    take(cast, told, until="pass_secrecy")
    take(cast, begun)
    first, second = (Publication.objects.get(document=each.document) for each in (begun, told))
    assert first.visible_from == second.visible_from
    assert second.approval.signer == cast.leader
    later = NOW + timedelta(hours=1)
    assert [
        link.document_id for link in public.find_document(begun.document_id, later).explainers
    ] == [told.document_id]
    back = public.find_document(told.document_id, later).explainers
    assert [(link.document_id, link.kind) for link in back] == [(begun.document_id, "")]
    assert not ExplainerDebt.objects.exists()


def test_what_is_against_the_explainer_is_against_both(cast):
    """The leader drafted the explainer himself: nobody signs what he drafted."""
    from gongkai.orgs.tests.factories import AppointmentFactory

    AppointmentFactory(person=cast.clerk, unit=cast.education, role="leader")
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun)
    told = explainer(cast, begun, body_html=WORDS)
    take(cast, told, until="pass_secrecy")
    take(cast, begun, until="pass_secrecy")
    assert "own_text" in refused(cast, "clerk", begun, "sign")
    assert not is_public(begun)
    assert not is_public(told)


def test_a_scheduled_document_takes_its_explainer_along(cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun)
    at = NOW + timedelta(days=2)
    services.save_draft(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        text=text(cast, section=begun.section),
        publish_at=at,
        now=NOW,
    )
    told = explainer(cast, begun, body_html=WORDS)
    take(cast, told, until="pass_secrecy")
    take(cast, begun)
    assert set(Publication.objects.values_list("visible_from", flat=True)) == {at}


def test_a_named_person_may_exempt_with_a_reason_and_it_stands_in_the_ledger(cast):
    begun = draft(cast)
    important(cast, begun)
    with pytest.raises(Refusal) as found:
        services.exempt_explainer(
            actor=cast.actor("clerk"), document_id=begun.document_id, reason="简单", now=NOW
        )
    assert "permission" in found.value.codes
    with pytest.raises(Refusal) as found:
        services.exempt_explainer(
            actor=cast.actor("leader"), document_id=begun.document_id, reason=" ", now=NOW
        )
    assert found.value.codes == ("reason",)
    services.exempt_explainer(
        actor=cast.actor("leader"),
        document_id=begun.document_id,
        reason="仅调整联系电话，不涉及政策内容",
        now=NOW,
    )
    take(cast, begun)
    assert is_public(begun)
    assert not ExplainerDebt.objects.exists()
    assert "documents.exempt_explainer" in [
        entry.deed for entry in story_of(f"document:{begun.document_id}")
    ]


def test_where_the_local_rule_allows_it_the_explainer_follows_with_a_clock_of_three_days(cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun, follow_reason="图解正在制作")
    take(cast, begun)
    debt = ExplainerDebt.objects.get(document=begun.document)
    assert cases.term_of(debt.case).due == date(2026, 6, 18)  # from Monday 15 June
    told = explainer(cast, begun, body_html=WORDS)
    take(cast, told, now=NOW + timedelta(days=1))
    case = cases.find_case(debt.case_id)
    assert (case.state, case.closed_at is not None) == ("explained", True)


def test_where_it_is_not_allowed_a_reason_to_follow_is_refused(cast, settings):
    settings.EXPLAINER_FOLLOW_DAYS = 0
    begun = draft(cast)
    important(cast, begun)
    with pytest.raises(Refusal) as found:
        plan(cast, begun, follow_reason="图解正在制作")
    assert found.value.codes == ("follow_reason",)


def test_what_is_owed_may_be_excused_by_the_leader_with_a_reason(cast):
    begun = draft(cast)
    important(cast, begun)
    plan(cast, begun, follow_reason="图解正在制作")
    take(cast, begun)
    debt = ExplainerDebt.objects.get()
    services.perform_explaining(
        actor=cast.actor("leader"),
        case_id=debt.case_id,
        action="excuse",
        note="已由省厅统一解读",
        now=NOW + timedelta(days=1),
    )
    assert selectors.exemption_of(begun.document_id).reason == "已由省厅统一解读"
    assert selectors.open_debt(begun.document_id) is None


def test_an_explainer_that_copies_its_document_is_not_accepted(cast):
    begun = draft(cast, body_html="<p>" + "招生工作坚持免试就近入学原则。" * 3 + "</p>")
    told = explainer(cast, begun, body_html="<p>招生工作坚持免试就近入学原则。</p>")
    assert refused(cast, "clerk", told, "submit") == {"copied"}


def test_an_old_explainer_is_linked_and_counts_but_never_another_units(cast):
    begun, old = published(cast), published(cast, title="招生政策解读")
    important(cast, begun)
    services.link_explainer(
        actor=cast.actor("clerk"),
        document_id=begun.document_id,
        explainer_id=old.document_id,
        kind="text",
        leader_id=cast.leader.pk,
        now=NOW,
    )
    figures = selectors.coverage(actor=cast.actor("office"), year=2026)
    assert [(row.asked, row.explained, row.in_time, row.rate) for row in figures] == [
        (1, 1, 1, "100%")
    ]
    duties = {
        duty.name: duty.times
        for duty in selectors.leader_duties(
            actor=cast.actor("office"), year=2026, on=date(2026, 6, 30)
        )
    }
    assert (duties["高建国"], duties["唐海"]) == (1, 0)
    with pytest.raises(Refusal) as found:
        services.link_explainer(
            actor=cast.actor("other_clerk"),
            document_id=begun.document_id,
            explainer_id=old.document_id,
            kind="text",
            now=NOW,
        )
    assert {"permission", "linked_before"} <= set(found.value.codes)


def test_a_correction_of_a_public_document_is_not_held_up(cast):
    begun = published(cast)
    important(cast, begun)
    again = services.start_correction(
        actor=cast.actor("clerk"), document_id=begun.document_id, reason="补充电话", now=NOW
    )
    take(cast, again, now=NOW + timedelta(hours=2))
    assert Publication.objects.filter(document_id=begun.document_id).count() == 2
