"""Makes small PDF files with Chinese text, without fonts or other programs."""

LINE_LETTERS = 28
_SIZE = 16
_LEFT = 80
_TOP = 780
_LEADING = 28


def as_pdf(text: str) -> bytes:
    """The text typeset like an official document: 28 letters a line, long paragraphs indented."""
    pages: list[list[str]] = [[]]
    height = _TOP
    for x, line in _set(text):
        if height < 80:
            pages.append([])
            height = _TOP
        code = line.encode("utf-16-be").hex()
        pages[-1].append(f"BT /F1 {_SIZE} Tf 1 0 0 1 {x} {height} Tm <{code}> Tj ET")
        height -= _LEADING
    return _file(["\n".join(page) for page in pages])


def placed_pdf(pieces: list[tuple[int, int, str]], drawn: str = "", size: int = 10) -> bytes:
    """One page with each text at its place (left edge, base line in points), over what is *drawn*."""
    content = "\n".join(
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for x, y, text in pieces
    )
    return _file([f"{drawn}\n{content}"])


def _set(text: str) -> list[tuple[int, str]]:
    """Lines with their left edge; short paragraphs are centred."""
    lines: list[tuple[int, str]] = []
    for paragraph in text.split("\n"):
        if len(paragraph) <= LINE_LETTERS:
            room = LINE_LETTERS - len(paragraph)
            lines.append((_LEFT + room * _SIZE // 2, paragraph or " "))
            continue
        first = LINE_LETTERS - 2
        lines.append((_LEFT + 2 * _SIZE, paragraph[:first]))
        rest = paragraph[first:]
        while rest:
            lines.append((_LEFT, rest[:LINE_LETTERS]))
            rest = rest[LINE_LETTERS:]
    return lines


def _file(contents: list[str]) -> bytes:
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        "/FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for index, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _joined(objects)


def _joined(objects: list[str]) -> bytes:
    made = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(made)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    made += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode("ascii")
    return made + f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
