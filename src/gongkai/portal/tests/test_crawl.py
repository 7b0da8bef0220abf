"""A reader who follows every link: what a crawler, a screen reader and an inspector would find."""

from collections import Counter, deque
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as parser

from gongkai.catalogue import services as catalogue
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.documents import services
from gongkai.documents.tests.factories import draft, published, take
from gongkai.orgs.tests.cast import Cast
from gongkai.search.indexer import indexer_for

pytestmark = pytest.mark.django_db
MOST_PAGES = 300
FORMS = {"/openness/requests/new/", "/openness/requests/status/"}
"""Pages whose forms are protected by a cookie against being sent from elsewhere."""
SITE_TAGS = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN_TAGS = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE_TAGS = {"ArticleTitle", "PubDate", "ContentSource"}


@pytest.fixture
def county(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """A small site with a bit of everything: nested, empty, closed and long sections, all states."""
    settings.INDEX_ROOT = tmp_path / "index"
    then = timezone.now() - timedelta(days=2)
    top = SectionFactory(unit=cast.county, name="法定主动公开内容", slug="top")
    middle = SectionFactory(unit=cast.county, name="统计信息", parent=top)
    leaf = SectionFactory(unit=cast.education, name="统计数据", parent=middle)
    SectionFactory(unit=cast.education, name="空栏目", parent=top)
    SectionFactory(unit=cast.county, name="依申请公开", area="requests")
    news = SectionFactory(unit=cast.education, name="通知公告", column_type="notices", area="news")
    SectionFactory(unit=cast.education, name="停用栏目", is_open=False, closed_on=date(2026, 2, 1))
    for number in range(23):
        published(cast, now=then + timedelta(minutes=number), section=news, title=f"第{number}号")
    body = "<h1>办法</h1><h3>第一章</h3><table><tr><th>项</th><td>一</td></tr></table>"
    old = published(cast, now=then, section=leaf, title="旧办法", body_html=body)
    act = published(cast, now=then, section=leaf, title="关于废止旧办法的决定")
    published(cast, now=then, section=leaf, title="未来的办法", effective_on=date(2999, 1, 1))
    services.change_validity(
        actor=cast.actor("clerk"),
        document_id=old.document_id,
        kind="repealed",
        on=timezone.localdate(),
        basis="澄政〔2026〕30号",
        acting_document_id=act.document_id,
        now=then + timedelta(hours=1),
    )
    begun = draft(cast, now=then, section=leaf, title="带附件的通知")
    services.attach(
        actor=cast.actor("clerk"), draft_id=begun.pk, data=b"1,2", name="表.csv", now=then
    )
    take(cast, begun, now=then)
    for issue in (catalogue.generate_guide, catalogue.generate_catalogue):
        issue(actor=cast.actor("office"), unit=cast.county, reason="首次", now=then)
    indexer_for("documents").rebuild(lambda _: None)
    return cast


def test_every_link_answers_and_every_page_is_whole(client: Client, county: Cast) -> None:
    seen: set[str] = set()
    ahead = deque(["/"])
    faults: list[str] = []
    while ahead and len(seen) < MOST_PAGES:
        address = ahead.popleft()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code in (301, 302):
            ahead.append(answer["Location"])
        elif answer.status_code != 200:
            faults.append(f"{address} {answer.status_code}")
        elif "html" in answer["Content-Type"]:
            page = parser.document_fromstring(answer.content)
            faults += [f"{address} {fault}" for fault in _faults(page, address)]
            faults += _cookies(answer, address)
            ahead.extend(_onward(page, address))
    assert faults == []
    assert len(seen) > 60


def _onward(page: Any, address: str) -> list[str]:
    """Links within the site; of the searches only the plain ones and the modes not at all."""
    found = []
    for link in page.iter("a"):
        target = link.get("href", "")
        parts = urlsplit(urljoin(address, target))
        if parts.scheme or parts.netloc or "mode=" in parts.query:
            continue
        if parts.path == "/search/" and parts.query.count("=") > 2:
            continue
        found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _faults(page: Any, address: str) -> list[str]:
    return [*_headings(page), *_tags(page, address), *_links(page), *_fields(page)]


def _headings(page: Any) -> list[str]:
    ranks = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    faults = [] if ranks.count(1) == 1 else [f"has {ranks.count(1)} h1"]
    jumps = [b for a, b in zip([0, *ranks], ranks, strict=False) if b > a + 1]
    return faults + [f"jumps to h{rank}" for rank in jumps]


def _tags(page: Any, address: str) -> list[str]:
    """The meta tags that 网站发展指引 wants of this kind of page, none of them empty (rules §9.5)."""
    wanted = SITE_TAGS | (COLUMN_TAGS if address != "/" else set())
    wanted |= ARTICLE_TAGS if address.startswith("/documents/") else set()
    told = {each.get("name"): each.get("content") for each in page.iter("meta") if each.get("name")}
    faults = [f"has no {name}" for name in sorted(wanted - told.keys())]
    faults += [f"has an empty {name}" for name, content in told.items() if not content]
    one = len(page.xpath('//link[@rel="canonical"]'))
    expected = 0 if address.startswith("/search/") else 1
    return faults + ([] if one == expected else [f"has {one} canonical addresses"])


def _links(page: Any) -> list[str]:
    faults = []
    for link in page.iter("a"):
        target, words = link.get("href", ""), link.text_content().strip()
        if not target or not words:
            faults.append(f"has an empty link {target!r} {words!r}")
        if target.startswith("http") and "noopener" not in link.get("rel", ""):
            faults.append(f"leads out without rel: {target}")
    ids = Counter(page.xpath("//@id"))
    return faults + [f"has the id {name} {many} times" for name, many in ids.items() if many > 1]


def _fields(page: Any) -> list[str]:
    named = set(page.xpath("//label/@for"))
    fields = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    return [
        f"has a field without a label: {field.get('name')}"
        for field in fields
        if field.get("id") not in named and not field.get("aria-label")
    ]


def _cookies(answer: Any, address: str) -> list[str]:
    form = address.partition("?")[0] in FORMS
    return [f"{address} sets a cookie"] if answer.cookies and not form else []
