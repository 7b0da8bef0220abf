from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.catalogue.sources import EntryQuery
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import public, services
from gongkai.documents.models import SectionFigure
from gongkai.documents.services.figures import recount
from gongkai.documents.tests.factories import draft, published, take, text
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_figures_follow_publication_correction_and_withdrawal(cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=5)
    here, there = SectionFactory(unit=cast.education), SectionFactory(unit=cast.education)
    first = published(cast, now=then, section=here)
    published(cast, now=then + timedelta(hours=1), section=here)
    assert public.section_figures(None)[here.pk].count == 2
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="改栏目", now=then
    )
    services.save_draft(
        actor=cast.actor("clerk"), draft_id=correction.pk, text=text(cast, section=there), now=then
    )
    take(cast, correction, now=then + timedelta(hours=2))
    figures = public.section_figures(cast.education.pk)
    assert (figures[here.pk].count, figures[there.pk].count) == (1, 1)
    withdrawal = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="重复", now=then
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"),
        case_id=withdrawal.case_id,
        action="approve",
        note="",
        now=then + timedelta(hours=3),
    )
    assert there.pk not in public.section_figures(None)
    assert recount() == 0


def test_what_is_only_scheduled_is_not_told_yet(cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=5)
    section = SectionFactory(unit=cast.education)
    ahead = draft(cast, now=then, section=section)
    services.save_draft(
        actor=cast.actor("clerk"),
        draft_id=ahead.pk,
        text=text(cast, section=section),
        publish_at=timezone.now() + timedelta(days=1),
        now=then,
    )
    take(cast, ahead, now=then)
    assert section.pk not in public.section_figures(None)
    shown = published(cast, now=then, section=section)
    figures = public.section_figures(None)[section.pk]
    assert (figures.count, figures.last_published_at) == (1, shown.listed_at)


def test_a_recount_mends_what_is_wrong(cast: Cast) -> None:
    found = published(cast)
    SectionFigure.objects.update(count=9)
    assert recount() == 1
    assert public.section_figures(None)[found.section_id].count == 1


def test_entries_of_the_catalogue_come_newest_first_by_keyset(cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=5)
    section = SectionFactory(unit=cast.education)
    for number in range(3):
        published(
            cast, now=then + timedelta(minutes=10 * number), section=section, title=f"第{number}号"
        )
    first = public.catalogue_entries(EntryQuery(unit_id=cast.education.pk, limit=2))
    assert [entry.title for entry in first] == ["第2号", "第1号"]
    before = (first[-1].published_at, first[-1].key)
    rest = public.catalogue_entries(EntryQuery(section_id=section.pk, before=before))
    assert [entry.title for entry in rest] == ["第0号"]
    assert rest[0].index_number.startswith("990000002/")


def test_versions_for_reconciling_are_those_of_the_indexed_texts(cast: Cast) -> None:
    then = timezone.now() - timedelta(hours=5)
    ids = [published(cast, now=then).document_id for _ in range(3)]
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=ids[0],
        kind="repealed",
        on=then.date(),
        basis="澄政〔2026〕3号",
        now=timezone.now(),
    )
    texts = public.search_texts(ids, timezone.now())
    assert public.search_versions(0, 10, timezone.now()) == sorted(
        (text.id, text.version) for text in texts
    )
    assert [pk for pk, _ in public.search_versions(ids[0], 1, timezone.now())] == [ids[1]]
