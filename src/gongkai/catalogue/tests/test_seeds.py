import pytest
from django.core.management import call_command

from gongkai.catalogue import public
from gongkai.catalogue.models import DisclosureItem, Genre, Theme
from gongkai.catalogue.seeds import seed

pytestmark = pytest.mark.django_db


def test_the_fifteen_items_of_article_20_and_the_extras_of_21_are_there():
    codes = set(DisclosureItem.objects.values_list("code", flat=True))
    assert {f"art20-{n}" for n in range(1, 16)} <= codes
    assert sum(code.startswith("art21-county") for code in codes) == 7
    assert sum(code.startswith("art21-township") for code in codes) == 8
    eleventh = DisclosureItem.objects.get(code="art20-11")
    assert eleventh.article == "《政府信息公开条例》第二十条第（十一）项"
    assert eleventh.name.startswith("扶贫、教育、医疗、社会保障、促进就业")


def test_22_themes_with_their_sub_themes_and_all_genres_are_there():
    themes = public.themes()
    assert len(themes) == 22
    assert themes[0].name == "国务院组织机构"
    assert themes[-1].name == "其他"
    assert "综合政务\\政务公开" in {child.label for child in themes[1].children}
    genres = public.genres()
    assert [genre.is_official_paper for genre in genres].count(True) == 15
    assert {"通知", "函", "纪要", "办事指南"} <= {genre.name for genre in genres}


def test_seeding_again_adds_what_is_missing_and_keeps_local_edits():
    Theme.objects.filter(code="T01").update(name="组织机构", is_open=False)
    Genre.objects.filter(code="list").delete()
    before = Theme.objects.count()
    call_command("migrate", verbosity=0)
    seed("default")
    assert Theme.objects.count() == before
    assert Theme.objects.get(code="T01").name == "组织机构"
    assert Genre.objects.filter(code="list", name="名单").exists()


def test_closed_themes_and_sub_themes_are_not_offered():
    Theme.objects.filter(code="T01").update(is_open=False)
    names = {theme.name for theme in public.themes()}
    assert "国务院组织机构" not in names
    assert "国务院办公厅" not in names


def test_a_local_theme_of_the_same_name_does_not_stop_the_seeds():
    Theme.objects.filter(parent__code="T22").delete()
    Theme.objects.filter(code="T22").delete()
    Theme.objects.create(code="local-1", name="其他", position=99)
    seed("default")
    assert Theme.objects.filter(name="其他", parent__isnull=True).get().code == "local-1"
