from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongkai.audit.selectors import story_of
from gongkai.catalogue import public, selectors, services
from gongkai.catalogue.models import Section
from gongkai.catalogue.rules import SectionDraft
from gongkai.catalogue.tests.factories import SectionFactory
from gongkai.kernel.errors import Refusal

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
DRAFT = SectionDraft(
    name="财政预决算",
    slug="caizheng-yusuan",
    description="财政预算、决算信息",
    keywords="预算,决算",
    column_type="disclosure",
    area="statutory",
    cadence="yearly",
    update_days=20,
    item_code="art20-7",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast):
    return cast.actor("office")


@pytest.fixture
def create(cast, office):
    def create(parent=None, unit=None, actor=None, **entries):
        return services.create_section(
            actor=actor or office,
            unit=unit or cast.education,
            draft=replace(DRAFT, **entries),
            now=NOW,
            parent=parent,
        )

    return create


def codes(refused):
    return set(refused.value.codes)


def test_the_office_opens_a_section_and_its_unit_answers_for_it_from_today(create, cast):
    section = create()
    assert section.path == f"/{section.pk}/"
    assert section.disclosure_item.code == "art20-7"
    held = section.responsibilities.get()
    assert (held.unit, held.since, held.until) == (cast.education, TODAY, None)
    entry = story_of(f"section:{section.pk}")[-1]
    assert entry.deed == "catalogue.create_section"
    assert entry.detail["栏目"] == "财政预决算"


def test_a_section_below_another_carries_its_path(create):
    top = create()
    below = create(parent=top, slug="bumen", name="部门预算")
    assert below.path == f"/{top.pk}/{below.pk}/"
    assert [view.slug for view in public.trail(public.section_by_slug("bumen"))] == [top.slug]


@pytest.mark.parametrize(
    "part", ["clerk", "section_head", "leader", "inspector", "stranger", "other_clerk"]
)
def test_others_may_not_open_sections(create, cast, part):
    with pytest.raises(Refusal) as refused:
        create(actor=cast.actor(part))
    assert codes(refused) == {"permission"}


def test_all_reasons_are_given_at_once(create):
    with pytest.raises(Refusal) as refused:
        create(
            name="",
            slug="财政",
            description=" ",
            keywords="",
            cadence="weekly",
            column_type="blog",
            area="garden",
            item_code="art99",
        )
    assert codes(refused) == {
        "name",
        "slug",
        "description",
        "keywords",
        "cadence",
        "column_type",
        "area",
        "item_code",
    }


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"name": "长" * 100_000}, "name"),
        ({"name": "坏\x00名"}, "name"),
        ({"slug": "-a"}, "slug"),
        ({"slug": "a" * 61}, "slug"),
        ({"update_days": 365}, "update_days"),
        ({"update_days": -1}, "update_days"),
        ({"cadence": "permanent", "update_days": 1}, "update_days"),
    ],
)
def test_a_bad_entry_is_named(create, entries, code):
    with pytest.raises(Refusal) as refused:
        create(**entries)
    assert code in codes(refused)


def test_an_address_and_a_name_are_used_once(create, cast):
    create()
    with pytest.raises(Refusal) as refused:
        create()
    assert codes(refused) == {"slug", "name"}
    assert create(slug="other", unit=cast.water).name == DRAFT.name


def test_a_section_does_not_stand_below_a_closed_one_or_in_another_area(create, office):
    top = create()
    with pytest.raises(Refusal) as refused:
        create(parent=top, slug="x", name="甲", area="news")
    assert codes(refused) == {"area"}
    services.close_section(actor=office, section=top, reason="合并", now=NOW)
    with pytest.raises(Refusal) as refused:
        create(parent=top, slug="x", name="甲")
    assert codes(refused) == {"parent"}


def test_sections_stand_at_most_five_levels_deep(create):
    parent = None
    for level in range(5):
        parent = create(parent=parent, slug=f"level-{level}", name=f"第{level}级")
    with pytest.raises(Refusal) as refused:
        create(parent=parent, slug="level-5", name="第6级")
    assert codes(refused) == {"parent"}


def change(office, section, version=1, **entries):
    draft = replace(selectors.draft_of(section), **entries)
    return services.change_section(
        actor=office, section=section, version=version, draft=draft, now=NOW
    )


def test_a_change_is_written_with_old_and_new_in_the_ledger(create, office):
    section = change(office, create(), name="预算决算", item_code="")
    assert (section.name, section.version, section.disclosure_item) == ("预算决算", 2, None)
    detail = story_of(f"section:{section.pk}")[-1].detail
    assert detail["变更"]["名称"] == ["财政预决算", "预算决算"]
    assert detail["变更"]["法定主动公开事项"] == ["art20-7", ""]


def test_an_address_a_section_left_goes_on_answering_and_is_never_given_to_another(
    create, office, client
):
    section = change(office, create(), slug="yusuan")
    assert public.section_by_slug(DRAFT.slug) is None
    assert public.present_address(DRAFT.slug) == "yusuan"
    moved = client.get(f"/sections/{DRAFT.slug}/")
    assert (moved.status_code, moved.url) == (301, "/sections/yusuan/")
    assert client.get("/sections/never-was/").status_code == 404
    with pytest.raises(Refusal) as refused:
        create(name="别的")
    assert codes(refused) == {"slug"}
    back = change(office, section, version=2, slug=DRAFT.slug)
    assert public.present_address(DRAFT.slug) is None
    assert public.present_address("yusuan") == back.slug


def test_a_closed_unit_answers_for_nothing_new(create, office, cast):
    section = create()
    type(cast.water).objects.filter(pk=cast.water.pk).update(closed_on=TODAY)
    for deed in (
        lambda: create(unit=cast.water, slug="x"),
        lambda: services.reassign_section(
            actor=office, section=section, unit=cast.water, since=TODAY, reason="划转", now=NOW
        ),
    ):
        with pytest.raises(Refusal, match="已撤销") as refused:
            deed()
        assert codes(refused) == {"unit"}


def test_saving_without_a_change_leaves_no_trace(create, office):
    section = create()
    before = len(story_of(f"section:{section.pk}"))
    assert change(office, section).version == 1
    assert len(story_of(f"section:{section.pk}")) == before


def test_who_saves_an_older_state_is_told(create, office):
    section = create()
    change(office, section, name="甲")
    with pytest.raises(Refusal, match="已被他人修改") as refused:
        change(office, section, name="乙")
    assert codes(refused) == {"stale"}


def test_a_section_with_sections_below_keeps_its_area(create, office):
    top = create()
    create(parent=top, slug="x", name="甲")
    with pytest.raises(Refusal) as refused:
        change(office, top, area="news")
    assert codes(refused) == {"area"}


def test_a_whole_branch_moves_and_every_path_follows(create, office):
    top, other = create(), create(slug="other", name="民生")
    child = create(parent=top, slug="child", name="部门")
    grandchild = create(parent=child, slug="grandchild", name="单位")
    moved = services.move_section(actor=office, section=child, parent=other, version=1, now=NOW)
    grandchild.refresh_from_db()
    assert moved.path == f"/{other.pk}/{child.pk}/"
    assert grandchild.path == f"/{other.pk}/{child.pk}/{grandchild.pk}/"
    moved = services.move_section(actor=office, section=child, parent=None, version=2, now=NOW)
    assert (moved.path, moved.parent_id) == (f"/{child.pk}/", None)


def test_a_section_does_not_move_below_itself_or_too_deep(create, office):
    top = create()
    child = create(parent=top, slug="child", name="部门")
    with pytest.raises(Refusal) as refused:
        services.move_section(actor=office, section=top, parent=child, version=1, now=NOW)
    assert codes(refused) == {"parent"}
    deep = create(slug="deep-0", name="深")
    for level in range(1, 4):
        deep = create(parent=deep, slug=f"deep-{level}", name=f"深{level}")
    with pytest.raises(Refusal, match="5级"):
        services.move_section(actor=office, section=top, parent=deep, version=1, now=NOW)


def test_another_unit_takes_over_and_the_history_stays(create, office, cast):
    section = create()
    later = NOW + timedelta(days=10)
    services.reassign_section(
        actor=office,
        section=section,
        unit=cast.water,
        since=later.date(),
        reason="职能调整",
        now=later,
    )
    section.refresh_from_db()
    assert section.unit == cast.water
    terms = [(t.unit, t.since, t.until) for t in section.responsibilities.all()]
    assert terms == [
        (cast.water, later.date(), None),
        (cast.education, TODAY, later.date()),
    ]
    line = next(row for row in public.responsibility_table() if row.section.id == section.pk)
    assert (line.section.unit.slug, line.since) == ("shuiliju", later.date())


def test_a_take_over_is_refused_with_all_reasons(create, office, cast):
    section = create()
    with pytest.raises(Refusal) as refused:
        services.reassign_section(
            actor=office,
            section=section,
            unit=cast.education,
            since=date(2027, 1, 1),
            reason="",
            now=NOW,
        )
    assert codes(refused) == {"unit", "since", "reason"}
    with pytest.raises(Refusal, match="不能早于") as refused:
        services.reassign_section(
            actor=office,
            section=section,
            unit=cast.water,
            since=date(2026, 1, 1),
            reason="职能调整",
            now=NOW,
        )
    assert codes(refused) == {"since"}


def test_closing_needs_a_reason_and_no_open_section_below(create, office):
    top = create()
    child = create(parent=top, slug="child", name="部门")
    with pytest.raises(Refusal) as refused:
        services.close_section(actor=office, section=top, reason=" ", now=NOW)
    assert codes(refused) == {"children", "reason"}
    services.close_section(actor=office, section=child, reason="合并", now=NOW)
    closed = services.close_section(actor=office, section=top, reason="合并", now=NOW)
    assert (closed.is_open, closed.closed_on) == (False, TODAY)
    assert public.section_by_slug(top.slug).closed_on == TODAY
    assert public.section_tree() == []
    with pytest.raises(Refusal) as refused:
        services.close_section(actor=office, section=top, reason="合并", now=NOW)
    assert codes(refused) == {"closed"}


def test_a_closed_section_is_opened_again_below_an_open_parent_only(create, office):
    top = create()
    child = create(parent=top, slug="child", name="部门")
    for section in (child, top):
        services.close_section(actor=office, section=section, reason="合并", now=NOW)
    with pytest.raises(Refusal) as refused:
        services.reopen_section(actor=office, section=child, now=NOW)
    assert codes(refused) == {"parent"}
    assert services.reopen_section(actor=office, section=top, now=NOW).closed_on is None
    assert services.reopen_section(actor=office, section=child, now=NOW).is_open
    with pytest.raises(Refusal) as refused:
        services.reopen_section(actor=office, section=child, now=NOW)
    assert "open" in codes(refused)


def test_a_unit_that_answers_for_sections_has_open_work(create, cast):
    from gongkai.orgs.handover import open_work

    before = open_work(unit_id=cast.education.pk)
    create()
    assert open_work(unit_id=cast.education.pk) == before + 1
    assert open_work(person_id=cast.clerk.pk) == 0


def test_the_standard_columns_are_opened_once(cast, office):
    made = services.create_standard_sections(actor=office, unit=cast.county, now=NOW)
    assert len(made) == 5 + 15
    tree = public.section_tree()
    assert [node.section.area for node in tree] == [
        "guide",
        "rules",
        "statutory",
        "reports",
        "requests",
    ]
    assert [child.section.item_code for child in tree[2].children] == [
        f"art20-{n}" for n in range(1, 16)
    ]
    assert services.create_standard_sections(actor=office, unit=cast.county, now=NOW) == []


def test_the_standard_columns_misfit_nothing(cast, office):
    services.create_standard_sections(actor=office, unit=cast.county, now=NOW)
    lines = selectors.sections_overview(today=TODAY)
    assert [reason for line in lines for reason in line.misfits] == []


def test_drafting_units_see_their_own_and_the_shared_sections(cast):
    SectionFactory(unit=cast.water, slug="water")
    SectionFactory(unit=cast.county, slug="all", is_shared=True)
    mine = SectionFactory(unit=cast.education, slug="mine")
    assert {row.slug for row in selectors.sections_for_unit(cast.education.pk)} == {"all", "mine"}
    assert len(selectors.section_choices(unit_id=cast.education.pk)) == 2
    assert len(selectors.section_choices(without=mine.path)) == 2


def test_a_draft_read_back_is_the_draft_written(create):
    assert asdict(selectors.draft_of(create())) == asdict(DRAFT)


def test_no_section_can_be_its_own_parent(create):
    from django.db import IntegrityError, transaction

    section = create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(parent=section)
