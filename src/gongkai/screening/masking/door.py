"""A masked copy of a file beside the original, checked by the engine before it is given out."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from gongkai.files.extraction import Unreadable
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.screening.engine import Engine
from gongkai.screening.files import kind_of, read_passages
from gongkai.screening.files.parts import Package
from gongkai.screening.files.reading import Bounds, Budget, Reading
from gongkai.screening.masking import pages, pdf, pictures, sheet, texts, word
from gongkai.screening.masking.masker import ROUNDS, Masker, Masking
from gongkai.screening.reading import screen_data
from gongkai.screening.rules.findings import Category
from gongkai.screening.rules.passages import Passage

_MOST_NAMED = 20
_ADVICE = {
    "doc": "旧格式 .doc 不能脱敏，请另存为 .docx 后重试",
    "xls": "旧格式 .xls 不能脱敏，请另存为 .xlsx 后重试",
    "pptx": "演示文稿不能脱敏，请导出为 PDF 后重试",
    "zip": "压缩包不能脱敏，请解压后逐个处理",
    "locked": "文件已加密，请去掉密码后重试",
    "rtf": "RTF 不能脱敏，请另存为 .docx 后重试",
    "ofd": "OFD 不能脱敏，请导出为 PDF 后重试",
}


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked copy and the report of it; the report never holds the clear text."""

    name: str
    kind: str
    data: bytes
    places: tuple[Masking, ...]
    counts: dict[str, int]
    removed: dict[str, int]
    redrawn_pages: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "masked": [place.as_json() for place in self.places],
            "counts": self.counts,
            "removed": self.removed,
            "redrawn_pages": list(self.redrawn_pages),
        }


def mask_file(
    source: Path | bytes,
    name: str = "",
    *,
    engine: Engine,
    strict: bool = False,
    words: tuple[str, ...] = (),
    bounds: Bounds | None = None,
) -> Masked:
    """The masked copy of a text, web page, docx, xlsx, pdf or picture file (规则手册 §14.2).

    *strict* keeps less of each number; *words* are masked wherever they stand. Raises `Refusal`
    when the kind cannot be masked, the file cannot be read, or the engine still finds personal
    data in the result: a copy that is not clean is never given out.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    shown = name or ("" if isinstance(source, bytes) else source.name)
    known = bounds or Bounds()
    if len(data) > known.limits.file_bytes:
        raise Unreadable(f"文件超过 {known.limits.file_bytes // 1024 // 1024} MB，请拆分后重试")
    if not data:
        raise Unreadable("文件是空的（0 字节），请重新选择")
    budget = Budget(known)
    kind = kind_of(data)
    for rounds in ROUNDS:
        masker = Masker(engine, strict, words, rounds, budget)
        made = _by_kind(kind, data, Reading(shown, budget), masker)
        reasons = _reasons_against(made, kind, shown, masker)
        if not reasons:
            break
    refuse_if(reasons)
    removed = {label: count for label, count in masker.removed.items() if count}
    return Masked(
        _safe_name(shown, masker),
        kind,
        made,
        tuple(masker.done),
        masker.counts(),
        removed,
        tuple(masker.redrawn),
    )


def _safe_name(name: str, masker: Masker) -> str:
    """The file's name with its own hits masked."""
    kept = Masker(masker.engine, masker.strict, masker.words, masker.rounds, masker.budget)
    edits = kept.edits([Passage(name, "文件名")]).get(0, [])
    for edit in sorted(edits, key=lambda edit: -edit.start):
        name = name[: edit.start] + edit.text.replace("*", "＊") + name[edit.end :]
    return name


def _by_kind(kind: str, data: bytes, reading: Reading, masker: Masker) -> bytes:
    if kind == "docx":
        return word.mask_word(Package(data, reading), masker)
    if kind == "xlsx":
        return sheet.mask_sheet(Package(data, reading), masker)
    if kind == "pdf":
        return pdf.mask_pdf(data, masker)
    if kind == "html":
        return pages.mask_page(data, reading, masker)
    if kind == "text":
        return texts.mask_text(data, reading, masker)
    if kind == "picture":
        masker.removed["图片属性"] += 1
        return pictures.stripped(data)
    if kind == "zip":
        Package(data, reading)
    raise Refusal(Reason("mask_kind", _ADVICE.get(kind, "这种文件不能脱敏，请另存为 docx 或 pdf")))


def _reasons_against(data: bytes, kind: str, name: str, masker: Masker) -> list[Reason]:
    """Read the copy like any file and screen it again: every place still found."""
    shown = f"x{PurePath(name).suffix}"
    pieces = list(read_passages(data, shown, bounds=masker.budget.bounds))
    found = masker.engine.screen(pieces)
    if kind in {"text", "html"}:
        found += screen_data(masker.engine, data, shown, bounds=masker.budget.bounds)
    left = [one for one in found if one.category == Category.PERSONAL_DATA]
    reasons = [
        Reason("mask_left", f"脱敏后仍检出：{one.message}（{one.location or '正文'}），请人工处理")
        for one in left[:_MOST_NAMED]
    ]
    if len(left) > _MOST_NAMED:
        reasons.append(Reason("mask_left", f"另有 {len(left) - _MOST_NAMED} 处"))
    for piece in pieces if masker.words else ():
        if isinstance(piece, Passage) and any(word in piece.text for word in masker.words if word):
            reasons.append(
                Reason("mask_left", f"指定的词仍在（{piece.location or '正文'}），请人工处理")
            )
    return reasons[:_MOST_NAMED]
