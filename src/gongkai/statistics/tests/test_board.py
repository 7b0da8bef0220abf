"""The pages of figures: what they show, whom, and that each number opens just what it counts."""

import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.documents.tests.factories import NOW, published
from gongkai.inforequests import flow
from gongkai.inforequests.tests.factories import standing_in
from gongkai.kernel.measures import Period, days_for, measures, rates
from gongkai.statistics.views.board import FIRST, GROUPS, TABLES
from gongkai.web.charts import bars, columns
from gongkai.web.files import Sheet, as_csv, as_xlsx

pytestmark = pytest.mark.django_db
YEAR = {"start": "2026-01-01", "end": "2026-12-31"}


def told(client, view, asked=None, **args):
    page = client.get(reverse(f"statistics:{view}", kwargs=args), YEAR | (asked or {}))
    assert page.status_code == 200
    return page.content.decode()


def numbers_of(page):
    """(number, address) of every number that opens its records."""
    links = re.findall(r'<a href="([^"]*/rows/\?[^"]*)">(?:<strong>)?(\d+)', page)
    return [(int(number), unescape(url)) for url, number in links]


def test_every_number_on_the_board_opens_as_many_records(cast, client):
    published(cast)
    published(cast, title="另一件通知", now=NOW - timedelta(days=40))
    standing_in(cast, flow.ARCHIVED)
    client.force_login(cast.office)
    found = numbers_of(told(client, "board"))
    assert len(found) > 12
    for number, url in found:
        rows = client.get(url)
        heading = re.search(r"<h1>[^：]*：(\d+)", rows.content.decode())
        assert heading, url
        assert int(heading[1]) == number
        assert rows.content.decode().count('<td data-label="名称">') == number


def test_a_leader_sees_the_three_figures_first_and_opens_the_records(cast, client):
    public = published(cast)
    client.force_login(cast.leader)
    page = told(client, "board")
    assert page.index("按期答复率") < page.index("统计哪些日子")
    (url,) = {
        url
        for number, url in numbers_of(page)
        if "documents.published" in url and "by=" not in url and "start=2026-01-01" in url
    }
    rows = client.get(url).content.decode()
    assert "主动公开数：1件" in rows
    assert public.edition.title in rows


def test_another_unit_sees_its_own_figures_only(cast, client):
    published(cast)
    client.force_login(cast.other_clerk)
    assert numbers_of(told(client, "board")) == []
    assert "主动公开数：0件" in told(client, "rows", {"measure": "documents.published"})


def test_who_may_not_open_a_record_does_not_read_its_title(cast, client):
    request = standing_in(cast, flow.HANDLING)
    client.force_login(cast.secrecy_reviewer)
    page = told(client, "rows", {"measure": "requests.new"})
    assert request.number in page
    assert "（无权查看内容）" in page
    if request.subject:
        assert request.subject not in page


def test_a_stranger_sees_no_figures(cast, client):
    client.force_login(cast.stranger)
    assert client.get(reverse("statistics:board")).status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        {"measure": "nothing"},
        {"measure": "documents.published", "by": "nothing"},
        {"measure": "documents.published", "by": "section", "value": "x"},
        {"measure": "documents.published", "by": "section", "value": "9" * 30},
    ],
    ids=["measure", "dimension", "value", "large"],
)
def test_what_cannot_be_asked_is_not_found(cast, client, asked):
    published(cast)
    client.force_login(cast.office)
    assert client.get(reverse("statistics:rows"), asked).status_code == 404


def test_wrong_days_are_said_and_nothing_breaks(cast, client):
    client.force_login(cast.office)
    page = client.get(reverse("statistics:board"), {"start": "2026-12-31", "end": "2026-01-01"})
    assert "不能早于" in page.content.decode()


def test_a_table_is_a_file_of_the_same_numbers(cast, client):
    published(cast)
    client.force_login(cast.office)
    asked = {"by": "unit", "measure": "documents.published"}
    assert "县教育局" in told(client, "table", asked)
    csv = client.get(reverse("statistics:table"), YEAR | asked | {"as": "csv"})
    assert csv.content.decode().splitlines() == [
        "\ufeff项目,主动公开数,上年同期,增减",
        "县教育局,1,0,",
    ]
    xlsx = client.get(reverse("statistics:table"), YEAR | asked | {"as": "xlsx"})
    rows = [
        [cell.value for cell in row]
        for row in load_workbook(io.BytesIO(xlsx.content)).worksheets[0]
    ]
    assert rows[2][:2] == ["县教育局", 1]


def test_names_that_look_like_formulas_stay_names():
    sheet = Sheet("表", ["项目", "数"], [["=1+1", 2]])
    assert "'=1+1,2" in as_csv(sheet).decode()
    page = load_workbook(io.BytesIO(as_xlsx(sheet))).worksheets[0]
    assert [cell.value for cell in page[3]] == ["'=1+1", 2]


def test_every_measure_and_rate_has_a_page(cast, client):
    client.force_login(cast.office)
    index = told(client, "measures")
    for each in (*measures, *rates):
        assert each.label in index
    assert "算式" in told(client, "measure", code="documents.published")
    assert "分母" in told(client, "measure", code="requests.in_time_rate")
    assert client.get(reverse("statistics:measure", args=["nothing"])).status_code == 404


def test_all_that_the_board_names_is_registered():
    for code in (*FIRST, *(code for _, codes in GROUPS for code in codes)):
        assert code in measures or code in rates
    for by, codes in TABLES:
        assert all(by in (*measures[code].dimensions, "month") for code in codes)


def test_charts_say_in_words_what_they_show():
    drawn = bars("按单位", "最多的是甲局，3件。", [("甲局<script>", 3), ("乙局", 0)])
    assert 'role="img"' in drawn
    assert "<desc" in drawn
    assert "&lt;script&gt;" in drawn
    assert ">3</text>" in drawn
    months = columns("按月", "合计3件。", ["1月"], [("本期", [3]), ("上年同期", [2])])
    assert "chart-before" in months
    assert ">上年同期</text>" in months


def test_what_stands_at_the_end_is_not_asked_of_a_day_to_come(cast):
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    today = date(2026, 6, 30)
    assert days_for(measures["cases.overdue"], period, today).end == today
    assert days_for(rates["requests.in_time_rate"], period, today).end == today
    assert days_for(measures["documents.published"], period, today) == period
