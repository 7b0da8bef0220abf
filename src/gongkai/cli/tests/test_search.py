"""`gongkai search`: finding, rebuilding, reconciling and the state of the index."""

import json

import pytest
from click.testing import CliRunner

from gongkai.cli.search import command
from gongkai.search import services
from gongkai.search.tests.library import NOW, document


@pytest.fixture
def filled(db, library):
    library.put(
        document(1, "低保申请指南", body="低保的申请条件。", filters={"year": ("2025",)}),
        document(2, "预算公开", document_number="澄财〔2026〕5号", filters={"year": ("2026",)}),
    )
    assert run("--rebuild").exit_code == 0
    return library


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def as_json(*arguments):
    return json.loads(run(*arguments, "--json").output)


def test_words_are_found_and_shown_with_title_and_snippet(filled):
    answer = run("低保")
    assert answer.exit_code == 0
    assert "低保申请指南  [1]" in answer.output
    assert "低保的申请条件。" in answer.output
    assert "共 1 条" in answer.output


def test_json_holds_hits_facets_and_advice(filled):
    found = as_json("澄财[2026]5号")
    assert [hit["id"] for hit in found["hits"]] == [2]
    assert found["hits"][0]["document_number"] == "澄财〔2026〕5号"
    assert found["facets"]["year"] == [{"value": "2026", "label": "2026", "count": 1}]
    assert as_json("低保申请条件")["advice"] == [
        {"sentence": "把词拆开查", "text": "低保申请 条件", "total": 1}
    ]


def test_filters_exclusions_and_order(filled):
    assert as_json("公开", "--filter", "year=2025")["total"] == 0
    assert json.loads(run("--json", "--sort", "date", "--", "-低保").output)["total"] == 1
    assert as_json("-低保")["total"] == 1
    assert as_json("--limit", "1", "--page", "2")["page"] == 2


def test_a_record_no_longer_public_is_not_shown_even_while_indexed(filled):
    del filled.public[1]
    assert as_json("低保")["hits"] == []


def test_reconcile_mends_and_tells(filled):
    filled.put(document(3, "新文件"))
    del filled.public[1]
    first = run("reconcile")
    assert first.exit_code == 1
    assert "缺 1 条，旧 0 条，多 1 条" in first.output
    assert "已修复" in first.output
    again = run("--reconcile")
    assert (again.exit_code, "缺 0 条" in again.output) == (0, True)


def test_reconcile_leaves_mending_to_the_process_that_writes(filled):
    from gongkai.search.engines.tantivy import TantivyEngine
    from gongkai.search.wake import index_folder

    writer = TantivyEngine(index_folder("library"), ("unit", "year"))
    writer.upsert([filled.public[1]])
    filled.put(document(3, "新文件"))
    assert as_json("--reconcile")["mended"] is False
    writer.close()


def test_health_tells_records_and_backlog(filled):
    services.enqueue(index="library", object_ids=[1], not_before=NOW)
    state = as_json("--health")
    assert (state["ready"], state["documents"], state["due"], state["failing"]) == (True, 2, 1, 0)
    assert "收录 2 条" in run("health").output


@pytest.mark.django_db
def test_without_an_index_the_answer_is_plain(library):
    answer = run("低保")
    assert answer.exit_code == 2
    assert "正在重建" in answer.output
    assert run("--health").exit_code == 1
    assert "gongkai search --rebuild" in run("--reconcile").output


def test_wrong_calls_are_told_in_chinese(filled):
    assert "没有“--rebuidl”这个选项" in run("--rebuidl").output
    assert "没有“maps”这个索引" in run("--index", "maps", "低保").output
    assert "请写成“项目=值”" in run("--filter", "2026", "低保").output
