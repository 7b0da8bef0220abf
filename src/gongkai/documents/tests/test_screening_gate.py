"""The gate of 内容检查: nothing with personal data goes on, unless somebody else answers for it by name."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.casework.rules import local_day
from gongkai.documents import selectors, services
from gongkai.documents.models import EditionScreening, Publication
from gongkai.documents.rules.screening import Noted, reasons_against_waiving, standing
from gongkai.documents.tests.factories import NOW, act, draft, take
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

MOBILE = "13912345678"
NUMBER = "11010519491231002X"
TODAY = local_day(NOW)


def subsidy_list(*, hidden: bool) -> bytes:
    """A list of subsidies; the identity numbers stand in a column that may be hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["序号", "姓名", "身份证号", "金额"])
    sheet.append([1, "张某", NUMBER if hidden else "110105********002X", 500])
    sheet.column_dimensions["C"].hidden = hidden
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def refused_at_submit(cast: Cast, begun) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(cast, "clerk", begun.case_id, "submit")
    return caught.value


def test_a_clean_text_is_screened_and_says_so(cast: Cast) -> None:
    begun = draft(cast)
    take(cast, begun, until="sign")
    made = Publication.objects.get(document_id=begun.document_id)
    assert (made.screening.outcome, made.screening.open_count) == ("pass", 0)
    assert made.screening.edition_id == made.edition_id


def test_a_mobile_number_in_the_text_stops_it_before_an_edition_is_frozen(cast: Cast) -> None:
    begun = draft(cast, body_html=f"<p>请联系李某，手机{MOBILE}。</p>")
    refusal = refused_at_submit(cast, begun)
    assert refusal.codes[0] == "findings"
    told = "；".join(map(str, refusal.reasons))
    assert "内容检查" in told
    assert MOBILE not in told
    begun.refresh_from_db()
    assert begun.edition is None
    assert not EditionScreening.objects.filter(edition__document_id=begun.document_id).exists()


def test_a_subsidy_list_with_a_hidden_column_is_stopped_mended_and_published(cast: Cast) -> None:
    begun = draft(cast, title="2026年耕地地力保护补贴发放名单")
    clerk = cast.actor("clerk")
    services.attach(
        actor=clerk, draft_id=begun.pk, data=subsidy_list(hidden=True), name="名单.xlsx", now=NOW
    )
    begun.refresh_from_db()
    assert refused_at_submit(cast, begun).codes[0] == "findings"
    found = noted_in(begun)
    assert {"id_number"} <= {each.rule for each in found}
    assert any(each.category == "file" for each in found)
    held = begun.attachments[0]["sha256"]
    services.detach(actor=clerk, draft_id=begun.pk, sha256=held, now=NOW)
    services.attach(
        actor=clerk, draft_id=begun.pk, data=subsidy_list(hidden=False), name="名单.xlsx", now=NOW
    )
    begun.refresh_from_db()
    take(cast, begun, until="sign")
    assert Publication.objects.filter(document_id=begun.document_id).exists()


def test_what_is_not_for_the_public_is_not_held_up(cast: Cast) -> None:
    begun = draft(
        cast,
        body_html=f"<p>申请人身份证号{NUMBER}。</p>",
        openness="withheld",
        ground="E15",
        ground_note="含个人身份信息",
    )
    act(cast, "clerk", begun.case_id, "submit")
    begun.refresh_from_db()
    assert begun.edition is not None


def noted_in(begun, day: date = TODAY) -> list[Noted]:
    return selectors.noted(selectors.screened_text(begun, day))


def finding(begun) -> Noted:
    return next(each for each in noted_in(begun) if each.severity == "block")


def waive(cast: Cast, part: str, begun, **changes) -> None:
    given = {
        "key": finding(begun).key,
        "reason": "局值班手机，对外公布的联系方式",
        "until": TODAY + timedelta(days=90),
    }
    services.waive_finding(actor=cast.actor(part), draft_id=begun.pk, now=NOW, **given | changes)


def test_a_grave_finding_is_answered_for_by_somebody_else_and_kept_with_the_edition(
    cast: Cast,
) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    with pytest.raises(Refusal) as own:
        waive(cast, "clerk", begun)
    assert own.value.codes == ("own_text",)
    waive(cast, "section_head", begun)
    take(cast, begun, until="sign")
    kept = Publication.objects.get(document_id=begun.document_id).screening
    assert kept.findings[0]["rule"] == "mobile"
    assert MOBILE not in str(kept.findings)


def test_an_answer_is_over_after_its_day(cast: Cast) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    waive(cast, "section_head", begun, until=TODAY)
    author = cast.clerk.pk
    assert standing(noted_in(begun), author) == []
    assert len(standing(noted_in(begun, TODAY + timedelta(days=1)), author)) == 1


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"reason": " "}, ("reason",)),
        ({"until": date(2020, 1, 1)}, ("expires_on",)),
        ({"until": date(2099, 1, 1)}, ("expires_on",)),
        ({"key": "0" * 64}, ("gone",)),
    ],
)
def test_an_answer_needs_a_reason_a_day_and_a_finding(cast: Cast, changes, codes) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    with pytest.raises(Refusal) as refused:
        waive(cast, "section_head", begun, **changes)
    assert refused.value.codes == codes


@pytest.mark.parametrize("part", ["stranger", "other_clerk", "inspector"])
def test_others_cannot_answer_for_it(cast: Cast, part: str) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    with pytest.raises(Refusal) as refused:
        waive(cast, part, begun)
    assert "permission" in refused.value.codes


def noted(severity: str, by: int | None = None) -> Noted:
    return Noted("k", "r", "wording", severity, "", "", "", "", "", by)


@pytest.mark.parametrize(
    ("severity", "by", "stands"),
    [
        ("hint", None, False),
        ("confirm", None, True),
        ("confirm", 1, False),
        ("block", None, True),
        ("block", 1, True),
        ("block", 2, False),
    ],
)
def test_who_may_answer_depends_on_how_grave_it_is(severity: str, by: int | None, stands) -> None:
    assert bool(standing([noted(severity, by)], 1)) is stands


def test_a_hint_needs_no_answer() -> None:
    against = reasons_against_waiving(noted("hint"), person_id=2, author_id=1)
    assert [reason.code for reason in against] == ["hint"]


def test_a_file_that_cannot_be_read_is_not_waved_through(cast: Cast) -> None:
    begun = draft(cast)
    services.attach(
        actor=cast.actor("clerk"),
        draft_id=begun.pk,
        data=b"%PDF-1.4 broken",
        name="公示.pdf",
        now=NOW,
    )
    begun.refresh_from_db()
    assert [each.rule for each in noted_in(begun)] == ["unreadable_file"]
    assert refused_at_submit(cast, begun).codes[0] == "findings"


def test_the_page_shows_what_is_wrong_and_takes_an_answer(cast: Cast, client) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    client.force_login(cast.section_head)
    url = reverse("documents:screening", args=[begun.pk])
    page = client.get(url).content.decode()
    assert "个人手机号" in page
    assert MOBILE not in page
    wrong = client.post(url, {"key": finding(begun).key, "reason": "", "until": "x"})
    assert wrong.status_code == 422
    right = {
        "key": finding(begun).key,
        "reason": "值班手机，对外公布",
        "until": str(local_day(timezone.now()) + timedelta(days=30)),
    }
    assert client.post(url, right).status_code == 302
    assert "值班手机，对外公布" in client.get(url).content.decode()
    client.force_login(cast.stranger)
    assert client.get(url).status_code in {403, 404}


def test_a_sentence_that_names_the_matter_is_no_second_title(cast: Cast) -> None:
    begun = draft(
        cast,
        title="关于工业园区农村公路危桥改造工程可行性研究报告的批复",
        body_html="<p>县交通局：</p><p>你单位报来的工业园区农村公路危桥改造工程可行性研究报告收悉。</p>",
    )
    assert noted_in(begun) == []
    begun.body_html = "<p>关于工业园区农村公路危桥改造工程可行性研究报告批复</p><p>县交通局：</p>"
    assert [each.rule for each in noted_in(begun)] == ["title_differs"]


def test_whoever_judges_the_text_sees_what_was_found_and_who_answered(cast: Cast, client) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    waive(cast, "section_head", begun)
    take(cast, begun, until="pass_section")
    client.force_login(cast.secrecy_reviewer)
    page = client.get(reverse("documents:case", args=[begun.case_id])).content.decode()
    assert "局值班手机，对外公布的联系方式" in page
    assert f"{cast.section_head.name}说明" in page
    assert MOBILE not in page.split("内容检查")[-1]


def test_the_sheet_of_a_draft_says_beside_the_button_that_it_would_be_refused(
    cast: Cast, client
) -> None:
    begun = draft(cast, body_html=f"<p>值班手机{MOBILE}。</p>")
    client.force_login(cast.clerk)
    sheet = reverse("documents:case", args=[begun.case_id])
    assert "内容检查：1 处须处理（其中严重 1 处）" in client.get(sheet).content.decode()
    waive(cast, "section_head", begun, until=local_day(timezone.now()) + timedelta(days=30))
    after = client.get(sheet).content.decode()
    assert "处须处理" not in after
    assert "没有妨碍提交的问题" in after


def test_large_attachments_are_not_screened_each_time_the_sheet_is_opened(
    cast: Cast, client, monkeypatch
) -> None:
    begun = draft(cast)
    services.attach(
        actor=cast.actor("clerk"), draft_id=begun.pk, data=b"x" * 64, name="a.txt", now=NOW
    )
    monkeypatch.setattr("gongkai.documents.views.desk.findings.AT_ONCE_BYTES", 63)
    client.force_login(cast.clerk)
    page = client.get(reverse("documents:case", args=[begun.case_id])).content.decode()
    assert "附件较大，请先检查再提交" in page
