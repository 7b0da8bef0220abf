"""A batch of an old site through the gates: nothing is public before both have spoken."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from gongkai.audit.selectors import verify
from gongkai.casework import selectors as cases
from gongkai.catalogue.services import register_foreign_index_number
from gongkai.documents import images, public, services
from gongkai.documents.content import file_link
from gongkai.documents.jobs import carry_on
from gongkai.documents.models import (
    Approval,
    BatchDecision,
    Edition,
    ImportBatch,
    ImportedRecord,
    Publication,
    Review,
    SectionFigure,
    ValidityChange,
)
from gongkai.documents.rules import ZONE
from gongkai.documents.services import migrating
from gongkai.documents.services.publishing import publish_edition
from gongkai.documents.tests import oldsite
from gongkai.documents.tests.factories import NOW
from gongkai.documents.tests.imports import REVIEW, SIGN, Importer, decide, latest_batch, record
from gongkai.kernel.errors import Refusal
from gongkai.kernel.schedule import jobs
from gongkai.orgs.tests.cast import Cast
from gongkai.search.engines.embedded import engine_for
from gongkai.search.indexer import indexer_for
from gongkai.search.selectors import backlog

pytestmark = pytest.mark.django_db

TITLE = "关于做好2019年义务教育招生工作的通知"


@pytest.fixture
def bring(cast: Cast) -> Importer:
    return Importer(cast)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return oldsite.build(tmp_path)


@pytest.fixture
def brought(bring: Importer, root: Path) -> ImportBatch:
    bring(root)
    return latest_batch()


def refused(cast: Cast, batch: ImportBatch, part: str, action: str, note: str = "") -> set[str]:
    with pytest.raises(Refusal) as refusal:
        decide(cast, batch, (part, action), note=note)
    return set(refusal.value.codes)


def state(batch: ImportBatch) -> str:
    case = cases.find_case(batch.case_id or 0)
    assert case is not None
    return case.state


def seen(client: Client) -> str:
    """Everything the public can read about the batch, by every kind of address."""
    documents = ImportedRecord.objects.values_list("document_id", flat=True)
    addresses = [
        *(f"/documents/{pk}/" for pk in documents),
        *(f"/documents/{pk}/files/1/" for pk in documents),
        "/jyj/tz/t1.html",
        "/jyj/tz/copy/t1.html",
        *("/", "/openness/", "/sections/tongzhi/", "/units/jiaoyuju/", "/sitemap.xml"),
        *("/feed.atom", "/feed.rss", "/sections/tongzhi/feed.atom", "/units/jiaoyuju/feed.rss"),
        *("/sitemap/", "/sitemap-5000.xml"),
    ]
    found = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code in {200, 301, 302, 410}:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found.append(body.decode("utf-8", "replace") + answer.get("Location", ""))
    now = timezone.now()
    found += [text.title for text in public.search_texts(list(documents), now)]
    return "\n".join(found)


def waiting() -> int:
    """Records on their way into the search index."""
    return backlog(index="documents", now=timezone.now() + timedelta(days=900)).due


def public_traces(client: Client) -> list[str]:
    """Signs of the batch in what the public can read."""
    whole = seen(client)
    return [sign for sign in (TITLE, "学区划分", "files/1/", "/documents/") if sign in whole]


def test_after_the_command_alone_nothing_is_public(client: Client, brought: ImportBatch) -> None:
    assert public_traces(client) == []
    assert not Publication.objects.exists()
    assert waiting() == 0


def test_after_secrecy_review_alone_nothing_is_public(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    decide(cast, brought, REVIEW)
    assert state(brought) == "signing"
    assert Review.objects.filter(kind="secrecy", outcome="pass").count() == 7
    assert public_traces(client) == []
    assert waiting() == 0


def test_after_review_and_signature_everything_is_public(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    decide(cast, brought, REVIEW, SIGN)
    assert state(brought) == "published"
    assert Publication.objects.count() == 7
    assert waiting() == 7
    assert SectionFigure.objects.get().count == 7
    row = record("tz/t1.html")
    page = client.get(f"/documents/{row.document_id}/")
    body = page.content.decode()
    for shown in (TITLE, "澄教〔2019〕1号", "jy0002/2019-00001", f"{oldsite.BASE}tz/t1.html"):
        assert shown in body
    assert "2019-01-08" in body
    old = client.get("/jyj/tz/t1.html")
    assert (old.status_code, old["Location"]) == (301, f"/documents/{row.document_id}/")
    assert client.get("/jyj/tz/copy/t1.html")["Location"] == f"/documents/{row.document_id}/"
    file = client.get(f"/documents/{row.document_id}/files/2/")
    assert file.status_code == 200
    plan, form, picture = (item["sha256"] for item in row.edition.attachments)
    assert f'href="{file_link(row.document_id, form)}"' in body
    assert client.get(file_link(row.document_id, plan)).status_code == 200
    assert f'<img src="{images.address(row.document_id, picture)}" alt="校门">' in body
    shown = client.get(images.address(row.document_id, picture))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert client.get(f"/documents/{row.document_id}/files/by/0123456789abcdef/").status_code == 404
    assert "pic.png" not in body
    assert verify() is None


def test_the_old_day_is_shown_and_sorted_by_where_the_text_states_one(
    cast: Cast, brought: ImportBatch
) -> None:
    decide(cast, brought, REVIEW, SIGN)
    stated = Publication.objects.get(edition__title=TITLE)
    assert stated.listed_at == datetime(2019, 1, 8, 10, 20, tzinfo=ZONE)
    assert (stated.visible_from, stated.date_stated) == (NOW, True)
    silent = Publication.objects.get(edition__title__contains="2016年政务公开工作的总结")
    assert (silent.listed_at, silent.date_stated) == (NOW, False)


def test_a_stated_index_number_is_kept_if_it_is_free_and_another_one_given_else(
    cast: Cast, brought: ImportBatch
) -> None:
    register_foreign_index_number(number="jy0002/2019-00002", now=NOW)
    decide(cast, brought, REVIEW, SIGN)
    assert record("tz/t1.html").document.index_number == "jy0002/2019-00001"
    taken = record("tz/t2.html").document.index_number
    assert taken is not None
    assert taken.startswith("990000002/2026-")
    numbers = [row.document.index_number for row in ImportedRecord.objects.all()]
    assert None not in numbers
    assert len(set(numbers)) == 7
    last = cases.timeline_of(brought.case_id or 0)[-1]
    assert last.sentence == "整批签发上线：7 件，1 件另行分配索引号"


def test_what_the_old_site_called_repealed_is_marked(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    decide(cast, brought, REVIEW, SIGN)
    change = ValidityChange.objects.get()
    assert (change.document, change.kind) == (record("tz/t2.html").document, "repealed")
    assert change.basis == "原网站题头注明“废止”，未写明日期"
    assert "废止" in client.get(f"/documents/{change.document_id}/").content.decode()


@pytest.mark.parametrize(
    ("part", "action", "code"),
    [
        ("clerk", "pass_secrecy", "permission"),
        ("leader", "pass_secrecy", "permission"),
        ("other_reviewer", "pass_secrecy", "permission"),
        ("office", "pass_secrecy", "permission"),
        ("admin", "pass_secrecy", "permission"),
        ("secrecy_reviewer", "sign", "wrong_step"),
        ("leader", "sign", "wrong_step"),
        ("leader", "nonsense", "unknown_action"),
    ],
)
def test_only_the_units_own_reviewer_may_pass_the_batch(
    cast: Cast, brought: ImportBatch, part: str, action: str, code: str
) -> None:
    assert code in refused(cast, brought, part, action)
    assert not Review.objects.exists()


@pytest.mark.parametrize("part", ["clerk", "secrecy_reviewer", "other_leader", "admin", "office"])
def test_only_the_units_own_leader_may_sign_the_batch(
    cast: Cast, brought: ImportBatch, part: str
) -> None:
    decide(cast, brought, REVIEW)
    assert "permission" in refused(cast, brought, part, "sign")
    assert not Publication.objects.exists()


def give_role(cast: Cast, part: str, role: str) -> None:
    from gongkai.orgs.tests.factories import AppointmentFactory

    AppointmentFactory(person=getattr(cast, part), unit=cast.education, role=role)


def test_who_brought_the_records_in_neither_reviews_nor_signs_them(
    bring: Importer, root: Path, cast: Cast
) -> None:
    bring(root, actor=cast.actor("clerk"))
    batch = latest_batch()
    give_role(cast, "clerk", "secrecy_reviewer")
    give_role(cast, "clerk", "leader")
    assert "own_text" in refused(cast, batch, "clerk", "pass_secrecy")
    decide(cast, batch, REVIEW)
    assert "own_text" in refused(cast, batch, "clerk", "sign")
    assert not Publication.objects.exists()


def test_who_reviewed_the_batch_does_not_sign_it(cast: Cast, brought: ImportBatch) -> None:
    give_role(cast, "secrecy_reviewer", "leader")
    decide(cast, brought, REVIEW)
    assert "reviewed_before" in refused(cast, brought, "secrecy_reviewer", "sign")


def test_sending_back_needs_words_and_ends_the_case(cast: Cast, brought: ImportBatch) -> None:
    assert "note_missing" in refused(cast, brought, "secrecy_reviewer", "reject")
    decide(cast, brought, ("secrecy_reviewer", "reject"), note="栏目不对")
    assert state(brought) == "rejected"
    assert "wrong_step" in refused(cast, brought, "secrecy_reviewer", "pass_secrecy")


# What is left out


def exclude(cast: Cast, batch: ImportBatch, *names: str, part: str = "secrecy_reviewer") -> int:
    rows = ImportedRecord.objects.filter(batch=batch, file_name__in=names)
    return services.exclude_records(
        actor=cast.actor(part),
        case_id=batch.case_id or 0,
        record_ids=[row.pk for row in rows],
        reason="含个人信息",
        now=NOW,
    )


def test_a_record_that_was_left_out_never_goes_online(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    assert exclude(cast, brought, "tz/t4.html", "tz/t3.shtml") == 2
    decide(cast, brought, REVIEW)
    assert exclude(cast, brought, "tz/t1.html", part="leader") == 1
    decide(cast, brought, SIGN)
    assert Publication.objects.count() == 4
    brought.refresh_from_db()
    assert (brought.excluded, brought.published) == (3, 4)
    assert client.get(f"/documents/{record('tz/t1.html').document_id}/").status_code == 404
    assert client.get("/jyj/tz/t1.html").status_code == 404
    said = [entry.sentence for entry in cases.timeline_of(brought.case_id or 0)]
    assert "剔除 2 件：含个人信息" in said
    assert said[-1].startswith("整批签发上线：4 件，剔除 3 件")


def test_leaving_out_needs_a_reason_a_choice_the_right_and_the_right_time(
    cast: Cast, brought: ImportBatch
) -> None:
    def codes(**changes: object) -> set[str]:
        given = {
            "actor": cast.actor("secrecy_reviewer"),
            "case_id": brought.case_id,
            "record_ids": [record("tz/t1.html").pk],
            "reason": "理由",
            "now": NOW,
        }
        with pytest.raises(Refusal) as refusal:
            services.exclude_records(**(given | changes))  # type: ignore[arg-type]
        return set(refusal.value.codes)

    assert codes(reason=" ", record_ids=[]) == {"reason_missing", "none_chosen"}
    assert codes(actor=cast.actor("clerk")) == {"permission"}
    assert codes(actor=cast.actor("other_reviewer")) == {"permission"}
    decide(cast, brought, REVIEW, SIGN)
    assert codes() == {"wrong_step"}


def test_what_was_left_out_can_come_back_only_before_the_review(
    cast: Cast, brought: ImportBatch
) -> None:
    def restore(name: str) -> int:
        return services.restore_records(
            actor=cast.actor("secrecy_reviewer"),
            case_id=brought.case_id or 0,
            record_ids=[record(name).pk],
            now=NOW,
        )

    exclude(cast, brought, "tz/t1.html", "tz/t2.html")
    assert restore("tz/t1.html") == 1
    brought.refresh_from_db()
    assert brought.excluded == 1
    decide(cast, brought, REVIEW)
    with pytest.raises(Refusal) as refusal:
        restore("tz/t2.html")
    assert refusal.value.codes == ("reviewed",)


def test_records_of_another_batch_are_not_touched(
    bring: Importer, cast: Cast, brought: ImportBatch, tmp_path: Path
) -> None:
    bring(oldsite.many(tmp_path, 2), base="http://many.example/")
    other = latest_batch()
    rows = list(ImportedRecord.objects.filter(batch=brought).values_list("pk", flat=True))
    number = services.exclude_records(
        actor=cast.actor("secrecy_reviewer"),
        case_id=other.case_id or 0,
        record_ids=rows,
        reason="x",
        now=NOW,
    )
    assert number == 0
    assert not ImportedRecord.objects.filter(excluded_at__isnull=False).exists()


def test_a_batch_of_which_everything_was_left_out_can_only_be_sent_back(
    cast: Cast, brought: ImportBatch
) -> None:
    exclude(cast, brought, *ImportedRecord.objects.values_list("file_name", flat=True))
    assert "nothing_left" in refused(cast, brought, "secrecy_reviewer", "pass_secrecy")
    decide(cast, brought, ("secrecy_reviewer", "reject"), note="全部有误")
    assert state(brought) == "rejected"


def test_a_file_that_was_left_out_is_skipped_later_unless_it_is_asked_for(
    bring: Importer, root: Path, cast: Cast, brought: ImportBatch
) -> None:
    exclude(cast, brought, "tz/t3.shtml")
    decide(cast, brought, REVIEW, SIGN)
    answer = bring(root)
    told = next(line for line in answer["findings"] if line["outcome"] == "excluded")
    assert told["reason"] == "此前已被审查人剔除：含个人信息"
    assert answer["counts"]["imported"] == 0
    answer = bring(root, again=True)
    assert answer["counts"]["imported"] == 1
    assert latest_batch().taken_in == 1


# Interrupted and resumed


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "CHUNK", 2)


class Crash(Exception):
    """The machine stops here."""


def crash_after(monkeypatch: pytest.MonkeyPatch, action: str, chunks: int) -> None:
    """Let the rows of *chunks* chunks be written and then everything stop."""
    write = migrating.ROWS[action]
    done = []

    def crash(*given: object) -> int:
        if len(done) == chunks:
            raise Crash
        done.append(1)
        return write(*given)

    monkeypatch.setattr(migrating, "ROWS", {**migrating.ROWS, action: crash})


def test_a_signature_cut_short_goes_on_and_no_row_is_written_twice(
    client: Client,
    cast: Cast,
    brought: ImportBatch,
    small_chunks: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decide(cast, brought, REVIEW)
    with monkeypatch.context() as patch:
        crash_after(patch, "sign", 2)
        with pytest.raises(Crash):
            decide(cast, brought, SIGN)
    assert Publication.objects.count() == 4
    assert state(brought) == "signing"
    assert "deciding" in refused(cast, brought, "leader", "reject", note="x")
    with pytest.raises(Refusal) as refusal:
        exclude(cast, brought, "tz/t1.html", part="leader")
    assert "deciding" in refusal.value.codes
    decide(cast, brought, SIGN)
    assert state(brought) == "published"
    assert Publication.objects.count() == Approval.objects.count() == 7
    assert BatchDecision.objects.filter(action="sign").count() == 1
    assert {row.signer_id for row in Approval.objects.all()} == {cast.leader.pk}
    brought.refresh_from_db()
    assert brought.published == 7
    assert SectionFigure.objects.get().count == 7


def test_the_job_goes_on_with_what_a_person_began(
    cast: Cast, brought: ImportBatch, small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "PATIENCE_SECONDS", -1.0)
    decide(cast, brought, REVIEW)
    assert Review.objects.count() == 2
    assert state(brought) == "secrecy_review"
    assert carry_on(NOW + timedelta(minutes=1)) == 5
    assert state(brought) == "signing"
    assert {row.reviewer_id for row in Review.objects.all()} == {cast.secrecy_reviewer.pk}
    decide(cast, brought, SIGN)
    assert jobs["documents.migrations"].run(NOW + timedelta(minutes=2)) == 5
    assert state(brought) == "published"
    assert carry_on(NOW) == 0
    assert verify() is None


def test_the_job_alone_never_makes_anything_public(cast: Cast, brought: ImportBatch) -> None:
    assert carry_on(NOW) == 0
    decide(cast, brought, REVIEW)
    assert carry_on(NOW) == 0
    assert not Publication.objects.exists()


# Attacks on imported records with nothing but the ORM


def forged(batch: ImportBatch, **changes: object) -> Publication:
    edition = Edition.objects.get(title=TITLE)
    fields: dict[str, object] = {
        "document_id": edition.document_id,
        "edition": edition,
        "unit_id": edition.unit_id,
        "section_id": edition.section_id,
        "origin": edition.origin,
        "content_hash": edition.content_hash,
        "published_at": NOW,
        "visible_from": NOW,
        "listed_at": NOW,
    }
    return Publication(**(fields | changes))


def review_by_the_importer(cast: Cast, batch: ImportBatch) -> None:
    edition = Edition.objects.get(title=TITLE)
    Review.objects.create(
        edition=edition,
        author_id=edition.author_id,
        content_hash=edition.content_hash,
        kind="secrecy",
        outcome="pass",
        reviewer_id=batch.imported_by_id,
        at=NOW,
    )


def publication_with_anothers_review(cast: Cast, batch: ImportBatch) -> None:
    decide(cast, batch, REVIEW)
    other = Review.objects.exclude(edition__title=TITLE)[:1].get()
    edition = Edition.objects.get(title=TITLE)
    approval = Approval.objects.create(
        edition=edition,
        author_id=edition.author_id,
        content_hash=edition.content_hash,
        signer=cast.leader,
        at=NOW,
    )
    forged(batch, review=other, approval=approval).save()


def publication_without_signature(cast: Cast, batch: ImportBatch) -> None:
    decide(cast, batch, REVIEW)
    forged(batch, review=Review.objects.get(edition__title=TITLE)).save()


def rewriting_the_imported_text(cast: Cast, batch: ImportBatch) -> None:
    decide(cast, batch, REVIEW)
    Edition.objects.filter(title=TITLE).update(body_html="<p>换掉</p>")


def visible_before_the_signature(cast: Cast, batch: ImportBatch) -> None:
    decide(cast, batch, REVIEW, SIGN)
    row = Publication.objects.get(edition__title=TITLE)
    Publication.objects.filter(pk=row.pk).update(visible_from=NOW - timedelta(days=900))


@pytest.mark.parametrize(
    "attack",
    [
        review_by_the_importer,
        publication_with_anothers_review,
        publication_without_signature,
        rewriting_the_imported_text,
        visible_before_the_signature,
    ],
    ids=lambda attack: attack.__name__,
)
def test_the_schema_refuses(
    cast: Cast, brought: ImportBatch, attack: Callable[[Cast, ImportBatch], None]
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        attack(cast, brought)


def test_publishing_an_imported_edition_alone_is_refused(cast: Cast, brought: ImportBatch) -> None:
    edition = Edition.objects.get(title=TITLE)
    approval = Approval.objects.create(
        edition=edition,
        author_id=edition.author_id,
        content_hash=edition.content_hash,
        signer=cast.leader,
        at=NOW,
    )
    with pytest.raises(Refusal) as refusal:
        publish_edition(
            actor=cast.actor("leader"),
            edition=edition,
            approval=approval,
            publish_at=None,
            reason="",
            now=NOW,
        )
        assert refusal.value.codes == ("secrecy_missing", "screening_missing")


def test_no_job_and_no_command_publishes_an_unsigned_batch(
    client: Client, cast: Cast, brought: ImportBatch
) -> None:
    decide(cast, brought, REVIEW)
    for job in jobs:
        job.run(timezone.now())
    call_command("check", verbosity=0)
    assert public_traces(client) == []


def test_the_ledger_tells_the_story_of_the_batch(cast: Cast, brought: ImportBatch) -> None:
    from gongkai.audit.selectors import story_of

    exclude(cast, brought, "tz/t4.html")
    decide(cast, brought, REVIEW, SIGN)
    told = [line.deed for line in story_of(f"import:{brought.pk}")]
    assert told == [
        *["documents.import"] * (len(told) - 5),
        "documents.sift_import",
        *["documents.review_secrecy"] * 2,
        *["documents.sign"] * 2,
    ]
    assert json.dumps([line.detail for line in story_of(f"import:{brought.pk}")])


# The search page, on an index that is really built


def search(client: Client, words: str) -> str:
    if not engine_for("documents").health().ready:
        indexer_for("documents").rebuild(lambda _: None)
    indexer_for("documents").drain(timezone.now())
    return client.get("/search/", {"q": words}).content.decode()


def test_the_search_finds_a_batch_when_it_is_signed_and_not_before(
    client: Client, cast: Cast, brought: ImportBatch, settings: Any, tmp_path: Path
) -> None:
    settings.INDEX_ROOT = tmp_path / "index"
    name = "报名表.xlsx"
    assert name not in search(client, "一中")
    decide(cast, brought, REVIEW)
    assert name not in search(client, "一中")
    decide(cast, brought, SIGN)
    found = search(client, "一中")
    assert name in found
    assert TITLE in found.replace("<mark>", "").replace("</mark>", "").replace("<wbr>", "")
