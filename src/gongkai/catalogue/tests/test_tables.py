from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gongkai.audit.selectors import story_of
from gongkai.catalogue import public, selectors, services
from gongkai.catalogue.models import Genre, Theme
from gongkai.catalogue.rules import TermDraft
from gongkai.kernel.errors import Refusal

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast):
    return cast.actor("office")


def codes(refused):
    return set(refused.value.codes)


def change(office, theme, version=1, **entries):
    plain = {"name": theme.name, "position": theme.position, "is_open": theme.is_open}
    return services.change_theme(
        actor=office, theme=theme, version=version, draft=TermDraft(**(plain | entries)), now=NOW
    )


def test_a_locality_renames_a_theme_and_adds_its_own(office):
    renamed = change(office, Theme.objects.get(code="T01"), name="组织机构")
    added = services.create_theme(actor=office, name="乡村振兴", now=NOW)
    below = services.create_theme(actor=office, name="驻村帮扶", now=NOW, parent=added)
    themes = public.themes()
    assert themes[0].name == "组织机构"
    assert themes[-1].children[0].label == "乡村振兴\\驻村帮扶"
    assert added.code.startswith("L")
    assert story_of(f"theme:{renamed.pk}")[-1].detail["名称"] == "组织机构"
    assert below.parent == added


def test_two_who_edit_at_once_notice_each_other(office):
    theme = Theme.objects.get(code="T01")
    change(office, theme, name="甲")
    with pytest.raises(Refusal) as refused:
        change(office, theme, name="乙")
    assert codes(refused) == {"stale"}


@pytest.mark.parametrize("name", ["", "  ", "综合政务", "甲\\乙", "长" * 61, "坏\x00名"])
def test_a_bad_name_is_refused(office, name):
    with pytest.raises(Refusal) as refused:
        change(office, Theme.objects.get(code="T01"), name=name)
    assert codes(refused) == {"name"}


def test_there_are_two_levels_of_themes(office):
    sub = Theme.objects.get(code="T02-01")
    with pytest.raises(Refusal) as refused:
        services.create_theme(actor=office, name="更细", now=NOW, parent=sub)
    assert codes(refused) == {"parent"}


def test_a_genre_is_added_renamed_and_closed(office):
    genre = services.create_genre(actor=office, name="公示", now=NOW)
    services.change_genre(
        actor=office,
        genre=genre,
        version=1,
        draft=TermDraft("公示公告", position=3, is_open=False),
        now=NOW,
    )
    genre.refresh_from_db()
    assert (genre.name, genre.is_open, genre.version) == ("公示公告", False, 2)
    assert "公示公告" not in {row.name for row in public.genres()}
    with pytest.raises(Refusal) as refused:
        services.create_genre(actor=office, name="通知", now=NOW)
    assert codes(refused) == {"name"}


@pytest.mark.parametrize("part", ["clerk", "leader", "inspector", "stranger"])
def test_only_the_office_and_administrators_touch_the_tables(cast, part):
    actor = cast.actor(part)
    genre, theme = Genre.objects.first(), Theme.objects.first()
    draft = TermDraft("新名")
    deeds = [
        lambda: services.create_theme(actor=actor, name="新", now=NOW),
        lambda: services.create_genre(actor=actor, name="新", now=NOW),
        lambda: services.change_theme(actor=actor, theme=theme, version=1, draft=draft, now=NOW),
        lambda: services.change_genre(actor=actor, genre=genre, version=1, draft=draft, now=NOW),
        lambda: services.import_themes(actor=actor, lines=["新"], now=NOW),
    ]
    for deed in deeds:
        with pytest.raises(Refusal) as refused:
            deed()
        assert codes(refused) == {"permission"}


def test_a_list_of_themes_comes_in_and_what_is_there_stays(office):
    before = Theme.objects.count()
    lines = ["综合政务\\政务公开", "综合政务\\基层治理", "", "乡村振兴\\驻村帮扶", "乡村振兴/产业"]
    assert services.import_themes(actor=office, lines=lines, now=NOW) == 4
    assert Theme.objects.count() == before + 4
    assert services.import_themes(actor=office, lines=lines, now=NOW) == 0


def test_a_list_with_bad_lines_is_refused_whole_and_each_is_named(office):
    before = Theme.objects.count()
    with pytest.raises(Refusal) as refused:
        services.import_themes(actor=office, lines=["新主题", "甲\\乙\\丙", "坏\x00名"], now=NOW)
    assert [str(reason)[:4] for reason in refused.value.reasons] == ["第2行：", "第3行："]
    assert Theme.objects.count() == before


def test_the_office_sees_closed_rows_too_each_theme_before_its_sub_themes(
    office, django_assert_num_queries
):
    change(office, Theme.objects.get(code="T02"), is_open=False)
    with django_assert_num_queries(1):
        rows = selectors.theme_rows()
    names = [row.code for row in rows]
    assert names[:2] == ["T01", "T01-01"]
    assert names.index("T02") == names.index("T02-01") - 1
    assert rows[names.index("T02-01")].parent.code == "T02"
    assert selectors.theme_by_id(0) is None
    assert selectors.genre_by_id(0) is None
    assert len(selectors.genre_rows()) == Genre.objects.count()
