"""Files of an old site, read without a database: what each turns out to be, and what goes with it."""

import base64
import os
import sys
from datetime import datetime
from pathlib import Path

import pytest

from gongkai.documents import images
from gongkai.documents.content import file_link
from gongkai.documents.moving import Found, Known, Outcome, Source, find_files, read_source
from gongkai.documents.moving import address as addresses
from gongkai.documents.moving import readers as reading
from gongkai.documents.moving.body import plain_markup
from gongkai.documents.moving.folder import Phase, phase_of
from gongkai.documents.moving.report import Line, Report, write
from gongkai.documents.moving.validity import doubts, ended
from gongkai.documents.moving.walk import look_over
from gongkai.documents.rules import ZONE, Validity, same_file
from gongkai.documents.tests import oldsite
from gongkai.documents.tests.oldsite import page
from gongkai.kernel.errors import Refusal

KNOWN = Known(oldsite.BASE, 1 << 20, datetime(2026, 6, 15, 9, tzinfo=ZONE))


def nobody(number: int) -> None:
    """Watches no progress."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return oldsite.build(tmp_path)


def read(root: Path, name: str, known: Known = KNOWN) -> Source:
    return read_source(Found(root / name, root, name), known)


def read_page(tmp_path: Path, data: bytes, name: str = "t.html") -> Source:
    (tmp_path / name).write_bytes(data)
    return read(tmp_path, name)


def test_pages_come_first_and_hidden_files_and_links_are_left_out(root: Path) -> None:
    (root / "link.html").symlink_to(root / "tz" / "t1.html")
    names = [found.name for found in find_files([root])]
    assert names.index("tz/t1.html") < names.index("2015/t11.txt") < names.index("2016/总结.docx")
    assert not {name for name in names if name.startswith((".git", "link"))}
    assert len(find_files([root, root / "tz"])) == len(names)


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("show.asp?id=12", Phase.PAGE),
        ("content", Phase.PAGE),
        ("a.SHTML", Phase.PAGE),
        ("a.txt", Phase.TEXT),
        ("a.DOC", Phase.PAPER),
        ("a.unknown", Phase.PAPER),
        ("a.css", Phase.OTHER),
        ("a.JPG", Phase.OTHER),
    ],
)
def test_the_ending_says_when_a_file_is_read(name: str, phase: Phase) -> None:
    assert phase_of(name) is phase


@pytest.mark.skipif(sys.platform != "linux", reason="文件名字节只在 Linux 上可任意指定")
def test_a_file_name_in_gb18030_is_shown_in_words_and_found(tmp_path: Path) -> None:
    name = os.fsdecode("附表.xlsx".encode("gb18030"))
    (tmp_path / name).write_bytes(oldsite.sheet(("甲",)))
    source = read_page(
        tmp_path, page("通知", '<p>见<a href="附表.xlsx">附表</a></p>' + oldsite.TEXT)
    )
    assert [one.name for one in source.attachments] == ["附表.xlsx"]
    assert "附表.xlsx" in {found.name for found in find_files([tmp_path])}


def test_a_page_brings_its_header_its_files_and_its_pictures(root: Path) -> None:
    source = read(root, "tz/t1.html")
    assert source.outcome is Outcome.RECORD
    assert source.columns["title"] == "关于做好2019年义务教育招生工作的通知"
    assert source.columns["document_number"] == "澄教〔2019〕1号"
    assert source.listed_at == datetime(2019, 1, 8, 10, 20, tzinfo=ZONE)
    assert source.address == "http://old.chengming.example/jyj/tz/t1.html"
    assert [(one.name, one.file, one.inline) for one in source.attachments] == [
        ("1.招生计划表.doc", "tz/p01.doc", False),
        ("报名表.xlsx", "files/报名表.xlsx", False),
        ("pic.png", "tz/pic.png", True),
    ]
    markup = source.columns["body_html"]
    plan, form, picture = (one.sha256 for one in source.attachments)
    for here in (f'href="{file_link(0, plan)}"', f'href="{file_link(0, form)}"'):
        assert here in markup
    assert f'src="{images.address(0, picture)}"' in markup
    assert 'href="http://old.chengming.example/jyj/tz/t2.html"' in markup
    assert "alert(1)" not in markup
    assert "onclick" not in markup
    assert source.warnings == ()
    assert "澄明一中" in source.attachments[1].text


def test_what_the_text_does_not_say_stays_empty(tmp_path: Path) -> None:
    source = read_page(tmp_path, page("没有题头的通知", issuer="", openness=""))
    empty = ("document_number", "issuer", "department", "keywords", "summary")
    assert {source.columns[name] for name in empty} == {""}
    assert {source.columns[name] for name in ("signed_on", "effective_on", "expires_on")} == {None}
    assert source.listed_at is None
    assert "issuer" not in source.header
    assert "没有写明发布日期，上线后按上线时间排列" in source.warnings


def test_a_day_without_time_is_midnight_and_a_day_to_come_is_not_believed(tmp_path: Path) -> None:
    past = read_page(tmp_path, page("通知", published="2018-07-01"))
    assert past.listed_at == datetime(2018, 7, 1, tzinfo=ZONE)
    future = read_page(tmp_path, page("通知", published="2036-07-01"))
    assert future.listed_at is None
    assert any("晚于迁入之日" in warning for warning in future.warnings)
    assert future.header["published_on"] == "2036-07-01"


def test_the_stated_openness_is_kept_and_a_closed_one_is_pointed_out(root: Path) -> None:
    source = read(root, "tz/t4.html")
    assert source.header["openness"] == "依申请公开"
    assert any("公开方式为“依申请公开”" in warning for warning in source.warnings)


def test_a_title_that_is_too_long_loses_nothing(tmp_path: Path) -> None:
    title = "关于" + "很长的事项" * 100 + "的通知"
    source = read_page(tmp_path, page(title))
    assert len(source.columns["title"]) == 300
    assert source.columns["title"].endswith("…")
    assert title in source.columns["body_html"]
    assert source.header["title"] == title
    assert any("全文在正文之前" in warning for warning in source.warnings)


def test_a_hundred_thousand_letters_in_a_title_are_read(tmp_path: Path) -> None:
    source = read_page(tmp_path, page("通知" * 50_000))
    assert source.outcome in {Outcome.RECORD, Outcome.UNREADABLE}
    assert len(source.columns.get("title", "")) <= 300


def test_control_characters_and_lone_surrogates_never_reach_the_database(tmp_path: Path) -> None:
    data = page(
        "含\x00控制\x0b字符的通知", "<p>正\x00文&#xD800;内容足够长的一段话，确保被读到。</p>"
    )
    source = read_page(tmp_path, data)
    whole = str(source.columns) + str(source.header)
    assert "\x00" not in whole
    whole.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("坏/空.html", "空的"),
        ("坏/没有标题.txt", "没有写明标题"),
        ("坏/损坏.docx", "已损坏"),
        ("坏/资料.zip", "压缩包"),
    ],
)
def test_what_cannot_be_a_record_says_why(root: Path, name: str, said: str) -> None:
    source = read(root, name)
    assert source.outcome is Outcome.UNREADABLE
    assert said in source.reason


def test_a_file_that_is_gone_or_closed_is_told_not_raised(root: Path) -> None:
    assert "打不开" in read(root, "没有这个文件.html").reason


def test_a_page_of_links_is_a_list_and_no_record(root: Path) -> None:
    assert read(root, "tz/index.html").outcome is Outcome.LISTING


def test_a_notice_with_many_links_is_no_list(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="{n}.html">附表第{n}项有关情况</a></p>' for n in range(12))
    assert (
        read_page(tmp_path, page("通知", links, published="2019-01-01")).outcome is Outcome.RECORD
    )


def test_a_word_file_is_a_record_with_itself_attached(root: Path) -> None:
    source = read(root, "2016/总结.docx")
    assert source.columns["title"] == "澄明县教育局关于2016年政务公开工作的总结"
    assert [one.name for one in source.attachments] == ["总结.docx"]
    assert source.columns["body_html"].startswith("<p>")


def test_a_text_names_its_attachment_and_the_file_beside_it_is_taken(root: Path) -> None:
    source = read(root, "2015/t11.txt")
    assert source.header["encoding"] == "gb18030"
    assert [one.file for one in source.attachments] == ["2015/检查表.xlsx"]
    assert source.columns["body_html"].count("<p>") > 3


def test_an_attachment_that_is_not_there_is_told_with_its_address(tmp_path: Path) -> None:
    source = read_page(
        tmp_path, page("通知", '<p><a href="down/x.pdf">附件</a></p>' + oldsite.TEXT)
    )
    assert source.attachments == ()
    assert any("down/x.pdf" in warning for warning in source.warnings)
    assert 'href="http://old.chengming.example/jyj/down/x.pdf"' in source.columns["body_html"]


def test_an_attachment_over_the_limit_or_of_a_false_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "big.pdf").write_bytes(b"%PDF-" + bytes(KNOWN.limit))
    (tmp_path / "false.pdf").write_bytes(b"MZ not a pdf")
    body = '<p><a href="big.pdf">大</a><a href="false.pdf">假</a></p>' + oldsite.TEXT
    source = read_page(tmp_path, page("通知", body))
    assert source.attachments == ()
    assert sum("没有带入" in warning for warning in source.warnings) == 2


def test_links_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密", "utf-8")
    root = tmp_path / "site"
    root.mkdir()
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    body = '<p><a href="../secret.txt">附件一</a><a href="link.txt">附件二</a></p>' + oldsite.TEXT
    source = read_page(root, page("通知", body))
    assert source.attachments == ()


def test_pictures_written_into_the_page_are_lifted_out(tmp_path: Path) -> None:
    data = base64.b64encode(oldsite.PIXEL).decode()
    body = oldsite.TEXT + f'<p><img src="data:image/png;base64,{data}"></p>'
    source = read_page(tmp_path, page("通知", body))
    assert [(one.name, one.inline, one.data) for one in source.attachments] == [
        ("正文图片1.png", True, oldsite.PIXEL)
    ]
    kept = source.attachments[0].sha256
    assert f'src="{images.address(0, kept)}"' in source.columns["body_html"]


def test_the_same_text_on_another_page_has_the_same_text_hash(tmp_path: Path) -> None:
    one = read_page(tmp_path, page("通知", published="2019-01-01"), "a.html")
    two = read_page(tmp_path, page("通知", published="2019-01-01", head="<!-- 2 -->"), "b.html")
    other = read_page(tmp_path, page("通知", published="2019-01-02"), "c.html")
    assert one.sha256 != two.sha256
    assert one.text_hash == two.text_hash != other.text_hash


@pytest.mark.parametrize(
    ("stated", "base", "expected"),
    [
        (None, "", ""),
        (None, "http://o.example/x", "http://o.example/x/tz/%E9%80%9A.html"),
        ("http://o.example/a.htm#top", "", "http://o.example/a.htm"),
        ("/a/b.htm", "http://o.example/x/", "http://o.example/a/b.htm"),
        ("/a/b.htm", "", ""),
        ("javascript:alert(1)", "http://o.example/", "http://o.example/tz/%E9%80%9A.html"),
    ],
)
def test_the_old_address_is_what_the_page_says_else_its_place(
    stated: str | None, base: str, expected: str
) -> None:
    assert addresses.of_page(stated, "tz/通.html", base) == expected


def test_a_legacy_path_is_what_a_request_brings() -> None:
    assert addresses.legacy_path("http://o.example/%E9%80%9A/a.asp?id=%E4%B8%80") == (
        "/通/a.asp?id=%E4%B8%80"
    )
    assert addresses.legacy_path("http://o.example") == "/"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("废止", Validity.REPEALED),
        ("已廢止", Validity.REPEALED),
        ("失效", Validity.LAPSED),
        ("已修改", Validity.AMENDED),
        ("有效", None),
        ("部分失效", None),
        ("否", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_clear_end_of_validity_is_believed(words: str | None, code: Validity | None) -> None:
    assert ended(words) == code
    assert bool(doubts(words)) == (words not in {"有效", "", None})


def test_rows_of_plain_text_become_one_table() -> None:
    assert plain_markup("甲<乙\n| 一 | 二 |\n| 三 | 四 |\n\n丙") == (
        "<p>甲&lt;乙</p><table><tbody><tr><td>一</td><td>二</td></tr>"
        "<tr><td>三</td><td>四</td></tr></tbody></table><p>丙</p>"
    )


def test_a_file_keeps_its_name_whichever_folder_was_given() -> None:
    assert same_file("tz/a.html", "jyj/tz/a.html")
    assert same_file("a.html", "a.html")
    assert not same_file("tz/a.html", "gg/a.html")
    assert not same_file("ba.html", "a.html")


def test_a_dry_run_says_what_would_be_read(root: Path) -> None:
    report = look_over(find_files([root]), KNOWN, 1, nobody)
    counts = report.counts
    assert counts["readable"] == 8
    assert counts["listing"] == 1
    assert counts["unreadable"] == 4
    assert counts["attachment"] == 4
    assert counts["other"] == 2
    assert report.has_findings


def test_two_processes_read_the_same_as_one(root: Path) -> None:
    files = find_files([root])
    one = look_over(files, KNOWN, 1, nobody)
    two = look_over(files, KNOWN, 2, nobody)
    assert two.lines == one.lines


def test_a_file_that_kills_its_reader_is_reported_and_its_neighbours_are_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "tz" / "kill.html").write_bytes(b"kill me")
    monkeypatch.setattr(reading, "read_many", fatal_read_many)
    files = [found for found in find_files([root]) if found.phase is Phase.PAGE]
    report = look_over(files, KNOWN, 2, nobody)
    died = [line for line in report.lines if line.reason == reading.DIED]
    assert [line.name for line in died] == ["tz/kill.html"]
    assert report.counts["readable"] == 5


def test_processes_that_cannot_work_at_all_are_no_fault_of_the_files(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read_many", always_fatal)
    with pytest.raises(Refusal) as refused:
        look_over(find_files([root]), KNOWN, 2, nobody)
    assert refused.value.codes == ("readers",)


def always_fatal(files: list[Found], known: Known) -> list[Source]:
    os._exit(9)


def fatal_read_many(files: list[Found], known: Known) -> list[Source]:
    if any(found.path.read_bytes() == b"kill me" for found in files):
        os._exit(9)
    return [read_source(found, known) for found in files]


def test_a_report_is_a_table_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    report = Report(
        [Line("=cmd().html", "unreadable", "坏"), Line("a.html", "imported", title="通知")]
    )
    write(report, tmp_path / "r.csv")
    text = (tmp_path / "r.csv").read_text("utf-8-sig")
    assert "'=cmd().html,不能迁入,坏" in text
    assert "a.html,已迁入" in text
    write(report, tmp_path / "r.json")
    assert '"outcome": "imported"' in (tmp_path / "r.json").read_text("utf-8")


def test_a_large_picture_that_the_text_links_to_comes_along_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "small.png").write_bytes(oldsite.PIXEL)
    (tmp_path / "large.png").write_bytes(oldsite.PIXEL + b"\x00")
    body = oldsite.TEXT + '<p><a href="large.png"><img src="small.png"></a></p>'
    source = read_page(tmp_path, page("通知", body))
    assert {(one.name, one.inline) for one in source.attachments} == {
        ("small.png", True),
        ("large.png", False),
    }
    large = next(one for one in source.attachments if not one.inline)
    assert f'href="{file_link(0, large.sha256)}"' in source.columns["body_html"]


def test_a_picture_that_is_not_there_becomes_words_that_lead_to_its_old_place(
    tmp_path: Path,
) -> None:
    (tmp_path / "false.png").write_bytes(b"MZ")
    body = oldsite.TEXT + '<p><img src="false.png" alt="示意图"><img src="gone.jpg"></p>'
    source = read_page(tmp_path, page("通知", body))
    assert source.attachments == ()
    markup = source.columns["body_html"]
    for name, words in (("false.png", "示意图"), ("gone.jpg", f"{oldsite.BASE}gone.jpg")):
        assert f'<a href="{oldsite.BASE}{name}" rel="noopener noreferrer">〔图片：{words}' in markup
    assert any("没有带入" in warning for warning in source.warnings)
    assert "正文图片没有找到：gone.jpg" in source.warnings


def test_a_picture_that_no_browser_shows_is_listed_and_linked(tmp_path: Path) -> None:
    (tmp_path / "map.tif").write_bytes(b"II*\x00scan")
    (tmp_path / "old.bmp").write_bytes(b"BMdrawing")
    body = oldsite.TEXT + '<p><img src="map.tif"><img src="old.bmp"></p>'
    source = read_page(tmp_path, page("通知", body))
    kinds = {one.name: (one.inline, one.media_type) for one in source.attachments}
    assert kinds == {"map.tif": (False, ""), "old.bmp": (True, "image/bmp")}
    sha256 = next(one.sha256 for one in source.attachments if one.name == "map.tif")
    assert f'<a href="{file_link(0, sha256)}"' in source.columns["body_html"]


@pytest.mark.parametrize("title", ["停水通知", "第1份通知", "关于停水的通知"])
def test_a_short_title_is_not_mistaken_for_the_sites_name(tmp_path: Path, title: str) -> None:
    assert read_page(tmp_path, page(title, published="2019-01-01")).columns["title"] == title
