"""Screening a record of any kind: text, header, links, files, with the waivers that hold.

Neutral on purpose: a *subject* is ``kind:id``; who keeps the record decides what the answer means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.sealed import blind_index
from gongkai.screening.engine import Engine
from gongkai.screening.formal import formal_findings
from gongkai.screening.models import Waiver
from gongkai.screening.reading import screen_data
from gongkai.screening.rules.findings import Category, Finding, Severity
from gongkai.screening.rules.form import REQUIRED, Record, check_form
from gongkai.screening.rules.form.links import LinkState
from gongkai.screening.rules.passages import Passage
from gongkai.screening.rules.waivers import words_of
from gongkai.screening.selectors import current_engine, valid_waivers
from gongkai.screening.texts import shown_text


@dataclass(frozen=True)
class Judged:
    """A finding, its fingerprint (what a waiver is bound to) and the waiver that lets it stand."""

    finding: Finding
    fingerprint: str
    waiver: Waiver | None = None


@dataclass(frozen=True)
class Screened:
    """All findings of a subject, the grave first in neither order: as they stand in the record."""

    subject: str
    findings: tuple[Judged, ...]

    @property
    def standing(self) -> tuple[Judged, ...]:
        """Grave and ordinary findings that are neither mended nor waived."""
        return tuple(
            one
            for one in self.findings
            if one.waiver is None and one.finding.severity != Severity.HINT
        )


def screen_record(
    *,
    subject: str,
    title: str,
    body: str,
    day: date,
    fields: Mapping[str, str] = MappingProxyType({}),
    header: Mapping[str, str] | None = None,
    section: str = "",
    links: Iterable[tuple[str, str]] = (),
    files: Iterable[tuple[str, bytes | None]] = (),
    required: tuple[str, ...] = REQUIRED,
    tried: Mapping[str, LinkState] | None = None,
) -> Screened:
    """Everything screening has to say about a record on *day*.

    *body* is plain text or HTML; *fields* are other texts by their label; *header* maps Chinese field names (标题, 索引号, 发文字号, …) to what
    they say, None leaves the header unchecked; *files* are (name, bytes), None for one that is lost. A file that
    cannot be read is a finding itself: nobody can answer for what nobody has seen. *tried* says of addresses
    in the text whether they answer. Two queries.
    """
    engine = current_engine(day)
    shown = shown_text(body)
    beside = [Passage(text, label) for label, text in fields.items()]
    found = engine.screen([Passage(title, "标题"), *beside])
    found += engine.screen_text(body, shown=shown)
    if header is not None:
        record = Record(
            {"标题": title, **header}, shown.text if shown else body, 0, section, tuple(links)
        )
        found += check_form(record, required=required)
    if shown is not None:
        found += [one for one in formal_findings(body, shown, tried) if one.rule.endswith("_link")]
    for name, data in files:
        found += _in_file(engine, name, data)
    return _judged(subject, found, day)


def _in_file(engine: Engine, name: str, data: bytes | None) -> list[Finding]:
    if data is None:
        return [_unreadable(name, Refusal(Reason("lost", "文件不在了，请重新上传")))]
    try:
        inside = screen_data(engine, data, name)
    except Refusal as refusal:
        return [_unreadable(name, refusal)]
    return [replace(one, location=f"附件“{name}” {one.location}".strip()) for one in inside]


def _unreadable(name: str, refusal: Refusal) -> Finding:
    return Finding(
        rule="unreadable_file",
        category=Category.FILE,
        severity=Severity.CONFIRM,
        start=0,
        end=0,
        text=name,
        message=f"读不出内容，无法检查（{'；'.join(map(str, refusal.reasons))}）",
        suggestion="换成可以读取的格式，或者由有权人员核对后豁免",
        location=f"附件“{name}”",
    )


def screen_file(*, name: str, data: bytes, day: date) -> list[Finding]:
    """Findings of one file with the lists of *day*; raises `Refusal` when it cannot be read."""
    return screen_data(current_engine(day), data, name)


def fingerprint_of(finding: Finding) -> str:
    """A keyed digest of rule and text."""
    return blind_index("screening.waiver", words_of(finding))


def _judged(subject: str, found: Iterable[Finding], day: date) -> Screened:
    waivers = valid_waivers(subject, day)
    judged = []
    for finding in found:
        fingerprint = fingerprint_of(finding)
        judged.append(Judged(finding, fingerprint, waivers.get(fingerprint)))
    return Screened(subject, tuple(judged))


def reasons_against_publication(screened: Screened) -> list[Reason]:
    """Why the subject may not go out: every grave or ordinary finding that still stands (§14)."""
    return [
        Reason(
            f"screening.{one.finding.rule}",
            f"{one.finding.location}：{one.finding.message}；请改正，或由有权人员写明理由豁免",
            one.finding.basis,
        )
        for one in screened.standing
    ]
