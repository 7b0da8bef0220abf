"""Text out of files of every kind; limits; broken, locked and hostile files."""

import contextlib
import io
import struct
import time
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.files.extraction import Limits, Unreadable, extract, office, sniff
from gongkai.files.tests.papers import as_pdf

TEXT = "澄明县人民政府办公室\n关于做好春季森林防火工作的通知\n各乡镇人民政府：请遵照执行。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def zipped(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def word_with(body: str, **others: str) -> bytes:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {"word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>"}
    for name, content in others.items():
        parts[f"word/{name}.xml"] = f"<w:hdr {namespace}>{content}</w:hdr>"
    return zipped(**parts)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


# Text and its encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_chinese_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    found = extract(TEXT.encode(encoding), "a.txt")
    assert found.text == TEXT
    assert found.media_type == sniff.PLAIN
    assert found.warnings == ()


def test_big5_is_read_when_the_page_says_so() -> None:
    page = "<html><meta charset=big5><p>臺北市政府公告</p></html>"
    assert "臺北市政府公告" in extract(page.encode("big5"), "a.html").text


def test_a_lying_charset_is_told_and_does_no_harm() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>森林防火</p></body></html>'
    found = extract(page.encode("utf-8"), "a.html")
    assert found.text == "森林防火"
    assert found.encoding == "utf-8"
    assert any("自称编码 gb2312" in warning for warning in found.warnings)


def test_few_broken_bytes_are_marked_and_counted_not_fatal() -> None:
    found = extract(TEXT.encode() + b"\xff" + "，特此通知。".encode(), "a.txt")
    assert "特此通知" in found.text
    assert any("1 处文字损坏" in warning for warning in found.warnings)


def test_control_and_invisible_characters_are_removed() -> None:
    assert (
        extract("森\u200b林\x07防\ufeff火\r\n通\x00知".encode(), "a.txt").text == "森林防火\n通知"
    )


# Markup


def test_layout_tables_dissolve_and_data_rows_stay_rows() -> None:
    page = "<table><tr><td><p>标题</p><table><tr><td>索引号</td><td>1/2</td></tr></table></td></tr></table>"
    assert extract(page.encode(), "a.html").text == "标题\n| 索引号 | 1/2 |"


def test_scripts_styles_and_comments_are_no_text() -> None:
    page = "<p>正<!-- 隐藏 -->文</p><script>var a='代码'</script><style>p{}</style><noscript>无脚本</noscript>"
    assert extract(page.encode(), "a.html").text == "正文"


def test_line_breaks_and_preformatted_lines_part_lines() -> None:
    assert (
        extract("<div>一<br>二<pre>三\n四</pre></div>".encode(), "a.html").text == "一\n二\n三\n四"
    )


def test_links_and_embedded_files_are_listed_as_the_page_has_them() -> None:
    page = "<p><a href=' /f/a.docx '>责任清单</a><iframe src='b.pdf'></iframe><a>没有地址</a></p>"
    links = extract(page.encode(), "a.html").links
    assert [(link.name, link.url) for link in links] == [("责任清单", "/f/a.docx"), ("", "b.pdf")]


def test_the_content_decides_not_the_extension() -> None:
    assert extract(b"<html><body><p>A</p></body></html>", "a.doc").media_type == sniff.HTML
    assert extract(as_pdf("甲"), "a.txt").media_type == sniff.PDF
    assert extract(saved(docx.Document()), "a.pdf").media_type == sniff.DOCX


def test_a_page_nested_beyond_all_measure_is_cut_with_a_warning() -> None:
    found = extract(("<html>" + "<div>" * 100_000 + "正文").encode(), "a.html")
    assert any("嵌套过深" in warning for warning in found.warnings)


def test_a_saved_web_archive_gives_its_page() -> None:
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><p>归档的网页</p></html>\r\n--b--\r\n"
    )
    assert extract(archive.encode(), "a.mht").text == "归档的网页"


# Word


def test_word_paragraphs_and_tables_come_in_reading_order() -> None:
    document = docx.Document()
    document.add_paragraph("通知")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["索引号", "1/2", "文号", "a|b"], strict=True):
        cell.text = text
    document.add_paragraph("正文")
    lines = [line for line in extract(saved(document), "a.docx").text.split("\n") if line]
    assert lines == ["通知", "| 索引号 | 1/2 |", "| 文号 | a｜b |", "正文"]


def test_word_headers_and_footers_come_last() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("正文")
    text = extract(saved(document), "a.docx").text
    assert text.index("正文") < text.index("页脚")
    assert "页眉" in text


def test_word_text_boxes_are_read_once_and_deleted_words_are_not() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>前</w:t></w:r><AlternateContent><Choice>"
        f"{box}</Choice><Fallback>{box}</Fallback></AlternateContent>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>后</w:t></w:r></w:ins></w:p>"
    )
    assert extract(word_with(body), "a.docx").text == "前后\n框内"


def test_word_line_breaks_and_tabs_are_kept() -> None:
    body = "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>"
    assert extract(word_with(body), "a.docx").text == "一\n二\t三"


# Sheets


def test_sheets_give_their_name_and_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "补贴名单"
    sheet.append(["姓名", "金额", "日期"])
    sheet.append(["张某", 1200.0, date(2026, 1, 5)])
    sheet.append([])
    sheet.append([None, "合计"])
    assert extract(saved(book), "a.xlsx").text == (
        "补贴名单\n| 姓名 | 金额 | 日期 |\n| 张某 | 1200 | 2026-01-05 |\n|  | 合计 |"
    )


# PDF


def test_pdf_lines_become_paragraphs_again_even_across_pages() -> None:
    long = "为做好2026年春季森林防火工作，各单位要压实责任，加强值守，确保不发生重大火情。" * 12
    text = f"关于防火的通知\n{long}\n{long}\n澄明县林业局\n2026年1月5日"
    assert extract(as_pdf(text), "a.pdf").text.split("\n") == text.split("\n")


def test_a_scanned_pdf_is_told() -> None:
    assert any("扫描件" in warning for warning in extract(as_pdf(""), "a.pdf").warnings)


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(Unreadable, match="PDF 已损坏"):
        extract(b"%PDF-1.4 broken", "a.pdf")


# Old formats


def test_without_libreoffice_an_old_word_file_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    old = OLE + "WordDocument".encode("utf-16-le")
    with pytest.raises(Unreadable, match=r"没有安装 LibreOffice.*另存为 \.docx"):
        extract(old, "a.doc")
    with pytest.raises(Unreadable, match=r"\.wps"):
        extract(old, "a.wps")


def converter(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_an_old_word_file_is_converted_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = tmp_path / "ready.docx"
    ready.write_bytes(word_with(paragraph("旧文件")))
    program = converter(
        tmp_path, f'while [ "$1" != --outdir ]; do shift; done; cp {ready} "$2/source.docx"'
    )
    monkeypatch.setattr(office.shutil, "which", lambda _: program)
    found = extract(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
    assert (found.text, found.media_type) == ("旧文件", sniff.DOC)


def test_a_conversion_that_hangs_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = converter(tmp_path, "sleep 30")
    monkeypatch.setattr(office.shutil, "which", lambda _: program)
    start = time.monotonic()
    with pytest.raises(Unreadable, match="转换超时"):
        extract(OLE + "WordDocument".encode("utf-16-le"), "a.doc", Limits(seconds=0.5))
    assert time.monotonic() - start < 5


# What is refused


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07\x00", "没有文字可读"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "已加密"),
        (OLE, "认不出"),
        (b"PK\x03\x04 broken", "已损坏"),
        (bytes(range(9)) * 300, "不是文字文件"),
        (zipped(OFD__xml="x").replace(b"OFD/xml", b"OFD.xml"), "OFD"),
        (zipped(a="x"), "压缩包"),
        (zipped(word__document="x").replace(b"word/document", b"word/document"), "损坏"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        extract(data, "a")


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match="超过 0 MB"):
        extract(b"a" * 11, "a.txt", Limits(file_bytes=10))
    with pytest.raises(Unreadable, match="超过 10 字"):
        extract(b"a" * 11, "a.txt", Limits(characters=10))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = word_with(paragraph("0" * 5_000_000))
    assert len(bomb) < 20_000
    with pytest.raises(Unreadable, match="压缩炸弹"):
        extract(bomb, "a.docx", Limits(expanded_bytes=1_000_000))
    with pytest.raises(Unreadable, match="文件超过 2 个"):
        extract(word_with("", header1="", header2=""), "a.docx", Limits(zip_entries=2))


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(word_with(paragraph("0" * 100_000)))
    directory = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    with pytest.raises(Unreadable, match="损坏"):
        extract(bytes(data), "a.docx")


def test_a_locked_word_file_is_refused() -> None:
    data = bytearray(word_with(paragraph("密")))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="已加密"):
        extract(bytes(data), "a.docx")


ENTITIES = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


def test_entities_and_doctypes_are_refused() -> None:
    with pytest.raises(Unreadable, match="DOCTYPE"):
        extract(zipped(**{"word/document.xml": ENTITIES}), "a.docx")
    with pytest.raises(Unreadable, match="DOCTYPE"):
        extract(zipped(**{"xl/workbook.xml": ENTITIES}), "a.xlsx")


def test_a_broken_sheet_is_refused() -> None:
    with pytest.raises(Unreadable, match="损坏"):
        extract(zipped(**{"xl/workbook.xml": "<a>"}), "a.xlsx")


def test_time_is_bounded() -> None:
    body = "".join(paragraph("防火") for _ in range(20_000))
    with pytest.raises(Unreadable, match="超过 0 秒"):
        extract(word_with(body), "a.docx", Limits(seconds=0))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "%PDF-", "PK\x03\x04", "<html>", "{\\rtf"]))
def test_any_bytes_are_read_or_refused_never_a_crash(data: bytes, head: str) -> None:
    with contextlib.suppress(Unreadable):
        assert isinstance(extract(head.encode("latin-1") + data, "a").text, str)


@pytest.mark.parametrize(
    "hostile",
    ["<", "<div>", "<table><tr><td>", "&#", "<b>文", "<a href=x>", "<dl><dt>", "|", "：", "<!--"],
)
def test_five_megabytes_of_hostile_markup_are_read_in_bounded_time(hostile: str) -> None:
    data = ("<html>" + hostile * (5_000_000 // len(hostile.encode()))).encode()
    start = time.process_time()
    extract(data, "a.html")
    assert time.process_time() - start < 20
