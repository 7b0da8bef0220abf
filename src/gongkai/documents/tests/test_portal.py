import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.documents import services
from gongkai.documents.models import LegacyAddress, Publication
from gongkai.documents.tests.factories import draft, published, take, text
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.django_db


def ago(hours: float = 1) -> "timezone.datetime":
    return timezone.now() - timedelta(hours=hours)


def page(client: Client, publication: Publication) -> str:
    answer = client.get(f"/documents/{publication.document_id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def withdraw(cast: Cast, document_id: int, reason: str, successor: int | None = None) -> None:
    withdrawal = services.request_withdrawal(
        actor=cast.actor("clerk"),
        document_id=document_id,
        reason=reason,
        successor_id=successor,
        now=ago(0.2),
    )
    services.perform_withdrawal(
        actor=cast.actor("leader"),
        case_id=withdrawal.case_id,
        action="approve",
        note="",
        now=ago(0.1),
    )


def test_the_page_shows_the_header_the_text_and_where_it_stands(client: Client, cast: Cast) -> None:
    body = page(client, published(cast, now=ago(), signed_on=date(2026, 6, 1)))
    for stated in (
        "990000002/2026-00001",
        "澄教〔2026〕12号",
        "澄明县教育局",
        "基础教育股",
        "2026-06-01",
        "现就招生工作通知如下",
        "主动公开",
    ):
        assert stated in body


def test_what_is_not_stated_is_not_shown(client: Client, cast: Cast) -> None:
    body = page(client, published(cast, now=ago(), document_number="", department=""))
    for label in ("<dt>文号</dt>", "<dt>责任部门</dt>", "<dt>施行日期</dt>", "<dt>有效性</dt>"):
        assert label not in body


def test_an_article_page_carries_its_ten_meta_tags_and_json_ld(client: Client, cast: Cast) -> None:
    body = page(client, published(cast, now=ago(), title='关于"引号"与<标签>的通知'))
    for name in ("SiteName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"):
        assert re.search(f'<meta name="{name}" content="[^"]+">', body), name
    assert re.search(r'name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d"', body)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body)
    assert found
    assert json.loads(found[1])["headline"] == '关于"引号"与<标签>的通知'
    assert "<标签>" not in body


def test_script_in_a_text_is_gone_before_anybody_reads_it(client: Client, cast: Cast) -> None:
    evil = "<p onclick=x()>好</p><script>alert(1)</script><img src=x onerror=y><a href='javascript:z'>链</a>"
    body = page(client, published(cast, now=ago(), body_html=evil))
    for sign in ("onclick", "alert(1)", "onerror", "javascript:z"):
        assert sign not in body


def test_a_reader_who_has_the_page_gets_304(client: Client, cast: Cast) -> None:
    found = published(cast, now=ago())
    address = f"/documents/{found.document_id}/"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=found.document_id,
        kind="repealed",
        on=date(2026, 1, 1),
        basis="x",
        now=timezone.now(),
    )
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_what_is_in_review_scheduled_or_filed_is_404(client: Client, cast: Cast) -> None:
    pending = draft(cast)
    take(cast, pending, until="pass_secrecy")
    filed = draft(cast, openness="withheld", ground="E14a", ground_note="涉密")
    take(cast, filed, until="pass_secrecy")
    services.perform(
        actor=cast.actor("leader"),
        case_id=filed.case_id,
        action="sign_and_file",
        note="",
        now=timezone.now(),
    )
    later = services.create_draft(
        actor=cast.actor("clerk"),
        unit=cast.education,
        text=text(cast),
        publish_at=timezone.now() + timedelta(days=1),
        now=ago(),
    )
    take(cast, later, now=ago())
    assert Publication.objects.filter(document=later.document).exists()
    for document_id in (pending.document_id, filed.document_id, later.document_id, 999_999):
        assert client.get(f"/documents/{document_id}/").status_code == 404
        assert client.get(f"/documents/{document_id}/files/1/").status_code == 404


def test_a_withdrawn_address_answers_410_with_the_reason(client: Client, cast: Cast) -> None:
    found = published(cast, now=ago(2))
    withdraw(cast, found.document_id, "数据有误，已另行发布")
    answer = client.get(f"/documents/{found.document_id}/")
    assert answer.status_code == 410
    assert "数据有误，已另行发布" in answer.content.decode()
    assert "现就招生工作通知如下" not in answer.content.decode()


def test_a_replaced_address_leads_to_its_successor(client: Client, cast: Cast) -> None:
    old, new = published(cast, now=ago(2)), published(cast, now=ago(2), title="新版")
    withdraw(cast, old.document_id, "已有新版", successor=new.document_id)
    answer = client.get(f"/documents/{old.document_id}/")
    assert answer.status_code == 301
    assert answer["Location"] == f"/documents/{new.document_id}/"


def test_a_corrected_record_shows_the_new_text_at_the_same_address(
    client: Client, cast: Cast
) -> None:
    found = published(cast, now=ago(3))
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=found.document_id, reason="更正电话", now=ago(2)
    )
    services.save_draft(
        actor=cast.actor("clerk"),
        draft_id=correction.pk,
        text=text(cast, section=found.section, body_html="<p>更正后的电话。</p>"),
        now=ago(2),
    )
    assert "现就招生工作通知如下" in page(client, found)
    take(cast, correction, now=ago(1))
    body = page(client, found)
    assert "更正后的电话" in body
    assert "现就招生工作通知如下" not in body


def test_a_repealed_document_stays_and_is_marked_with_the_act(client: Client, cast: Cast) -> None:
    old = published(cast, now=ago(3))
    act = published(cast, now=ago(3), title="关于废止部分文件的决定")
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=old.document_id,
        kind="repealed",
        on=timezone.localdate(),
        basis="澄政〔2026〕30号",
        acting_document_id=act.document_id,
        now=ago(1),
    )
    body = page(client, old)
    assert "本文件已经废止" in body
    assert "关于废止部分文件的决定" in body
    assert "<title>【废止】" in body
    assert f"<dt>废止日期</dt><dd>{timezone.localdate()}</dd>" in body
    assert "本件废止的文件" in page(client, act)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"effective_on": date(2999, 1, 1)}, "尚未施行"),
        ({"effective_on": date(2020, 1, 1), "expires_on": date(2021, 1, 1)}, "失效"),
        ({"effective_on": date(2020, 1, 1)}, "有效"),
    ],
)
def test_validity_follows_from_the_stated_dates(
    client: Client, cast: Cast, dates: dict[str, date], said: str
) -> None:
    assert said in page(client, published(cast, now=ago(), **dates))


def test_an_attachment_comes_by_name_and_only_while_its_record_is_public(
    client: Client, cast: Cast
) -> None:
    begun = draft(cast, now=ago(3))
    services.attach(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        data="学区划分一览".encode(),
        name="学区 划分.txt",
        now=ago(3),
    )
    address = f"/documents/{begun.document_id}/files/1/"
    assert client.get(address).status_code == 404
    take(cast, begun, now=ago(2))
    answer = client.get(address)
    assert b"".join(answer).decode() == "学区划分一览"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E5%AD%A6" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(f"/documents/{begun.document_id}/files/2/").status_code == 404
    withdraw(cast, begun.document_id, "撤")
    assert client.get(address).status_code == 410


def test_an_old_address_leads_to_the_record_with_and_without_parameters(
    client: Client, cast: Cast
) -> None:
    found = published(cast, now=ago())
    LegacyAddress.objects.create(path="/art/2020/1/a.html", document=found.document)
    LegacyAddress.objects.create(path="/show.jsp?id=7", document=found.document)
    for old in ("/art/2020/1/a.html", "/art/2020/1/a.html?from=wx", "/show.jsp?id=7"):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, f"/documents/{found.document_id}/")
    assert client.get("/show.jsp?id=8").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/documents/9223372036854775808/",
        "/documents/99999999999999999999999999/",
        "/documents/999999999999999999/",
        "/documents/1/files/99999999999999999999/",
        "/documents/0/",
    ],
)
def test_a_number_no_record_can_have_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_address_without_its_last_slash_leads_to_the_page(client: Client, cast: Cast) -> None:
    found = published(cast, now=ago())
    for written, meant in (
        (f"/documents/{found.document_id}", f"/documents/{found.document_id}/"),
        ("/openness", "/openness/"),
        ("/index.html", "/"),
        ("/Default.aspx", "/"),
    ):
        answer = client.get(written)
        assert (answer.status_code, answer["Location"]) == (301, meant)
    for unknown in ("/openness/nothing", "/index.php?id=7", "/a%00b"):
        assert client.get(unknown).status_code == 404


def test_an_old_address_goes_before_a_guess(client: Client, cast: Cast) -> None:
    found = published(cast, now=ago())
    LegacyAddress.objects.create(path="/index.html", document=found.document)
    assert client.get("/index.html")["Location"] == f"/documents/{found.document_id}/"


def test_a_tag_made_weak_by_a_proxy_still_saves_the_answer(client: Client, cast: Cast) -> None:
    address = f"/documents/{published(cast, now=ago()).document_id}/"
    tag = client.get(address)["ETag"]
    for given in (tag, f"W/{tag}", f'"other", W/{tag}', "*"):
        answer = client.get(address, headers={"If-None-Match": given})
        assert (answer.status_code, answer["Cache-Control"]) == (304, "no-cache")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_record_names_its_one_address(client: Client, cast: Cast) -> None:
    found = published(cast, now=ago())
    body = client.get(f"/documents/{found.document_id}/?mode=elder&x=1").content.decode()
    assert body.count('rel="canonical"') == 1
    assert f'/documents/{found.document_id}/">' in body.split('rel="canonical"')[1][:80]


def test_a_corrected_text_says_so(client: Client, cast: Cast) -> None:
    first = published(cast, now=ago(3))
    assert "更正后的" not in page(client, first)
    correction = services.start_correction(
        actor=cast.actor("clerk"), document_id=first.document_id, reason="电话有误", now=ago(2)
    )
    take(cast, correction, now=ago(1))
    assert "本页为更正后的第 2 版" in page(client, first)
