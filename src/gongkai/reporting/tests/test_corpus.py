"""Two real reports against what a person read from them; skipped where the corpus is absent."""

import pytest

from gongkai.documents.tests.corpus import CORPUS, needs_corpus
from gongkai.reporting.checking import check_report

pytestmark = needs_corpus


def truth_of(name):
    import json

    items = json.loads((CORPUS / "truth.json").read_text("utf-8"))["items"]
    return next(item for item in items if item["id"] == name)


def read(name):
    truth = truth_of(name)
    path = CORPUS / truth["file"]
    return check_report(path.read_bytes(), path.name), truth


@pytest.mark.parametrize("name", ["zone2021", "zone2023"])
def test_the_tables_are_exactly_what_a_person_read(name):
    report, truth = read(name)
    assert (report.year, report.organ) == (truth["year"], truth["organ"])
    assert report.table3 == truth["table3"]
    assert report.table4 == truth["table4"]
    for key in ("regulations", "licence", "penalty", "coercion", "fees_wan"):
        assert report.table2[key] == truth["table2"][key], key


def test_a_row_without_equations_stays_unsure_when_nothing_names_its_numbers():
    report, truth = read("zone2021")
    open_row = report.unsure("table2.normative")
    assert open_row.raw == truth["table2"]["normative_raw"]
    assert tuple(truth["table2"]["normative"]) in open_row.candidates
    assert report.violations == []


def test_the_narrative_settles_the_row_and_contradicts_it():
    report, truth = read("zone2023")
    assert report.table2["normative"] == truth["table2"]["normative"]
    (found,) = report.violations
    assert (found.check, found.expected, found.found) == ("TEXT", 470, 393)


def test_the_year_before_shows_the_gap_in_documents_in_force():
    report, _ = read("zone2023")
    before, _ = read("zone2021")
    before.year, before.table2["normative"] = 2022, [88, 55, 698]
    from gongkai.reporting.checking.reader import against_previous

    against_previous(report, before)
    gap = next(one for one in report.violations if one.check == "T2")
    assert (gap.expected, gap.found) == (643, 470)
    opening = [one for one in report.violations if one.check == "C4"]
    assert [one.where for one in opening] == [
        "table3.carried_in.natural",
        "table3.carried_in.total",
    ]
