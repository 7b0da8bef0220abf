"""Year and organ of a report, from its header, its title or its period."""

import pytest

from gongkai.reporting.checking import read_report
from gongkai.reporting.tests.synthetic import ORGAN, txt_spaces
from gongkai.reporting.tests.test_comparing import report_of

TITLES = {
    "澄明县水务局2022年政府信息公开工作年度报告": (2022, "澄明县水务局"),
    "2022年澄明县人民政府办公室政府信息公开工作年度报告": (2022, "澄明县人民政府办公室"),
    "澄明县二〇二二年度政府信息公开工作年度报告": (2022, None),
    "澄明县城关镇人民政府关于2022年度政府信息公开工作的报告": (2022, "澄明县城关镇人民政府"),
    "政府信息公开工作年度报告": (2022, None),
}


@pytest.mark.parametrize("title", TITLES)
def test_the_title_names_year_and_organ(title):
    truth = report_of(2022)
    text = txt_spaces(truth)[0].decode().replace(f"发布机构：{ORGAN}\n", "")
    report = read_report(text.replace(truth.title, title).encode(), "a.txt")
    assert (report.year, report.organ) == TITLES[title]


def test_a_stated_publisher_goes_before_the_title():
    text = (
        txt_spaces(report_of())[0].decode().replace(f"发布机构：{ORGAN}", "发布机构：澄明县财政局")
    )
    assert read_report(text.encode(), "a.txt").organ == "澄明县财政局"
