"""The desk pages: designing, filling in, lists, table, calendar; nothing typed is lost."""

import io

import pytest
from openpyxl import load_workbook

from gongkai.filing import selectors
from gongkai.filing.forms import checks_initial, fields_initial, schedule_initial
from gongkai.filing.models import Filing, FilingRound, FilingSheet, FormDesign
from gongkai.filing.tests.factories import CONTENT, GOOD, act, begin, form, of, take

pytestmark = pytest.mark.django_db
DESIGNS = "/desk/filing/designs/"


def posted(content, saves, **changes):
    """What the page of a version posts."""
    data = {name: value for name, value in schedule_initial(content, saves).items() if value != ""}
    if not data["opens_itself"]:
        del data["opens_itself"]
    for prefix, rows in (("field", fields_initial(content)), ("check", checks_initial(content))):
        data[f"{prefix}-TOTAL_FORMS"] = len(rows)
        data[f"{prefix}-INITIAL_FORMS"] = 0
        for place, row in enumerate(rows):
            data[f"{prefix}-{place}-ORDER"] = place + 1
            for name, value in row.items():
                if value not in (None, False, ""):
                    data[f"{prefix}-{place}-{name}"] = "on" if value is True else value
    return data | changes


def test_the_office_designs_releases_and_opens(client, cast):
    client.force_login(cast.office)
    assert "年度报告第二部分数据" in client.get(DESIGNS).content.decode()
    wrong = client.post(DESIGNS, {"owner": cast.county.pk, "name": "热线", "code": "X"})
    assert wrong.status_code == 422
    assert "小写字母开头" in wrong.content.decode()
    client.post(DESIGNS, {"owner": cast.county.pk, "name": "热线月报", "code": "hotline"})
    design = FormDesign.objects.get()
    page = f"{DESIGNS}{design.pk}/"
    assert client.get(f"{page}edit/").status_code == 200
    refused = client.post(f"{page}release/")
    assert refused.status_code == 409
    assert "至少要有一栏" in refused.content.decode()
    bad = posted(CONTENT, 0, **{"check-0-expression": "受理 = 丙"})
    answer = client.post(f"{page}edit/", bad)
    assert answer.status_code == 422
    assert "没有“丙”这一栏" in answer.content.decode()
    assert "受理 = 丙" in answer.content.decode()
    assert client.post(f"{page}edit/", posted(CONTENT, 0, due_day="40")).status_code == 422
    assert client.post(f"{page}edit/", posted(CONTENT, 0, more="")).url == f"{page}edit/"
    saved = selectors.draft_of(design.pk)
    assert [each["label"] for each in saved.fields] == ["受理", "准予", "不予", "收费", "备注"]
    moved = posted(
        CONTENT, 1, **{"field-0-ORDER": 9, "check-1-DELETE": "on", "field-4-DELETE": "on"}
    )
    assert client.post(f"{page}edit/", moved).url == page
    saved.refresh_from_db()
    assert [each["label"] for each in saved.fields][-1] == "受理"
    assert (len(saved.fields), len(saved.checks)) == (4, 1)
    client.post(f"{page}release/")
    assert client.get(f"{page}edit/").status_code == 302
    shown = client.get(page).content.decode()
    assert "受理 = 准予 + 不予" in shown
    assert "县水利局" in shown
    assert client.post(page, {"key": "去年"}).status_code == 422
    late = client.post(page, {"key": "2020"})
    assert "已经过去" in late.content.decode()
    opened = client.post(page, {"key": "2025", "due_on": "2099-01-20"})
    assert opened.url == f"/desk/filing/rounds/{FilingRound.objects.get().pk}/"


def test_a_field_without_a_code_is_numbered(client, cast):
    client.force_login(cast.office)
    client.post(DESIGNS, {"owner": cast.county.pk, "name": "月报", "code": "m"})
    design = FormDesign.objects.get()
    nameless = {f"field-{place}-code": "" for place in range(5)}
    client.post(
        f"{DESIGNS}{design.pk}/edit/", posted(CONTENT, 0, **nameless) | {"check-1-DELETE": "on"}
    )
    codes = [each["code"] for each in selectors.draft_of(design.pk).fields]
    assert codes == [f"field_{number}" for number in range(1, 6)]


def test_a_form_is_adopted_revised_and_stopped(client, cast):
    client.force_login(cast.office)
    client.post(f"{DESIGNS}adopt/annual_report_unit/")
    design = FormDesign.objects.get()
    page = f"{DESIGNS}{design.pk}/"
    client.post(f"{page}release/")
    assert client.post(f"{page}revise/").url == f"{page}edit/"
    assert "系统统计" in client.get(page).content.decode()
    client.post(f"{page}stop/")
    assert "恢复使用" in client.get(page).content.decode()
    client.post(f"{page}stop/")
    design.refresh_from_db()
    assert design.stopped_at is None
    client.force_login(cast.clerk)
    assert client.get(DESIGNS).status_code == 403
    assert client.post(f"{page}stop/").status_code == 403


@pytest.fixture
def filing(cast) -> Filing:
    return of(begin(cast), cast.education)


def page_of(filing):
    return f"/desk/filing/cases/{filing.case_id}/"


def noted(typed, saves=0, **more):
    return {"saves": saves, **typed, **more}


def test_wrong_answers_stay_on_the_page_with_what_to_do(client, cast, filing):
    client.force_login(cast.clerk)
    page = page_of(filing)
    assert "报审核" in client.get(page).content.decode()
    typed = GOOD | {"taken": "十二件", "remark": "见附表"}
    answer = client.post(page, noted(typed, hand_in=""))
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "“十二件”不是数" in words
    assert 'value="十二件"' in words
    assert "见附表" in words
    filing.refresh_from_db()
    assert filing.typed["taken"] == "十二件"
    assert not FilingSheet.objects.exists()
    assert "“十二件”不是数" in client.get(page).content.decode()
    saved = client.post(page, noted(GOOD | {"taken": "13"}, saves=1, save=""), follow=True)
    assert "还有 1 处须改正或说明" in saved.content.decode()
    assert "受理数应当等于准予数加不予数" in saved.content.decode()
    done = client.post(page, noted(GOOD, saves=2, hand_in=""))
    assert done.url == "/desk/"
    filing.case.refresh_from_db()
    assert filing.case.state == "checking"
    assert 'name="hand_in"' not in client.get(page).content.decode()


def test_two_writers_are_told_of_each_other_and_keep_their_words(client, cast, filing):
    client.force_login(cast.clerk)
    page = page_of(filing)
    client.post(page, noted(GOOD, save=""))
    answer = client.post(page, noted(GOOD | {"remark": "我的备注"}, save=""))
    assert answer.status_code == 422
    assert "刚有他人保存过" in answer.content.decode()
    assert "我的备注" in answer.content.decode()
    assert client.post(page, noted(GOOD, saves=1, save="")).status_code == 302
    assert client.post(page, noted(GOOD, saves="x", save="")).status_code == 422


def test_a_filing_is_read_by_its_unit_and_the_office_and_by_nobody_else(client, cast, filing):
    take(cast, filing)
    for who, status in (("leader", 200), ("office", 200), ("inspector", 200), ("other_clerk", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(page_of(filing)).status_code == status, who
    assert client.get("/desk/filing/cases/99999/").status_code == 404


def test_the_round_says_who_has_not_filed_and_urges_them(client, cast, filing):
    take(cast, filing, until="pass")
    begun = filing.round
    page = f"/desk/filing/rounds/{begun.pk}/"
    client.force_login(cast.office)
    words = client.get(page).content.decode()
    assert "逾期未报" in words
    assert page_of(filing) in words
    assert (
        "已向 2 个单位催报"
        in client.post(f"{page}urge/", {"words": "请抓紧"}, follow=True).content.decode()
    )
    again = client.post(f"{page}urge/", {"words": ""})
    assert again.status_code == 422
    assert "今天已经催过" in again.content.decode()
    assert client.post(f"{page}urge/", {"words": "催" * 300}).status_code == 422
    client.force_login(cast.other_clerk)
    seen = client.get(page).content.decode()
    assert "县教育局" in seen
    assert page_of(filing) not in seen
    assert "请抓紧" in client.get(page_of(of(begun, cast.water))).content.decode()
    assert client.post(f"{page}urge/", {}).status_code == 403


def test_the_list_can_be_kept_to_the_own_unit(client, cast, filing, settings):
    settings.FILING_LIST_FOR_ALL = False
    client.force_login(cast.other_clerk)
    seen = client.get(f"/desk/filing/rounds/{filing.round_id}/").content.decode()
    assert "县水利局" in seen
    assert "县教育局" not in seen
    client.force_login(cast.stranger)
    assert client.get(f"/desk/filing/rounds/{filing.round_id}/").status_code == 403


def test_the_table_opens_each_filing_and_goes_into_a_spreadsheet(client, cast, filing):
    take(cast, filing)
    base = f"/desk/filing/rounds/{filing.round_id}/table"
    client.force_login(cast.office)
    assert f'<a href="{page_of(filing)}">12</a>' in client.get(f"{base}/").content.decode()
    text = client.get(f"{base}.csv").content.decode("utf-8-sig").splitlines()
    assert text[1] == "单位,报送情况,受理（件）,准予（件）,不予（件）,收费（万元）,备注"
    assert text[-1] == "合计,,12,10,2,3.5,"
    sheet = load_workbook(io.BytesIO(client.get(f"{base}.xlsx").content)).active
    assert [cell.value for cell in sheet[sheet.max_row]][2:6] == [12, 10, 2, 3.5]
    assert client.get(f"{base}.doc").status_code == 404
    client.force_login(cast.other_clerk)
    assert "县教育局" not in client.get(f"{base}/").content.decode()


def test_the_list_of_rounds_and_the_calendar(client, cast, filing):
    client.force_login(cast.clerk)
    assert page_of(filing) in client.get("/desk/filing/").content.decode()
    assert "还没有报完的报表" in client.get("/desk/filing/?list=done").content.decode()
    assert client.get("/desk/filing/calendar/").status_code == 200
    act(cast, "office", filing, "excuse", "机构筹建")
    assert "免报" in client.get(f"/desk/filing/rounds/{filing.round_id}/").content.decode()
    client.force_login(cast.stranger)
    assert client.get("/desk/filing/").status_code == 403


def test_the_desk_offers_what_the_service_takes(client, cast, filing):
    """Each button of the sheet leads through `casework:act` to where it says."""
    take(cast, filing, until="pass")
    client.force_login(cast.office)
    words = client.get(page_of(filing)).content.decode()
    assert "核收" in words
    client.post(f"/desk/cases/{filing.case_id}/act/accept/", {"version": filing.case.version})
    filing.case.refresh_from_db()
    assert filing.case.state == "accepted"
    assert "更正" in client.get(page_of(filing)).content.decode()


def test_a_form_in_use_is_listed_with_its_state(client, cast):
    form(cast)
    client.force_login(cast.office)
    assert "第1版已启用" in client.get(DESIGNS).content.decode()
