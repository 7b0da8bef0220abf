from dataclasses import asdict, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from gongkai.audit.selectors import story_of
from gongkai.catalogue import selectors, services
from gongkai.catalogue.models import DisclosureDuty
from gongkai.catalogue.rules import DutyDraft
from gongkai.catalogue.tests.factories import DutyFactory, SectionFactory
from gongkai.kernel.errors import Refusal

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DRAFT = DutyDraft(
    item_code="art20-7",
    matter="部门预算",
    content="收支总表\n三公经费表",
    basis="《预算法》第十四条",
    period="批复后20日内",
    channels=("政府网站", "公开查阅点"),
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def create(cast):
    def create(part="clerk", unit=None, **entries):
        return services.create_duty(
            actor=cast.actor(part),
            unit=unit or cast.education,
            draft=replace(DRAFT, **entries),
            now=NOW,
        )

    return create


def codes(refused):
    return set(refused.value.codes)


def test_a_clerk_adds_a_line_and_its_period_is_read_into_days(create):
    duty = create()
    assert (duty.period_days, duty.period_unit) == (20, "calendar_days")
    assert duty.channels == ["政府网站", "公开查阅点"]
    assert story_of(f"duty:{duty.pk}")[-1].detail == {"公开事项": "部门预算"}
    assert asdict(selectors.duty_draft_of(duty)) == asdict(DRAFT)


def test_a_period_in_words_has_no_days(create):
    duty = create(period="及时")
    assert (duty.period_days, duty.period_unit) == (None, "")


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        ("clerk", True),
        ("section_head", True),
        ("office", True),
        ("other_clerk", False),
        ("leader", False),
        ("inspector", False),
        ("admin", False),
        ("stranger", False),
    ],
)
def test_the_unit_and_the_office_write_the_basic_catalogue(create, part, allowed):
    if allowed:
        assert create(part).pk
    else:
        with pytest.raises(Refusal) as refused:
            create(part)
        assert codes(refused) == {"permission"}


def test_all_reasons_are_given_at_once(create):
    with pytest.raises(Refusal) as refused:
        create(
            item_code="art99",
            matter="",
            content=" ",
            basis="",
            period="",
            channels=(),
            audience="nobody",
        )
    assert codes(refused) == {
        "item_code",
        "matter",
        "content",
        "basis",
        "period",
        "channels",
        "audience",
    }


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"matter": "长" * 100_000}, "matter"),
        ({"content": "坏\x00字"}, "content"),
        ({"content": "长" * 2001}, "content"),
        ({"channels": ("飞鸽",)}, "channels"),
        ({"audience": "group"}, "audience_group"),
        ({"audience_group": "学生"}, "audience_group"),
        ({"section_id": 0}, "section_id"),
    ],
)
def test_a_bad_entry_is_named(create, entries, code):
    with pytest.raises(Refusal) as refused:
        create(**entries)
    assert codes(refused) == {code}


def test_a_line_points_only_to_a_section_the_unit_may_use(create, cast):
    other = SectionFactory(unit=cast.water)
    with pytest.raises(Refusal) as refused:
        create(section_id=other.pk)
    assert codes(refused) == {"section_id"}
    shared = SectionFactory(unit=cast.water, is_shared=True)
    assert create(section_id=shared.pk).section == shared
    closed = SectionFactory(unit=cast.education, is_open=False, closed_on="2026-05-01")
    with pytest.raises(Refusal):
        create(section_id=closed.pk, matter="另一事项")


def test_a_matter_stands_once_under_an_item_of_a_unit(create, cast):
    create()
    with pytest.raises(Refusal) as refused:
        create()
    assert codes(refused) == {"matter"}
    assert create(item_code="art20-8").pk
    assert create("office", unit=cast.water).pk


def change(cast, duty, version=1, **entries):
    draft = replace(selectors.duty_draft_of(duty), **entries)
    return services.change_duty(
        actor=cast.actor("clerk"), duty=duty, version=version, draft=draft, now=NOW
    )


def test_a_change_is_written_and_two_at_once_notice_each_other(create, cast):
    duty = create()
    changed = change(cast, duty, period="7个工作日内", item_code="art20-5")
    assert (changed.period_days, changed.item.code, changed.version) == (7, "art20-5", 2)
    assert story_of(f"duty:{duty.pk}")[-1].detail["变更"]["公开时限"] == [
        "批复后20日内",
        "7个工作日内",
    ]
    with pytest.raises(Refusal) as refused:
        change(cast, duty, matter="别的")
    assert codes(refused) == {"stale"}
    assert change(cast, changed, version=2).version == 2


def test_a_line_is_closed_with_a_reason_and_stays_in_the_table(create, cast):
    duty = create()
    clerk = cast.actor("clerk")
    with pytest.raises(Refusal) as refused:
        services.close_duty(actor=clerk, duty=duty, reason="", now=NOW)
    assert codes(refused) == {"reason"}
    closed = services.close_duty(actor=clerk, duty=duty, reason="职能划出", now=NOW)
    assert (closed.is_open, closed.closed_on) == (False, NOW.date())
    assert selectors.duties_of(cast.education.pk) == []
    for deed in (lambda: change(cast, closed, version=2), lambda: _close_again(clerk, closed)):
        with pytest.raises(Refusal) as refused:
            deed()
        assert codes(refused) == {"closed"}
    assert create().pk != duty.pk


def _close_again(clerk, duty):
    services.close_duty(actor=clerk, duty=duty, reason="再次", now=NOW)


def test_many_lines_come_in_all_or_none_and_each_bad_one_is_named(cast):
    good = [(n, replace(DRAFT, matter=f"事项{n}")) for n in (2, 3)]
    bad = [(4, replace(DRAFT, matter="")), (5, replace(DRAFT, matter="事项2"))]
    clerk = cast.actor("clerk")

    def bring_in(drafts):
        return services.import_duties(actor=clerk, unit=cast.education, drafts=drafts, now=NOW)

    with pytest.raises(Refusal) as refused:
        bring_in(good + bad)
    assert [str(reason)[:4] for reason in refused.value.reasons] == ["第4行：", "第5行："]
    assert not DisclosureDuty.objects.exists()
    assert bring_in(good) == 2


def test_gaps_are_the_items_of_the_units_level_without_a_line(cast, create):
    create()
    gaps = {row.code for row in selectors.items_without_duty(cast.education.pk, "department")}
    assert "art20-7" not in gaps
    assert {"art20-1", "art21-county-works"} <= gaps
    assert "art21-township-policy" not in gaps
    rural = {row.code for row in selectors.items_without_duty(cast.township.pk, "township")}
    assert "art21-township-policy" in rural
    assert "art21-county-works" not in rural


def test_lines_come_by_item_with_what_misfits_in_one_query(cast, django_assert_num_queries):
    DutyFactory(unit=cast.education, period="30个工作日内", period_days=None, period_unit="")
    section = SectionFactory(unit=cast.education)
    DutyFactory(unit=cast.education, section=section)
    with django_assert_num_queries(1):
        lines = selectors.duties_of(cast.education.pk)
    assert [[reason.code for reason in line.misfits] for line in lines] == [
        ["period_too_long", "no_section"],
        [],
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "group", "audience_group": ""},
        {"audience_group": "学生"},
        {"period_days": 7, "period_unit": ""},
        {"period_days": None},
    ],
)
def test_the_database_holds_to_the_same_rules(cast, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyFactory(unit=cast.education, **wrong)
