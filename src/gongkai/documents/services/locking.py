"""A draft for changing: locked, in its author's hands, and as the person saw it."""

from gongkai.documents import flow
from gongkai.documents.models import Draft
from gongkai.kernel.errors import Reason, Refusal


def lock_draft(draft_id: int, expected_version: int | None) -> Draft:
    """The draft with its case, locked; Refusal when somebody saved in between or it is not open."""
    found = Draft.objects.select_for_update(of=("self",)).select_related("case__unit")
    draft = found.filter(pk=draft_id).first()
    if draft is None:
        raise Refusal(Reason("not_found", "没有这份文稿"))
    if draft.case.state not in flow.WITH_AUTHOR:
        sentence = "文稿已提交审核，不能修改；如需修改，请先“撤回修改”"
        raise Refusal(Reason("not_with_author", sentence))
    if expected_version is not None and draft.version != expected_version:
        who = draft.saved_by.name if draft.saved_by else "他人"
        sentence = f"您打开之后，{who}已保存过这份文稿；请另开窗口查看最新内容，再合并您的修改"
        raise Refusal(Reason("stale", sentence))
    return draft
