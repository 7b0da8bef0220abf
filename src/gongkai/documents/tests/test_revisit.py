"""回头看: non-public documents are examined again; what may be public goes through publishing (C5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents import selectors, services
from gongkai.documents.models import Draft, Publication, RevisitItem, RevisitPart
from gongkai.documents.rules.revisit import (
    reasons_against_finding,
    reasons_against_round,
    reasons_against_settling,
    sample,
)
from gongkai.documents.tests.factories import NOW, act, draft, published, take
from gongkai.kernel.errors import Refusal

LATER = NOW + timedelta(days=1)
db = pytest.mark.django_db


def codes(reasons):
    return [reason.code for reason in reasons]


@given(st.sets(st.integers(1, 10**6), min_size=1, max_size=60), st.integers(1, 100), st.text())
def test_a_sample_is_a_share_that_anybody_can_draw_again(ids, share, seed):
    drawn = sample(ids, share, seed)
    assert drawn == sample(sorted(ids, reverse=True), share, seed)
    assert set(drawn) <= ids
    assert len(drawn) == -(-len(ids) * share // 100)


def test_another_seed_draws_otherwise():
    assert len({tuple(sample(range(200), 10, str(seed))) for seed in range(20)}) == 20


def test_a_round_is_named_and_its_share_is_a_share():
    today = date(2026, 6, 15)
    wrong = reasons_against_round(title="", share=0, due_on=date(2026, 6, 1), today=today)
    assert codes(wrong) == ["title", "share", "due_on"]


def test_what_stays_closed_needs_a_ground_and_what_opens_a_reason():
    given = {"ground": "", "note": "", "person": 5, "author": 7}
    assert codes(reasons_against_finding(outcome="", **given)) == ["outcome"]
    assert codes(reasons_against_finding(outcome="keep", **given)) == ["ground"]
    assert codes(reasons_against_finding(outcome="publish", **given)) == ["note"]
    own = given | {"ground": "E16a", "author": 5}
    assert codes(reasons_against_finding(outcome="keep", **own)) == ["own_text"]
    assert codes(reasons_against_settling(["keep", ""])) == ["open_items"]


def filed(cast, **changes):
    begun = draft(cast, openness="on_request", ground="E16b", ground_note="磋商过程", **changes)
    take(cast, begun, until="pass_secrecy")
    act(cast, "leader", begun.case_id, "sign_and_file")
    return begun


def begin(cast, share=100):
    services.start_revisit(
        actor=cast.actor("office"),
        title="2026年回头看",
        share=share,
        due_on=date(2026, 7, 15),
        now=LATER,
    )
    return RevisitPart.objects.get()


def find(cast, part, title, who="secrecy_reviewer", **found):
    item = RevisitItem.objects.get(part=part, edition__title=title)
    return services.examine(
        actor=cast.actor(who), case_id=part.case_id, item_id=item.pk, now=LATER, **found
    )


def step(cast, who, part, action, note=""):
    services.perform_revisit(
        actor=cast.actor(who), case_id=part.case_id, action=action, note=note, now=LATER
    )


@db
def test_only_what_is_filed_and_not_public_is_examined(cast):
    closed = filed(cast, title="内部磋商")
    published(cast)
    draft(cast, openness="withheld", ground="E16a", ground_note="内部")
    assert [edition.document_id for edition in selectors.not_public()] == [closed.document_id]


@db
def test_a_round_keeps_with_a_ground_and_converts_through_the_publishing_flow(cast):
    filed(cast, title="仍不公开")
    opened = filed(cast, title="已可公开")
    part = begin(cast)
    find(cast, part, "仍不公开", outcome="keep", ground="E16b")
    with pytest.raises(Refusal) as refused:
        step(cast, "secrecy_reviewer", part, "submit")
    assert refused.value.codes == ("open_items",)
    find(cast, part, "已可公开", outcome="publish", note="磋商已经结束")
    step(cast, "secrecy_reviewer", part, "submit")
    step(cast, "leader", part, "confirm")
    again = Draft.objects.get(document=opened.document, case__closed_at__isnull=True)
    assert (again.openness, again.ground) == ("proactive", "")
    assert not Publication.objects.exists()
    take(cast, again, now=LATER)
    assert Publication.objects.get().document_id == opened.document_id
    line = selectors.revisit_lines(actor=cast.actor("office"), year=2026)[0]
    assert (line.population, line.drawn, line.examined, line.kept) == (2, 2, 2, 1)
    assert (line.converted, line.published) == (1, 1)
    assert selectors.revisit_lines(actor=cast.actor("office"), year=2025) == []


@db
def test_who_drafted_does_not_examine_and_who_examined_does_not_confirm(cast):
    from gongkai.orgs.tests.factories import AppointmentFactory

    AppointmentFactory(person=cast.clerk, unit=cast.education, role="secrecy_reviewer")
    AppointmentFactory(person=cast.secrecy_reviewer, unit=cast.education, role="leader")
    filed(cast, title="甲")
    part = begin(cast)
    with pytest.raises(Refusal) as refused:
        find(cast, part, "甲", who="clerk", outcome="keep", ground="E16b")
    assert refused.value.codes == ("own_text",)
    with pytest.raises(Refusal) as refused:
        find(cast, part, "甲", who="other_reviewer", outcome="keep", ground="E16b")
    assert "permission" in refused.value.codes
    find(cast, part, "甲", outcome="keep", ground="E16b")
    step(cast, "secrecy_reviewer", part, "submit")
    with pytest.raises(Refusal) as refused:
        step(cast, "secrecy_reviewer", part, "confirm")
    assert "own_finding" in refused.value.codes
    step(cast, "leader", part, "confirm")


@db
def test_where_all_is_public_there_is_nothing_to_examine(cast):
    with pytest.raises(Refusal) as refused:
        begin(cast)
    assert refused.value.codes == ("nothing",)
    with pytest.raises(Refusal) as refused:
        services.start_revisit(
            actor=cast.actor("leader"), title="甲", share=100, due_on=date(2026, 7, 1), now=LATER
        )
    assert "permission" in refused.value.codes


@db
def test_a_round_on_the_desk(client, cast):
    filed(cast, title="内部磋商")
    client.force_login(cast.office)
    assert client.post("/desk/documents/revisits/", {"title": "回头看"}).status_code == 422
    client.post(
        "/desk/documents/revisits/", {"title": "回头看", "share": 50, "due_on": "2099-01-01"}
    )
    part, item = RevisitPart.objects.get(), RevisitItem.objects.get()
    assert "县教育局" in client.get("/desk/documents/revisits/").content.decode()
    page = f"/desk/documents/revisit/{part.case_id}/"
    client.force_login(cast.secrecy_reviewer)
    assert "磋商过程" in client.get(page).content.decode()
    wrong = client.post(page, {"item": item.pk, f"{item.pk}-outcome": "publish"})
    assert wrong.status_code == 422
    assert "情形发生了什么变化" in wrong.content.decode()
    client.post(
        page,
        {"item": item.pk, f"{item.pk}-outcome": "keep", f"{item.pk}-ground": "E16b"},
    )
    item.refresh_from_db()
    assert (item.outcome, item.reviewer) == ("keep", cast.secrecy_reviewer)
    client.force_login(cast.other_reviewer)
    assert client.get(page).status_code == 404
    client.force_login(cast.stranger)
    assert client.get("/desk/documents/revisits/").status_code == 403
