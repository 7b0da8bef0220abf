"""区分处理 (条例第三十七条): when a severed copy may go out. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.inforequests.rules.replies import ALL_GROUNDS, OTHER_LACKS
from gongkai.kernel.errors import Reason

ARTICLE = "条例第三十七条"
GROUNDS = (*ALL_GROUNDS, *OTHER_LACKS)
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage taken out: where, on which ground (a code of §1.2 or of another lack), why."""

    place: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class Copies:
    """An original and its severed copy, as hashes, and the texts that can be read out of them.

    ``original`` and ``copy`` are None where no text can be read (pictures, scans).
    """

    original_sha256: str
    copy_sha256: str
    original: str | None = None
    copy: str | None = None


def reasons_against_passages(passages: Sequence[Passage]) -> list[Reason]:
    """What the register of severed passages lacks: each has a place, a ground, a reason."""
    if not passages:
        sentence = "请登记遮盖了哪些内容：每处写明位置、依据和理由，答复书须逐项说明"
        return [Reason("passages", sentence, ARTICLE)]
    found = []
    for number, passage in enumerate(passages, 1):
        if not passage.place.strip():
            found.append(Reason("passages", f"第{number}处没有写位置", ARTICLE))
        if passage.ground not in GROUNDS:
            found.append(Reason("passages", f"第{number}处没有选依据", ARTICLE))
        if not passage.reason.strip():
            found.append(Reason("passages", f"第{number}处没有写理由", ARTICLE))
    return found


def reasons_against_copy(copies: Copies, hidden: Iterable[str] = ()) -> list[Reason]:
    """Why a severed copy is none: the same file, the same words, or the words still in it.

    *hidden* are words that must not be readable in the copy any more; they are never kept.
    """
    if copies.original_sha256 == copies.copy_sha256:
        sentence = "遮盖后的文件与原件完全相同，请上传遮盖后的副本"
        return [Reason("copy", sentence, ARTICLE)]
    found = []
    if copies.copy is not None and _letters(copies.copy) == _letters(copies.original or ""):
        sentence = (
            "遮盖后的文件里仍能读出与原件相同的全部文字，遮盖没有起作用；请删除文字后重新生成"
        )
        found.append(Reason("copy", sentence, ARTICLE))
    if copies.copy is not None:
        kept = _letters(copies.copy)
        found += [
            Reason("hidden", f"遮盖后的文件里仍能读出“{word[:SHOWN]}…”，请删除后重新生成", ARTICLE)
            for word in hidden
            if _letters(word) and _letters(word) in kept
        ]
    return found


def _letters(text: str) -> str:
    return "".join(text.split())
