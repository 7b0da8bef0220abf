"""Pictures of a text through every door: taken in, reviewed and frozen with it, public with it only."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.documents import images, public, selectors, services
from gongkai.documents.content import Text, clean_html, file_link
from gongkai.documents.models import Draft, Edition, Publication
from gongkai.documents.services.drafting import text_of_draft
from gongkai.documents.services.images import settle_images
from gongkai.documents.tests.factories import act, draft, published, take
from gongkai.documents.tests.test_portal import ago, page, withdraw
from gongkai.files.public import path_of
from gongkai.files.services import store_file
from gongkai.files.tests.drawings import bomb, drawing, photograph
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db
RED, BLUE = drawing(colour="red"), drawing(colour="blue")


def written_in(data: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def pictured(data: bytes = RED, alt: str = "学区图") -> str:
    return f'<p>学区见图。</p><p><img src="{written_in(data)}" alt="{alt}"></p>'


def add(cast: Cast, begun: Draft, data: bytes = RED, name: str = "学区图.png") -> dict[str, Any]:
    return services.add_image(
        actor=cast.actor("clerk"), draft_id=begun.pk, data=data, name=name, now=timezone.now()
    )


def save(cast: Cast, begun: Draft, body: str) -> Draft:
    begun.refresh_from_db()
    changed: Text = replace(text_of_draft(begun), body_html=body)
    return services.save_draft(
        actor=cast.actor("clerk"), draft_id=begun.pk, text=changed, now=timezone.now()
    )


def address(owner: Draft | Publication, sha256: str) -> str:
    return images.address(owner.document_id, sha256)


def only_image(owner: Draft | Edition) -> dict[str, Any]:
    [item] = [item for item in owner.attachments if images.is_inline(item)]
    return item


def test_a_picture_pasted_into_a_text_goes_with_it_to_the_portal(
    client: Client, cast: Cast
) -> None:
    found = published(cast, now=ago(), body_html=pictured())
    item = only_image(found.edition)
    shown = address(found, item["sha256"])
    assert f'<img src="{shown}" alt="学区图">' in page(client, found)
    answer = client.get(shown)
    assert b"".join(answer) == RED
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline;")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(shown, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_picture_is_not_listed_as_an_attachment_and_not_searched_as_one(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast, now=ago(2), body_html=pictured())
    services.attach(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        data="表".encode(),
        name="附表.txt",
        now=ago(2),
    )
    client.force_login(cast.clerk)
    sheet = client.get(f"/desk/documents/cases/{begun.case_id}/").content.decode()
    assert "附表.txt" in sheet
    assert "正文图片1.png" not in sheet
    take(cast, begun, now=ago())
    found = Publication.objects.get(document=begun.document)
    body = page(client, found)
    assert "正文图片1.png" not in body
    assert f"/documents/{found.document_id}/files/2/" in body
    [searched] = public.search_texts([found.document_id], timezone.now())
    assert len(searched.hashes) == 1
    _, names = public.excerpt_texts([found.document_id], timezone.now())[found.document_id]
    assert [name for name, _ in names] == ["附表.txt"]


def test_a_page_with_pictures_costs_no_more_queries(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    found = published(cast, now=ago(), body_html=pictured() + pictured(BLUE))
    shown = address(found, found.edition.attachments[0]["sha256"])
    client.get(f"/documents/{found.document_id}/")
    with django_assert_num_queries(1):
        public.find_document(found.document_id, timezone.now())
    with django_assert_num_queries(1):
        assert client.get(shown).status_code == 200


def test_the_picture_is_part_of_what_is_reviewed(cast: Cast) -> None:
    begun = draft(cast, body_html=pictured())
    take(cast, begun, until="submit")
    first = Edition.objects.get(document=begun.document)
    act(cast, "section_head", begun.case_id, "return_section", note="换图")
    save(cast, begun, pictured(BLUE))
    act(cast, "clerk", begun.case_id, "submit")
    second = Edition.objects.filter(document=begun.document).latest("number")
    assert second.number == 2
    assert second.content_hash != first.content_hash
    assert only_image(second)["sha256"] != only_image(first)["sha256"]


def test_the_same_text_saved_again_is_the_same_edition(cast: Cast) -> None:
    begun = draft(cast, body_html=pictured())
    take(cast, begun, until="submit")
    act(cast, "section_head", begun.case_id, "return_section", note="再看")
    begun.refresh_from_db()
    add(cast, begun, BLUE)
    save(cast, begun, images.on_desk(begun.body_html))
    act(cast, "clerk", begun.case_id, "submit")
    assert Edition.objects.filter(document=begun.document).count() == 1


def test_an_uploaded_picture_outlives_a_save_that_does_not_show_it_yet(cast: Cast) -> None:
    """Automatic saving may overtake the editor; undo may bring a picture back."""
    begun = draft(cast)
    item = add(cast, begun)
    version = Draft.objects.get(pk=begun.pk).version
    assert version == begun.version
    save(cast, begun, "<p>还没有图。</p>")
    saved = save(cast, begun, f'<p><img src="/desk{address(begun, item["sha256"])}/" alt="图"></p>')
    assert address(begun, item["sha256"]) in saved.body_html
    save(cast, begun, "<p>不要图了。</p>")
    take(cast, begun, until="submit")
    assert Edition.objects.get(document=begun.document).attachments == []


def test_a_picture_of_a_public_record_may_be_copied_and_none_of_a_closed_one(cast: Cast) -> None:
    open_one = published(cast, now=ago(), body_html=pictured())
    closed = draft(cast, body_html=pictured(BLUE))
    known = only_image(open_one.edition)
    hidden = only_image(closed)
    begun = draft(cast)
    saved = save(
        cast,
        begun,
        f'<p><img src="http://gk.example.cn{address(open_one, known["sha256"])}" alt="甲">'
        f'<img src="/desk{address(closed, hidden["sha256"])}/" alt="乙"></p>',
    )
    assert saved.body_html == (
        f'<p><img src="{address(begun, known["sha256"])}" alt="甲">〔图片：乙〕</p>'
    )
    assert only_image(saved)["sha256"] == known["sha256"]


def test_a_picture_from_elsewhere_stays_as_a_link(client: Client, cast: Cast) -> None:
    body = '<p><img src="https://mmbiz.example.cn/640?wx=png" alt="长图"></p>'
    shown = page(client, published(cast, now=ago(), body_html=body))
    assert (
        '<a href="https://mmbiz.example.cn/640?wx=png" rel="noopener noreferrer">〔图片：长图〕</a>'
        in shown
    )


def test_a_correction_takes_its_pictures_along_and_leaves_old_ones_behind(
    client: Client, cast: Cast
) -> None:
    found = published(cast, now=ago(3), body_html=pictured() + pictured(BLUE))
    red, blue = (item["sha256"] for item in found.edition.attachments)
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=found.document_id, reason="换图", now=ago(2)
    )
    kept = correction.body_html.replace(f'<img src="{address(found, blue)}" alt="学区图">', "")
    save(cast, correction, images.on_desk(kept))
    take(cast, correction, now=ago(1))
    assert client.get(address(found, red)).status_code == 200
    assert client.get(address(found, blue)).status_code == 410


def test_an_imported_text_keeps_its_pictures_and_files_in_a_correction(cast: Cast) -> None:
    found = published(cast, now=ago(3))
    stored = store_file(data=RED, name="p.png", now=ago(3))
    file = {"name": "p.png", "size": stored.size, "media_type": "image/png"}
    items = [file | {"sha256": "0" * 64}, file | {"sha256": stored.sha256, "inline": True}]
    link = file_link(found.document_id, "0" * 64)
    shown = f'<img src="{address(found, stored.sha256)}" alt="">'
    html = clean_html(f'<p>{shown}<a href="{link}">表</a></p>')
    new = settle_images(Text(body_html=html, attachments=items), found.document_id, ago())
    assert (new.body_html, new.attachments) == (html, items)
    assert images.used_only(items, html) == items


# --- what is not public is not shown ---


def test_no_picture_is_public_before_its_text_or_after_it(client: Client, cast: Cast) -> None:
    begun = draft(cast, now=ago(3), body_html=pictured())
    spare = add(cast, begun, BLUE)["sha256"]
    shown = only_image(Draft(attachments=begun.attachments))["sha256"]
    for until in ("", "submit", "pass_section", "pass_secrecy"):
        if until:
            part = {"submit": "clerk", "pass_section": "section_head"}
            act(cast, part.get(until, "secrecy_reviewer"), begun.case_id, until)
        assert client.get(address(begun, shown)).status_code == 404
    act(cast, "leader", begun.case_id, "sign", now=ago(1))
    assert client.get(address(begun, shown)).status_code == 200
    assert client.get(address(begun, spare)).status_code == 404
    withdraw(cast, begun.document_id, "数据有误")
    assert client.get(address(begun, shown)).status_code == 410


def test_an_address_shows_only_pictures_of_its_own_text(client: Client, cast: Cast) -> None:
    one = published(cast, now=ago(), body_html=pictured())
    other = published(cast, now=ago(), body_html=pictured(BLUE))
    begun = draft(cast, now=ago(2), title="只有附件")
    services.attach(
        actor=cast.actor("clerk"), draft_id=begun.pk, data=drawing("JPEG"), name="a.jpg", now=ago(2)
    )
    take(cast, begun, now=ago())
    listed = Draft.objects.get(pk=begun.pk).attachments[0]["sha256"]
    foreign = only_image(other.edition)["sha256"]
    for path in (
        address(one, foreign),
        address(begun, listed),
        address(one, "0" * 64),
        address(one, "x"),
        images.address(999_999, foreign),
        f"/documents/{one.document_id}/images/",
        f"/documents/{one.document_id}/images/../files/1/",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("part", "status"),
    [
        *(
            (part, 200)
            for part in ("clerk", "section_head", "secrecy_reviewer", "leader", "inspector")
        ),
        *((part, 404) for part in ("other_clerk", "other_leader", "admin", "stranger")),
    ],
)
def test_on_the_desk_pictures_are_for_those_who_may_read_the_text(
    client: Client, cast: Cast, part: str, status: int
) -> None:
    begun = draft(cast, body_html=pictured())
    shown = f"/desk{address(begun, only_image(begun)['sha256'])}/"
    assert client.get(shown).status_code == 302
    client.force_login(getattr(cast, part))
    answer = client.get(shown)
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "image/png"
    assert client.get(f"/desk{address(begun, '0' * 64)}/").status_code == 404


def test_the_sheets_of_the_desk_show_the_desks_own_pictures(client: Client, cast: Cast) -> None:
    begun = draft(cast, body_html=pictured())
    shown = f"/desk{address(begun, only_image(begun)['sha256'])}/"
    client.force_login(cast.clerk)
    sheet = client.get(f"/desk/documents/cases/{begun.case_id}/").content.decode()
    assert shown in sheet
    assert f"/desk/documents/drafts/{begun.pk}/images/" in sheet
    take(cast, begun, until="submit")
    client.force_login(cast.section_head)
    review = client.get(f"/desk/documents/cases/{begun.case_id}/").content.decode()
    assert f'<img src="{shown}" alt="学区图">' in review


def test_the_comparison_names_an_exchanged_picture(client: Client, cast: Cast) -> None:
    begun = draft(cast, body_html=pictured())
    take(cast, begun, until="submit")
    act(cast, "section_head", begun.case_id, "return_section", note="换图")
    save(cast, begun, pictured(BLUE))
    act(cast, "clerk", begun.case_id, "submit")
    client.force_login(cast.section_head)
    told = client.get(f"/desk/documents/{begun.document_id}/compare/?a=1&b=2").content.decode()
    assert "移除正文图片：正文图片1.png" in told
    assert "新增正文图片" in told
    assert told.count("〔图片：学区图") == 2


# --- uploading ---


def upload(
    client: Client, begun: Draft, data: bytes, name: str = "学区划分图.png"
) -> dict[str, Any]:
    file = SimpleUploadedFile(name, data, "image/png")
    answer = client.post(f"/desk/documents/drafts/{begun.pk}/images/", {"file": file})
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_the_editor_uploads_a_picture_and_is_told_its_address(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    client.force_login(cast.clerk)
    told = upload(client, begun, RED)
    assert told["errno"] == 0
    assert told["data"]["alt"] == "学区划分图"
    assert b"".join(client.get(told["data"]["url"])) == RED
    assert upload(client, begun, RED)["data"]["url"] == told["data"]["url"]
    assert len(Draft.objects.get(pk=begun.pk).attachments) == 1


@pytest.mark.parametrize(
    "name", ["IMG_2031.jpg", "微信图片_20260601.png", "截图1.png", "image.png", "1.png"]
)
def test_a_name_that_says_nothing_is_no_description(name: str) -> None:
    assert services.words_of_name(name) == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><script>alert(1)</script></html>", "不是 PNG、JPEG 或 GIF"),
        (b"<svg onload='alert(1)'/>", "不是 PNG、JPEG 或 GIF"),
        (drawing(size=(300, 300))[:200], "已损坏或不完整"),
        (bomb(), "像素过多"),
        (b"", "不是 PNG、JPEG 或 GIF"),
    ],
)
def test_what_is_no_sound_picture_is_refused_in_plain_words_and_nothing_is_lost(
    client: Client, cast: Cast, data: bytes, said: str
) -> None:
    begun = draft(cast)
    client.force_login(cast.clerk)
    told = upload(client, begun, data)
    assert told["errno"] == 1
    assert said in told["message"]
    assert "学区划分图" in told["message"] or not data
    assert Draft.objects.get(pk=begun.pk).attachments == []

    typed = f'<p>新写的话</p><img src="{written_in(data)}" alt="图"><img src="{written_in(RED)}">'
    values = {"version": begun.version, "title": "新标题", "body_html": typed, "issuer": ""}
    answer = client.post(f"/desk/documents/drafts/{begun.pk}/save/", values)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert said in body
    assert "新标题" in body
    assert "新写的话" in body
    auto = client.post(f"/desk/documents/drafts/{begun.pk}/autosave/", values)
    assert auto.status_code == 400
    assert said in auto.json()["reasons"][0]
    assert Draft.objects.get(pk=begun.pk).title == begun.title


def test_an_upload_without_a_file_says_so(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    client.force_login(cast.clerk)
    answer = client.post(f"/desk/documents/drafts/{begun.pk}/images/")
    assert answer.json() == {"errno": 1, "message": "没有收到图片，请重新选择"}


@pytest.mark.parametrize("part", ["section_head", "leader", "inspector"])
def test_who_may_read_but_not_draft_adds_no_picture(client: Client, cast: Cast, part: str) -> None:
    begun = draft(cast)
    client.force_login(getattr(cast, part))
    assert upload(client, begun, RED)["errno"] == 1
    assert Draft.objects.get(pk=begun.pk).attachments == []


def test_others_find_no_draft_to_add_a_picture_to(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    client.force_login(cast.other_clerk)
    file = SimpleUploadedFile("a.png", RED)
    answer = client.post(f"/desk/documents/drafts/{begun.pk}/images/", {"file": file})
    assert answer.status_code == 404


def test_a_submitted_text_takes_no_more_pictures(cast: Cast) -> None:
    begun = draft(cast)
    take(cast, begun, until="submit")
    with pytest.raises(Refusal, match="已提交审核"):
        add(cast, begun)


def test_a_photograph_in_a_text_does_not_say_where_it_was_taken(cast: Cast) -> None:
    begun = draft(cast, body_html=pictured(photograph()))
    item = only_image(begun)
    assert item["media_type"] == "image/jpeg"
    kept = path_of(item["sha256"]).read_bytes()
    assert b"Camera Works" not in kept
    assert len(kept) == item["size"]


def test_a_picture_is_what_its_bytes_are_whatever_they_were_called_before(
    client: Client, cast: Cast
) -> None:
    store_file(data=RED, name="page.csv", now=ago())
    found = published(cast, now=ago(), body_html=pictured())
    item = only_image(found.edition)
    assert item["media_type"] == "image/png"
    assert client.get(address(found, item["sha256"]))["Content-Type"] == "image/png"


def test_every_broken_picture_of_a_text_is_named_at_once(cast: Cast) -> None:
    body = f'<img src="{written_in(b"x")}"><img src="{written_in(RED)}"><img src="{written_in(bomb())}">'
    with pytest.raises(Refusal) as refusal:
        draft(cast, body_html=body)
    assert refusal.value.codes == ("image_type", "image_too_large")
    assert "正文图片1" in str(refusal.value)
    assert "正文图片3" in str(refusal.value)


def test_a_text_takes_a_bounded_number_of_pictures(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.documents.services.images.IMAGES_LIMIT", 2)
    begun = draft(cast, body_html=pictured())
    add(cast, begun, BLUE)
    green = add(cast, begun, drawing(colour="green"))
    begun.refresh_from_db()
    assert [item["sha256"] for item in begun.attachments][1:] == [green["sha256"]]
    save(cast, begun, begun.body_html + f'<img src="{address(begun, green["sha256"])}">')
    with pytest.raises(Refusal, match="最多放 2 张图片"):
        add(cast, begun, drawing(colour="black"))
    with pytest.raises(Refusal, match="最多放 2 张图片"):
        save(cast, begun, begun.body_html + pictured(drawing(colour="white")))


def test_a_picture_without_words_is_noted_and_holds_nothing_up(client: Client, cast: Cast) -> None:
    begun = draft(cast, body_html=pictured(alt=""))
    client.force_login(cast.clerk)
    sheet = client.get(f"/desk/documents/cases/{begun.case_id}/").content.decode()
    assert "有 1 张图片没有替代文字" in sheet
    assert "提交前还缺" not in sheet
    act(cast, "clerk", begun.case_id, "submit")
    assert selectors.latest_edition(begun.document_id) is not None


def test_a_text_of_one_picture_is_a_text_and_one_of_none_is_not(cast: Cast) -> None:
    begun = draft(cast, body_html=f'<p><img src="{written_in(RED)}" alt="公告"></p>')
    act(cast, "clerk", begun.case_id, "submit")
    empty = draft(cast, body_html="")
    add(cast, empty)
    with pytest.raises(Refusal, match="正文与附件至少要有一项"):
        act(cast, "clerk", empty.case_id, "submit")


def test_a_listed_file_may_have_the_bytes_of_a_picture(cast: Cast) -> None:
    begun = draft(cast, body_html=pictured())
    sha256 = only_image(begun)["sha256"]
    clerk, now = cast.actor("clerk"), timezone.now()
    services.attach(actor=clerk, draft_id=begun.pk, data=RED, name="原图.png", now=now)
    begun.refresh_from_db()
    assert len(begun.attachments) == 2
    services.detach(actor=clerk, draft_id=begun.pk, sha256=sha256, now=now)
    begun.refresh_from_db()
    assert begun.attachments == [only_image(begun)]


def test_pictures_written_into_a_text_do_not_count_as_its_length(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast)
    client.force_login(cast.clerk)
    noise = drawing("PNG", (3000, 3000)) + b"\x00" * 2_000_000
    values = {"version": begun.version, "title": "x", "body_html": pictured(noise)}
    assert client.post(f"/desk/documents/drafts/{begun.pk}/save/", values).status_code == 302
    begun.refresh_from_db()
    assert len(begun.body_html) < 1000
    values = {"version": begun.version, "title": "x", "body_html": "字" * 2_000_001}
    answer = client.post(f"/desk/documents/drafts/{begun.pk}/save/", values)
    assert answer.status_code == 400
    assert "超过 2000000 个" in answer.content.decode()
