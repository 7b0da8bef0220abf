"""The annual report from the ledger: cells that open their requests, settling, differences, files."""

import io
import json
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from docx import Document
from docx.shared import Cm
from tests.golden import assert_golden

from gongkai.casework.rules import ZONE
from gongkai.inforequests import flow
from gongkai.inforequests.tests.factories import NOW, received, standing_in
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.reporting import exports, selectors, services
from gongkai.reporting.checking import read_report
from gongkai.reporting.form import COLUMNS, KEYS, PARTS
from gongkai.reporting.models import ReportSnapshot

pytestmark = pytest.mark.django_db
AFTER = datetime(2027, 1, 10, 9, 0, tzinfo=ZONE)
FILED = {
    "regulations": [0, 0, 0],
    "normative": [3, 1, 27],
    "licence": 218,
    "penalty": 12,
    "coercion": 0,
    "fees_wan": 3.25,
}
TEXTS = {
    "problems": "政策解读形式不够丰富，下一步增加图解。",
    "others": "本年度没有收取信息处理费。",
}


def ledger(cast: Cast) -> None:
    """2026: one carried in, four received, one of them granted, one from a firm."""
    received(cast, now=NOW - timedelta(days=300))
    standing_in(cast, flow.SERVED)
    standing_in(cast, flow.HANDLING)
    received(cast)
    received(cast, applicant_class="business")


def tables_of(unit, year: int):
    return selectors.figures_of(unit, year).tables


def save(cast: Cast, unit, part: str = "clerk", **changes):
    given = {"filed": FILED, "source": "审批系统导出", "texts": TEXTS, "version": 0, "now": AFTER}
    return services.save_draft(actor=cast.actor(part), unit=unit, year=2026, **{**given, **changes})


def settled(cast: Cast) -> ReportSnapshot:
    ledger(cast)
    save(cast, cast.education)
    return services.settle(actor=cast.actor("leader"), unit=cast.education, year=2026, now=AFTER)


def test_the_report_balances_and_each_cell_names_the_requests_it_counts(cast: Cast) -> None:
    ledger(cast)
    prepared = selectors.prepared(cast.education, 2026)
    assert prepared.violations == []
    table = prepared.tables.table3
    assert table["new"] == [3, 1, 0, 0, 0, 0, 4]
    assert table["carried_in"] == [1, 0, 0, 0, 0, 0, 1]
    assert (table["granted"][-1], table["total"][-1], table["carried_out"][-1]) == (1, 1, 4)
    behind = selectors.ids_behind(cast.education, 2026)
    for key in KEYS:
        for place, column in enumerate(COLUMNS[:-1]):
            assert len(behind.get(f"table3.{key}.{column}", [])) == table[key][place], (key, column)


def test_a_county_counts_every_request_below_once(cast: Cast) -> None:
    ledger(cast)
    received(cast, unit=cast.water)
    save(cast, cast.education)
    save(cast, cast.water, "other_clerk")
    county = tables_of(cast.county, 2026)
    parts = [tables_of(unit, 2026).table3["new"] for unit in (cast.education, cast.water)]
    assert county.table3["new"] == [a + b for a, b in zip(*parts, strict=True)]
    assert county.table2["normative"] == [6, 2, 54]
    assert county.table2["fees_wan"] == 6.5
    assert "清泉镇" in "".join(selectors.prepared(cast.county, 2026).missing)


def test_what_nobody_has_stated_is_blank_and_not_zero(cast: Cast) -> None:
    assert tables_of(cast.education, 2026).table2["licence"] is None


def test_settling_is_refused_with_every_reason(cast: Cast) -> None:
    ledger(cast)
    with pytest.raises(Refusal) as refused:
        services.settle(actor=cast.actor("leader"), unit=cast.education, year=2026, now=NOW)
    assert set(refused.value.codes) == {"year", "texts", "filed"}


def test_a_sentence_against_the_table_stops_settling(cast: Cast) -> None:
    ledger(cast)
    save(cast, cast.education, texts=TEXTS | {"overview": "2026年共收到政府信息公开申请9件。"})
    with pytest.raises(Refusal) as refused:
        services.settle(actor=cast.actor("leader"), unit=cast.education, year=2026, now=AFTER)
    assert refused.value.codes == ("TEXT",)


def test_a_settled_report_stays_and_later_changes_are_shown(cast: Cast) -> None:
    snapshot = settled(cast)
    assert selectors.is_intact(snapshot)
    assert selectors.differences_of(snapshot) == []
    before = json.dumps(snapshot.content, sort_keys=True)
    received(cast, applicant_class="research")
    again = selectors.snapshot_by_id(snapshot.pk)
    assert json.dumps(again.content, sort_keys=True) == before
    assert selectors.is_intact(again)
    assert [(one.where, one.then, one.now) for one in selectors.differences_of(again)] == [
        ("table3.new.research", 0, 1),
        ("table3.new.total", 4, 5),
        ("table3.carried_out.research", 0, 1),
        ("table3.carried_out.total", 4, 5),
    ]
    second = services.settle(actor=cast.actor("leader"), unit=cast.education, year=2026, now=AFTER)
    assert (second.number, second.content["before"]) == (2, snapshot.digest)


def test_a_settled_report_can_neither_be_changed_nor_deleted(cast: Cast) -> None:
    snapshot = settled(cast)
    for statement in (
        "UPDATE reporting_reportsnapshot SET year = 2020",
        "DELETE FROM reporting_reportsnapshot",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    snapshot.content["tables"]["table3"]["new"][0] += 1
    assert not selectors.is_intact(snapshot)
    snapshot.refresh_from_db()
    snapshot.signature = snapshot.signature[:-1] + "_"
    assert not selectors.is_intact(snapshot)


def test_a_draft_is_not_overwritten_unseen_and_its_figures_are_whole(cast: Cast) -> None:
    save(cast, cast.education)
    with pytest.raises(Refusal) as refused:
        save(cast, cast.education)
    assert refused.value.codes == ("stale",)
    with pytest.raises(Refusal) as refused:
        save(cast, cast.education, version=1, filed=FILED | {"penalty": -1}, source="")
    assert set(refused.value.codes) == {"penalty", "source"}


@pytest.mark.parametrize("part", ["stranger", "other_clerk", "inspector"])
def test_only_the_unit_and_the_office_write_and_settle(cast: Cast, part: str) -> None:
    with pytest.raises(Refusal) as refused:
        save(cast, cast.education, part)
    assert refused.value.codes == ("permission",)
    with pytest.raises(Refusal) as refused:
        services.settle(actor=cast.actor(part), unit=cast.education, year=2025, now=AFTER)
    assert refused.value.codes == ("permission",)


def files_of(snapshot: ReportSnapshot, ending: str) -> bytes:
    title = exports.title_of(snapshot.content["name"], snapshot.year)
    content = snapshot.content
    return exports.MAKERS[ending](title, content["tables"], content["texts"])


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_the_file_reads_back_exactly_and_passes_the_checker(cast: Cast, ending: str) -> None:
    snapshot = settled(cast)
    report = read_report(files_of(snapshot, ending), f"a{ending}")
    tables = snapshot.content["tables"]
    assert (report.table2, report.table3, report.table4) == (
        tables["table2"],
        tables["table3"],
        tables["table4"],
    )
    assert (report.violations, report.year, report.organ) == ([], 2026, "澄明县教育局")


def test_the_word_file_looks_as_approved(cast: Cast) -> None:
    from gongkai.files.extraction import extract

    made = files_of(settled(cast), ".docx")
    text = extract(made, "a.docx").text
    tables = Document(io.BytesIO(made)).tables
    shapes = [f"# 第 {number} 张表\n{shape_of(table)}" for number, table in enumerate(tables, 1)]
    assert_golden("annual_report_word.txt", "\n".join([text, *shapes]))


def shape_of(table) -> str:
    """A line per row: how wide each cell is, ``+`` where it begins a merge downwards, ``|`` in it."""
    lines = []
    for row in table._tbl.tr_lst:
        cells = [(cell.grid_span, cell.vMerge) for cell in row.tc_lst]
        marks = {None: "", "restart": "+", "continue": "|"}
        lines.append(" ".join(f"{wide}{marks[merge]}" for wide, merge in cells))
    return "\n".join(lines)


def test_the_word_file_is_a_page_of_official_paper(cast: Cast) -> None:
    made = Document(io.BytesIO(files_of(settled(cast), ".docx")))
    title, *_ = made.paragraphs
    assert title.text == "澄明县教育局\n2026年政府信息公开工作年度报告"
    headings = [one for one in made.paragraphs if one.text in PARTS]
    assert [one.text for one in headings] == list(PARTS)
    assert [one.paragraph_format.page_break_before for one in headings].index(True) == 2
    for table in made.tables:
        assert sum(column.width for column in table.columns) <= Cm(15.7)
    assert "PAGE" in made.sections[0].footer._element.xml
    assert (made.core_properties.author, made.core_properties.comments) == ("", "")


def test_the_page_looks_as_approved(cast: Cast) -> None:
    assert_golden("annual_report_page.html", files_of(settled(cast), ".html").decode())


def test_the_excel_file_looks_as_approved(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files_of(settled(cast), ".xlsx")))
    lines = []
    for sheet in book:
        lines.append(f"# {sheet.title} {sorted(map(str, sheet.merged_cells.ranges))}")
        lines += ["\t".join("" if v is None else str(v) for v in row) for row in sheet.values]
    assert_golden("annual_report_excel.txt", "\n".join(lines))


def test_the_pages_take_a_report_from_its_figures_to_a_file(cast: Cast, client) -> None:
    client.force_login(cast.office)
    choose = client.get(reverse("reporting:reports"), {"unit": cast.education.pk, "year": 2025})
    page = reverse("reporting:report", args=[cast.education.pk, 2025])
    assert choose["Location"] == page
    assert "还没有写" in client.get(page).content.decode()
    refused = client.post(reverse("reporting:settle", args=[cast.education.pk, 2025]))
    assert "第二部分的数还没有填报" in refused.content.decode()
    edit = reverse("reporting:edit", args=[cast.education.pk, 2025])
    drafted = client.get(edit).content.decode()
    assert "2025年共收到政府信息公开申请0件" in drafted
    given = {f"{key}_{n}": 0 for key in ("regulations", "normative") for n in range(3)}
    given |= {"licence": 5, "penalty": 0, "coercion": 0, "fees_wan": "1.5", "version": 0}
    given |= {"overview": "本年度未收到政府信息公开申请。", "problems": "不足。", "others": "无。"}
    assert "请写明这些数从哪里来" in client.post(edit, given).content.decode()
    client.post(edit, given | {"source": "手工统计"})
    done = client.post(reverse("reporting:settle", args=[cast.education.pk, 2025]), follow=True)
    told = done.content.decode()
    assert "签名与内容相符" in told
    assert "台账现在的数与定稿时一样" in told
    snapshot = ReportSnapshot.objects.get()
    assert snapshot.content["tables"]["table2"]["fees_wan"] == 1.5
    for name, argument in (
        ("settled_file", [snapshot.pk]),
        ("draft_file", [cast.education.pk, 2025]),
    ):
        for ending in exports.MAKERS:
            answer = client.get(reverse(f"reporting:{name}", args=[*argument, ending]))
            assert (answer.status_code, bool(answer.content)) == (200, True)
    assert client.get(reverse("reporting:reports")).status_code == 200
    assert (
        client.get(reverse("reporting:settled_file", args=[snapshot.pk, ".exe"])).status_code == 404
    )


def test_other_units_reports_are_closed(cast: Cast, client) -> None:
    client.force_login(cast.other_clerk)
    page = reverse("reporting:report", args=[cast.education.pk, 2025])
    assert client.get(page).status_code == 403
    assert client.get(reverse("reporting:report", args=[99999, 2025])).status_code == 404
