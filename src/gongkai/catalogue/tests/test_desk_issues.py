"""The desk pages about guides, catalogues and classification, as a person uses them."""

import pytest
from django.urls import reverse

from gongkai.catalogue.models import Genre, GuideVersion, Theme
from gongkai.catalogue.tests.factories import DutyFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, cast):
    client.force_login(cast.office)
    return client


def url(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def text(response):
    return response.content.decode()


def test_a_guide_is_previewed_with_what_is_missing_then_issued_and_compared(office, cast):
    section = SectionFactory(unit=cast.county, name="政策文件")
    here = url("issue", "guide", cast.county.pk)
    page = text(office.get(here))
    assert "尚未发布" in page
    assert cast.county.office_hours in page
    assert not GuideVersion.objects.exists()
    page = text(office.post(here, {"reason": "首次发布"}, follow=True))
    assert "已发布公开指南第1版" in page
    assert "不需要发布新版本" in page
    section.name = "规范性文件"
    section.save()
    page = text(office.get(here))
    assert "<del>法定主动公开内容：政策文件</del>" in page
    assert "<ins>法定主动公开内容：规范性文件</ins>" in page
    office.post(here, {"reason": "栏目更名"})
    second = text(office.get(url("version", "guide", cast.county.pk, 2)))
    assert "<ins>法定主动公开内容：规范性文件</ins>" in second
    first = text(office.get(url("version", "guide", cast.county.pk, 1)))
    assert "政策文件" in first
    assert "规范性文件" not in first


def test_what_a_unit_has_not_told_is_listed(office, cast):
    page = text(office.get(url("issue", "guide", cast.education.pk)))
    assert "缺少公开工作机构的联系电话" in page


def test_a_catalogue_is_issued_with_its_duties(office, cast):
    DutyFactory(unit=cast.county, matter="政府预算")
    page = text(
        office.post(url("issue", "catalogue", cast.county.pk), {"reason": "首次发布"}, follow=True)
    )
    assert "已发布公开目录第1版" in page
    assert "政府预算" in page
    states = text(office.get(url("issues")))
    assert "第1版" in states


def test_issuing_the_same_again_makes_no_version(office, cast):
    here = url("issue", "guide", cast.county.pk)
    office.post(here, {"reason": "首次发布"})
    assert "没有发布新版本" in text(office.post(here, {"reason": "再发"}, follow=True))
    assert GuideVersion.objects.count() == 1


@pytest.mark.parametrize("reason", ["", " ", "长" * 100_000, "坏\x00字", "坏\x07字"])
def test_a_bad_reason_issues_nothing(office, cast, reason):
    sent = office.post(url("issue", "guide", cast.county.pk), {"reason": reason})
    assert sent.status_code == 422
    assert "reason" in sent.context["form"].errors
    assert not GuideVersion.objects.exists()


def test_a_reader_sees_the_preview_and_sending_is_refused(client, cast):
    client.force_login(cast.clerk)
    here = url("issue", "guide", cast.education.pk)
    assert "没有这项权限" in text(client.get(here))
    assert client.post(here, {"reason": "试试"}).status_code == 403


def test_themes_and_genres_are_added_renamed_and_closed(office):
    top = Theme.objects.get(code="T02")
    office.post(url("theme_new"), {"parent": top.pk, "name": "基层治理"})
    office.post(url("genre_new"), {"name": "公示"})
    added = Theme.objects.get(name="基层治理")
    assert added.parent == top
    entries = {"name": "基层减负", "position": "3", "version": "1"}
    page = text(office.post(url("theme_edit", added.pk), entries, follow=True))
    assert "基层减负" in page
    assert "停用" in page
    genre = Genre.objects.get(name="公示")
    office.post(url("genre_edit", genre.pk), entries | {"name": "公示公告", "is_open": "on"})
    genre.refresh_from_db()
    assert (genre.name, genre.is_open) == ("公示公告", True)


@pytest.mark.parametrize("page", ["theme_new", "genre_new"])
@pytest.mark.parametrize("name", ["", "长" * 100_000, "坏\x00名", "甲\\乙"])
def test_a_bad_name_is_shown_at_its_field(office, page, name):
    sent = office.post(url(page), {"name": name})
    assert sent.status_code == 422
    assert list(sent.context["form"].errors) == ["name"]


@pytest.mark.parametrize(
    "entries", [{"name": "综合政务"}, {"position": "-1"}, {"position": ""}, {"version": "0"}]
)
def test_a_bad_change_of_a_theme_is_not_saved(office, entries):
    theme = Theme.objects.get(code="T01")
    good = {"name": "组织机构", "position": "1", "version": "1", "is_open": "on"}
    assert office.post(url("theme_edit", theme.pk), good | entries).status_code == 422
    theme.refresh_from_db()
    assert theme.name == "国务院组织机构"


def test_two_who_rename_at_once_notice_each_other(office):
    theme = Theme.objects.get(code="T01")
    entries = {"position": "1", "version": "1", "is_open": "on"}
    office.post(url("theme_edit", theme.pk), entries | {"name": "先到"})
    clash = office.post(url("theme_edit", theme.pk), entries | {"name": "后到"})
    assert clash.status_code == 422
    assert clash.context["form"].newer == [("名称", "先到")]


def test_a_list_of_themes_is_brought_in(office):
    page = text(
        office.post(url("themes_import"), {"lines": "乡村振兴\\产业\n综合政务"}, follow=True)
    )
    assert "已添加2个主题" in page
    again = text(office.post(url("themes_import"), {"lines": "乡村振兴\\产业"}, follow=True))
    assert "没有改动" in again
    bad = office.post(url("themes_import"), {"lines": "甲\\乙\\丙"})
    assert bad.status_code == 422
    assert "第1行" in text(bad)
    assert office.post(url("themes_import"), {"lines": "长" * 20_001}).status_code == 422
