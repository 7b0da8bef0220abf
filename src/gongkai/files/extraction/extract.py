"""The one door: bytes and a name in, `Extracted` out."""

from pathlib import PurePath

from gongkai.files.extraction import archive as archives
from gongkai.files.extraction import decoding, sniff
from gongkai.files.extraction.result import Clock, Extracted, Limits, Unreadable

_DEFAULT = Limits()
_OLD_FORMATS = {
    sniff.DOC: (".doc", "docx"),
    sniff.XLS: (".xls", "xlsx"),
    sniff.RTF: (".rtf", "docx"),
}


def extract(data: bytes, name: str, limits: Limits = _DEFAULT) -> Extracted:
    """The text of a file within *limits*; raises `Unreadable` with a Chinese sentence.

    The media type is told by the content; *name* only decides between old formats that share one
    container (.doc and .wps).
    """
    if len(data) > limits.file_bytes:
        raise Unreadable(f"文件超过 {limits.file_bytes // 1024 // 1024} MB，请压缩或拆分后重试")
    if not data:
        raise Unreadable("文件是空的（0 字节）")
    clock = Clock(limits)
    media_type = sniff.of_bytes(data)
    if media_type is None:
        return _text(data, limits)
    if media_type == sniff.ZIP:
        return _zipped(data, limits, clock)
    if media_type == sniff.PDF:
        from gongkai.files.extraction import pdf

        text, warnings = pdf.read(data, limits, clock)
        return Extracted(text, sniff.PDF, warnings=tuple(warnings))
    if media_type in _OLD_FORMATS:
        return _old(data, name, media_type, limits, clock)
    if media_type == sniff.MHTML:
        return _archived_page(data, limits)
    raise Unreadable(_why_not(media_type))


def _text(data: bytes, limits: Limits) -> Extracted:
    text, encoding, warnings = decoding.decode(data)
    if sniff.is_binary(data) and not encoding.startswith("utf-16"):
        raise Unreadable("不是文字文件，认不出是哪种格式")
    if len(text) > limits.characters:
        raise Unreadable(f"文字超过 {limits.characters} 字，请拆分后重试")
    if sniff.of_text(text) == sniff.PLAIN:
        return Extracted(text, sniff.PLAIN, encoding=encoding, warnings=tuple(warnings))
    from gongkai.files.extraction.markup import Page

    page = Page(text)
    if page.cut_short:
        warnings.append("网页标签嵌套过深，后面的部分没有读到，请核对原件")
    shown = "\n".join(line.text for line in page.lines)
    return Extracted(
        shown, sniff.HTML, text, encoding, tuple(page.links), tuple(warnings), page=page
    )


def _zipped(data: bytes, limits: Limits, clock: Clock) -> Extracted:
    archive = archives.Archive(data, limits)
    names = set(archive.names)
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        from gongkai.files.extraction import word

        text, links = word.read(archive, clock)
        return _bounded(Extracted(decoding.clean(text), sniff.DOCX, links=links), limits)
    if "xl/workbook.xml" in names:
        from gongkai.files.extraction import sheet

        text = sheet.read(data, archive, limits, clock)
        return _bounded(Extracted(decoding.clean(text), sniff.XLSX), limits)
    if "OFD.xml" in names:
        raise Unreadable(_why_not(sniff.OFD))
    raise Unreadable(_why_not(sniff.PPTX if "ppt/presentation.xml" in names else sniff.ZIP))


def _old(data: bytes, name: str, media_type: str, limits: Limits, clock: Clock) -> Extracted:
    from gongkai.files.extraction import office

    suffix, target = _OLD_FORMATS[media_type]
    if PurePath(name).suffix.lower() in {".wps", ".et"}:
        suffix = PurePath(name).suffix.lower()
    made = _zipped(office.convert(data, suffix, target, clock), limits, clock)
    return Extracted(made.text, media_type, links=made.links, warnings=made.warnings)


def _archived_page(data: bytes, limits: Limits) -> Extracted:
    """The first page inside a saved web archive (.mht, also written by Word under .doc)."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() in {sniff.HTML, sniff.PLAIN}:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return _text(payload, limits)
    raise Unreadable("网页归档（.mht）里没有找到网页正文")


def _bounded(found: Extracted, limits: Limits) -> Extracted:
    if len(found.text) > limits.characters:
        raise Unreadable(f"文字超过 {limits.characters} 字，请拆分后重试")
    return found


def _why_not(media_type: str) -> str:
    reasons = {
        sniff.LOCKED: archives.LOCKED,
        sniff.OFD: "暂不能读取 OFD 版式文件，请另存为 PDF 或 docx 后重试",
        sniff.PPT: "暂不能读取演示文稿，请另存为 PDF 后重试",
        sniff.PPTX: "暂不能读取演示文稿，请另存为 PDF 后重试",
        sniff.ZIP: "这是压缩包，请解压后逐个读取",
        sniff.OLE: "认不出这个旧格式的文件，请另存为 docx 后重试",
    }
    if media_type.startswith("image/"):
        return "这是图片，没有文字可读；请提供文字版"
    return reasons.get(media_type, f"这种文件（{media_type}）没有文字可读")
