"""Attacks on the gates with nothing but the ORM and SQL: the schema itself must refuse (design §3).

Every attack starts from a world in which one notice is lawfully public and another edition stands
somewhere on its way, and tries to make a row public that lacks attribute, secrecy review by
another person, or signature, or to rewrite what was decided.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents.models import (
    Approval,
    Document,
    Edition,
    EditionScreening,
    Ending,
    Publication,
    Review,
)
from gongkai.documents.tests.factories import NOW, draft, published, take
from gongkai.kernel.constraints import composite_keys, guards, missing_guards
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """One lawful publication, and an edition that was submitted but passed no gate yet."""

    cast: Cast
    public: Publication
    pending: Edition

    def review(self, edition: Edition, **changes: Any) -> Review:
        fields = {
            "edition": edition,
            "author_id": edition.author_id,
            "content_hash": edition.content_hash,
            "kind": "secrecy",
            "outcome": "pass",
            "reviewer": self.cast.secrecy_reviewer,
            "at": NOW,
        }
        return Review.objects.create(**(fields | changes))

    def approval(self, edition: Edition, **changes: Any) -> Approval:
        fields = {
            "edition": edition,
            "author_id": edition.author_id,
            "content_hash": edition.content_hash,
            "signer": self.cast.leader,
            "at": NOW,
        }
        return Approval.objects.create(**(fields | changes))

    def screening(self, edition: Edition, **changes: Any) -> EditionScreening:
        fields = {
            "edition": edition,
            "author_id": edition.author_id,
            "content_hash": edition.content_hash,
            "outcome": "pass",
            "open_count": 0,
            "at": NOW,
        }
        return EditionScreening.objects.create(**(fields | changes))

    def row(self, edition: Edition, **changes: Any) -> Publication:
        """A publication row of *edition* as a forger would fill it, borrowing lawful gates."""
        fields = {
            "document_id": edition.document_id,
            "edition": edition,
            "unit_id": edition.unit_id,
            "section_id": edition.section_id,
            "origin": edition.origin,
            "content_hash": edition.content_hash,
            "review": self.public.review,
            "approval": self.public.approval,
            "screening": edition.screenings.first() or self.public.screening,
            "published_at": NOW,
            "visible_from": NOW,
            "listed_at": NOW,
        }
        return Publication(**(fields | changes))

    def public_row(self, **changes: Any) -> Publication:
        """The lawful publication's own row once more, with changes."""
        row = Publication.objects.get(pk=self.public.pk)
        row.pk = None
        row._state.adding = True
        for name, value in changes.items():
            setattr(row, name, value)
        return row


@pytest.fixture
def world(cast: Cast) -> World:
    public = published(cast)
    section = public.section
    begun = draft(cast, title="尚未审查的通知", section=section)
    take(cast, begun, until="submit")
    begun.refresh_from_db()
    assert begun.edition is not None
    return World(cast, public, begun.edition)


def frozen(world: World, **changes: Any) -> Edition:
    """One more edition of the pending document, with other attributes."""
    edition = Edition.objects.get(pk=world.pending.pk)
    edition.pk = None
    edition._state.adding = True
    edition.number = Edition.objects.filter(document_id=edition.document_id).count() + 1
    for name, value in changes.items():
        setattr(edition, name, value)
    edition.save()
    return edition


def gated(world: World, **changes: Any) -> Publication:
    """A row that lacks nothing but what *changes* take away."""
    met = {"review": world.review(world.pending), "approval": world.approval(world.pending)}
    return world.row(world.pending, **(met | changes))


def without_screening(world: World) -> None:
    gated(world, screening=None).save()


def with_the_screening_of_another_text(world: World) -> None:
    gated(world, screening=world.public.screening).save()


def with_a_screening_that_found_something(world: World) -> None:
    held = world.screening(world.pending, outcome="hold", open_count=1)
    gated(world, screening=held).save()


def with_a_held_screening_called_so(world: World) -> None:
    held = world.screening(world.pending, outcome="hold", open_count=1)
    gated(world, screening=held, screening_outcome="hold").save()


def by_passing_with_open_findings(world: World) -> None:
    world.screening(world.pending, open_count=3)


def by_screening_another_hash(world: World) -> None:
    world.screening(world.pending, content_hash="0" * 64)


def by_rewriting_a_screening(world: World) -> None:
    held = world.screening(world.pending, outcome="hold", open_count=1)
    EditionScreening.objects.filter(pk=held.pk).update(outcome="pass", open_count=0)


def by_calling_an_own_text_imported(world: World) -> None:
    gated(world, screening=None, origin="imported").save()


def without_any_review(world: World) -> None:
    world.row(world.pending, approval=world.approval(world.pending)).save()


def with_the_review_of_another_document(world: World) -> None:
    world.row(
        world.pending,
        review=world.public.review,
        approval=world.approval(world.pending),
        content_hash=world.public.content_hash,
    ).save()


def with_the_review_of_an_earlier_edition(world: World) -> None:
    later = frozen(world, content_hash="f" * 64, title="换掉的标题")
    world.row(later, review=world.review(world.pending), approval=world.approval(later)).save()


def with_a_section_review_instead_of_secrecy(world: World) -> None:
    review = world.review(world.pending, kind="section", reviewer=world.cast.section_head)
    world.row(world.pending, review=review, approval=world.approval(world.pending)).save()


def naming_the_section_review_as_such(world: World) -> None:
    review = world.review(world.pending, kind="section", reviewer=world.cast.section_head)
    row = world.row(world.pending, review=review, approval=world.approval(world.pending))
    row.review_kind = "section"
    row.save()


def with_a_review_that_returned_the_text(world: World) -> None:
    review = world.review(world.pending, outcome="return")
    world.row(world.pending, review=review, approval=world.approval(world.pending)).save()


def naming_the_return_as_outcome(world: World) -> None:
    review = world.review(world.pending, outcome="return")
    row = world.row(world.pending, review=review, approval=world.approval(world.pending))
    row.review_outcome = "return"
    row.save()


def turning_a_return_into_a_pass(world: World) -> None:
    review = world.review(world.pending, outcome="return")
    Review.objects.filter(pk=review.pk).update(outcome="pass")


def with_a_review_by_the_author(world: World) -> None:
    world.review(world.pending, reviewer=world.cast.clerk)


def with_a_review_that_names_another_author(world: World) -> None:
    world.review(world.pending, reviewer=world.cast.clerk, author_id=world.cast.other_clerk.pk)


def with_a_review_of_a_text_that_is_not_the_editions(world: World) -> None:
    world.review(world.pending, content_hash="0" * 64)


def without_signature(world: World) -> None:
    world.row(world.pending, review=world.review(world.pending)).save()


def with_the_signature_under_another_edition(world: World) -> None:
    later = frozen(world, content_hash="e" * 64)
    world.row(later, review=world.review(later), approval=world.approval(world.pending)).save()


def signed_by_the_author(world: World) -> None:
    world.approval(world.pending, signer=world.cast.clerk)


def of_an_edition_open_on_request_only(world: World) -> None:
    edition = frozen(world, openness="on_request", ground="E16b", ground_note="磋商过程")
    world.row(edition, review=world.review(edition), approval=world.approval(edition)).save()


def naming_another_attribute_than_proactive(world: World) -> None:
    edition = frozen(world, openness="withheld", ground="E14a", ground_note="涉密")
    row = world.row(edition, review=world.review(edition), approval=world.approval(edition))
    row.openness = "withheld"
    row.save()


def of_an_edition_without_attribute(world: World) -> None:
    frozen(world, openness="")


def of_an_edition_withheld_without_ground(world: World) -> None:
    frozen(world, openness="withheld", ground="", ground_note="")


def turning_an_edition_proactive_afterwards(world: World) -> None:
    edition = frozen(world, openness="on_request", ground="E16b", ground_note="磋商过程")
    Edition.objects.filter(pk=edition.pk).update(openness="proactive")


def rewriting_the_published_text(world: World) -> None:
    Edition.objects.filter(pk=world.public.edition_id).update(body_html="<p>别的内容</p>")


def rewriting_the_text_by_sql(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_edition SET title = 'x' WHERE id = %s", [world.public.edition_id]
        )


def rewriting_by_bulk_update(world: World) -> None:
    edition = world.public.edition
    edition.attachments = [{"sha256": "0" * 64, "name": "x.pdf", "size": 1, "media_type": "x"}]
    Edition.objects.bulk_update([edition], ["attachments"])


def pointing_the_publication_at_another_edition(world: World) -> None:
    Publication.objects.filter(pk=world.public.pk).update(edition=world.pending)


def publishing_in_bulk(world: World) -> None:
    Publication.objects.bulk_create([world.row(world.pending)])


def publishing_by_fixture(world: World) -> None:
    data = serializers.serialize("json", [world.row(world.pending)])
    for item in serializers.deserialize("json", data):
        item.save()


def publishing_by_sql_copy(world: World) -> None:
    with connection.cursor() as cursor:
        columns = [f.column for f in Publication._meta.concrete_fields if f.column != "id"]
        chosen = ["%s" if column in {"edition_id", "document_id"} else column for column in columns]
        cursor.execute(
            f"INSERT INTO documents_publication ({', '.join(columns)}) "
            f"SELECT {', '.join(chosen)} FROM documents_publication WHERE id = %s",
            [
                *(
                    world.pending.document_id if c == "document_id" else world.pending.pk
                    for c in columns
                    if c in {"edition_id", "document_id"}
                ),
                world.public.pk,
            ],
        )


def publishing_the_same_edition_again_after_withdrawal(world: World) -> None:
    Publication.objects.filter(pk=world.public.pk).update(visible_until=NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    world.public_row(
        visible_until=None, published_at=later, visible_from=later, listed_at=later
    ).save()


def reopening_a_withdrawn_publication(world: World) -> None:
    Publication.objects.filter(pk=world.public.pk).update(visible_until=NOW + timedelta(days=1))
    Publication.objects.filter(pk=world.public.pk).update(visible_until=None)


def prolonging_a_withdrawn_publication(world: World) -> None:
    Publication.objects.filter(pk=world.public.pk).update(visible_until=NOW + timedelta(days=1))
    Publication.objects.update(visible_until=F("visible_until") + timedelta(days=900))


def under_another_document(world: World) -> None:
    edition = world.pending
    other = Document.objects.create(unit_id=edition.unit_id, created_at=NOW)
    world.row(
        edition,
        document_id=other.pk,
        review=world.review(edition),
        approval=world.approval(edition),
    ).save()


def in_a_column_that_nobody_reviewed(world: World) -> None:
    edition = world.pending
    world.row(
        edition,
        section_id=SectionFactory(unit=world.cast.education).pk,
        review=world.review(edition),
        approval=world.approval(edition),
    ).save()


def under_another_units_name(world: World) -> None:
    edition = world.pending
    world.row(
        edition,
        unit_id=world.cast.water.pk,
        review=world.review(edition),
        approval=world.approval(edition),
    ).save()


def dated_back(world: World) -> None:
    edition = world.pending
    world.row(
        edition,
        listed_at=NOW - timedelta(days=30),
        review=world.review(edition),
        approval=world.approval(edition),
    ).save()


def visible_before_it_was_decided(world: World) -> None:
    edition = world.pending
    past = NOW - timedelta(days=30)
    world.row(
        edition,
        visible_from=past,
        listed_at=past,
        review=world.review(edition),
        approval=world.approval(edition),
    ).save()


def passing_as_an_import_to_date_back(world: World) -> None:
    edition = world.pending
    world.row(
        edition,
        origin="imported",
        listed_at=NOW - timedelta(days=30),
        review=world.review(edition),
        approval=world.approval(edition),
    ).save()


def two_texts_public_at_once(world: World) -> None:
    edition = frozen(world, document_id=world.public.document_id, number=9)
    world.row(edition, review=world.review(edition), approval=world.approval(edition)).save()


def deleting_the_review(world: World) -> None:
    Review.objects.filter(pk=world.public.review_id)._raw_delete("default")


def deleting_the_publication(world: World) -> None:
    Publication.objects.filter(pk=world.public.pk)._raw_delete("default")


def changing_the_signer(world: World) -> None:
    Approval.objects.update(signer=world.cast.other_leader)


def changing_the_index_number(world: World) -> None:
    Document.objects.filter(pk=world.public.document_id).update(index_number="x/2026-1")


def removing_the_index_number(world: World) -> None:
    Document.objects.filter(pk=world.public.document_id).update(index_number=None)


def withdrawing_alone(world: World) -> None:
    Ending.objects.create(
        publication=world.public,
        kind="withdrawn",
        reason="x",
        ends_at=NOW,
        requested_by=world.cast.leader,
        approved_by=world.cast.leader,
        at=NOW,
    )


def original_of(world: World) -> Edition:
    """The withheld original of the pending document (删减后公开)."""
    return frozen(world, openness="withheld", ground="E15", ground_note="含个人信息")


def redacted(world: World, original: Edition, **changes: Any) -> Edition:
    """A lawful redacted edition but for *changes*."""
    stated = {"redacts": original, "ground": "E15", "ground_note": "含个人信息"}
    return frozen(world, **(stated | changes))


def publishing_the_original_of_a_redacted_text(world: World) -> None:
    original = original_of(world)
    redacted(world, original)
    world.row(
        original,
        review=world.review(original),
        approval=world.approval(original),
        screening=world.screening(original),
    ).save()


def publishing_the_original_with_the_gates_of_its_redacted_text(world: World) -> None:
    original = original_of(world)
    passed = redacted(world, original)
    met = {"review": world.review(passed), "approval": world.approval(passed)}
    row = world.row(passed, **met, screening=world.screening(passed))
    row.edition = original
    row.save()


def turning_an_original_proactive(world: World) -> None:
    Edition.objects.filter(pk=original_of(world).pk).update(openness="proactive")


def redacting_what_is_public_anyway(world: World) -> None:
    redacted(world, world.pending)


def redacting_the_text_of_another_document(world: World) -> None:
    edition = original_of(world)
    redacted(world, edition, document_id=world.public.document_id, number=9)


def redacting_without_a_ground(world: World) -> None:
    redacted(world, original_of(world), ground="", ground_note="")


def redacting_a_text_that_stays_inside(world: World) -> None:
    redacted(world, original_of(world), openness="withheld")


def calling_an_original_proactive_in_the_key(world: World) -> None:
    redacted(world, world.pending, redacts_openness="proactive")


def denying_that_a_text_was_redacted(world: World) -> None:
    edition = redacted(world, original_of(world))
    Edition.objects.filter(pk=edition.pk).update(redacts=None)


ATTACKS: list[Callable[[World], None]] = [
    without_screening,
    with_the_screening_of_another_text,
    with_a_screening_that_found_something,
    with_a_held_screening_called_so,
    by_passing_with_open_findings,
    by_screening_another_hash,
    by_rewriting_a_screening,
    by_calling_an_own_text_imported,
    without_any_review,
    with_the_review_of_another_document,
    with_the_review_of_an_earlier_edition,
    with_a_section_review_instead_of_secrecy,
    naming_the_section_review_as_such,
    with_a_review_that_returned_the_text,
    naming_the_return_as_outcome,
    turning_a_return_into_a_pass,
    with_a_review_by_the_author,
    with_a_review_that_names_another_author,
    with_a_review_of_a_text_that_is_not_the_editions,
    without_signature,
    with_the_signature_under_another_edition,
    signed_by_the_author,
    of_an_edition_open_on_request_only,
    naming_another_attribute_than_proactive,
    of_an_edition_without_attribute,
    of_an_edition_withheld_without_ground,
    turning_an_edition_proactive_afterwards,
    rewriting_the_published_text,
    rewriting_the_text_by_sql,
    rewriting_by_bulk_update,
    pointing_the_publication_at_another_edition,
    publishing_in_bulk,
    publishing_by_fixture,
    publishing_by_sql_copy,
    publishing_the_same_edition_again_after_withdrawal,
    reopening_a_withdrawn_publication,
    prolonging_a_withdrawn_publication,
    under_another_document,
    in_a_column_that_nobody_reviewed,
    under_another_units_name,
    dated_back,
    visible_before_it_was_decided,
    passing_as_an_import_to_date_back,
    two_texts_public_at_once,
    deleting_the_review,
    deleting_the_publication,
    changing_the_signer,
    changing_the_index_number,
    removing_the_index_number,
    withdrawing_alone,
    publishing_the_original_of_a_redacted_text,
    publishing_the_original_with_the_gates_of_its_redacted_text,
    turning_an_original_proactive,
    redacting_what_is_public_anyway,
    redacting_the_text_of_another_document,
    redacting_without_a_ground,
    redacting_a_text_that_stays_inside,
    calling_an_original_proactive_in_the_key,
    denying_that_a_text_was_redacted,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_the_schema_refuses(world: World, attack: Callable[[World], None]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(world)


def test_the_same_forged_row_is_accepted_once_all_gates_are_met(world: World) -> None:
    edition = world.pending
    row = world.row(edition, review=world.review(edition), approval=world.approval(edition))
    row.save()
    assert Publication.objects.filter(pk=row.pk).exists()


def test_a_redacted_text_with_all_gates_met_is_accepted(world: World) -> None:
    edition = redacted(world, original_of(world))
    met = {"review": world.review(edition), "approval": world.approval(edition)}
    world.row(edition, **met, screening=world.screening(edition)).save()
    assert Publication.objects.get(edition=edition).edition.redacts is not None


def test_every_guard_and_composite_key_stands() -> None:
    assert missing_guards(connection) == []
    documents = [guard for guard in guards if guard.table.startswith("documents_")]
    assert len(documents) == 30
    assert (
        len([key for model, key in composite_keys() if model._meta.app_label == "documents"]) == 11
    )


def test_a_lost_guard_and_a_lost_key_are_noticed() -> None:
    guard = next(guard for guard in guards if guard.table == "documents_review")
    with connection.cursor() as cursor:
        for statement in guard.drop_statements(connection.vendor):
            cursor.execute(statement)
    assert missing_guards(connection) == [guard.code]


def test_migrate_brings_a_lost_guard_back_and_is_not_stopped_by_it() -> None:
    guard = next(guard for guard in guards if guard.table == "documents_review")
    with connection.cursor() as cursor:
        for statement in guard.drop_statements(connection.vendor):
            cursor.execute(statement)
    with pytest.raises(SystemCheckError, match=guard.code):
        call_command("check", databases=[connection.alias])
    call_command("migrate", verbosity=0, skip_checks=False)
    assert missing_guards(connection) == []
