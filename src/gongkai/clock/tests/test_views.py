"""The calendar pages: looking, reckoning, editing, importing."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from freezegun import freeze_time

from gongkai.clock import selectors
from gongkai.clock.models import CalendarDay
from gongkai.clock.tests.cast import NOTICE, year_file

pytestmark = pytest.mark.django_db
HOME = "/desk/calendar/"
DAY = f"{HOME}day/2026-03-09/"


def _signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def office(cast):
    return _signed_in(cast.office)


@pytest.fixture
def admin(cast):
    return _signed_in(cast.admin)


@pytest.fixture
def clerk(cast):
    return _signed_in(cast.clerk)


def _text(response, status=200):
    assert response.status_code == status, response.content.decode()
    return re.sub(r"<[^>]+>", "", response.content.decode())


def _day(**more):
    given = {"region": "", "kind": "public_holiday", "name": "县庆", "source": NOTICE}
    return given | more


def _upload(client, content=None, region="", name="2027.json"):
    file = SimpleUploadedFile(name, year_file() if content is None else content)
    return client.post(f"{HOME}import/", {"file": file, "region": region})


def _hidden(response, name):
    page = response.content.decode()
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1].replace("&quot;", '"') if found else None


def _confirm(client, preview):
    content = re.search(r"<textarea[^>]*>(.*?)</textarea>", preview.content.decode(), re.DOTALL)
    return client.post(
        f"{HOME}import/confirm/",
        {
            "region": _hidden(preview, "region"),
            "seen": _hidden(preview, "seen"),
            "content": content[1].replace("&quot;", '"'),
        },
    )


@freeze_time("2026-12-31 16:30:00")
def test_the_first_page_is_the_present_year_in_shanghai_and_marks_today(cast):
    response = _signed_in(cast.clerk).get(HOME)
    assert "2027年工作日历" in _text(response)
    assert response.content.decode().count('aria-current="date"') == 1


def test_a_year_is_twelve_tables_that_tell_each_kind_without_colour(clerk):
    page = clerk.get(f"{HOME}2026/").content.decode()
    assert len(re.findall(r'<table class="month"', page)) == 12
    assert page.count('<th scope="col"><abbr title="星期一">') == 12
    assert '<b>16</b><i aria-hidden="true">休</i>' in page
    assert "，春节（法定节假日）" in page
    assert '<b>14</b><i aria-hidden="true">班</i>' in page
    assert "全年248个工作日" in page
    assert "<td>2月15日至23日</td><td>2月14日、2月28日</td>" in page
    assert "暂定：" not in page


def test_a_year_without_an_arrangement_is_marked_as_provisional(clerk):
    page = _text(clerk.get(f"{HOME}2027/"))
    assert "暂定：2027年放假安排尚未公布" in page
    assert "还没有录入任何日子" in page


def test_the_year_of_a_region_shows_its_own_days(office, clerk):
    office.post(f"{DAY}?region=450000", _day(region="450000", name="三月三"))
    assert "三月三" in _text(clerk.get(f"{HOME}2026/?region=451022"))
    assert "三月三" not in _text(clerk.get(f"{HOME}2026/?region="))


def test_a_region_that_is_none_is_told_and_the_own_calendar_shown(clerk):
    page = _text(clerk.get(f"{HOME}2026/?region=abc"))
    assert "6、9或12位行政区划代码" in page
    assert "2026年工作日历" in page
    assert "不超过 12" in _text(clerk.get(f"{HOME}2026/", {"region": "9" * 100_000}))


@pytest.mark.parametrize("path", ["1948/", "2200/", "day/2026-02-30/", "day/x/", "day/0001-01-01/"])
def test_a_date_outside_the_calendar_is_not_found(office, path):
    assert office.get(HOME + path).status_code == 404


def test_a_clerk_sees_no_way_to_edit_and_cannot(clerk):
    page = clerk.get(f"{HOME}2026/").content.decode()
    assert "/day/" not in page
    assert "导入放假安排" not in page
    confirm = {"region": "", "content": year_file().decode()}
    refused = [
        clerk.get(DAY),
        clerk.post(DAY, _day()),
        clerk.post(f"{DAY}clear/", {"region": ""}),
        clerk.post(f"{HOME}2027/arranged/", {"region": "", "state": "known", "source": NOTICE}),
        clerk.get(f"{HOME}import/"),
        _upload(clerk),
        clerk.post(f"{HOME}import/confirm/", confirm),
    ]
    assert [response.status_code for response in refused] == [403] * 7
    assert "须由本单位的公开办、系统管理员办理" in refused[0].content.decode()
    assert not CalendarDay.objects.filter(by_hand=True).exists()
    assert not selectors.calendar_for("").knows(2027)


def test_a_day_is_set_and_the_year_shown_again(office):
    form = office.get(f"{DAY}?region=")
    assert "这一天现在是：工作日" in _text(form)
    response = office.post(DAY, _day(seen=_hidden(form, "seen")), follow=True)
    assert response.redirect_chain[-1][0] == f"{HOME}2026/?region=#month-3"
    assert "2026-03-09已保存" in _text(response)
    assert not selectors.calendar_for("").works(date(2026, 3, 9))


def test_a_day_set_by_hand_can_be_cleared(office):
    office.post(DAY, _day(region="999999"))
    page = office.get(f"{DAY}?region=999999")
    assert "地区 999999：县庆（法定节假日），依据：国办发明电〔2026〕8号（手工设定）" in _text(page)
    sent = {"region": "999999", "seen": _hidden(page, "seen")}
    assert "设定已清除" in _text(office.post(f"{DAY}clear/", sent, follow=True))
    assert selectors.calendar_for("999999").works(date(2026, 3, 9))
    assert "清除本地区的设定" not in _text(office.get(f"{DAY}?region=999999"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "makeup_workday"}, "不是周六或周日"),
        ({"kind": "holiday"}, "holiday"),
        ({"name": " "}, "请写明是哪个节日"),
        ({"source": ""}, "这个字段是必填项"),
        ({"name": "节" * 100_000}, "不超过 60"),
        ({"source": "知" * 100_000}, "不超过 200"),
        ({"name": "县\x07庆"}, "控制字符"),
        ({"name": "县\x00庆"}, "不允许"),
        ({"region": "广西"}, "行政区划代码"),
    ],
)
def test_a_wrong_day_is_told_and_what_was_typed_stays(office, wrong, sentence):
    given = _day(**wrong)
    page = office.post(DAY, given)
    assert sentence in _text(page, 400)
    assert not CalendarDay.objects.filter(date=date(2026, 3, 9)).exists()
    assert given["source"][:200] in page.content.decode()


def test_a_form_that_names_no_region_edits_nothing(office):
    given = _day()
    del given["region"]
    assert office.post(DAY, given).status_code == 400
    assert office.post(f"{DAY}clear/", {}).status_code == 409
    assert office.post(f"{HOME}import/confirm/", {"content": "{}"}).status_code == 409
    assert not CalendarDay.objects.filter(by_hand=True).exists()


def test_script_in_a_name_is_shown_as_text(office):
    office.post(DAY, _day(name="<script>alert(1)</script>"))
    page = office.get(f"{HOME}2026/?region=").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_second_of_two_people_on_one_day_is_told_and_may_insist(office, admin):
    seen = _hidden(office.get(f"{DAY}?region="), "seen")
    assert office.post(DAY, _day(seen=seen)).status_code == 302
    late = admin.post(DAY, _day(seen=seen, name="另一个节日"))
    page = _text(late, 400)
    assert "已被他人修改" in page
    assert "这一天现在是：县庆（法定节假日）" in page
    assert 'value="另一个节日"' in late.content.decode()
    again = admin.post(DAY, _day(seen=_hidden(late, "seen"), name="另一个节日"))
    assert again.status_code == 302
    assert CalendarDay.objects.get(region="", date=date(2026, 3, 9)).name == "另一个节日"


def test_a_year_is_marked_as_entered(office):
    given = {"region": "", "state": "known", "source": NOTICE}
    page = office.post(f"{HOME}2027/arranged/", given, follow=True)
    assert "2027年放假安排已知" in _text(page)
    wrong = office.post(f"{HOME}2028/arranged/", given | {"source": " "})
    assert "这个字段是必填项" in _text(wrong, 400)
    assert office.post(f"{HOME}1/arranged/", given).status_code == 404


def test_a_file_is_previewed_before_anything_is_written_and_then_imported(office):
    assert "先选文件" in _text(office.get(f"{HOME}import/"))
    preview = _upload(office)
    page = _text(preview)
    assert "适用于全国。共2天改变" in page
    assert "由“尚未公布”变为“已知”" in page
    assert not selectors.calendar_for("").knows(2027)
    done = _confirm(office, preview)
    assert done["Location"] == f"{HOME}2027/?region="
    assert selectors.calendar_for("").knows(2027)
    assert "文件与现有日历一致" in _text(_upload(office))


def test_the_preview_names_what_stays(office):
    office.post(f"{HOME}day/2027-01-09/", _day(kind="weekend", name=""))
    bundle = {"years": {"2027": json.loads(year_file()), "2028": {"papers": [], "days": []}}}
    page = _text(_upload(office, json.dumps(bundle).encode()))
    assert "手工设定、与文件不同、予以保留的日子" in page
    assert "文件中2028年没有任何日子" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空"),
        (b"PK\x03\x04", "不是有效的JSON"),
        (b"{}", "不是年份"),
        (b'{"year": 2027, "days": [1, 2]}', "第2项"),
        (b'{"year": 2027, "days": "' + b"x" * 100_000 + b'"}', "缺少“days”列表"),
        (b"[" * 100_000, "嵌套过深"),
        (b" " * 1_000_001, "超过1MB"),
    ],
)
def test_a_bad_file_is_told_what_is_wrong_with_it(office, content, sentence):
    assert sentence in _text(_upload(office, content), 400)


def test_no_file_and_no_region_are_told_at_once(office):
    page = _text(office.post(f"{HOME}import/", {"region": "全国"}), 400)
    assert "这个字段是必填项" in page
    assert "行政区划代码" in page


def test_an_import_is_previewed_anew_when_somebody_edited_in_between(office, admin):
    preview = _upload(office)
    admin.post(DAY, _day())
    late = _confirm(office, preview)
    assert "已被他人修改" in _text(late, 409)
    assert not selectors.calendar_for("").knows(2027)
    assert _confirm(office, late).status_code == 302
    assert selectors.calendar_for("").knows(2027)


def test_what_is_confirmed_is_read_again_and_refused_when_it_is_no_arrangement(office):
    given = {"region": "", "seen": "", "content": "x" * 100_000}
    assert office.post(f"{HOME}import/confirm/", given).status_code == 409


def test_a_deadline_is_reckoned_and_explained(clerk):
    asked = {"region": "", "received": "2026-01-28", "days": "20", "unit": "wd"}
    asked |= {"from1": "2026-02-10", "to1": "2026-03-05", "why1": "征求第三方意见"}
    page = _text(clerk.get(f"{HOME}due/", asked))
    assert "到期日：2026-03-20星期五" in page
    assert "春节（调休上班），中止计时（征求第三方意见），不计" in page
    assert "到期日" not in _text(clerk.get(f"{HOME}due/"))


def test_a_deadline_without_an_end_or_a_known_year_says_so(clerk):
    asked = {"received": "2026-12-04", "days": "20", "unit": "wd"}
    assert "暂定：" in _text(clerk.get(f"{HOME}due/", asked))
    held = _text(clerk.get(f"{HOME}due/", asked | {"from1": "2026-12-08", "from2": "2027-05-01"}))
    assert "期限还余18天" in held
    late = _text(clerk.get(f"{HOME}due/", asked | {"from1": "2027-05-01"}))
    assert "自2027-05-01起的中止时段与期限无关" in late


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"received": "2026-02-30"}, "输入一个有效的日期"),
        ({"received": "9" * 100_000}, "输入一个有效的日期"),
        ({"received": "1900-01-01"}, "只能计算1949—2199年"),
        ({"days": "0"}, "请填写1至3660的整数"),
        ({"days": "99999"}, "请填写1至3660的整数"),
        ({"days": "二十"}, "请填写1至3660的整数"),
        ({"unit": "months", "days": "123"}, "不超过122个月"),
        ({"unit": "years"}, "years"),
        ({"to1": "2026-03-01"}, "请填写中止计时的开始日"),
        ({"from1": "2026-03-02", "to1": "2026-03-01"}, "结束日早于开始日2026-03-02"),
        ({"why1": "因" * 100_000}, "不超过 60"),
        ({"region": "x"}, "行政区划代码"),
    ],
)
def test_a_question_that_cannot_be_reckoned_is_told_why(clerk, wrong, sentence):
    asked = {"region": "", "received": "2026-01-28", "days": "20", "unit": "wd"} | wrong
    page = _text(clerk.get(f"{HOME}due/", asked))
    assert sentence in page
    assert "逐日说明" not in page


def test_a_year_costs_as_many_questions_as_ever(clerk, count_queries):
    clerk.get(f"{HOME}2026/")
    with count_queries("clock:2026/"):
        clerk.get(f"{HOME}2026/")


def test_a_stranger_to_the_house_is_sent_to_the_sign_in(client):
    assert client.get(HOME)["Location"].startswith("/desk/sign-in/")
