"""What the measures of documents count, and what they leave out."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum

from gongkai.documents import selectors, services
from gongkai.documents.models import Publication, Reprint, SectionFigure
from gongkai.documents.tests.factories import NOW, published, take, text
from gongkai.kernel.measures import Period, measures, rates

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def number(code, period=YEAR):
    return measures[code].total(period)


def corrected(cast, first):
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="联系电话有误", now=NOW
    )
    changed = text(cast, section=correction.section, body_html="<p>电话已更正。</p>")
    services.save_draft(actor=cast.actor("clerk"), draft_id=correction.pk, text=changed, now=NOW)
    take(cast, correction, now=NOW + timedelta(days=1))


def test_a_corrected_record_counts_once_and_its_end_is_counted_apart(cast):
    corrected(cast, published(cast))
    published(cast, title="另一件通知")
    assert number("documents.published") == 2
    assert measures["documents.ended"].counts(YEAR, ("ending",)) == {("corrected",): 1}
    assert number("documents.public") == 2 == Publication.objects.count() - 1


def test_what_is_public_is_what_the_sections_say(cast):
    corrected(cast, published(cast))
    published(cast, title="另一件通知")
    shown = SectionFigure.objects.aggregate(total=Sum("count"))["total"]
    assert number("documents.public") == shown


def test_a_reprint_is_counted_apart(cast):
    first = published(cast)
    Reprint.objects.create(
        document_id=first.document_id, source="省政府", published_at=NOW, by=cast.clerk, at=NOW
    )
    assert (number("documents.published"), number("documents.reprints")) == (0, 1)
    assert number("documents.public") == 1


def test_a_day_later_or_another_unit_is_not_counted(cast):
    published(cast)
    day = NOW.date()
    assert number("documents.published", Period(day, day)) == 1
    assert number("documents.published", Period(day + timedelta(days=1), YEAR.end)) == 0
    assert number("documents.published", Period(day, day, frozenset({cast.water.pk}))) == 0


def test_the_share_of_full_text_counts_records_without_text(cast):
    assert rates["documents.full_text_rate"].of(YEAR) is None
    published(cast)
    assert rates["documents.full_text_rate"].of(YEAR) == 1.0


def test_the_coverage_of_explainers_is_that_of_its_own_page(cast):
    first, told = published(cast), published(cast, title="招生政策解读")
    published(cast, title="与解读无关的通知")
    important(cast, first)
    assert number("documents.unexplained") == 1
    services.link_explainer(
        actor=cast.actor("clerk"),
        document_id=first.document_id,
        explainer_id=told.document_id,
        kind="text",
        leader_id=cast.leader.pk,
        now=NOW,
    )
    (figure,) = selectors.coverage(actor=cast.actor("office"), year=2026)
    assert (number("documents.to_explain"), number("documents.explained")) == (
        figure.asked,
        figure.explained,
    )
    assert f"{rates['documents.explained_rate'].of(YEAR):.0%}" == figure.rate == "100%"
    assert (number("documents.explainers"), number("documents.unexplained")) == (1, 0)


def important(cast, publication):
    services.mark_policy(
        actor=cast.actor("clerk"),
        document_id=publication.document_id,
        normative=True,
        important=False,
        contact="县教育局基础教育股，0999-6000021",
        now=NOW,
    )


def test_a_normative_document_is_in_force_until_it_is_repealed(cast):
    first = published(cast)
    important(cast, first)
    assert number("documents.normative_in_force") == 1
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=first.document_id,
        kind="repealed",
        on=date(2026, 7, 1),
        basis="澄政发〔2026〕9号",
        acting_document_id=None,
        now=NOW,
    )
    assert number("documents.normative_in_force") == 0
    assert number("documents.normative_ended") == 1
    assert number("documents.normative_in_force", Period(YEAR.start, date(2026, 6, 30))) == 1
