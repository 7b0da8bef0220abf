"""The original beside the redacted text, for those who decide on it; and what is against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.documents.content import text_of
from gongkai.documents.images import listed, spelled_out
from gongkai.documents.models import Draft, Edition
from gongkai.documents.rules.redacting import reasons_against_redaction as reasons_of
from gongkai.documents.selectors.screening import subject_of
from gongkai.files.selectors import path_of
from gongkai.kernel.errors import Reason, Refusal
from gongkai.screening.selectors import Comparison, Pair, compare, maskings_of

TEXT_FIELDS = (
    ("title", "标题"),
    ("summary", "内容概述"),
    ("keywords", "关键词"),
    ("department", "责任部门"),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """One part of a text, its original beside what is left of it; *note* where there is no table."""

    heading: str
    note: str = ""
    compared: Comparison | None = None


def reasons_against_redaction(draft: Draft) -> list[Reason]:
    """What is against a redacted draft beside its text; nothing if it is not redacted."""
    original = draft.redacts
    if original is None:
        return []
    masked = {row.original_sha256 for row in maskings_of(subject_of(draft.document_id))}
    names = [item["name"] for _, item in listed(draft.attachments) if item["sha256"] in masked]
    return reasons_of(originals=names, same=_said(draft) == _said(original))


def _said(stated: Draft | Edition) -> list[Any]:
    files = sorted(item["sha256"] for _, item in listed(stated.attachments))
    return [*(getattr(stated, name) for name, _ in TEXT_FIELDS), text_of(stated.body_html), files]


def beside_original(stated: Draft | Edition) -> list[Beside]:
    """Header, text and each attachment of a redacted text beside its original, in their order."""
    original = stated.redacts
    if original is None:
        return []
    lines = tuple(_header(original, stated))
    header = Comparison(lines, sum(line.is_changed for line in lines), cut=False)
    body = compare(_body(original), _body(stated), "正文.txt")
    return [
        Beside("题头", compared=header),
        Beside("正文", compared=body),
        *_files(stated, original),
    ]


def _header(original: Edition, stated: Draft | Edition) -> Iterator[Pair]:
    for name, label in TEXT_FIELDS:
        before, after = getattr(original, name), getattr(stated, name)
        if before or after:
            yield Pair(label, before, after)


def _body(stated: Draft | Edition) -> bytes:
    return (text_of(spelled_out(stated.body_html)) or "（没有正文）").encode()


def _files(stated: Draft | Edition, original: Edition) -> Iterator[Beside]:
    copies = {
        row.masked_sha256: row.original_sha256
        for row in maskings_of(subject_of(stated.document_id))
    }
    before = {item["sha256"]: item for _, item in listed(original.attachments)}
    shown = set()
    for _, item in listed(stated.attachments):
        source = before.get(copies.get(item["sha256"], item["sha256"]))
        if source is None:
            yield Beside(f"附件：{item['name']}", "原稿里没有，是删减时另外添加的；请打开核对。")
            continue
        shown.add(source["sha256"])
        if source["sha256"] == item["sha256"]:
            yield Beside(f"附件：{item['name']}", "与原稿相同，没有删减。")
        else:
            yield _compared(source, item)
    for digest, item in before.items():
        if digest not in shown:
            yield Beside(f"附件：{item['name']}", "整件不公开，没有带入删减稿。")


def _compared(source: dict[str, Any], item: dict[str, Any]) -> Beside:
    heading = f"附件：{item['name']}"
    before, after = (path_of(one["sha256"]).read_bytes() for one in (source, item))
    try:
        return Beside(heading, compared=compare(before, after, source["name"]))
    except Refusal as refusal:
        return Beside(heading, f"读不出内容，请打开核对：{'；'.join(map(str, refusal.reasons))}")
