"""内容检查 of what an old site brings along, so that a reviewer knows before anybody says yes (§14).

Reading processes have no database: the words are those that come with the product; those of the
desk follow when the whole stock is screened.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gongkai.documents.moving.attachments import Attached
from gongkai.files.extraction import Unreadable
from gongkai.kernel.errors import Refusal
from gongkai.screening.engine import Engine
from gongkai.screening.reading import screen_data
from gongkai.screening.rules.findings import SEVERITY_WORDS, Finding, Severity
from gongkai.screening.rules.passages import Passage
from gongkai.screening.texts import shown_text

MOST = 8
"""Kinds of findings named for one record; how many more there are is said."""


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine()


def doubts_of(title: str, markup: str, files: Iterable[Attached]) -> list[str]:
    """One sentence for each kind of finding and place; what was found is not repeated.

    Hints are left out. A file that cannot be read is for the attachments' own warnings.
    """
    engine = _engine()
    shown = shown_text(markup)
    here = engine.screen([Passage(title, "标题")]) + engine.screen_text(markup, shown=shown)
    counted = Counter(_told(one, "") for one in here if one.severity != Severity.HINT)
    for file in files:
        if not file.inline:
            found = _in_file(engine, file)
            told = (_told(one, file.name) for one in found if one.severity != Severity.HINT)
            counted.update(told)
    return list(_sentences(counted))


def _in_file(engine: Engine, file: Attached) -> list[Finding]:
    try:
        data = file.data if file.data is not None else file.path.read_bytes() if file.path else b""
        return screen_data(engine, data, file.name)
    except (OSError, Refusal, Unreadable):
        return []


def _told(finding: Finding, file: str) -> tuple[str, str, str]:
    return SEVERITY_WORDS[Severity(finding.severity)], file, finding.message


def _sentences(counted: Counter[tuple[str, str, str]]) -> Iterator[str]:
    for (severity, file, message), number in counted.most_common(MOST):
        place = f"附件“{file}”" if file else "正文"
        yield f"内容检查（{severity}）：{place}{message}，{number} 处"
    if len(counted) > MOST:
        yield f"内容检查：还有 {len(counted) - MOST} 类问题，请用 gongkai screen 逐处查看"
