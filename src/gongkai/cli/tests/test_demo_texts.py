"""What the demo county writes is clean: the gate of 内容检查 stops none of it, whatever the dice say."""

from dataclasses import replace
from datetime import date, timedelta
from inspect import get_annotations, getmembers, isfunction
from random import Random

import pytest

from gongkai.cli.demo.county import ORGANS
from gongkai.cli.demo.papers import figures, notices, policies
from gongkai.cli.demo.papers.parts import Paper, Scene
from gongkai.screening.services import screen_record

MAKERS = {
    name: make
    for module in (figures, notices, policies)
    for name, make in getmembers(module, isfunction)
    if get_annotations(make) == {"scene": Scene, "return": Paper}
}


def papers_of(make):
    """One paper for each matter that a unit writes about, the throws of the dice all different."""
    matters = {matter: organ for organ in ORGANS for matter in organ.matters}
    for throw, (matter, organ) in enumerate(matters.items()):
        chance = Random(throw)
        day = date(2024, 2, 29) + timedelta(days=chance.randrange(1500))
        yield make(Scene(replace(organ, matters=(matter,)), day, chance))


def findings_in(paper):
    screened = screen_record(
        subject="demo",
        title=paper.title,
        body=paper.body,
        day=date(2026, 11, 22),
        fields={"内容概述": paper.summary, "关键词": paper.keywords},
        required=(),
    )
    return [judged.finding for judged in screened.findings]


def test_every_kind_of_paper_is_looked_at():
    assert {"procurement", "opinions_wanted", "subsidy", "notice", "budget"} <= set(MAKERS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_no_paper_of_the_county_has_a_finding_that_stops_it(kind):
    stopped = {
        f"{paper.title}: {one.text} {one.message}"
        for paper in papers_of(MAKERS[kind])
        for one in findings_in(paper)
        if one.severity != "hint"
    }
    assert stopped == set()
