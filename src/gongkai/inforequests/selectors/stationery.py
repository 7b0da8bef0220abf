"""What the papers of a unit are made with, what is missing taken from the units above."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.inforequests.models import PaperSettings, PaperTemplate
from gongkai.inforequests.papers import PAPERS, default_text
from gongkai.inforequests.rules.remedies import (
    ReviewFacts,
    reasons_against_court,
    reasons_against_reviewing_body,
    reviewing_body,
)
from gongkai.kernel.errors import Reason
from gongkai.orgs.selectors import ancestors, unit_by_id

KINDS: Mapping[str, str] = {
    "government": "government",
    "township": "government",
    "department": "department",
    "institution": "authorised",
    "village": "authorised",
}
"""What a unit of the tree is to 行政复议法第二十四条 unless its settings say otherwise."""
INHERITED = ("court", "online_channel", "query_remedy")


@dataclass(frozen=True, slots=True)
class Stationery:
    """A unit's letterhead and remedies as they hold for it.

    ``mark`` falls back on the short name of the unit; ``wanting`` says what must be entered before
    a paper with remedies can be made.
    """

    unit_id: int
    organ: str
    mark: str
    has_own_mark: bool
    reviewing_bodies: tuple[str, ...]
    court: str
    online_channel: str
    query_remedy: str
    wanting: list[Reason] = field(default_factory=list)


def own_settings(unit_id: int) -> PaperSettings | None:
    """What has been entered for this very unit."""
    return PaperSettings.objects.filter(unit_id=unit_id).first()


def stationery_of(unit_id: int) -> Stationery:
    """What holds for a unit: its own settings, then those above it, nearest first."""
    unit = unit_by_id(unit_id)
    if unit is None:
        raise LookupError(f"no unit {unit_id}")
    above = ancestors(unit)
    rows = PaperSettings.objects.in_bulk([unit_id, *(each.pk for each in above)])
    own = rows.get(unit_id) or PaperSettings(unit_id=unit_id)
    nearest = [own, *(rows[each.pk] for each in reversed(above) if each.pk in rows)]
    found = {
        name: next((value for row in nearest if (value := getattr(row, name))), "")
        for name in INHERITED
    }
    government = next((each.name for each in reversed(above) if each.kind == "government"), "")
    facts = _review_facts(own, unit.kind, government)
    of_government = facts.kind == "government" and unit.kind != "township"
    court = own.higher_court if of_government else found["court"]
    wanting = [
        *reasons_against_reviewing_body(facts),
        *reasons_against_court(court, of_government),
    ]
    return Stationery(
        unit_id=unit_id,
        organ=unit.name,
        mark=own.mark or unit.short_name,
        has_own_mark=bool(own.mark),
        reviewing_bodies=() if reasons_against_reviewing_body(facts) else reviewing_body(facts),
        court=court,
        online_channel=found["online_channel"],
        query_remedy=found["query_remedy"] or "B",
        wanting=wanting,
    )


def _review_facts(own: PaperSettings, unit_kind: str, government: str) -> ReviewFacts:
    """Where the unit stands: entered by hand, else read from the tree of units."""
    return ReviewFacts(
        kind=own.review_kind or KINDS.get(unit_kind, ""),
        own_government=own.own_government or government,
        higher_government=own.higher_government or government,
        higher_department=own.higher_department,
    )


@dataclass(frozen=True, slots=True)
class TemplateInForce:
    """The text a unit's paper is made from now, and where it comes from.

    ``version`` 0 is the text that came with the software; ``unit_name`` is empty then.
    """

    code: str
    text: str
    version: int = 0
    unit_id: int = 0
    unit_name: str = ""

    @property
    def source(self) -> str:
        return f"{self.unit_name}第{self.version}版" if self.version else "自带模板"


def template_in_force(unit_id: int, code: str) -> TemplateInForce:
    """The nearest edited text, from the unit upwards, else the one shipped."""
    return templates_in_force(unit_id)[code]


def templates_in_force(unit_id: int) -> dict[str, TemplateInForce]:
    """The same for every paper; two queries."""
    unit = unit_by_id(unit_id)
    line = ancestors(unit) if unit else []
    names = {each.pk: each.name for each in line} | ({unit.pk: unit.name} if unit else {})
    rank = {pk: place for place, pk in enumerate(names)}
    found = {code: TemplateInForce(code, default_text(code)) for code in PAPERS}
    rows = PaperTemplate.objects.filter(unit_id__in=names).order_by("version")
    newest = {(row.unit_id, row.code): row for row in rows}
    for (where, code), row in sorted(newest.items(), key=lambda item: rank[item[0][0]]):
        if row.text and code in found:
            found[code] = TemplateInForce(code, row.text, row.version, where, names[where])
    return found


def versions_of(unit_id: int, code: str) -> list[PaperTemplate]:
    """Every version of a unit's own text of a paper, newest first."""
    return list(PaperTemplate.objects.filter(unit_id=unit_id, code=code))
