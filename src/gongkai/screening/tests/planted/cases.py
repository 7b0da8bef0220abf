"""What a case of the planted-leak suite is, and how well an engine does on many."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.screening.engine import Engine
from gongkai.screening.rules.findings import Finding
from gongkai.screening.texts import shown_text

KINDS = {
    "id_number": "身份证号",
    "mobile": "手机号",
    "bank_card": "银行卡号",
    "landline": "个人固定电话",
    "home_address": "住址",
    "plate": "车牌",
    "passport": "护照等证件",
    "social_security": "社保等编号",
    "email": "电子邮箱",
    "sensitive": "敏感事项",
}


@dataclass(frozen=True)
class Case:
    """A text and what is planted in it: (kind, the very text). A negative plants nothing."""

    name: str
    text: str
    planted: tuple[tuple[str, str], ...] = ()
    file: str = "a.txt"


@dataclass
class Score:
    """Counts of one kind; cases by name."""

    planted: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        told = self.found + self.false
        return self.found / told if told else 1.0


def kind_of(finding: Finding) -> str:
    return "sensitive" if finding.rule.startswith("sensitive") else finding.rule


def measure(engine: Engine, cases: Iterable[Case]) -> dict[str, Score]:
    """How many planted things are found and how many findings are false, by kind."""
    scores = {kind: Score() for kind in KINDS}
    for case in cases:
        found = [
            finding
            for finding in engine.screen_text(case.text, shown=shown_text(case.text, case.file))
            if finding.category == "personal_data"
        ]
        _score(case, found, scores)
    return scores


def _score(case: Case, found: list[Finding], scores: dict[str, Score]) -> None:
    used: set[int] = set()
    place = 0
    for kind, text in case.planted:
        start = case.text.index(text, place)
        place = start
        scores[kind].planted += 1
        hit = next(
            (
                number
                for number, finding in enumerate(found)
                if number not in used and kind_of(finding) == kind and _covers(finding, start, text)
            ),
            None,
        )
        if hit is None:
            scores[kind].missed.append(f"{case.name}：{text!r}")
        else:
            used.add(hit)
            scores[kind].found += 1
    for number, finding in enumerate(found):
        if number not in used:
            scores[kind_of(finding)].false += 1
            scores[kind_of(finding)].wrong.append(f"{case.name}：{finding.text!r}")


def _covers(finding: Finding, start: int, text: str) -> bool:
    """Nine tenths of the planted text, and hardly anything beside it."""
    common = min(finding.end, start + len(text)) - max(finding.start, start)
    return common >= 0.9 * len(text) and finding.end - finding.start <= 1.3 * len(text) + 2
