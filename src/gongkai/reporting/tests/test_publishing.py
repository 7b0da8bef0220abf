"""A settled report goes the way of every text: drafted by one button, reviewed, screened, signed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import selectors as documents
from gongkai.documents import services as publishing
from gongkai.documents.public import find_document
from gongkai.documents.tests.factories import take
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.reporting import selectors, services
from gongkai.reporting.published import standing_of
from gongkai.reporting.tests.test_annual import AFTER, TEXTS, save, settled

pytestmark = pytest.mark.django_db
LATER = AFTER + timedelta(hours=2)


def column(cast: Cast, **changes):
    given = {"unit": cast.county, "is_shared": True, "area": "reports", "name": "部门年报"}
    return SectionFactory(**given | changes)


def drafted(cast: Cast, snapshot, now=AFTER):
    return services.draft_for_publication(
        actor=cast.actor("clerk"), snapshot_id=snapshot.pk, now=now
    )


def standing(made, now=LATER):
    return standing_of(made, made.snapshot.content["tables"], now)


def test_a_settled_report_becomes_a_draft_with_its_files_and_goes_to_the_portal(
    cast: Cast, client, monkeypatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    section = column(cast)
    snapshot = settled(cast)
    client.force_login(cast.clerk)
    page = reverse("reporting:settled", args=[snapshot.pk])
    assert "还没有转入发布" in client.get(page).content.decode()
    sheet = client.post(reverse("reporting:publish", args=[snapshot.pk]), follow=True)
    told = sheet.content.decode()
    assert "已转入发布" in told
    assert f'href="{page}">年度报告定稿（2026 年第 1 稿）' in told
    (made,) = selectors.publications_of(cast.education, 2026)
    draft = documents.open_draft_of(made.document_id)
    assert (draft.section_id, draft.openness) == (section.pk, "proactive")
    assert [item["name"].rpartition(".")[2] for item in draft.attachments] == ["docx", "xlsx"]
    assert standing(made).wrong == []
    take(cast, draft, now=AFTER)
    public = find_document(made.document_id, LATER)
    assert public.title == "澄明县教育局2026年政府信息公开工作年度报告"
    assert "已发布" in standing(made).step
    told = client.get(page).content.decode()
    assert f'href="/documents/{made.document_id}/"' in told
    assert "这一稿已经发布" in told
    record = client.get(reverse("documents:record", args=[made.document_id])).content.decode()
    assert page in record


def test_a_number_changed_on_the_way_is_told(cast: Cast) -> None:
    column(cast)
    made = drafted(cast, settled(cast))
    draft = documents.open_draft_of(made.document_id)
    text = services.publishing.text_of(made.snapshot)
    publishing.save_draft(
        actor=cast.actor("clerk"),
        draft_id=draft.pk,
        text=replace(text, body_html=text.body_html.replace(">218<", ">219<")),
        now=AFTER,
    )
    assert standing(made).wrong == ["行政许可"]


def test_a_later_settled_report_corrects_the_public_record_at_its_address(cast: Cast) -> None:
    column(cast)
    first = settled(cast)
    made = drafted(cast, first)
    with pytest.raises(Refusal) as refused:
        drafted(cast, first)
    assert refused.value.codes == ("draft_open",)
    take(cast, documents.open_draft_of(made.document_id), now=AFTER)
    save(cast, cast.education, version=1, texts=TEXTS | {"problems": "解读不够及时。"})
    second = services.settle(actor=cast.actor("leader"), unit=cast.education, year=2026, now=LATER)
    with pytest.raises(Refusal) as refused:
        drafted(cast, first, LATER)
    assert set(refused.value.codes) == {"older", "published"}
    again = drafted(cast, second, LATER)
    assert again.document_id == made.document_id
    draft = documents.open_draft_of(again.document_id)
    assert "第 2 稿" in draft.correction_reason
    assert len(draft.attachments) == 2
    assert "解读不够及时" in draft.body_html


def test_a_withdrawn_report_says_so_and_can_be_published_again(cast: Cast) -> None:
    column(cast)
    made = drafted(cast, settled(cast))
    take(cast, documents.open_draft_of(made.document_id), now=AFTER)
    case = publishing.request_withdrawal(
        actor=cast.actor("clerk"),
        document_id=made.document_id,
        reason="附件有误",
        successor_id=None,
        now=LATER,
    )
    publishing.perform_withdrawal(
        actor=cast.actor("leader"),
        case_id=case.case_id,
        action="approve",
        note="",
        now=LATER + timedelta(minutes=1),
    )
    late = LATER + timedelta(hours=1)
    assert standing(made, late).step == "已撤下：附件有误"
    assert services.reasons_against_publishing(made.snapshot) == []


def test_without_a_column_for_reports_nothing_is_drafted(cast: Cast) -> None:
    snapshot = settled(cast)
    with pytest.raises(Refusal) as refused:
        drafted(cast, snapshot)
    assert refused.value.codes == ("section",)


def test_the_units_own_column_goes_before_a_shared_one(cast: Cast) -> None:
    column(cast)
    own = column(cast, unit=cast.education, is_shared=False, name="本局年报")
    made = drafted(cast, settled(cast))
    assert documents.open_draft_of(made.document_id).section_id == own.pk


@pytest.mark.parametrize("part", ["stranger", "other_clerk", "inspector", "leader"])
def test_only_the_units_clerk_puts_it_into_the_flow(cast: Cast, part: str) -> None:
    column(cast)
    snapshot = settled(cast)
    with pytest.raises(Refusal) as refused:
        services.draft_for_publication(actor=cast.actor(part), snapshot_id=snapshot.pk, now=AFTER)
    assert set(refused.value.codes) == {"permission"}


def test_the_link_between_report_and_record_is_written_once(cast: Cast) -> None:
    column(cast)
    drafted(cast, settled(cast))
    for statement in (
        "UPDATE reporting_reportpublication SET document_id = document_id + 1",
        "DELETE FROM reporting_reportpublication",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
