"""Pages of cases as people use them: lists, steps, refusals, small forms."""

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from gongkai.casework import flash, selectors, services, watch
from gongkai.casework.models import Case, CoHandling, Supervision
from gongkai.casework.rules import NOTE_LIMIT
from gongkai.casework.tests.errands import NOW, act, errand
from gongkai.kernel.permissions import Role
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.factories import AppointmentFactory, PersonFactory

pytestmark = pytest.mark.usefixtures("errands", "today")


@pytest.fixture
def today():
    """The moment in which all these tests happen."""
    with freeze_time(NOW):
        yield


@pytest.fixture
def desk(client: Client, cast: Cast):
    """``desk("clerk")``: a browser in which that person has signed in."""

    def signed_in(part: str) -> Client:
        client.force_login(getattr(cast, part))
        return client

    return signed_in


def sheet(case: Case) -> str:
    return reverse("casework:sheet", args=[case.pk])


def step(case: Case, action: str) -> str:
    return reverse("casework:act", args=[case.pk, action])


def page(response) -> str:
    return response.content.decode()


# The inbox


def test_an_empty_inbox_says_so_kindly(desk) -> None:
    assert "现在没有等您办理的事项" in page(desk("clerk").get("/desk/"))
    assert "您还没有担任任何角色" in page(desk("stranger").get("/desk/"))
    assert "没有符合条件的待办件" in page(desk("clerk").get("/desk/?light=soon"))


def test_the_inbox_shows_lamp_days_and_step(desk, cast: Cast) -> None:
    errand(cast, day="2026-05-12", title="旧事")
    html = page(desk("clerk").get("/desk/"))
    for words in ("旧事", "超期", "2026-06-09", "已超 4 个工作日", "起草", "差事"):
        assert words in html


def test_counters_and_links_filter_the_inbox(desk, cast: Cast) -> None:
    errand(cast, day="2026-01-05", title="旧")
    errand(cast, day="2026-05-19", title="近")
    errand(cast, title="新")
    html = page(desk("clerk").get("/desk/?light=overdue"))
    assert ">旧</a>" in html
    assert ">近</a>" not in html
    assert "light=overdue" in html
    assert "<strong>3</strong>" in html


def test_filters_that_mean_nothing_are_left_out(desk, cast: Cast) -> None:
    errand(cast, title="一件")
    for query in ("?kind=nothing", "?light=purple", "?after=x", "?after=9_9_9&kind=%00"):
        assert "一件" in page(desk("clerk").get(f"/desk/{query}")), query


def test_a_next_page_keeps_the_filter_and_never_repeats(desk, cast: Cast) -> None:
    for number in range(45):
        errand(cast, day="2026-05-04", title=f"第{number:02d}件")
    browser, seen, address = desk("clerk"), [], "/desk/?light=overdue"
    while address:
        shown = browser.get(address).context["page"]
        seen += [item.title for item in shown.items]
        address = f"/desk/?light=overdue&after={shown.next}" if shown.next else ""
    assert len(seen) == len(set(seen)) == 45
    assert "light=overdue&amp;after=" in page(browser.get("/desk/?light=overdue"))


def test_questions_supervisions_and_reminders_stand_in_the_inbox(desk, cast: Cast) -> None:
    case = errand(cast, day="2026-05-12", title="老件")
    services.supervise(actor=cast.actor("office"), case_id=case.pk, demand="请说明原因", now=NOW)
    other = errand(cast, "other_clerk", title="水利的件")
    services.ask_unit(
        actor=cast.actor("other_clerk"),
        case_id=other.pk,
        unit_id=cast.education.pk,
        unit_name="县教育局",
        question="请提供名单",
        days=2,
        now=NOW,
    )
    watch.send_reminders(NOW)
    html = page(desk("clerk").get("/desk/"))
    for words in ("督办待回复（1）", "请说明原因", "其他单位请协办（1）", "请提供名单", "已超期"):
        assert words in html
    assert "督办待回复" not in page(desk("office").get("/desk/"))


def test_a_title_is_shown_as_text_and_never_as_markup(desk, cast: Cast) -> None:
    case = errand(cast, title="<script>alert(1)</script>通知")
    for address in ("/desk/", "/desk/cases/", sheet(case)):
        html = page(desk("clerk").get(address))
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html


# All cases


def test_the_list_is_filtered_by_kind_unit_light_and_words(desk, cast: Cast) -> None:
    errand(cast, title="学校招生")
    errand(cast, day="2026-01-05", title="学校食堂")
    errand(cast, "other_clerk", title="河道疏浚")
    browser = desk("office")

    def titles(query: str) -> list[str]:
        return [item.title for item in browser.get(f"/desk/cases/{query}").context["page"].items]

    assert titles("") == ["学校食堂", "学校招生", "河道疏浚"]
    assert titles("?q=学校") == ["学校食堂", "学校招生"]
    assert titles(f"?q=cs{cast.water.pk:03d}-2026-00001") == ["河道疏浚"]
    assert titles(f"?unit={cast.water.pk}") == ["河道疏浚"]
    assert titles("?light=overdue") == ["学校食堂"]
    assert titles("?kind=errand&q=河道") == ["河道疏浚"]
    assert titles("?kind=none&unit=abc&light=x") == ["学校食堂", "学校招生", "河道疏浚"]
    assert titles("?q=没有的") == []


def test_closed_cases_have_a_list_of_their_own(desk, cast: Cast) -> None:
    case = errand(cast, title="办完的")
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    browser = desk("inspector")
    assert browser.get("/desk/cases/").context["page"].items == []
    html = page(browser.get("/desk/cases/?closed=True"))
    assert "办完的" in html
    assert "2026-06-15" in html


def test_people_of_a_unit_list_only_their_own(desk, cast: Cast) -> None:
    errand(cast, title="教育")
    errand(cast, "other_clerk", title="水利")
    browser = desk("other_leader")
    listed = browser.get(f"/desk/cases/?unit={cast.education.pk}").context["page"].items
    assert [item.title for item in listed] == ["水利"]  # a unit out of reach narrows nothing
    assert "教育" not in browser.get("/desk/cases/export.csv").getvalue().decode()


def test_the_file_holds_the_filtered_rows_and_no_formula(desk, cast: Cast) -> None:
    errand(cast, title='=HYPERLINK("http://x","点我")')
    errand(cast, "other_clerk", title="河道，疏浚")
    response = desk("office").get("/desk/cases/export.csv")
    assert response.streaming
    assert "attachment" in response["Content-Disposition"]
    text = response.getvalue().decode()
    assert text.startswith("\ufeff编号,类别,标题")
    assert "'=HYPERLINK" in text
    assert ",河道，疏浚," in text
    only = desk("office").get(f"/desk/cases/export.csv?unit={cast.water.pk}").getvalue().decode()
    assert "HYPERLINK" not in only


# Steps


def test_a_step_is_done_and_told(desk, cast: Cast) -> None:
    case = errand(cast)
    response = desk("clerk").post(
        step(case, "check"), {"version": 1, "note": "请核\r\n对"}, follow=True
    )
    assert response.redirect_chain == [("/desk/", 302)]
    assert "已办理“送核”：一件事" in page(response)
    assert "由县教育局科室负责人办理" in page(response)
    assert selectors.timeline_of(case.pk)[-1].note == "请核\n对"


def test_a_step_leads_where_the_form_says_but_never_off_the_site(desk, cast: Cast) -> None:
    for wanted, expected in (
        ("/desk/cases/", "/desk/cases/"),
        ("https://x.example/", "/desk/"),
        ("9" * 30, "/desk/"),
        ("casework:cases", "/desk/"),
    ):
        case = errand(cast)
        data = {"version": 1, "next": wanted}
        assert desk("clerk").post(step(case, "check"), data).url == expected


def test_a_refused_step_shows_all_reasons_and_keeps_the_words_once(desk, cast: Cast) -> None:
    case = errand(cast)
    browser = desk("section_head")
    response = browser.post(step(case, "finish"), {"version": 1, "note": "写了很久的意见"})
    assert response.url == sheet(case)
    html = page(browser.get(response.url))
    assert "此件现处“起草”环节，不能办理“办结”" in html
    assert flash.KEY in browser.session
    assert browser.session[flash.KEY] == {}
    assert "不能办理“办结”" not in page(browser.get(sheet(case)))
    act(cast, case, "clerk", "check")
    browser.post(step(case, "back"), {"version": 2, "note": " "})
    html = page(browser.get(sheet(case)))
    assert "“退回”须写明意见或理由" in html


def test_two_people_at_once_the_later_one_keeps_the_note(desk, cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "back", note="补材料")
    act(cast, case, "clerk", "check")
    browser = desk("section_head")
    browser.post(step(case, "back"), {"version": 2, "note": "第二条与附件不一致"})
    html = page(browser.get(sheet(case)))
    assert "您打开页面之后，此件已由他人办理（林小雨：送核）" in html
    assert "第二条与附件不一致</textarea>" in html
    case.refresh_from_db()
    assert case.state == "checked"


def test_a_button_pressed_twice_acts_once_and_blames_nobody(desk, cast: Cast) -> None:
    case = errand(cast)
    browser = desk("clerk")
    for _ in range(2):
        assert browser.post(step(case, "check"), {"version": 1}).url == "/desk/"
    assert "没有重复办理" in page(browser.get("/desk/"))
    assert [entry.action for entry in selectors.timeline_of(case.pk)] == ["open", "check"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "页面不完整，请刷新后再办"),
        ({"version": "x"}, "页面不完整，请刷新后再办"),
        ({"version": "0"}, "页面不完整，请刷新后再办"),
        ({"version": "1", "note": "长" * (NOTE_LIMIT + 1)}, f"意见不能超过 {NOTE_LIMIT} 字"),
        ({"version": "1", "note": "长" * 100_000}, "现有 100000 字"),
    ],
    ids=["nothing", "letters", "zero", "a little long", "very long"],
)
def test_a_step_that_was_filled_in_wrongly(desk, cast: Cast, data, words: str) -> None:
    case = errand(cast)
    browser = desk("clerk")
    assert browser.post(step(case, "check"), data).url == sheet(case)
    assert words in page(browser.get(sheet(case)))
    case.refresh_from_db()
    assert case.state == "begun"


def test_an_unknown_step_is_refused_and_a_get_does_nothing(desk, cast: Cast) -> None:
    case = errand(cast)
    browser = desk("clerk")
    browser.post(step(case, "explode"), {"version": 1})
    assert "没有这项操作" in page(browser.get(sheet(case)))
    assert browser.get(step(case, "check")).status_code == 405


def test_control_characters_are_left_out_of_a_note(desk, cast: Cast) -> None:
    case = errand(cast)
    desk("clerk").post(step(case, "check"), {"version": 1, "note": "一\x00\x07二\u3000三\x1b"})
    assert selectors.timeline_of(case.pk)[-1].note == "一二\u3000三"


# The sheet


def test_the_sheet_explains_the_deadline_and_offers_the_next_step(desk, cast: Cast) -> None:
    case = errand(cast, day="2026-01-28")
    html = page(desk("clerk").get(sheet(case)))
    for words in ("2026-03-03", "逐日说明", "春节", "条例第三十三条", ">送核</button>", "已超"):
        assert words in html
    assert ">送核</button>" not in page(desk("leader").get(sheet(case)))


def test_the_sheet_offers_only_what_the_role_may_do_beside_the_flow(desk, cast: Cast) -> None:
    case = errand(cast)
    offered = {
        part: [deed.code for deed in desk(part).get(sheet(case)).context["side_deeds"]]
        for part in ("clerk", "leader", "office", "inspector")
    }
    assert offered == {
        "clerk": ["ask"],
        "leader": ["assign", "ask"],
        "office": ["assign", "transfer", "ask", "supervise"],
        "inspector": [],
    }
    assert "本环节没有其他信息员可以交办" in page(desk("leader").get(sheet(case)))
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    assert desk("office").get(sheet(case)).context["side_deeds"] == []


def test_a_case_leads_to_the_sheet_of_its_kind(desk, cast: Cast) -> None:
    case = errand(cast)
    assert desk("clerk").get(reverse("casework:case", args=[case.pk])).url == sheet(case)


# Deeds beside the flow


def deed_of(case: Case, name: str) -> str:
    return reverse(f"casework:{name}", args=[case.pk])


def test_assigning_from_the_sheet(desk, cast: Cast) -> None:
    case = errand(cast)
    act(cast, case, "clerk", "check")
    second = AppointmentFactory(
        person=PersonFactory(name="周正", unit=cast.education), role=Role.SECTION_HEAD
    ).person
    browser = desk("leader")
    response = browser.post(deed_of(case, "assign"), {"person": second.pk, "version": 2})
    assert response.url == sheet(case)
    assert "已交办给周正" in page(browser.get(sheet(case)))
    again = browser.post(deed_of(case, "assign"), {"person": second.pk, "version": 2})
    assert again.status_code == 409
    assert "此件已由他人办理（高建国：交办给周正）" in page(again)
    assert 'name="version" value="3"' in page(again)
    assert f'<option value="{second.pk}" selected>' in page(again)


def test_assigning_to_somebody_outside_the_step_is_refused(desk, cast: Cast) -> None:
    case = errand(cast)
    response = desk("leader").post(deed_of(case, "assign"), {"person": cast.office.pk})
    assert response.status_code == 422
    assert "选择一个有效的选项" in page(response)


def test_a_transfer_leads_the_office_back_to_its_inbox(desk, cast: Cast) -> None:
    case = errand(cast)
    data = {"unit": cast.water.pk, "note": "属水利局职责", "version": 1}
    assert desk("office").post(deed_of(case, "transfer"), data).url == "/desk/"
    assert "一件事" in page(desk("other_clerk").get("/desk/"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ["请选择单位", "转办须写明理由"]),
        ({"unit": "x", "note": "因"}, ["请从名单中选择单位"]),
        ({"unit": "999999", "note": "因"}, ["请从名单中选择单位"]),
        ({"note": "长" * 2001}, ["请选择单位", "现有 2001 字"]),
    ],
)
def test_a_transfer_that_was_filled_in_wrongly(desk, cast: Cast, data, words) -> None:
    case = errand(cast)
    response = desk("office").post(deed_of(case, "transfer"), data)
    assert response.status_code == 422
    for sentence in words:
        assert sentence in page(response)
    assert data.get("note", "") in page(response)


def test_a_kind_that_stays_with_its_unit_is_not_transferred(desk, cast: Cast, monkeypatch) -> None:
    case = errand(cast)
    from gongkai.casework.tests import errands

    monkeypatch.setitem(errands.FLOW.__dict__, "transferable", False)
    assert "transfer" not in {
        deed.code for deed in desk("office").get(sheet(case)).context["side_deeds"]
    }
    data = {"unit": cast.water.pk, "note": "属水利局职责", "version": 1}
    response = desk("office").post(deed_of(case, "transfer"), data)
    assert response.status_code == 409
    assert "须由原单位办结，不能转办" in page(response)


def test_asking_another_unit_and_its_answer(desk, cast: Cast) -> None:
    case = errand(cast)
    data = {"unit": cast.water.pk, "question": "请核对水域", "days": 3}
    assert desk("clerk").post(deed_of(case, "ask"), data).url == sheet(case)
    assert desk("clerk").post(deed_of(case, "ask"), data).status_code == 409
    asked = CoHandling.objects.get()
    answer = reverse("casework:answer_question", args=[asked.pk])
    assert "请核对水域" in page(desk("other_clerk").get(answer))
    assert desk("other_clerk").post(answer, {"answer": " "}).status_code == 422
    assert desk("other_clerk").post(answer, {"answer": "范围无误"}).url == sheet(case)
    assert "范围无误" in page(desk("clerk").get(sheet(case)))
    twice = desk("other_head").post(answer, {"answer": "再答"})
    assert twice.status_code == 409
    assert "已由江帆答复" in page(twice)
    assert "再答</textarea>" in page(twice)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"unit": "", "question": "", "days": ""}, ["请选择单位", "请写明需要协办", "请填写天数"]),
        ({"days": "0"}, ["至少 1 个工作日"]),
        ({"days": "61"}, ["最多 60 个工作日"]),
        ({"days": "三"}, ["请填写整数天数"]),
        ({"days": "1" * 5000}, ["请填写整数天数"]),
        ({"question": "问" * 100_000}, ["现有 100000 字"]),
    ],
)
def test_a_question_that_was_filled_in_wrongly(desk, cast: Cast, data, words) -> None:
    case = errand(cast)
    response = desk("clerk").post(deed_of(case, "ask"), data)
    assert response.status_code == 422
    for sentence in words:
        assert sentence in page(response)
    assert not CoHandling.objects.exists()


def test_the_office_supervises_in_two_clicks_and_the_unit_answers(desk, cast: Cast) -> None:
    case = errand(cast, day="2026-05-04", title="拖延的件")
    overview = page(desk("office").get("/desk/supervision/"))
    link = f"{deed_of(case, 'supervise')}?next=/desk/supervision/"
    assert link in overview
    form = page(desk("office").get(link))
    assert "此件已超期 10 个工作日" in form
    data = {"demand": "请说明超期原因", "next": "/desk/supervision/"}
    assert desk("office").post(deed_of(case, "supervise"), data).url == "/desk/supervision/"
    assert "请说明超期原因" in page(desk("office").get("/desk/supervision/"))
    demand = Supervision.objects.get()
    answer = reverse("casework:answer_supervision", args=[demand.pk])
    assert desk("clerk").post(answer, {}).status_code == 422
    assert desk("clerk").post(answer, {"answer": "本周办结"}).url == sheet(case)
    assert desk("leader").post(answer, {"answer": "又答"}).status_code == 409
    assert "本周办结" in page(desk("office").get(sheet(case)))


def test_a_supervision_without_words_is_not_sent(desk, cast: Cast) -> None:
    case = errand(cast)
    response = desk("office").post(deed_of(case, "supervise"), {"demand": "\u3000 \x07"})
    assert response.status_code == 422
    assert "请写明督办要求" in page(response)
    assert not Supervision.objects.exists()


def test_the_overview_counts_late_cases_per_unit(desk, cast: Cast) -> None:
    errand(cast, day="2026-05-04")
    errand(cast, day="2026-05-04")
    errand(cast, "other_clerk", day="2026-05-19")
    context = desk("inspector").get("/desk/supervision/").context
    figures = [(unit["name"], unit["overdue"], unit["soon"]) for unit in context["units"]]
    assert figures == [("县教育局", 2, 0), ("县水利局", 0, 1)]
    assert not context["may_supervise"]
    link = context["units"][0]["overdue_url"]
    assert len(desk("inspector").get(link).context["page"].items) == 2


def test_the_overview_pages_its_two_lists_apart(desk, cast: Cast) -> None:
    for number in range(22):
        case = errand(cast, day="2026-05-04", title=f"第{number}件")
        services.supervise(actor=cast.actor("office"), case_id=case.pk, demand="催", now=NOW)
    browser = desk("office")
    context = browser.get("/desk/supervision/").context
    assert len(context["page"].items) == len(context["demands"]) == 20
    older = browser.get(context["older_url"]).context
    assert len(older["demands"]) == 2
    assert len(older["page"].items) == 20
    for nonsense in ("x", "-1", "9" * 40, "²"):
        assert browser.get(f"/desk/supervision/?before={nonsense}").status_code == 200


# The menu


def test_the_menu_shows_what_is_open_to_each(desk, cast: Cast) -> None:
    errand(cast)

    def entries(part: str) -> list[str]:
        groups = desk(part).get("/desk/").context["desk_nav"]
        return [row[0] for _, rows in groups for row in rows]

    assert {"待办", "全部办件"} <= set(entries("clerk"))
    assert "督办" not in entries("clerk")
    assert {"待办", "全部办件", "督办"} <= set(entries("office"))
    assert "全部办件" not in entries("admin")
    _, (first, *_) = desk("clerk").get("/desk/").context["desk_nav"][0]
    assert (first[0], first[3], first[4]) == ("待办", True, 1)


# Flows


def test_a_flow_is_a_drawing_and_a_table_with_the_same_content(desk) -> None:
    browser = desk("stranger")
    assert browser.get("/desk/flows/").status_code == 302
    html = page(browser.get("/desk/flows/errand/"))
    assert html.count("<rect") == 3
    assert 'role="img" aria-labelledby="flow-title flow-words"' in html
    for words in ("差事的流程图", "送核", "退回", "须写明", "20 个工作日", "条例第三十三条"):
        assert words in html
    missing = browser.get("/desk/flows/nothing/")
    assert missing.status_code == 404
    assert "没有这个流程。" in page(missing)
