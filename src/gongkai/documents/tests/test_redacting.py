"""删减后公开: the redacted text is judged, signed and public; the original never leaves the house."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from gongkai.audit.selectors import story_of
from gongkai.documents import public, selectors, services
from gongkai.documents.indexes import load
from gongkai.documents.models import Draft, Edition, Publication
from gongkai.documents.tests.factories import NOW, act, draft, take, text
from gongkai.files.selectors import path_of
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.screening.selectors import maskings_of

MOBILE = "13912345678"
NUMBER = "11010519491231002X"
CHILD = "周小禾"
BODY = f"<p>现将救助名单公布如下。</p><p>{CHILD}的监护人，手机{MOBILE}，身份证号{NUMBER}。</p>"
LATER = NOW.replace(hour=20)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["序号", "姓名", "身份证号"])
    book.active.append([1, CHILD, NUMBER])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def begun(cast: Cast, **changes) -> Draft:
    made = draft(cast, title="2026年困境儿童救助名单", body_html=BODY, **changes)
    clerk = cast.actor("clerk")
    services.attach(actor=clerk, draft_id=made.pk, data=workbook(), name="名单.xlsx", now=NOW)
    return Draft.objects.get(pk=made.pk)


def redact(cast: Cast, made: Draft, part: str = "clerk", **changes) -> Draft:
    asked = {"ground": "E15", "note": "未成年人姓名和联系方式", "words": (CHILD,)}
    services.redact_draft(actor=cast.actor(part), draft_id=made.pk, now=NOW, **(asked | changes))
    return Draft.objects.get(pk=made.pk)


def all_of(stated) -> str:
    """Every word of a text and of its files."""
    files = (path_of(item["sha256"]).read_bytes() for item in stated.attachments)
    cells = [
        str(cell.value)
        for data in files
        for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()
        for cell in row
    ]
    return f"{stated.title}{stated.summary}{stated.body_html}{cells}"


def test_the_original_is_kept_as_withheld_and_the_draft_goes_on_without_it(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    original = made.redacts
    assert (original.openness, original.ground) == ("withheld", "E15")
    assert all(secret in all_of(original) for secret in (MOBILE, NUMBER, CHILD))
    assert not any(secret in all_of(made) for secret in (MOBILE, NUMBER, CHILD))
    assert made.openness == "proactive"


def test_what_was_masked_by_whom_and_when_stands_in_the_register(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    rows = maskings_of(selectors.subject_of(made.document_id))
    assert {row.name for row in rows} == {"正文.txt", "名单.xlsx"}
    assert {row.made_by for row in rows} == {cast.clerk}
    assert {row.made_at for row in rows} == {NOW}
    told = str(story_of(f"document:{made.document_id}"))
    assert "删减后公开" in told
    assert not any(secret in told for secret in (MOBILE, NUMBER, CHILD))


def test_the_redacted_text_is_public_with_its_ground_and_the_original_nowhere(
    cast: Cast, client: Client
) -> None:
    made = redact(cast, begun(cast))
    take(cast, made, until="sign")
    row = Publication.objects.get(document_id=made.document_id)
    assert row.edition.redacts == made.redacts
    page = client.get(f"/documents/{made.document_id}/").content.decode()
    assert "依法删减" in page
    assert "条例第十五条" in page
    assert "本页为更正后的" not in page
    found = public.find_document(made.document_id, LATER)
    indexed = str(load([made.document_id]))
    for secret in (MOBILE, NUMBER, CHILD, "未成年人姓名和联系方式"):
        assert secret not in page
        assert secret not in str(found)
        assert secret not in indexed


def test_files_of_the_original_have_no_address_on_the_portal(cast: Cast, client: Client) -> None:
    made = redact(cast, begun(cast))
    take(cast, made, until="sign")
    held, open_one = made.redacts.attachments[0]["sha256"], made.attachments[0]["sha256"]
    assert held != open_one
    base = f"/documents/{made.document_id}/files"
    assert client.get(f"{base}/by/{held}/").status_code == 404
    assert client.get(f"{base}/2/").status_code == 404
    got = b"".join(client.get(f"{base}/by/{open_one}/").streaming_content)
    assert got == path_of(open_one).read_bytes()


def test_links_of_the_text_to_a_file_lead_to_its_masked_copy(cast: Cast) -> None:
    made = begun(cast)
    digest = made.attachments[0]["sha256"]
    stated = text(
        cast,
        section=made.section,
        body_html=f'<p>见<a href="/documents/{made.document_id}/files/by/{digest[:16]}/">名单</a></p>',
    )
    services.save_draft(actor=cast.actor("clerk"), draft_id=made.pk, text=stated, now=NOW)
    after = redact(cast, made)
    assert digest[:16] not in after.body_html
    assert after.attachments[0]["sha256"][:16] in after.body_html


def test_an_original_file_that_is_put_back_stops_the_text(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    services.attach(
        actor=cast.actor("clerk"), draft_id=made.pk, data=workbook(), name="全名单.xlsx", now=NOW
    )
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", made.case_id, "submit")
    assert "original_attached" in refused.value.codes


def test_a_text_from_which_nothing_was_taken_out_is_not_called_redacted(cast: Cast) -> None:
    made = redact(cast, draft(cast), words=())
    with pytest.raises(Refusal) as refused:
        act(cast, "clerk", made.case_id, "submit")
    assert refused.value.codes == ("nothing_redacted",)


def test_a_file_that_cannot_be_masked_is_left_out_and_named(cast: Cast) -> None:
    made = begun(cast)
    clerk = cast.actor("clerk")
    services.attach(actor=clerk, draft_id=made.pk, data=b"%PDF-1.4 broken", name="表.pdf", now=NOW)
    done = services.redact_draft(
        actor=clerk, draft_id=made.pk, ground="E15", note="个人信息", now=NOW
    )
    assert [item["name"] for item in done.draft.attachments] == ["名单.xlsx"]
    assert "表.pdf" in done.left_out[0]


def test_saving_and_correcting_keep_the_text_a_redacted_one(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    stated = text(
        cast, section=made.section, ground="E15", ground_note="个人信息", body_html="<p>删</p>"
    )
    clerk = cast.actor("clerk")
    saved = services.save_draft(actor=clerk, draft_id=made.pk, text=stated, now=NOW)
    assert saved.redacts_id == made.redacts_id
    take(cast, saved, until="sign")
    again = services.start_correction(
        actor=clerk, document_id=made.document_id, reason="更正", now=LATER
    )
    assert again.redacts_id == made.redacts_id


def test_the_original_can_be_put_back_and_its_attribute_is_stated_anew(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    after = services.restore_original(actor=cast.actor("clerk"), draft_id=made.pk, now=NOW)
    assert (after.redacts_id, after.openness, after.ground) == (None, "", "")
    assert after.body_html == BODY
    with pytest.raises(Refusal):
        services.restore_original(actor=cast.actor("clerk"), draft_id=made.pk, now=NOW)
    assert Edition.objects.filter(document_id=made.document_id).count() == 1


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"ground": ""}, ("ground",)),
        ({"note": " "}, ("ground_note",)),
        ({"ground": "x", "note": ""}, ("ground", "ground_note")),
    ],
)
def test_it_needs_a_ground_and_words(cast: Cast, changes, codes) -> None:
    with pytest.raises(Refusal) as refused:
        redact(cast, begun(cast), **changes)
    assert refused.value.codes == codes


@pytest.mark.parametrize("part", ["other_clerk", "inspector", "secrecy_reviewer", "stranger"])
def test_only_the_drafters_of_the_unit_redact(cast: Cast, part: str) -> None:
    with pytest.raises(Refusal) as refused:
        redact(cast, begun(cast), part)
    assert "permission" in refused.value.codes


def test_a_redacted_text_that_is_not_to_be_public_goes_back_for_its_attribute(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    stated = text(
        cast, section=made.section, openness="withheld", ground="E15", ground_note="个人信息"
    )
    services.save_draft(actor=cast.actor("clerk"), draft_id=made.pk, text=stated, now=NOW)
    act(cast, "clerk", made.case_id, "submit")
    made = Draft.objects.select_related("case").get(pk=made.pk)
    assert (made.case.state, made.edition) == ("attribute", None)


def page_of(cast: Cast, part: str, made: Draft) -> str:
    client = Client()
    client.force_login(getattr(cast, part))
    return client.get(reverse("documents:redaction", args=[made.pk])).content.decode()


def test_who_decides_sees_the_original_beside_what_is_left(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    take(cast, made, until="pass_section")
    page = page_of(cast, "secrecy_reviewer", made)
    assert f"<del>{CHILD}的监护人" in page
    assert "附件：名单.xlsx" in page
    assert "恢复原稿" not in page
    client = Client()
    client.force_login(cast.secrecy_reviewer)
    sheet = client.get(reverse("documents:case", args=[made.case_id])).content.decode()
    assert "原稿与删减稿对照" in sheet
    assert "删减后公开" in sheet
    assert MOBILE not in sheet


def test_a_stranger_is_not_shown_the_original(cast: Cast) -> None:
    made = redact(cast, begun(cast))
    client = Client()
    client.force_login(cast.stranger)
    address = reverse("documents:redaction", args=[made.pk])
    assert client.get(address).status_code in {403, 404}


def test_the_clerk_does_it_on_the_page_and_undoes_it(cast: Cast) -> None:
    made = begun(cast)
    client = Client()
    client.force_login(cast.clerk)
    address = reverse("documents:redaction", args=[made.pk])
    assert "留存原稿，生成删减稿" in client.get(address).content.decode()
    assert client.post(address, {"deed": "redact", "ground": "", "note": ""}).status_code == 422
    asked = {"deed": "redact", "ground": "E15", "note": "未成年人信息", "words": CHILD}
    page = client.post(address, asked, follow=True).content.decode()
    assert "原稿已留存（不公开）" in page
    assert "恢复原稿，不作删减" in page
    back = client.post(address, {"deed": "restore"}, follow=True).content.decode()
    assert "已恢复原稿" in back
    assert "没有作过删减" in client.post(address, {"deed": "restore"}, follow=True).content.decode()
