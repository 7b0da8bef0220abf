"""删减后公开: what may be published is told apart from what may not (条例第十三至十六条; rules §5.1)."""

from collections.abc import Sequence

from gongkai.documents.rules import GROUND_BY_CODE
from gongkai.kernel.errors import Reason

BASIS = "条例第十四条至第十六条；个人信息保护法第二十五条"


def reasons_against_redacting(
    *, ground: str, note: str, redacted: bool, empty: bool, has_section: bool
) -> list[Reason]:
    """Why a draft cannot be made one that is public without some of its parts."""
    found = []
    if redacted:
        found.append(Reason("redacted", "这份文稿已经是删减稿；要重新删减，请先恢复原稿"))
    if empty:
        found.append(Reason("text_missing", "文稿还没有正文或附件，没有可以删减的内容"))
    if ground not in GROUND_BY_CODE:
        found.append(Reason("ground", "请选择删减部分不予公开的法定理由", BASIS))
    if not note.strip():
        found.append(Reason("ground_note", "请写明删去哪些内容、为何不宜公开", "条例第十七条"))
    if not has_section:
        found.append(Reason("section_missing", "请先在文稿里选择发布栏目并保存"))
    return found


def reasons_against_redaction(*, originals: Sequence[str], same: bool) -> list[Reason]:
    """Why a redacted text may not go on: it still holds an original, or nothing was taken out.

    *originals*: names of attachments of which a masked copy was made and which are there again.
    """
    found = [
        Reason("original_attached", f"附件“{name}”是脱敏之前的原件，请移除，只留脱敏副本", BASIS)
        for name in originals
    ]
    if same:
        sentence = "删减稿与原稿完全相同；请删去不宜公开的内容，或者恢复原稿，按主动公开提交"
        found.append(Reason("nothing_redacted", sentence, BASIS))
    return found
