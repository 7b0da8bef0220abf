"""When a finding may be waived, and by which words it is known again."""

import re
from datetime import date, timedelta

from gongkai.kernel.errors import Reason
from gongkai.screening.rules.findings import Category, Finding
from gongkai.screening.rules.folding import fold

NEVER = frozenset({"secret_mark"})
"""Findings no waiver can lift: 密级 is decided by those who classified (保密法)."""
SHORTEST_REASON = 6
LONGEST_REASON = 200
LONGEST = timedelta(days=366)
_NOISE = re.compile(r"[\s\u3000\-‐‑–—.·_/]")


def reasons_against_waiver(
    *, rule: str, reason: str, expires_on: date, today: date
) -> list[Reason]:
    """All reasons against a waiver with this *reason* until *expires_on* (included)."""
    reasons = []
    if rule in NEVER:
        reasons.append(
            Reason("rule", "密级标记不能豁免，应当停止发布并报保密审查", "《保守国家秘密法》")
        )
    length = len(reason.strip())
    if not SHORTEST_REASON <= length <= LONGEST_REASON:
        reasons.append(
            Reason(
                "reason", f"请写明豁免理由（{SHORTEST_REASON}至{LONGEST_REASON}字），现有{length}字"
            )
        )
    if expires_on < today:
        reasons.append(Reason("expires_on", "有效期应当在今天以后"))
    elif expires_on - today > LONGEST:
        reasons.append(Reason("expires_on", "有效期最长一年，到期后重新审查"))
    return reasons


def words_of(finding: Finding) -> str:
    """What a finding is known by: its rule and its text without ways of writing."""
    text = _NOISE.sub("", fold(finding.text).text) or finding.message
    return f"{finding.rule}|{text}"


def masked(finding: Finding) -> str:
    """The finding's text for lists: personal data with its middle masked, at most 60 characters."""
    text = finding.text or finding.message
    if finding.category != Category.PERSONAL_DATA:
        return text[:60]
    if len(text) <= 4:
        return text[:1] + "*" * (len(text) - 1)
    return f"{text[:2]}{'*' * min(8, len(text) - 4)}{text[-2:]}"
