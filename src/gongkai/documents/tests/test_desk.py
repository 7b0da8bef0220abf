from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.public import genres, themes
from gongkai.documents import services
from gongkai.documents.models import Draft, Publication, Withdrawal
from gongkai.documents.services.drafting import text_of_draft
from gongkai.documents.tests.factories import act, draft, published, take
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def enter(client: Client, cast: Cast, part: str) -> Client:
    client.force_login(getattr(cast, part))
    return client


def sheet_values(begun: Draft, **changes: Any) -> dict[str, Any]:
    """What the draft sheet posts when nothing was changed."""
    values = {
        "version": begun.version,
        "title": begun.title,
        "openness": begun.openness,
        "section_id": begun.section_id or "",
        "document_number": begun.document_number,
        "issuer": begun.issuer,
        "body_html": begun.body_html,
    }
    return values | changes


READERS = (
    "clerk",
    "section_head",
    "secrecy_reviewer",
    "legal_adviser",
    "leader",
    "office",
    "inspector",
)
OUTSIDERS = ("admin", "other_clerk", "other_leader", "township_clerk", "stranger")


@pytest.mark.parametrize("part", [*READERS, *OUTSIDERS])
def test_who_may_open_which_page(client: Client, cast: Cast, part: str) -> None:
    begun = draft(cast)
    services.attach(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        data="附件".encode(),
        name="a.txt",
        now=timezone.now(),
    )
    take(cast, begun, until="submit")
    public = published(cast)
    enter(client, cast, part)
    allowed = part in READERS
    pages = [
        f"/desk/documents/cases/{begun.case_id}/",
        f"/desk/documents/{begun.document_id}/",
        f"/desk/documents/{begun.document_id}/compare/?a=1&b=1",
        f"/desk/documents/{begun.document_id}/editions/1/files/1/",
        f"/desk/documents/drafts/{begun.pk}/files/1/",
        f"/desk/documents/{public.document_id}/",
    ]
    assert [client.get(page).status_code for page in pages] == [200 if allowed else 404] * 6
    listed = client.get("/desk/documents/").status_code
    assert listed == (200 if part not in {"admin", "stranger"} else 403)
    assert client.get("/desk/documents/new/").status_code == (
        200 if part in {"clerk", "other_clerk", "township_clerk"} else 403
    )


@pytest.mark.parametrize("part", ["section_head", "leader", "office", "inspector", "other_clerk"])
def test_nobody_but_the_units_clerk_may_save(client: Client, cast: Cast, part: str) -> None:
    begun = draft(cast)
    enter(client, cast, part)
    answer = client.post(
        f"/desk/documents/drafts/{begun.pk}/save/", sheet_values(begun, title="改")
    )
    assert answer.status_code in {403, 404, 409}
    begun.refresh_from_db()
    assert begun.title != "改"


def test_a_stranger_to_the_desk_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/desk/documents/")
    assert answer.status_code == 302
    assert "/desk/sign-in/" in answer["Location"]


def test_a_new_draft_is_opened_for_the_clerks_unit(client: Client, cast: Cast) -> None:
    enter(client, cast, "clerk")
    answer = client.post("/desk/documents/new/", {"unit": cast.education.pk, "title": "通知"})
    begun = Draft.objects.get()
    assert answer["Location"] == f"/desk/documents/cases/{begun.case_id}/"
    assert (begun.title, begun.issuer) == ("通知", "澄明县教育局")
    assert client.post("/desk/documents/new/", {"unit": cast.water.pk}).status_code == 404


def test_the_draft_sheet_says_what_is_still_missing(client: Client, cast: Cast) -> None:
    begun = draft(cast, openness="", section_id=None)
    body = (
        enter(client, cast, "clerk").get(f"/desk/documents/cases/{begun.case_id}/").content.decode()
    )
    assert "未注明公开属性" in body
    assert "请选择发布栏目" in body


def test_the_enter_key_saves_and_neither_submits_nor_removes_a_file(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast)
    services.attach(
        actor=cast.actor("clerk"), draft_id=begun.pk, data=b"x", name="x.txt", now=timezone.now()
    )
    body = enter(client, cast, "clerk").get(f"/desk/documents/cases/{begun.case_id}/").text
    form = body[body.index('class="draft-form"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert 'name="then" value="stay"' in first
    assert "formaction" not in first


def test_one_post_saves_the_text_its_files_and_submits(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    enter(client, cast, "clerk")
    upload = SimpleUploadedFile("招生计划.txt", "每班四十五人".encode())
    answer = client.post(
        f"/desk/documents/drafts/{begun.pk}/save/",
        sheet_values(begun, title="改后的标题", uploads=upload, then="submit"),
    )
    assert answer["Location"] == "/desk/"
    begun.refresh_from_db()
    assert begun.title == "改后的标题"
    assert begun.case.state == "section_review"
    assert begun.attachments[0]["name"] == "招生计划.txt"


def test_submitting_without_attribute_is_returned_and_said(client: Client, cast: Cast) -> None:
    begun = draft(cast, openness="")
    enter(client, cast, "clerk")
    answer = client.post(
        f"/desk/documents/drafts/{begun.pk}/save/", sheet_values(begun, then="submit"), follow=True
    )
    assert "已退文" in answer.content.decode()


def test_removing_a_file_saves_the_text_too(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    services.attach(
        actor=cast.actor("clerk"), draft_id=begun.pk, data=b"x", name="x.txt", now=timezone.now()
    )
    begun.refresh_from_db()
    sha256 = begun.attachments[0]["sha256"]
    enter(client, cast, "clerk").post(
        f"/desk/documents/drafts/{begun.pk}/save/?remove={sha256}", sheet_values(begun, title="新")
    )
    begun.refresh_from_db()
    assert (begun.attachments, begun.title) == ([], "新")


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"title": "长" * 100_000}, 400, "300"),
        ({"signed_on": "昨天"}, 400, "日期"),
        ({"openness": "secret"}, 400, "secret"),
        ({"section_id": "999999"}, 400, "999999"),
        ({"version": "0"}, 409, "已保存过这份文稿"),
        ({"signed_on": "0001-01-01"}, 400, "年份应在 1900 至 2200 之间"),
        ({"publish_at": "0001-01-01T08:00"}, 400, "年份应在"),
        ({"uploads": SimpleUploadedFile("a.exe", b"MZ")}, 422, "不接受"),
        ({"uploads": SimpleUploadedFile("a.pdf", b"not a pdf")}, 422, "内容与扩展名 .pdf 不符"),
    ],
)
def test_bad_input_is_explained_and_nothing_typed_is_lost(
    client: Client, cast: Cast, changes: dict[str, Any], status: int, said: str
) -> None:
    begun = draft(cast)
    enter(client, cast, "clerk")
    values = sheet_values(begun, body_html="<p>刚写好的一段。</p>", **changes)
    answer = client.post(f"/desk/documents/drafts/{begun.pk}/save/", values)
    body = answer.content.decode()
    assert answer.status_code == status
    assert said in body
    assert "刚写好的一段" in body
    assert begun.case.number in body, "the sheet still says which case it is"


def test_a_refused_file_leaves_the_text_saved_and_the_other_files_attached(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast)
    enter(client, cast, "clerk")
    address = f"/desk/documents/drafts/{begun.pk}/save/"
    files = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("好.txt", "好".encode())]
    answer = client.post(address, sheet_values(begun, title="新题", uploads=files, then="submit"))
    body = answer.content.decode()
    assert "“a.exe”没有附上" in body
    begun.refresh_from_db()
    assert (begun.title, begun.case.state) == ("新题", "drafting")
    assert [item["name"] for item in begun.attachments] == ["好.txt"]
    assert f'name="version" value="{begun.version}"' in body
    again = client.post(address, sheet_values(begun))
    assert again.status_code == 302, "saving once more is not taken for somebody else's work"


def test_an_oversized_file_is_refused_with_its_size(
    client: Client, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.documents.views.desk.editing.UPLOAD_LIMIT", 1_048_576)
    settings.UPLOAD_LIMIT_BYTES = 1_048_576
    begun = draft(cast)
    enter(client, cast, "clerk")
    upload = SimpleUploadedFile("a.txt", b"a" * 2_000_000)
    answer = client.post(
        f"/desk/documents/drafts/{begun.pk}/save/", sheet_values(begun, uploads=upload)
    )
    assert answer.status_code == 422
    assert "超过上限 1 MB" in answer.content.decode()


def test_control_characters_and_script_are_cleaned_away(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    enter(client, cast, "clerk")
    values = sheet_values(
        begun, title="标\x07题\u200b　好", body_html="<p>好</p><script>x()</script>"
    )
    client.post(f"/desk/documents/drafts/{begun.pk}/save/", values)
    begun.refresh_from_db()
    assert begun.title == "标题　好"
    assert begun.body_html == "<p>好</p>"


def test_autosave_answers_with_the_version_and_notices_another_person(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast)
    enter(client, cast, "clerk")
    address = f"/desk/documents/drafts/{begun.pk}/autosave/"
    headers = {"Accept": "application/json"}
    first = client.post(address, sheet_values(begun, title="一"), headers=headers)
    assert first.json() == {"version": 2}
    stale = client.post(address, sheet_values(begun, title="二"), headers=headers)
    assert stale.status_code == 409
    wrong = client.post(address, sheet_values(begun, signed_on="x"), headers=headers)
    assert wrong.status_code == 400


def test_the_review_sheet_shows_the_text_and_the_buttons_of_the_step(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast)
    act(cast, "clerk", begun.case_id, "submit")
    address = f"/desk/documents/cases/{begun.case_id}/"
    body = enter(client, cast, "section_head").get(address).content.decode()
    assert "现就招生工作通知如下" in body
    assert f"/desk/cases/{begun.case_id}/act/pass_section/" in body
    assert "<strong>主动公开</strong>" in body, "the attribute stands above the text"
    body = enter(client, cast, "inspector").get(address).content.decode()
    assert "act/pass_section" not in body


def test_the_record_sheet_tells_the_whole_register(client: Client, cast: Cast) -> None:
    found = published(cast)
    body = (
        enter(client, cast, "office").get(f"/desk/documents/{found.document_id}/").content.decode()
    )
    for line in ("第1版定稿", "科室审核：同意", "保密审查：同意", "第1版签发", "第1版发布到"):
        assert line in body


def test_deeds_on_a_public_record_from_its_sheet(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    address = f"/desk/documents/{found.document_id}"
    enter(client, cast, "clerk")
    today = timezone.localdate().isoformat()
    channel = {
        "channel-channel": "board",
        "channel-place": "县政府公示栏",
        "channel-posted_on": today,
    }
    assert client.post(f"{address}/channel/", channel).status_code == 302
    change = {"validity-kind": "amended", "validity-on": today, "validity-basis": "澄政〔2026〕9号"}
    assert client.post(f"{address}/validity/", change).status_code == 302
    answer = client.post(f"{address}/correct/", {"correct-reason": "电话有误"})
    assert "/desk/documents/cases/" in answer["Location"]
    answer = client.post(f"{address}/withdraw/", {"withdraw-reason": "重复发布"}, follow=True)
    assert "已送分管领导批准" in answer.content.decode()
    body = client.get(f"{address}/").content.decode()
    for line in ("登记渠道：公示栏", "登记已修改", "更正：电话有误", "撤下：重复发布"):
        assert line in body


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("correct", {"correct-reason": ""}, "更正说明"),
        ("withdraw", {"withdraw-reason": " "}, "撤下理由"),
        ("validity", {"validity-kind": "gone", "validity-on": "x"}, "效力变动"),
        ("channel", {"channel-channel": "board", "channel-place": "x" * 999}, "300"),
        ("correct", {"correct-reason": "错" * 301}, "错错错"),
        (
            "withdraw",
            {"withdraw-reason": "重复发布", "withdraw-successor_id": "9" * 30},
            "重复发布",
        ),
        ("withdraw", {"withdraw-reason": "甲", "withdraw-successor_id": "没有的号"}, "没有找到"),
        (
            "validity",
            {
                "validity-kind": "repealed",
                "validity-on": "2026-06-20",
                "validity-basis": "澄政〔2026〕9号",
                "validity-acting_document_id": "999999",
            },
            "没有找到这条信息",
        ),
        (
            "channel",
            {
                "channel-channel": "board",
                "channel-place": "县政府公示栏",
                "channel-posted_on": "2199-01-01",
            },
            "县政府公示栏",
        ),
    ],
)
def test_wrong_forms_on_a_record_come_back_with_reasons_and_what_was_typed(
    client: Client, cast: Cast, name: str, values: dict[str, str], said: str
) -> None:
    found = published(cast)
    answer = enter(client, cast, "clerk").post(
        f"/desk/documents/{found.document_id}/{name}/", values
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert said in body
    assert '<details class="box" open>' in body


def test_a_record_is_named_by_its_index_number_its_address_or_its_number(
    client: Client, cast: Cast
) -> None:
    old, new = (
        published(cast, now=timezone.now() - timedelta(hours=hours), title=f"第{hours}号通知")
        for hours in (2, 1)
    )
    number = new.document.index_number
    enter(client, cast, "clerk")
    for words in (number, f"https://example.gov.cn/documents/{new.document_id}/?a=1"):
        values = {"withdraw-reason": "重发", "withdraw-successor_id": words}
        client.post(f"/desk/documents/{old.document_id}/withdraw/", values)
        asked = Withdrawal.objects.get(case__closed_at=None)
        assert asked.successor_id == new.document_id
        sheet = f"/desk/documents/cases/{asked.case_id}/"
        enter(client, cast, "leader")
        assert "第1号通知" in client.get(sheet).content.decode()
        client.post(f"/desk/cases/{asked.case_id}/act/reject/", {"version": 1, "note": "再看"})
        enter(client, cast, "clerk")


def test_a_repeal_that_is_still_to_come_is_not_entered_twice(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    address = f"/desk/documents/{found.document_id}"
    tomorrow = timezone.localdate() + timedelta(days=1)
    values = {
        "validity-kind": "repealed",
        "validity-on": tomorrow.isoformat(),
        "validity-basis": "澄政〔2026〕9号",
    }
    enter(client, cast, "clerk")
    assert client.post(f"{address}/validity/", values).status_code == 302
    again = client.post(f"{address}/validity/", values)
    assert again.status_code == 422
    assert f"自 {tomorrow} 起废止，不能再次登记" in again.content.decode()
    assert "已登记：自" in client.get(f"{address}/").content.decode()


def test_what_is_under_way_is_named_instead_of_offered_again(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    address = f"/desk/documents/{found.document_id}"
    enter(client, cast, "clerk")
    client.post(f"{address}/correct/", {"correct-reason": "电话有误"})
    client.post(f"{address}/withdraw/", {"withdraw-reason": "重复"})
    body = client.get(f"{address}/").content.decode()
    assert "已有在办文稿" in body
    assert "正在等待批准" in body
    assert 'name="correct-reason"' not in body


def test_a_scheduled_record_says_when_and_leads_nowhere_before(client: Client, cast: Cast) -> None:
    begun = draft(cast, now=timezone.now())
    later = timezone.now() + timedelta(days=2)
    Draft.objects.filter(pk=begun.pk).update(publish_at=later)
    take(cast, begun, now=timezone.now())
    enter(client, cast, "clerk")
    body = client.get(f"/desk/documents/{begun.document_id}/").content.decode()
    assert "定于" in body
    assert "在门户查看" not in body
    listed = client.get("/desk/documents/?list=published").content.decode()
    assert "定时，尚未发布" in listed


def test_reviewers_see_number_theme_and_genre_and_compare_shows_when_they_change(
    client: Client, cast: Cast
) -> None:
    theme, genre = themes()[0], genres()[0]
    found = published(
        cast, now=timezone.now() - timedelta(hours=1), theme_id=theme.id, genre_id=genre.id
    )
    begun = services.start_correction(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        reason="文号有误",
        now=timezone.now(),
    )
    text = replace(text_of_draft(begun), document_number="澄教〔2026〕13号")
    services.save_draft(actor=cast.actor("clerk"), draft_id=begun.pk, text=text, now=timezone.now())
    take(cast, begun, until="submit", now=timezone.now())
    sheet = enter(client, cast, "section_head").get(f"/desk/documents/cases/{begun.case_id}/")
    for words in ("主题分类", theme.label, "体裁分类", genre.name, "澄教〔2026〕13号"):
        assert words in sheet.content.decode()
    compared = client.get(f"/desk/documents/{found.document_id}/compare/?a=1&b=2")
    assert "澄教〔2026〕12号" in compared.content.decode()


def test_a_withdrawal_has_its_own_sheet(client: Client, cast: Cast) -> None:
    found = published(cast, now=timezone.now() - timedelta(hours=1))
    withdrawal = services.request_withdrawal(
        actor=cast.actor("clerk"), document_id=found.document_id, reason="重复", now=timezone.now()
    )
    address = f"/desk/documents/cases/{withdrawal.case_id}/"
    body = enter(client, cast, "leader").get(address).content.decode()
    assert "撤下理由" in body
    answer = client.post(f"/desk/cases/{withdrawal.case_id}/act/approve/", {"version": 1})
    assert answer.status_code == 302
    assert Publication.objects.get().visible_until is not None


@pytest.mark.parametrize("shown", ["drafts", "published", "ended", "nonsense"])
def test_every_list_stands_and_finds_by_words(client: Client, cast: Cast, shown: str) -> None:
    published(cast)
    draft(cast)
    enter(client, cast, "clerk")
    found = client.get("/desk/documents/", {"list": shown, "words": "义务教育"})
    expected = {"published": 1, "ended": 0}.get(shown, 1)
    assert len(found.context["rows"]) == expected
    assert client.get("/desk/documents/", {"list": shown, "words": "没有这个"}).status_code == 200
    assert client.get("/desk/documents/", {"after": "x' OR 1=1"}).status_code == 200


def test_two_editions_are_compared_by_attribute_and_line(client: Client, cast: Cast) -> None:
    begun = draft(cast)
    take(cast, begun, until="submit")
    act(cast, "section_head", begun.case_id, "return_section", note="补充")
    begun.refresh_from_db()
    enter(client, cast, "clerk")
    client.post(
        f"/desk/documents/drafts/{begun.pk}/save/",
        sheet_values(begun, body_html="<p>各中小学：</p><p>改写的一段。</p>", then="submit"),
    )
    address = f"/desk/documents/{begun.document_id}/compare/"
    body = client.get(address, {"a": 1, "b": 2}).content.decode()
    assert "<del>现就招生工作通知如下。</del>" in body
    assert "<ins>改写的一段。</ins>" in body
    assert client.get(address, {"a": 1, "b": 9}).status_code == 404
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["correct", "withdraw", "validity", "channel"])
def test_the_address_of_a_form_leads_back_to_its_record(
    client: Client, cast: Cast, name: str
) -> None:
    address = f"/desk/documents/{published(cast).document_id}/"
    answer = enter(client, cast, "clerk").get(f"{address}{name}/")
    assert answer["Location"] == address


def test_a_search_looks_through_a_bounded_number_and_goes_on_from_there(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.documents.selectors.records.SEARCH_WINDOW", 2)
    wanted = published(cast, title="关于村级账目的通知")
    newer = [published(cast, title=f"第{n}件", section=wanted.section) for n in range(3)]
    enter(client, cast, "clerk")
    first = client.get("/desk/documents/", {"list": "published", "words": "村级账目"})
    assert "更早的还没有找" in first.content.decode()
    assert first.context["page"].rows == []
    second = client.get(f"/desk/documents/{first.context['next_url']}")
    assert [row.title for row in second.context["page"].rows] == ["关于村级账目的通知"]
    number = newer[2].document.index_number or wanted.document.index_number
    exact = client.get("/desk/documents/", {"list": "published", "words": number})
    assert len(exact.context["page"].rows) == 1
