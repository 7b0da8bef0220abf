from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from gongkai.audit.selectors import story_of
from gongkai.catalogue import public, selectors, services, sources
from gongkai.catalogue.models import CatalogueVersion, GuideVersion
from gongkai.catalogue.rules import differences, guide_lines
from gongkai.catalogue.sources import Entry, SectionFigures, Source
from gongkai.catalogue.tests.factories import DutyFactory, SectionFactory
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Refusal

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PUBLISHED = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast):
    return cast.actor("office")


@pytest.fixture
def section(cast):
    return SectionFactory(unit=cast.county, name="政策文件", slug="policy", area="statutory")


@pytest.fixture
def records(monkeypatch, section):
    """Sixty records of the county in one section."""
    rows = [
        Entry(
            n,
            f"990000001/2026-{n:05d}",
            f"文件{n}",
            "概述",
            PUBLISHED.date(),
            PUBLISHED + timedelta(minutes=n),
            f"/documents/{n}/",
            section.pk,
        )
        for n in range(60)
    ][::-1]

    def entries(query):
        found = [e for e in rows if not query.before or (e.published_at, e.key) < query.before]
        return found[: query.limit]

    def figures(unit_id):
        return {section.pk: SectionFigures(len(rows), rows[0].published_at)} if rows else {}

    found = sources.Registry("catalogue source")
    found.register(Source("papers", "文件", figures, entries))
    monkeypatch.setattr(sources, "sources", found)
    return rows


def issue_guide(actor, unit, now=NOW, reason="首次发布"):
    return services.generate_guide(actor=actor, unit=unit, reason=reason, now=now)


def issue_catalogue(actor, unit, now=NOW, reason="首次发布"):
    return services.generate_catalogue(actor=actor, unit=unit, reason=reason, now=now)


def test_the_guide_holds_every_element_of_article_12(office, cast, section):
    issued = issue_guide(office, cast.county)
    assert (issued.is_new, issued.version.number, issued.warnings) == (True, 1, [])
    parts = {part["key"]: part for part in issued.version.content["parts"]}
    assert {"classification", "arrangement", "proactive", "on_request", "office"} <= set(parts)
    assert dict(parts["office"]["rows"]) == {
        "机构名称": cast.county.office_name,
        "办公地址": cast.county.address,
        "办公时间": cast.county.office_hours,
        "联系电话": cast.county.phone,
        "传真号码": cast.county.fax,
        "互联网联系方式": cast.county.email,
    }
    assert ["法定主动公开内容", "政策文件"] in parts["arrangement"]["rows"]
    text = "\n".join(guide_lines(issued.version.content))
    assert "综合政务" in text
    assert "20个工作日" in text


def test_missing_facts_are_named_to_the_office_and_left_out_never_invented(office, cast, section):
    issued = issue_guide(office, cast.education)
    assert {reason.code for reason in issued.warnings} == {
        "office_name",
        "address",
        "office_hours",
        "phone",
        "fax",
        "email",
        "sections",
    }
    parts = {part["key"]: part for part in issued.version.content["parts"]}
    assert parts["office"]["rows"] == []


def test_a_new_version_is_made_only_when_the_content_changed(office, cast, section):
    issue_guide(office, cast.county)
    again = issue_guide(office, cast.county, reason="例行检查")
    assert (again.is_new, again.version.number) == (False, 1)
    SectionFactory(unit=cast.county, name="新栏目", area="statutory")
    third = issue_guide(office, cast.county, NOW + timedelta(days=1), "增设栏目")
    assert (third.is_new, third.version.number) == (True, 2)
    assert story_of(f"guide:{cast.county.pk}:2")[0].detail["原因"] == "增设栏目"
    assert story_of(f"guide:{cast.county.pk}:3") == []


def test_the_difference_between_versions_is_the_changed_line(office, cast, section):
    first = issue_guide(office, cast.county).version
    section.name = "规范性文件"
    section.save()
    second = issue_guide(office, cast.county).version
    found = differences(list(guide_lines(first.content)), list(guide_lines(second.content)))
    assert [(d.sign, d.text) for d in found] == [
        ("-", "法定主动公开内容：政策文件"),
        ("+", "法定主动公开内容：规范性文件"),
    ]


def test_the_catalogue_counts_the_units_records_and_lists_its_duties(
    office, cast, section, records
):
    DutyFactory(unit=cast.county, section=section, matter="规范性文件")
    issued = issue_catalogue(office, cast.county)
    content = issued.version.content
    assert content["total"] == 60
    assert content["sections"][0]["count"] == 60
    assert content["sections"][0]["last_published_on"] == "2026-06-01"
    assert content["duties"][0]["section"] == "政策文件"
    assert issued.warnings == []


def test_an_empty_catalogue_says_what_is_missing(office, cast, section, monkeypatch):
    monkeypatch.setattr(sources, "sources", sources.Registry("catalogue source"))
    issued = issue_catalogue(office, cast.county)
    assert {reason.code for reason in issued.warnings} == {"no_duties", "empty_sections"}


def test_titles_of_records_are_read_live_and_are_not_in_any_version(office, cast, section, records):
    issued = issue_catalogue(office, cast.county)
    assert "文件59" not in str(issued.version.content)
    page = public.catalogue_entries(cast.county.pk)
    assert page.entries[0].title == "文件59"
    del records[0]
    assert public.catalogue_entries(cast.county.pk).entries[0].title == "文件58"


def test_the_records_of_a_catalogue_come_in_pages_of_fifty(cast, records):
    first = public.catalogue_entries(cast.county.pk)
    assert len(first.entries) == 50
    second = public.catalogue_entries(cast.county.pk, after=first.next)
    assert [row.title for row in second.entries] == [f"文件{n}" for n in range(9, -1, -1)]
    assert second.next is None


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "~~",
        "yesterday~papers~1",
        "2026-06-01T00:00:00~papers~1",
        "2026-13-01T00:00:00+08:00~papers~1",
        "2026-06-01T00:00:00+08:00~papers~\x00",
        "2026-06-01T00:00:00+08:00~papers~9999999999999999999999",
        "\uff11" * 10 + "~papers~1",
    ],
)
def test_what_is_no_cursor_starts_at_the_newest(cast, records, after):
    assert public.catalogue_entries(cast.county.pk, after=after).entries[0].title == "文件59"


@pytest.mark.parametrize(
    ("part", "unit", "allowed"),
    [
        ("office", "county", True),
        ("office", "education", True),
        ("leader", "education", True),
        ("leader", "water", False),
        ("clerk", "education", False),
        ("admin", "county", False),
        ("inspector", "county", False),
        ("stranger", "water", False),
    ],
)
def test_who_may_issue(cast, part, unit, allowed):
    for issue in (issue_guide, issue_catalogue):
        if allowed:
            assert issue(cast.actor(part), getattr(cast, unit)).is_new
        else:
            with pytest.raises(Refusal) as refused:
                issue(cast.actor(part), getattr(cast, unit))
            assert refused.value.codes == ("permission",)


def test_a_job_of_the_system_may_refresh_them(cast):
    assert issue_guide(SystemActor(), cast.county).version.generated_by == "系统任务"


def test_a_reason_is_needed_and_a_closed_unit_issues_nothing(office, cast):
    cast.water.closed_on = NOW.date()
    with pytest.raises(Refusal) as refused:
        issue_guide(office, cast.water, reason="")
    assert set(refused.value.codes) == {"reason", "unit"}


def test_the_public_reads_the_current_and_earlier_versions(
    office, cast, section, django_assert_num_queries
):
    assert public.issue("guide", cast.county.slug) is None
    issue_guide(office, cast.county)
    section.name = "规范性文件"
    section.save()
    issue_guide(office, cast.county, reason="栏目更名")
    with django_assert_num_queries(2):
        current = public.issue("guide", cast.county.slug)
    assert (current.number, current.is_current, current.unit.name) == (2, True, "澄明县人民政府")
    assert [(v.number, v.reason) for v in current.versions] == [(2, "栏目更名"), (1, "首次发布")]
    earlier = public.issue("guide", cast.county.slug, 1)
    assert not earlier.is_current
    assert "政策文件" in str(earlier.content)
    assert public.issue("guide", cast.county.slug, 9) is None
    assert public.issue("catalogue", cast.county.slug) is None
    assert [unit.slug for unit in public.units_with("guide")] == ["xianzhengfu"]


def test_the_state_of_all_units_costs_two_queries(office, cast, django_assert_num_queries):
    issue_guide(office, cast.county)
    issue_catalogue(office, cast.education)
    with django_assert_num_queries(2):
        states = selectors.issue_states([cast.county, cast.education, cast.water])
    assert [(s.guide is not None, s.catalogue is not None) for s in states] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert [v.number for v in selectors.versions_of("guide", cast.county.pk)] == [1]


@pytest.mark.parametrize("model", [GuideVersion, CatalogueVersion])
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_keeps_every_version_as_it_was_issued(office, cast, model, deed):
    issue_guide(office, cast.county)
    issue_catalogue(office, cast.county)
    rows = model.objects.all()
    with pytest.raises(DatabaseError, match="公开"), transaction.atomic():
        rows.update(reason="改写") if deed == "update" else rows._raw_delete(rows.db)
    assert model.objects.get().reason == "首次发布"
