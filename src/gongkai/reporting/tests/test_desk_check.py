"""The office drops reports in and sees what is wrong."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.orgs.tests.cast import Cast
from gongkai.reporting.checking import many
from gongkai.reporting.checking.many import check_files
from gongkai.reporting.forms import MOST_FILES
from gongkai.reporting.tests.synthetic import html_plain, txt_fused
from gongkai.reporting.tests.test_comparing import report_of

URL = reverse("reporting:check")


def upload(name, report, make=html_plain):
    return SimpleUploadedFile(name, make(report)[0])


def test_many_reports_give_a_table_and_an_excel_file(cast: Cast, client) -> None:
    client.force_login(cast.office)
    wrong = report_of(2023).with_cell("granted", 0, 99)
    files = [
        upload("好.html", report_of(2021)),
        upload("错.html", wrong),
        SimpleUploadedFile("=空.txt", "没有表".encode()),
    ]
    page = client.post(URL, {"reports": files}, follow=True)
    told = page.content.decode()
    assert "共 3 份，1 份有不符，1 份读不出" in told
    assert "（一）予以公开”各类申请人之和为 100，总计写作 9" in told
    answer = client.get(reverse("reporting:check_table"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][:6] == ["好.html", "澄明县水务局", 2021, "相符", None, "没有发现不符"]
    assert {row[4] for row in rows if row[0] == "错.html"} == {"C3", "C2", "注意"}
    assert rows[-1][0] == "'=空.txt"


def test_what_cannot_be_decided_is_shown_as_such(cast: Cast, client) -> None:
    client.force_login(cast.clerk)
    page = client.post(URL, {"reports": [upload("连.txt", report_of(), txt_fused)]}, follow=True)
    assert "行政规范性文件：数字连在一起，拆分存疑" in page.content.decode()


def test_nothing_chosen_and_too_many_are_told(cast: Cast, client) -> None:
    client.force_login(cast.office)
    assert "请选择要核对的年度报告" in client.post(URL, {}).content.decode()
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)]
    told = client.post(URL, {"reports": files}).content.decode()
    assert f"一次至多 {MOST_FILES} 个文件" in told


def test_the_page_opens_empty_and_is_closed_to_those_without_the_right(cast: Cast, client) -> None:
    client.force_login(cast.office)
    assert "核对结果" not in client.get(URL).content.decode()
    client.force_login(cast.stranger)
    assert client.get(URL).status_code == 403
    assert client.get(reverse("reporting:check_table")).status_code == 403


def test_what_does_not_fit_into_the_time_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "SECONDS_ALL", -1.0)
    (found,) = check_files([("a.html", lambda: html_plain(report_of())[0])])
    assert (found.state, found.problem) == ("读不出", many.LATE)
