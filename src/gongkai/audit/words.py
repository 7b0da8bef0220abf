"""The ledger in words: what its subjects are called and where they stand, what its details say.

Entries keep the codes under which they were written; only the page translates them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of thing that entries are about.

    ``code`` is the first part of a subject (``document:12``), ``view`` the page of one such thing
    by its number ("" if it has none), ``deed`` the right that opens it ("" for everybody).
    """

    code: str
    label: str
    view: str = ""
    deed: str = ""


subject_kinds: Registry[SubjectKind] = Registry("kind of subject")

DETAIL_LABELS: Mapping[str, str] = {
    "name": "名称",
    "title": "名称",
    "what": "事项",
    "post": "组内职务",
    "role": "角色",
    "since": "起",
    "until": "止",
    "on": "日期",
    "username": "账号",
    "address": "登录地址",
    "step": "环节",
    "code": "机构代码",
    "changed": "变更内容",
    "ended_terms": "随之免去的任职",
    "hours": "学时",
    "from": "由",
    "to": "到",
    "moved": "移交件数",
}
DIGEST = re.compile(r"[0-9a-f]{40,}")
DIGEST_SHOWN = 12
TYPED = re.compile(r"(\S+?)\s*([0-9]\S*)")


def subject_words(subject: str) -> str:
    """``document:12`` as 信息 12; a subject of an unknown kind as it is."""
    code, _, rest = subject.partition(":")
    if code not in subject_kinds:
        return subject
    return f"{subject_kinds[code].label} {rest.replace(':', '-') if rest != 'unknown' else '不详'}"


def subject_of(words: str) -> str:
    """What a person typed as the ledger writes it: 信息 12, 信息12 and ``document:12`` alike."""
    match = TYPED.fullmatch(words.strip())
    for kind in subject_kinds:
        if match and match[1] == kind.label:
            return f"{kind.code}:{match[2].replace('-', ':')}"
    return words.strip()


def detail_words(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(label, words) of everything a detail states; what is empty is left out."""
    for name, value in detail.items():
        words = _value(name, value)
        if words:
            yield DETAIL_LABELS.get(name, name), words


def _value(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    if name == "role" and value in set(Role):
        return ROLE_LABELS[Role(value)]
    words = str(value)
    return f"{words[:DIGEST_SHOWN]}…" if DIGEST.fullmatch(words) else words
