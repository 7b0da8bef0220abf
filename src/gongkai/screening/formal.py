"""Form checks that a file alone allows: its links, and the header lines it carries itself."""

from collections.abc import Mapping
from dataclasses import replace

from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.folding import Folded
from gongkai.screening.rules.form import Record, check_form, record_in
from gongkai.screening.rules.form.links import LinkState, check_links, links_in

_ALWAYS = ("标题", "索引号", "发布机构", "成文日期")


def formal_findings(
    text: str, shown: Folded | None, tried: Mapping[str, LinkState] | None = None
) -> list[Finding]:
    """Findings of the category “form”; places count in *text*; *tried* addresses are known."""
    found = _of_header(text, shown)
    if shown is not None:
        found += [
            replace(one, location=f"第{text.count(chr(10), 0, one.start) + 1}行")
            for one in check_links(links_in(text), tried)
        ]
    return found


def _of_header(text: str, shown: Folded | None) -> list[Finding]:
    record = record_in(shown.text if shown else text)
    if record is None:
        return []
    findings = check_form(record, required=_stated_empty(record))
    if shown is None:
        return findings
    return [
        replace(one, start=shown.start_of(one.start), end=shown.end_of(one.end)) for one in findings
    ]


def _stated_empty(record: Record) -> tuple[str, ...]:
    """Fields whose label stands there with nothing behind it; absent labels say nothing."""
    return tuple(name for name in _ALWAYS if record.header.get(name) == "")
