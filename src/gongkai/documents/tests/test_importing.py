from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from gongkai.audit.selectors import story_of, verify
from gongkai.casework import selectors as cases
from gongkai.documents.models import (
    Document,
    Edition,
    ImportBatch,
    ImportedCopy,
    ImportedRecord,
    ImportFailure,
    LegacyAddress,
    Publication,
)
from gongkai.documents.moving import Found, Known, read_source, walk
from gongkai.documents.rules import ZONE
from gongkai.documents.tests import oldsite
from gongkai.documents.tests.corpus import CORPUS, needs_corpus, truths
from gongkai.documents.tests.imports import Importer, decide, latest_batch, record
from gongkai.files.selectors import find_file, texts_of
from gongkai.kernel.errors import Refusal
from gongkai.orgs.backends import StaffBackend
from gongkai.orgs.selectors import actor_for
from gongkai.orgs.services import reactivate_person
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(cast: Cast) -> Importer:
    return Importer(cast)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return oldsite.build(tmp_path)


def test_an_old_site_becomes_one_batch_and_one_case(
    bring: Importer, root: Path, cast: Cast
) -> None:
    answer = bring(root)
    batch = latest_batch()
    assert answer["counts"] == {
        "imported": 7,
        "readable": 0,
        "already": 0,
        "excluded": 0,
        "copy": 1,
        "attachment": 4,
        "listing": 1,
        "unreadable": 4,
        "other": 2,
    }
    assert (batch.taken_in, batch.excluded, batch.published) == (7, 0, 0)
    assert batch.warned == ImportedRecord.objects.filter(warned=True).count() > 0
    assert answer["batch"] == batch.pk
    case = cases.find_case(batch.case_id or 0)
    assert case is not None
    assert (case.number, case.state) == (answer["case"], "secrecy_review")
    assert case.waiting_role == "secrecy_reviewer"
    assert case.title == "迁入旧站信息 7 件：旧网站"
    assert verify() is None


def test_what_was_read_stands_in_the_edition_and_its_provenance(
    bring: Importer, root: Path
) -> None:
    bring(root)
    row = record("tz/t1.html")
    edition = row.edition
    assert edition.title == "关于做好2019年义务教育招生工作的通知"
    assert (edition.openness, edition.origin, edition.number) == ("proactive", "imported", 1)
    assert edition.theme is not None
    assert edition.theme.name == "教育"
    assert row.listed_at == datetime(2019, 1, 8, 10, 20, tzinfo=ZONE)
    assert row.source_address == f"{oldsite.BASE}tz/t1.html"
    assert row.header["openness"] == "主动公开"
    assert [item["name"] for item in edition.attachments] == [
        "1.招生计划表.doc",
        "报名表.xlsx",
        "pic.png",
    ]
    stored = [item["sha256"] for item in edition.attachments]
    assert all(find_file(sha256) for sha256 in stored)
    assert "澄明一中" in texts_of(stored)[stored[1]]
    assert row.document.index_number is None
    assert record("tz/t2.html").edition.issuer == "澄明县教育局"
    assert "索引号“无”不合规格，上线时另行分配" in record("tz/t3.shtml").warnings


def test_the_file_with_its_attachments_is_the_record_and_the_bare_copy_leads_to_it(
    bring: Importer,
    root: Path,
) -> None:
    bring(root)
    copy = ImportedCopy.objects.get()
    assert (copy.file_name, copy.record.file_name) == ("tz/copy/t1.html", "tz/t1.html")
    paths = LegacyAddress.objects.filter(document=copy.record.document)
    assert set(paths.values_list("path", flat=True)) == {
        "/jyj/tz/t1.html",
        "/jyj/tz/P01.DOC",
        "/jyj/files/报名表.xlsx",
        "/jyj/tz/copy/t1.html",
    }


def test_an_attachment_that_changed_in_between_keeps_its_page_out_until_the_next_run(
    bring: Importer, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Known(oldsite.BASE, 1 << 20, datetime.now(ZONE))
    source = read_source(Found(root / "tz/t1.html", root, "tz/t1.html"), known)
    (root / "files" / "报名表.xlsx").write_bytes(oldsite.sheet(("改了",)))
    monkeypatch.setattr(walk.Readers, "here", lambda self, files: [source])
    answer = bring(root / "tz" / "t1.html")
    assert answer["counts"]["unreadable"] == 1
    assert "附件有变动" in answer["findings"][0]["reason"]
    monkeypatch.undo()
    assert bring(root)["counts"]["imported"] == 7


def test_files_that_became_no_record_stay_listed_with_their_reason(
    bring: Importer, root: Path
) -> None:
    bring(root)
    failures = dict(ImportFailure.objects.values_list("file_name", "reason"))
    assert set(failures) == {
        "坏/空.html",
        "坏/没有标题.txt",
        "坏/损坏.docx",
        "坏/资料.zip",
        "tz/index.html",
    }
    assert "没有写明标题" in failures["坏/没有标题.txt"]


def test_importing_again_changes_nothing(bring: Importer, root: Path) -> None:
    bring(root)
    before = [model.objects.count() for model in (Document, Edition, ImportedRecord, ImportBatch)]
    answer = bring(root)
    assert answer["counts"]["already"] == 8
    assert answer["counts"]["imported"] == answer["counts"]["copy"] == 0
    assert answer["counts"]["attachment"] == 4
    assert answer["case"] is None
    after = [model.objects.count() for model in (Document, Edition, ImportedRecord, ImportBatch)]
    assert after[:3] == before[:3]


def test_a_mended_file_is_taken_in_later_as_a_batch_of_its_own(bring: Importer, root: Path) -> None:
    bring(root)
    first = latest_batch()
    (root / "坏" / "空.html").write_bytes(oldsite.page("补上的通知", published="2019-03-03"))
    answer = bring(root)
    assert answer["counts"]["imported"] == 1
    assert latest_batch().pk != first.pk
    assert latest_batch().taken_in == 1


def test_a_part_of_the_folder_given_by_another_path_is_known(bring: Importer, root: Path) -> None:
    bring(root)
    answer = bring(root / "tz", base=f"{oldsite.BASE}tz/")
    assert answer["counts"]["already"] == 5
    assert answer["counts"]["copy"] == 0


def test_an_address_that_the_new_site_uses_itself_is_told(
    bring: Importer, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "根"
    folder.mkdir()
    (folder / "units").mkdir()
    (folder / "units" / "index").write_bytes(oldsite.page("机构介绍通知", published="2019-01-01"))
    head = '<link rel="canonical" href="http://old.example/openness/">'
    (folder / "a.html").write_bytes(oldsite.page("公开通知", published="2019-01-01", head=head))
    bring(folder, base="http://old.example/")
    assert any("新站自己用着网址 /openness/" in text for text in record("a.html").warnings)
    assert not LegacyAddress.objects.filter(path="/openness/").exists()


def test_what_should_not_go_public_is_told_beside_the_record_and_not_repeated(
    bring: Importer, tmp_path: Path
) -> None:
    folder = tmp_path / "名单"
    folder.mkdir()
    body = (
        "<p>王立冬，身份证号110101199003078515，电话13812345678，13912345678。</p>"
        '<p><a href="list.xlsx">补贴名单.xlsx</a></p>'
    )
    (folder / "a.html").write_bytes(oldsite.page("补贴公示", body, published="2019-01-01"))
    rows = (("姓名", "身份证号"), ("张小满", "110101199003078515"))
    (folder / "list.xlsx").write_bytes(oldsite.sheet(*rows))
    bring(folder)
    told = "\n".join(record("a.html").warnings)
    assert "内容检查（严重）：正文居民身份证号不得公开，1 处" in told
    assert "内容检查（严重）：正文个人手机号不得公开，2 处" in told
    assert "居民身份证号不得公开，1 处" in told.split("附件“补贴名单.xlsx”")[1]
    assert "110101199003078515" not in told


def test_two_pages_that_claim_one_address_share_it_by_order(
    bring: Importer, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "同址"
    folder.mkdir()
    head = '<link rel="canonical" href="http://old.example/same.html">'
    for n in (1, 2):
        data = oldsite.page(f"关于第{n}件事的通知", published="2019-01-01", head=head)
        (folder / f"{n}.html").write_bytes(data)
    bring(folder)
    assert record("1.html").warnings == []
    assert any("已指向本次迁入的另一条信息" in text for text in record("2.html").warnings)
    assert LegacyAddress.objects.get().document == record("1.html").document


def test_the_address_of_a_copied_page_comes_from_its_first_line(
    bring: Importer, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "抄"
    folder.mkdir()
    line = "# source: 某库 第 1 行 (crawl of http://www.example.gov.cn/a/content_1.htm?x=1)\n"
    (folder / "1.txt").write_text(line + oldsite.PLAIN, "utf-8")
    bring(folder)
    assert record("1.txt").source_address == "http://www.example.gov.cn/a/content_1.htm?x=1"
    assert LegacyAddress.objects.get().path == "/a/content_1.htm?x=1"


def test_by_default_a_technical_account_is_the_author_and_nobody_can_sign_in_with_it(
    bring: Importer, root: Path, cast: Cast
) -> None:
    bring(root)
    author = latest_batch().imported_by
    assert (author.username, author.name, author.is_active) == ("system-import", "系统导入", False)
    assert not author.has_usable_password()
    for password in ("", "!", "x"):
        assert (
            StaffBackend().authenticate(None, username="system-import", password=password) is None
        )
    assert actor_for(author, datetime.now(ZONE)).grants == ()
    with pytest.raises(Refusal) as refused:
        reactivate_person(actor=cast.actor("admin"), person=author, now=datetime.now(ZONE))
    assert "technical" in refused.value.codes
    bring(root, source="另一次")
    assert {batch.imported_by for batch in ImportBatch.objects.all()} == {author}


def test_a_clerk_may_import_in_the_own_name(bring: Importer, root: Path, cast: Cast) -> None:
    bring(root, actor=cast.actor("clerk"))
    assert latest_batch().imported_by == cast.clerk
    assert {entry.actor_name for entry in story_of(f"import:{latest_batch().pk}")} == {"林小雨"}


@pytest.mark.parametrize(
    ("part", "code"),
    [("leader", "permission"), ("other_clerk", "permission"), ("admin", "permission")],
)
def test_who_may_not_bring_records_in_is_refused(
    bring: Importer, root: Path, cast: Cast, part: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        bring(root, actor=cast.actor(part))
    assert code in refused.value.codes
    assert not ImportBatch.objects.exists()


def test_a_closed_unit_a_closed_column_and_no_source_are_refused_at_once(
    bring: Importer, root: Path, cast: Cast
) -> None:
    cast.education.closed_on = date(2026, 1, 1)
    bring.section.is_open, bring.section.closed_on = False, date(2026, 6, 1)
    bring.section.save()
    with pytest.raises(Refusal) as refused:
        bring(root, source=" ")
    assert set(refused.value.codes) == {"unit_closed", "section", "source_missing"}


def test_beyond_the_limit_of_errors_it_stops_and_sends_nothing_on(
    bring: Importer, root: Path
) -> None:
    answer = bring(root, stop_after=0)
    assert "已停止" in answer["stopped"]
    assert answer["case"] is None
    assert latest_batch().case is None
    answer = bring(root)
    assert answer["case"] is not None
    assert ImportBatch.objects.count() == 1
    assert latest_batch().taken_in == 7


def test_a_batch_that_was_sent_back_can_be_brought_in_again(
    bring: Importer, root: Path, cast: Cast
) -> None:
    bring(root)
    first = latest_batch()
    decide(cast, first, ("secrecy_reviewer", "reject"), note="栏目不对，请放到公示栏")
    assert not LegacyAddress.objects.exists()
    answer = bring(root)
    assert answer["counts"]["imported"] == 7
    assert latest_batch().pk != first.pk
    assert LegacyAddress.objects.count() > 0


def test_provenance_and_decisions_are_written_once(bring: Importer, root: Path, cast: Cast) -> None:
    bring(root)
    row = record("tz/t1.html")
    decide(cast, latest_batch(), ("secrecy_reviewer", "pass_secrecy"))
    forgeries = [
        lambda: ImportedRecord.objects.filter(pk=row.pk).update(source_hash="0" * 64),
        lambda: ImportedRecord.objects.filter(pk=row.pk).update(header={}),
        lambda: ImportedRecord.objects.filter(pk=row.pk).update(listed_at=None),
        lambda: ImportedRecord.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: ImportedCopy.objects.update(file_name="x"),
        lambda: latest_batch().decisions.update(by=cast.leader),
        lambda: latest_batch().decisions.all()._raw_delete("default"),
    ]
    for forge in forgeries:
        with pytest.raises(DatabaseError), transaction.atomic():
            forge()


def test_a_thousand_files_are_taken_in(bring: Importer, root: Path, tmp_path: Path) -> None:
    site = oldsite.many(tmp_path, 1000)
    answer = bring(site, base="http://many.example/", processes=1)
    assert answer["counts"]["imported"] == 1000
    assert ImportedRecord.objects.count() == 1000
    assert LegacyAddress.objects.count() == 1000
    assert not Publication.objects.exists()
    again = bring(site, base="http://many.example/", processes=1)
    assert again["counts"]["already"] == 1000


@needs_corpus
def test_the_thirty_real_pages_are_taken_in_with_their_headers(
    bring: Importer, root: Path, cast: Cast
) -> None:
    assert CORPUS is not None
    answer = bring(CORPUS / "documents" / "html", base="")
    assert answer["counts"]["imported"] == 30
    for item in truths():
        if item["kind"] != "document":
            continue
        row = record(Path(item["html"]).name)
        edition = row.edition
        assert edition.title == item["title"]
        assert edition.document_number == (item["doc_number"] or "")
        assert edition.issuer == (item["organ"] or "")
        assert row.header.get("index_number") == item["index_no"]
        assert (edition.signed_on and edition.signed_on.isoformat()) == item["signed"]
        assert row.listed_at is not None
        assert row.listed_at.astimezone(ZONE).date().isoformat() == item["published"]
        assert row.source_address.startswith("http://www.gov.cn/")
    decide(cast, latest_batch(), ("secrecy_reviewer", "pass_secrecy"), ("leader", "sign"))
    assert Publication.objects.count() == 30
