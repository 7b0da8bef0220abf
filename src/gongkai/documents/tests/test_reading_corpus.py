"""Real pages against what a person read from them; skipped where the corpus is absent."""

from typing import Any

import pytest

from gongkai.documents.reading import JSON_FIELDS, read_record
from gongkai.documents.tests.corpus import needs_corpus, read, truths
from gongkai.documents.tests.test_reading_layouts import as_word
from gongkai.files.tests.papers import as_pdf

pytestmark = needs_corpus

KEYS = {
    "title": "title",
    "index_no": "index_number",
    "doc_number": "document_number",
    "organ": "issuer",
    "signed": "signed_on",
    "published": "published_on",
    "category": "topic",
    "attribute": "openness",
    "validity": "validity",
}
SHARE_RIGHT = 0.98
SEEDS = {
    "seeds/001_354d185d8a0de1b7.txt": {
        "title": "紹興市上虞區曹娥街道辦事處2019年政府信息公開工作年度報告",
        "index_number": "k15129216/2020-54362",
        "issuer": "曹娥街道",
        "published_on": "2020-01-22",
        "openness": "主動公開",
    },
    "seeds/003_a0033233149e65a0.txt": {
        "title": "張掖市發展和改革委員會關于2010年政務公開工作總結報告",
        "index_number": "620700036/2021-00008",
        "issuer": "市發展改革委",
        "signed_on": "2021-01-07",
        "openness": "主動公開",
    },
    "seeds/004_3113b365ef35d360.txt": {
        "title": "楚雄经开区(高新区)2018年政务公开工作要点落实情况报告",
        "index_number": "11532301734304660U-/2018-1227004",
        "issuer": "楚雄高新区",
        "signed_on": "2018-12-20",
    },
}


def compared(item: dict[str, Any], name: str) -> list[tuple[str, str, Any, Any]]:
    """(file, field, truth, reading) for every field the truth speaks of, null included."""
    found = read_record(read(name), name).as_json()
    return [(name, ours, item[key], found[ours]) for key, ours in KEYS.items() if key in item]


def all_compared() -> list[tuple[str, str, Any, Any]]:
    files = [(item, item[kind]) for item in truths() for kind in ("file", "html") if kind in item]
    return [one for item, name in files for one in compared(item, name)]


def test_98_percent_of_what_is_stated_is_read_right() -> None:
    stated = [one for one in all_compared() if one[2] is not None]
    wrong = [one for one in stated if one[2] != one[3]]
    assert len(stated) > 400
    assert len(wrong) <= (1 - SHARE_RIGHT) * len(stated), wrong


def test_nothing_is_filled_that_the_text_does_not_say() -> None:
    invented = [one for one in all_compared() if one[2] is None and one[3] is not None]
    assert invented == []


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_page_states_what_a_person_reads(name: str) -> None:
    found = read_record(read(name), name).as_json()
    assert {field: found[field] for field in JSON_FIELDS[:9]} == {
        field: SEEDS[name].get(field) for field in JSON_FIELDS[:9]
    }


@pytest.mark.parametrize("name", SEEDS)
def test_the_body_keeps_the_last_section_and_loses_the_site(name: str) -> None:
    body = read_record(read(name), name).body
    last = {"001": "六、其他需要報告的事項", "003": "六、下一步努力方向", "004": "(二)下步工作打算"}
    assert last[name[6:9]] in body
    assert "索引" not in body[:200]
    assert not body.endswith(("下载", "掃一掃在手機打開當前頁面"))


def test_a_contradiction_between_header_and_signature_is_told() -> None:
    for item in truths():
        if "signed_in_body" in item:
            for name in (item["file"], item["html"]):
                reading = read_record(read(name), name)
                assert any(item["signed_in_body"] in warning for warning in reading.warnings)


@pytest.mark.parametrize("number", [1, 9, 14, 19, 24])
def test_the_same_document_as_word_file_states_the_same(number: int) -> None:
    name = f"documents/gov_{number:02}.txt"
    text = read(name).decode()
    plain = read_record(text.encode(), name).as_json()
    word = read_record(as_word(text), "document.docx").as_json()
    assert {k: word[k] for k in JSON_FIELDS[:9]} == {k: plain[k] for k in JSON_FIELDS[:9]}
    assert word["body"] == plain["body"]


@pytest.mark.parametrize("number", [2, 6, 13, 19, 22, 29])
def test_without_its_header_the_text_still_states_what_its_own_lines_say(number: int) -> None:
    """As text and as PDF: title, number, issuer, date and openness come from heading and end."""
    text = read(f"documents/gov_{number:02}.txt").decode().partition("\n----\n")[2]
    item = next(item for item in truths() if item["id"] == f"gov_{number:02}")
    for data, name in ((text.encode(), "a.txt"), (as_pdf(text), "a.pdf")):
        found = read_record(data, name).as_json()
        for key in ("title", "doc_number", "organ", "signed", "attribute"):
            assert found[KEYS[key]] == item[key]
        assert found["index_number"] is None
        assert found["published_on"] is None


@pytest.mark.parametrize("item", truths(), ids=lambda item: str(item["id"]))
def test_every_letter_after_the_header_is_in_the_body(item: dict[str, Any]) -> None:
    """Text form: nothing between the rule and the last line is lost."""
    if item["kind"] != "document":
        pytest.skip("只比较带题头分隔线的文本")
    text = read(item["file"]).decode().partition("\n----\n")[2]
    body = read_record(read(item["file"]), item["file"]).body
    assert "".join(body.split()) == "".join(text.replace("|", "").split())
