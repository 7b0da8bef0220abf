from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as open_word

from gongkai.documents.models import CleanupCampaign, CleanupItem, CleanupPart, Draft, ExpiryReview
from gongkai.documents.papers.pdf import font_path
from gongkai.documents.services.life import watch_expiring
from gongkai.documents.tests.test_life import amended, normative

pytestmark = pytest.mark.django_db
needs_font = pytest.mark.skipif(font_path() is None, reason="没有装字体：npm run assets")


def ago(days=40):
    return timezone.now() - timedelta(days=days)


def dated(cast, **changes):
    today = timezone.localdate()
    stated = {
        "effective_on": today - timedelta(days=30),
        "expires_on": today + timedelta(days=90),
        "body_html": "<p>第一条　为了安全。</p><table><tr><th>项</th></tr><tr><td>甲</td></tr></table>",
    }
    return normative(cast, now=ago(), **stated | changes)


def test_the_desk_lists_normative_documents_by_what_became_of_them(client, cast):
    found = dated(cast)
    watch_expiring(timezone.now())
    client.force_login(cast.clerk)
    for shown, there in (("in_force", True), ("expiring", True), ("ended", False), ("all", True)):
        body = client.get(f"/desk/documents/normative/?list={shown}").content.decode()
        assert (found.edition.title in body) is there
    assert "评估中" in client.get("/desk/documents/normative/").content.decode()
    review = ExpiryReview.objects.get()
    body = client.get(f"/desk/documents/expiry/{review.case_id}/").content.decode()
    assert "继续有效，重新公布" in body
    client.force_login(cast.other_clerk)
    assert client.get(f"/desk/documents/expiry/{review.case_id}/").status_code == 404


def test_an_amendment_is_started_from_the_record(client, cast):
    found = dated(cast)
    client.force_login(cast.clerk)
    answer = client.post(
        f"/desk/documents/{found.document_id}/amend/",
        {"amend-basis": "澄教〔2026〕50号", "amend-on": timezone.localdate().isoformat()},
    )
    begun = Draft.objects.latest("id")
    assert answer["Location"] == f"/desk/documents/cases/{begun.case_id}/"
    assert begun.correction_reason == "修改：澄教〔2026〕50号"


def test_a_clean_up_on_the_desk(client, cast):
    dated(cast)
    today = timezone.localdate()
    client.force_login(cast.office)
    assert client.post("/desk/documents/cleanups/", {"title": "清理"}).status_code == 422
    client.post(
        "/desk/documents/cleanups/",
        {
            "title": "年度清理",
            "unit": cast.education.pk,
            "on": today.isoformat(),
            "due_on": (today + timedelta(days=14)).isoformat(),
        },
    )
    started = CleanupCampaign.objects.get()
    page = f"/desk/documents/cleanups/{started.pk}/"
    assert "县教育局" in client.get(page).content.decode()
    part, item = CleanupPart.objects.get(), CleanupItem.objects.get()
    client.force_login(cast.clerk)
    sheet = f"/desk/documents/cleanup/{part.case_id}/"
    assert "年度清理" in client.get("/desk/").content.decode()
    assert client.get(sheet).status_code == 200
    client.post(
        f"{sheet}save/", {f"{item.pk}-proposal": "repeal", f"{item.pk}-reason": "已有新办法"}
    )
    item.refresh_from_db()
    assert (item.proposal, item.reason) == ("repeal", "已有新办法")
    client.post(page)
    assert "还有 1 个单位" in client.get(page).content.decode()
    for who, action in ((cast.clerk, "submit"), (cast.leader, "confirm"), (cast.office, "accept")):
        client.force_login(who)
        part.case.refresh_from_db()
        seen = {"note": "", "version": part.case.version}
        client.post(reverse("casework:act", args=[part.case_id, action]), seen)
    client.force_login(cast.clerk)
    answer = client.post(page)
    assert answer["Location"].startswith("/desk/documents/cases/")
    assert client.get(answer["Location"]).status_code == 200
    assert "起草、审核中" in client.get("/desk/documents/cleanups/").content.decode()


def test_the_library_shows_one_format_and_any_day(client, cast):
    found = dated(cast)
    body = client.get("/policies/").content.decode()
    assert found.edition.title in body
    assert found.document.index_number in body
    assert "copy.docx" in body
    then = (timezone.localdate() - timedelta(days=35)).isoformat()
    assert found.edition.title not in client.get(f"/policies/?on={then}").content.decode()
    assert "不是今天的情况" in client.get(f"/policies/?on={then}").content.decode()
    for wrong in ("on=garbage", "unit=x", "on=0001-01-01", "state=zzz&theme=-"):
        assert client.get(f"/policies/?{wrong}").status_code == 200
    assert (
        found.edition.title in client.get(f"/policies/?unit={cast.education.pk}").content.decode()
    )


def test_the_word_copy_says_what_the_page_says(client, cast):
    found = dated(cast)
    answer = client.get(f"/documents/{found.document_id}/copy.docx")
    word = open_word(BytesIO(b"".join(answer.streaming_content)))
    words = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert found.edition.title in words
    assert "第一条 为了安全。" in words
    assert found.document.index_number in words
    assert word.tables[0].cell(1, 0).text == "甲"
    page = client.get(f"/documents/{found.document_id}/").content.decode()
    assert f"/documents/{found.document_id}/copy.pdf" in page


@needs_font
def test_the_pdf_copy_holds_its_text_and_its_validity(client, cast):
    import pypdfium2

    from gongkai.documents import services

    found = dated(cast)
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        kind="repealed",
        on=timezone.localdate(),
        basis="澄教〔2026〕60号",
        now=timezone.now(),
    )
    answer = client.get(f"/documents/{found.document_id}/copy.pdf")
    data = b"".join(answer.streaming_content)
    words = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "为了安全" in words
    assert "本文件已废止" in words
    assert len(data) < 400_000


def test_only_normative_documents_have_copies_and_nothing_that_is_not_public(client, cast):
    from gongkai.documents.tests.factories import draft, published

    plain, begun = published(cast, now=ago()), draft(cast)
    for pk in (plain.document_id, begun.document_id, 999999):
        assert client.get(f"/documents/{pk}/copy.docx").status_code == 404
        assert client.get(f"/documents/{pk}/comparison/").status_code == 404


def test_an_amended_text_is_compared_and_its_past_is_marked(client, cast, monkeypatch):
    from gongkai.documents.tests import test_life

    monkeypatch.setattr(test_life, "NOW", ago())
    found = dated(cast, body_html="<p>第一条　原来的文字。</p>")
    amended(cast, found)
    page = client.get(f"/documents/{found.document_id}/comparison/").content.decode()
    assert "<del>第一条 原来的文字。</del>" in page
    assert "<ins>第一条 修改后的文字。</ins>" in page
    present = client.get(f"/documents/{found.document_id}/").content.decode()
    assert "已修改，本页为现行文本" in present
    assert "请以修改后的文本为准" not in present
    day = timezone.localdate(ago(37)).isoformat()
    past = client.get(f"/documents/{found.document_id}/?on={day}").content.decode()
    assert "原来的文字" in past
    assert "不是现行文本" in past
    assert "原来的文字" not in client.get(f"/documents/{found.document_id}/").content.decode()
    assert client.get(f"/documents/{found.document_id}/?on=x").status_code == 200
