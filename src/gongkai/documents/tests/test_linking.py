"""Links of what is public: tried politely, and what died is a finding of the text it stands in."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from gongkai.casework.rules import local_day
from gongkai.documents import jobs, selectors, services
from gongkai.documents.models import Link, LinkUse
from gongkai.documents.reaching import Tried
from gongkai.documents.selectors import StockFilter
from gongkai.documents.services import linking
from gongkai.documents.tests.factories import NOW, published
from gongkai.orgs.tests.cast import Cast

LATER = NOW + timedelta(hours=2)
LOST = Tried(trouble="no_host")
HOST = "http://www.example.gov.cn"


class Answers:
    """Stands for the internet: what each address answers, and what was asked."""

    def __init__(self, **known: Tried) -> None:
        self.known = known
        self.asked: list[str] = []

    def tried(self, address: str) -> Tried:
        self.asked.append(address)
        return self.known.get(address.rpartition("/")[2], Tried(status=200))


def linked(cast: Cast, *pages: str, **changes):
    body = "".join(f'<p><a href="{HOST}/{page}">{page}号通知</a></p>' for page in pages)
    row = published(cast, body_html=f"{body}<p>请查看。</p>", **changes)
    services.screen_stock(now=LATER)
    return row


def rules_found(cast: Cast) -> list[str]:
    rows = selectors.stock_findings(
        actor=cast.actor("clerk"), asked=StockFilter(state=""), today=local_day(LATER)
    )
    return [row.rule for row in rows]


def test_a_dead_link_becomes_a_finding_and_one_that_comes_back_is_none(
    cast: Cast, monkeypatch
) -> None:
    monkeypatch.setattr(linking, "PAUSE", 0.0)
    linked(cast, "a", "b")
    assert services.try_links(now=LATER, reach=Answers(a=Tried(status=404))) == 2
    assert selectors.link_counts(actor=cast.actor("clerk")) == {
        "alive": 1,
        "dead": 1,
        "unknown": 0,
        "untried": 0,
    }
    assert services.screen_stock(now=LATER) == 1
    assert rules_found(cast) == ["dead_link"]
    assert services.try_links(now=LATER, reach=Answers()) == 0
    week = LATER + timedelta(days=8)
    assert services.try_links(now=week, reach=Answers()) == 2
    services.screen_stock(now=week)
    assert rules_found(cast) == []


def test_a_site_that_is_lost_is_unknown_until_it_was_lost_three_days(
    cast: Cast, monkeypatch
) -> None:
    monkeypatch.setattr(linking, "PAUSE", 0.0)
    linked(cast, "a")
    states = []
    for day in range(3):
        published_on = LATER + timedelta(days=day, minutes=day)
        linked(cast, f"new{day}", title=f"第{day}份通知")
        assert services.try_links(now=published_on, reach=Answers(a=LOST)) == 2
        states.append(Link.objects.get(address=f"{HOST}/a").state)
    assert states == ["unknown", "unknown", "dead"]


def test_a_machine_without_a_line_calls_nothing_dead(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(linking, "PAUSE", 0.0)
    linked(cast, "a")
    for week in range(5):
        services.try_links(now=LATER + timedelta(days=8 * week), reach=Answers(a=LOST))
    link = Link.objects.get()
    assert (link.state, link.failures) == ("unknown", 0)
    assert "本机连不上外网" in link.note


def test_one_site_is_asked_a_few_times_a_run_with_a_pause(cast: Cast, monkeypatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(linking.time, "sleep", slept.append)
    linked(cast, *"abcdefg")
    assert services.try_links(now=LATER, reach=Answers()) == linking.PER_HOST
    assert sum(pause > 1 for pause in slept) == linking.PER_HOST - 1
    assert services.try_links(now=LATER, reach=Answers()) == 2


def test_links_that_nothing_public_leads_to_are_left_alone(cast: Cast) -> None:
    row = linked(cast, "a")
    type(row).objects.filter(pk=row.pk).update(visible_until=LATER)
    assert services.try_links(now=LATER, reach=Answers()) == 0


def test_the_job_does_nothing_where_the_house_has_forbidden_it(cast: Cast, settings) -> None:
    linked(cast, "a")
    settings.LINK_CHECK = False
    assert jobs.try_links(LATER) == 0
    assert LinkUse.objects.count() == 1


def test_the_page_tells_where_a_dead_link_stands(cast: Cast) -> None:
    linked(cast, "a")
    services.try_links(now=LATER, reach=Answers(a=Tried(status=410)))
    client = Client()
    client.force_login(cast.clerk)
    page = client.get(reverse("documents:links")).content.decode()
    assert f"{HOST}/a" in page
    assert "没有这个网页（410）" in page
    assert "还没有检查" in page
    untried = client.get(reverse("documents:links"), {"state": "untried"}).content.decode()
    assert f"{HOST}/a" not in untried
